/// A page with a judgement on every element: part of the article, of its head (byline, date), or of the furniture around it.
struct HTMLPage {
  enum Mark: UInt8, Comparable {
    case kept, head, dropped

    static func < (a: Mark, b: Mark) -> Bool { a.rawValue < b.rawValue }
  }

  let tree: HTMLTree
  let rules: ReadingRules
  /// The worst judgement on the node and everything above it.
  private(set) var marks: [Mark] = []
  /// Whether the node is or stands in a link.
  private(set) var isInLink: [Bool] = []
  /// The nearest block element, the node itself included; -1 above all.
  private(set) var blocks: [Int] = []

  init(_ tree: HTMLTree, rules: ReadingRules) {
    self.tree = tree
    self.rules = rules
    let guarded = Self.guarded(tree, rules)
    marks.reserveCapacity(tree.nodes.count)
    // Whether an article or main element is open.
    var isInArticle: [Bool] = []
    for (index, node) in tree.nodes.enumerated() {
      let above = node.parent >= 0 ? marks[node.parent] : .kept
      let inArticle = node.parent >= 0 && isInArticle[node.parent]
      var mark = above
      if !node.isText, above < .dropped {
        mark = max(above, own(node, isGuarded: guarded[index], isInArticle: inArticle))
      }
      marks.append(mark)
      isInArticle.append(inArticle || node.name == "article" || node.name == "main")
      isInLink.append(node.name == "a" || node.parent >= 0 && isInLink[node.parent])
      let isBlock = rules.blockElements.contains(node.name)
      blocks.append(isBlock ? index : node.parent >= 0 ? blocks[node.parent] : -1)
    }
  }

  /// Elements that hold the headline or the declared body: never furniture, whatever they are called.
  private static func guarded(_ tree: HTMLTree, _ rules: ReadingRules) -> [Bool] {
    var guarded = Array(repeating: false, count: tree.nodes.count)
    for (index, node) in tree.nodes.enumerated() where !node.isText {
      let isBody = node["itemprop"]?.lowercased().contains("articlebody") ?? false
      guard node.name == "h1" || node.name == "main" || isBody else { continue }
      var above = index
      while above >= 0, !guarded[above] {
        guarded[above] = true
        above = tree.nodes[above].parent
      }
    }
    return guarded
  }

  private func own(_ node: HTMLTree.Node, isGuarded: Bool, isInArticle: Bool) -> Mark {
    switch node.name {
    case "script", "style", "template", "noscript": return .dropped
    case "html", "body", "main": return .kept
    default: break
    }
    if isHidden(node) { return isGuarded ? .kept : .dropped }
    if isGuarded { return .kept }
    if rules.skippedElements.contains(node.name) { return .dropped }
    if node.name == "header", !isInArticle { return .dropped }
    if let role = node["role"], rules.skippedRoles.contains(role.lowercased()) { return .dropped }
    let words = hintWords(node)
    if words.isEmpty || matches(words, rules.contentHints) { return .kept }
    if matches(words, rules.boilerplateHints) { return .dropped }
    return matches(words, rules.headHints) ? .head : .kept
  }

  private func isHidden(_ node: HTMLTree.Node) -> Bool {
    if node["hidden"] != nil { return true }
    if node["aria-hidden"]?.lowercased() == "true" { return true }
    guard let style = node["style"]?.lowercased().filter({ !$0.isWhitespace }) else { return false }
    return style.contains("display:none") || style.contains("visibility:hidden")
  }

  // MARK: - Class and id

  /// The words of an element's class, id and data attributes that name its part, each name apart.
  func hintWords(_ node: HTMLTree.Node) -> [[String]] {
    var result: [[String]] = []
    for name in ["class", "id", "data-component", "data-testid", "data-qa", "data-role"] {
      guard let value = node[name] else { continue }
      for piece in value.split(whereSeparator: \.isWhitespace).prefix(24) {
        let words = Self.words(piece)
        if !words.isEmpty { result.append(words) }
      }
    }
    return result
  }

  /// "relatedArticles__list" is related, articles, list.
  private static func words(_ name: Substring) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for character in name.prefix(120) {
      guard character.isLetter else {
        if !word.isEmpty { words.append(word) }
        word = ""
        wasLower = false
        continue
      }
      if character.isUppercase, wasLower {
        words.append(word)
        word = ""
      }
      wasLower = character.isLowercase
      word += character.lowercased()
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  func matches(_ names: [[String]], _ hints: ReadingRules.Hints) -> Bool {
    names.contains { hints.match($0, except: rules.hintNegations) }
  }

  func hasHint(_ index: Int, _ hints: ReadingRules.Hints) -> Bool {
    matches(hintWords(tree.nodes[index]), hints)
  }
}
