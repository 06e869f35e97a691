/// Finds the paragraphs of the article on a page.
///
/// The method, of the family of Readability, jusText and trafilatura:
/// 1. Furniture goes by element (`nav`, `aside`, `figure`, …), ARIA role, hidden state, and words in class and id (`html.json`).
/// 2. The rest is cut into blocks of text with their share of links.
/// 3. The article's element is, in this order: what declares itself (`itemprop="articleBody"`), what is named as a body usually is, the
///    `article` element with the most prose, the element with the highest score. Prose gives points (length and commas) to the elements
///    above it, half as many at each step; links take points away. Each choice must hold a fair part of the page's best prose.
/// 4. Within it, blocks go that are mostly links, notices ("Read more"), headings without text, repetitions, and short labels before the
///    first and after the last paragraph.
struct HTMLContent {
  /// Amounts of text in front of each node, so that any element's share is a subtraction.
  private struct Sums {
    private(set) var prose: [Int]
    private(set) var length: [Int]
    private(set) var linked: [Int]

    init(_ blocks: [HTMLBlock], nodes: Int) {
      prose = Array(repeating: 0, count: nodes + 1)
      length = prose
      linked = prose
      for block in blocks {
        prose[block.first + 1] += block.isProse ? block.length : 0
        length[block.first + 1] += block.length
        linked[block.first + 1] += block.linked
      }
      for index in 1...max(nodes, 1) where index <= nodes {
        prose[index] += prose[index - 1]
        length[index] += length[index - 1]
        linked[index] += linked[index - 1]
      }
    }
  }

  private let page: HTMLPage
  private let sums: Sums
  private var tree: HTMLTree { page.tree }
  /// The article's blocks in order.
  private(set) var blocks: [HTMLBlock] = []
  /// Short lines in front of the text that are no part of it: kickers, bylines, dates.
  private(set) var labels: [String] = []
  /// The elements that were taken as the article; empty when nothing was found.
  private(set) var roots: [Int] = []

  init(_ page: HTMLPage) {
    self.page = page
    let all = page.textBlocks()
    let kept = all.filter { $0.mark == .kept }
    sums = Sums(kept, nodes: page.tree.nodes.count)
    roots = findRoots(kept)
    blocks = cleaned(roots.isEmpty ? kept : inside(kept))
  }

  // MARK: - The article's element

  private func prose(in root: Int) -> Int { sums.prose[tree.nodes[root].end] - sums.prose[root] }

  /// The blocks inside the roots, which are in document order and apart.
  private func inside(_ blocks: [HTMLBlock]) -> [HTMLBlock] {
    var root = 0
    return blocks.filter { block in
      while root < roots.count, tree.nodes[roots[root]].end <= block.first { root += 1 }
      return root < roots.count && tree.isInside(block.first, roots[root])
    }
  }

  private func findRoots(_ blocks: [HTMLBlock]) -> [Int] {
    let scored = bestScored(blocks)
    let best = scored.map { prose(in: $0) } ?? 0
    let kept = tree.nodes.indices.filter { !tree.nodes[$0].isText && page.marks[$0] == .kept }
    let declared = outermost(
      kept.filter { tree.nodes[$0]["itemprop"]?.lowercased().contains("articlebody") ?? false })
    if isFair(declared, best) { return declared }
    let named = kept.filter { page.hasHint($0, page.rules.contentHints) }
    if let chosen = narrowest(named) {
      // A body in several parts has the same name for each.
      let name = tree.nodes[chosen]["class"]
      let parts = outermost(
        named.filter { name != nil && tree.nodes[$0]["class"] == name || $0 == chosen })
      if isFair(parts, best) { return parts }
    }
    let articles = kept.filter { tree.nodes[$0].name == "article" }
    if let article = articles.max(by: { prose(in: $0) < prose(in: $1) }),
      isFair([article], best)
    {
      // A long article element may still hold more than the article.
      guard let scored, tree.isInside(scored, article),
        prose(in: scored) * 10 >= prose(in: article) * 9
      else { return [article] }
      return [scored]
    }
    guard let scored else { return [] }
    return withSiblings(scored, blocks)
  }

  private func isFair(_ roots: [Int], _ best: Int) -> Bool {
    let total = roots.reduce(0) { $0 + prose(in: $1) }
    return total >= 140 && total * 2 >= best
  }

  private func outermost(_ candidates: [Int]) -> [Int] {
    var result: [Int] = []
    for candidate in candidates {
      if let last = result.last, tree.isInside(candidate, last) { continue }
      result.append(candidate)
    }
    return result
  }

  /// The smallest candidate that still has most of the prose of the best one.
  private func narrowest(_ candidates: [Int]) -> Int? {
    let amounts = candidates.map { (root: $0, prose: prose(in: $0)) }
    guard let most = amounts.map(\.prose).max(), most > 0 else { return nil }
    return amounts.filter { $0.prose * 10 >= most * 8 }
      .min { tree.nodes[$0.root].end - $0.root < tree.nodes[$1.root].end - $1.root }?.root
  }

  private func scores(_ blocks: [HTMLBlock]) -> [Int: Double] {
    var scores: [Int: Double] = [:]
    for block in blocks where block.isProse && block.element >= 0 {
      let commas = block.text.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: ",") ? 1 : 0) }
      var points = 1 + Double(min(commas, 6)) + Double(min(block.length / 100, 3))
      let name = tree.nodes[block.element].name
      let isContainer = ["div", "section", "article", "body", "td", "center", "main"].contains(name)
      var above = isContainer ? block.element : tree.nodes[block.element].parent
      for _ in 0..<5 where above >= 0 {
        scores[above, default: 0] += points
        points /= 2
        above = tree.nodes[above].parent
      }
    }
    return scores
  }

  private func bestScored(_ blocks: [HTMLBlock]) -> Int? {
    var best: (index: Int, score: Double)?
    let scores = scores(blocks)
    for index in scores.keys.sorted() {
      let end = tree.nodes[index].end
      let length = sums.length[end] - sums.length[index]
      let linked = sums.linked[end] - sums.linked[index]
      let density = length == 0 ? 0 : Double(linked) / Double(length)
      let score = (scores[index] ?? 0) * (1 - density)
      if best.map({ score > $0.score }) ?? true { best = (index, score) }
    }
    return best?.index
  }

  /// The element and those beside it that are prose too.
  private func withSiblings(_ top: Int, _ blocks: [HTMLBlock]) -> [Int] {
    let parent = tree.nodes[top].parent
    guard parent >= 0 else { return [top] }
    let scores = scores(blocks)
    let threshold = max(10, (scores[top] ?? 0) * 0.2)
    let proseElements = Set(
      blocks.filter { $0.length > 80 && $0.linkDensity < 0.25 }.map(\.element))
    var result: [Int] = []
    var child = parent + 1
    while child < tree.nodes[parent].end {
      let isProseBlock = tree.nodes[child].name == "p" && proseElements.contains(child)
      if child == top || isProseBlock || (scores[child] ?? 0) >= threshold { result.append(child) }
      child = tree.nodes[child].end
    }
    return result
  }

  // MARK: - Its blocks

  private func headingLevel(_ block: HTMLBlock) -> Int? {
    guard block.element >= 0 else { return nil }
    let name = tree.nodes[block.element].name
    guard name.utf8.count == 2, name.first == "h", let level = name.last?.wholeNumberValue else {
      return nil
    }
    return level
  }

  private mutating func cleaned(_ blocks: [HTMLBlock]) -> [HTMLBlock] {
    var seen: Set<String> = []
    var result = blocks.filter { block in
      if isMostlyLinks(block) || isNotice(block) { return false }
      return block.length < 40 || seen.insert(block.text).inserted
    }
    // Headings need something below them.
    var withText: [HTMLBlock] = []
    for (index, block) in result.enumerated() {
      if let level = headingLevel(block), level > 1 {
        guard index + 1 < result.count else { continue }
        if let next = headingLevel(result[index + 1]), next <= level { continue }
      }
      withText.append(block)
    }
    result = withText
    // Labels at both ends.
    func isText(_ block: HTMLBlock) -> Bool {
      block.length >= 80 || block.length >= 25 && block.endsSentence
        || isListItem(block) && block.length >= 25
    }
    if let last = result.lastIndex(where: isText) { result.removeSubrange((last + 1)...) }
    if let first = result.firstIndex(where: isText) {
      // A heading of the first level is the headline; other short blocks there are labels.
      let head = result[..<first]
      labels = head.flatMap { $0.text.split(separator: "\n").map(String.init) }
      result = head.filter { headingLevel($0) == 1 } + result[first...]
    }
    return result
  }

  private func isListItem(_ block: HTMLBlock) -> Bool {
    block.element >= 0 && tree.nodes[block.element].name == "li"
  }

  private func isMostlyLinks(_ block: HTMLBlock) -> Bool {
    let density = block.linkDensity
    if headingLevel(block) != nil { return density > 0.9 && headingLevel(block) != 1 }
    if density >= 0.8 { return block.length < 300 }
    return density > 0.5 && (block.length < 80 || isListItem(block))
  }

  private func isNotice(_ block: HTMLBlock) -> Bool {
    guard block.length < 160 else { return false }
    let lower = block.text.lowercased()
    let bare = lower.trimmed.drop { !$0.isLetter && !$0.isNumber }
    var key = String(bare)
    while let last = key.last, !last.isLetter, !last.isNumber { key.removeLast() }
    if key.isEmpty { return block.length < 10 }
    if page.rules.noticeLines.contains(key) { return true }
    guard page.rules.noticeStarts.contains(where: { ReadingRules.starts(String(bare), with: $0) })
    else {
      return false
    }
    // "Watch: …" with a link, or a short line; a sentence of the story may start with the same words.
    return block.linked > 0 || block.length < 60 || !block.endsSentence
  }
}
