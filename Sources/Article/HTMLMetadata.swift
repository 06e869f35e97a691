import Base

/// Title, byline, dates and the rest of what a page tells about its article.
///
/// The order of trust for each: JSON-LD, `meta` elements, the markup of the article's head, the address.
struct HTMLMetadata {
  private(set) var title: String?
  private(set) var byline: [String] = []
  private(set) var publisher: String?
  private(set) var published: EDTFDate?
  private(set) var modified: EDTFDate?
  private(set) var url: String?
  private(set) var language: String?
  let kind: String?
  /// The text that JSON-LD repeats, for pages whose own can't be found.
  let body: String?

  private let page: HTMLPage
  private var meta: [String: [String]] = [:]

  /// - Parameter roots: The elements that hold the article.
  init(_ page: HTMLPage, roots: [Int]) {
    self.page = page
    let data = StructuredData(page.tree, rules: page.rules)
    kind = data.kind
    body = data.body
    readMeta()
    let fields = page.rules.meta
    let siteName = value(fields.publisher)
    publisher = data.publisher ?? siteName
    url = (canonicalLink() ?? value(fields.url) ?? data.url).flatMap(Self.address)
    let html = page.tree.elements("html").first.flatMap { page.tree.nodes[$0]["lang"] }
    language = (html ?? data.language ?? value(fields.language)).flatMap(Self.languageTag)
    title = findTitle(data.title, siteName: siteName, roots: roots)
    byline = data.byline
    if byline.isEmpty { byline = metaByline() }
    if byline.isEmpty { byline = visibleByline(roots) }
    let rules = page.rules
    published =
      data.published.flatMap { rules.date(in: $0) } ?? date(fields.published)
      ?? visibleDate(roots) ?? url.flatMap { rules.date(inAddress: $0) }
    modified = data.modified.flatMap { rules.date(in: $0) } ?? date(fields.modified)
  }

  // MARK: - meta and link

  private mutating func readMeta() {
    for index in page.tree.elements("meta") {
      let node = page.tree.nodes[index]
      guard let content = node["content"]?.cleanedValue else { continue }
      for key in ["property", "name", "itemprop", "http-equiv"] {
        if let name = node[key]?.lowercased().trimmed, !name.isEmpty {
          meta[name, default: []].append(content)
        }
      }
    }
  }

  private func value(_ names: [String]) -> String? {
    for name in names {
      if let value = meta[name]?.first { return value }
    }
    return nil
  }

  private func date(_ names: [String]) -> EDTFDate? {
    for name in names {
      for value in meta[name] ?? [] {
        if let date = page.rules.date(in: value) { return date }
      }
    }
    return nil
  }

  private func metaByline() -> [String] {
    for name in page.rules.meta.byline {
      let names = (meta[name] ?? []).filter { !$0.contains("://") && !$0.hasPrefix("@") }
        .flatMap { page.rules.names(inByline: $0) }
      if !names.isEmpty { return Self.unique(names) }
    }
    return []
  }

  private static func unique(_ names: [String]) -> [String] {
    names.enumerated().filter { names[..<$0.offset].contains($0.element) == false }.map(\.element)
  }

  private func canonicalLink() -> String? {
    for index in page.tree.elements("link") {
      let node = page.tree.nodes[index]
      if node["rel"]?.lowercased() == "canonical", let address = node["href"]?.trimmed {
        return address
      }
    }
    return nil
  }

  /// Only whole addresses of the web count.
  private static func address(_ text: String) -> String? {
    let lower = text.lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://"),
      !text.contains(where: \.isWhitespace)
    else { return nil }
    return text
  }

  private static func languageTag(_ text: String) -> String? {
    let tag = text.trimmed.split(separator: ",").first.map { $0.replacing("_", with: "-") } ?? ""
    let isTag =
      tag.utf8.count >= 2 && tag.utf8.count <= 16
      && tag.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return isTag ? String(tag) : nil
  }

  // MARK: - Title

  private mutating func findTitle(_ declared: String?, siteName: String?, roots: [Int]) -> String? {
    let tree = page.tree
    let whole = tree.elements("title").first.flatMap { tree.rawText($0).cleanedValue }
    let candidates = [declared, value(page.rules.meta.title), whole].compactMap { $0 }
    let keys = candidates.map(\.comparisonKey)
    let headings = tree.elements("h1").filter { page.marks[$0] < .dropped }
      .map { (index: $0, text: tree.lineText($0)) }
      .filter { !$0.text.isEmpty && $0.text.unicodeScalars.count <= 300 }
    // The heading that the metadata confirms is what the reader of the page sees.
    for heading in headings {
      let key = heading.text.comparisonKey
      guard key.count >= 8 else { continue }
      guard let match = keys.first(where: { $0.contains(key) || $0.count >= 8 && key.contains($0) })
      else { continue }
      if publisher == nil, match != key { publisher = suffix(of: candidates, after: heading.text) }
      return heading.text
    }
    if let declared { return withoutSite(declared, siteName) }
    let inArticle = headings.filter { heading in
      roots.contains { tree.isInside(heading.index, $0) || heading.index < $0 }
    }
    let isSite = { (text: String) in text.comparisonKey == siteName?.comparisonKey }
    if let heading = inArticle.last(where: { heading in
      !isSite(heading.text) && roots.contains { heading.index < tree.nodes[$0].end }
    }) {
      return heading.text
    }
    guard let first = candidates.first else { return nil }
    return withoutSite(first, siteName)
  }

  private static let separators = [" | ", " – ", " — ", " - ", " :: ", " · ", " » ", " / "]

  /// "Headline | Site" without the site.
  private mutating func withoutSite(_ title: String, _ siteName: String?) -> String {
    for separator in Self.separators {
      var parts = title.split(separator: separator).map(String.init)
      guard parts.count > 1, let last = parts.last else { continue }
      let key = last.comparisonKey
      let site = (siteName ?? publisher)?.comparisonKey ?? ""
      let isSite = !site.isEmpty && (site.contains(key) || key.contains(site))
      // Without a known site, the bar is only used to set its name apart.
      guard isSite || site.isEmpty && separator == " | " else { continue }
      parts.removeLast()
      if publisher == nil, last.count <= 60 { publisher = last.trimmed }
      return parts.joined(separator: separator).trimmed
    }
    return title
  }

  /// The site's name in "Headline | Site", where the headline is known.
  private func suffix(of candidates: [String], after heading: String) -> String? {
    for candidate in candidates where candidate.hasPrefix(heading) {
      let rest = candidate.dropFirst(heading.count)
      for separator in Self.separators where rest.hasPrefix(separator) {
        let name = rest.dropFirst(separator.count).trimmed
        if !name.isEmpty, name.count <= 60, !Self.separators.contains(where: name.contains) {
          return name
        }
      }
    }
    return nil
  }

  // MARK: - The article's head on the page

  /// Elements outside the furniture that may say who or when: in the article or in front of it.
  private func headElements(_ roots: [Int]) -> [Int] {
    let end = roots.map { page.tree.nodes[$0].end }.max() ?? page.tree.nodes.count
    return page.tree.nodes.indices.prefix(end).filter {
      !page.tree.nodes[$0].isText && page.marks[$0] < .dropped
    }
  }

  private func visibleByline(_ roots: [Int]) -> [String] {
    let tree = page.tree
    let elements = headElements(roots)
    let linked = elements.filter {
      let node = tree.nodes[$0]
      return node["rel"]?.lowercased().split(separator: " ").contains("author") ?? false
        || node["itemprop"]?.lowercased() == "author"
    }
    for index in linked {
      let names = page.rules.names(inByline: shortText(index))
      if !names.isEmpty {
        return Self.unique(linked.flatMap { page.rules.names(inByline: shortText($0)) })
      }
    }
    for index in elements where page.hasHint(index, page.rules.bylineHints) {
      let text = shortText(index)
      let names = page.rules.names(inByline: text, needsStart: true)
      if !names.isEmpty { return names }
      if tree.nodes[index].name == "a" || tree.nodes[index].end - index <= 3 {
        let names = page.rules.names(inByline: text)
        if !names.isEmpty { return names }
      }
    }
    // "By …" in a short paragraph in front of the text.
    for index in elements.prefix(4000)
    where ["p", "div", "span", "address"].contains(tree.nodes[index].name) {
      let names = page.rules.names(inByline: shortText(index), needsStart: true)
      if !names.isEmpty { return names }
    }
    return []
  }

  /// An element's text if it is short enough to be a byline or a date line.
  private func shortText(_ index: Int) -> String {
    guard page.tree.nodes[index].end - index <= 40 else { return "" }
    let text = page.tree.lineText(index)
    return text.unicodeScalars.count <= 140 ? text : ""
  }

  private func visibleDate(_ roots: [Int]) -> EDTFDate? {
    let tree = page.tree
    let elements = headElements(roots)
    for index in elements {
      let node = tree.nodes[index]
      guard node["itemprop"]?.lowercased().contains("datepublished") ?? false else { continue }
      let text = node["datetime"] ?? node["content"] ?? shortText(index)
      if let date = page.rules.date(in: text) { return date }
    }
    for index in elements where tree.nodes[index].name == "time" {
      if let date = page.rules.date(in: tree.nodes[index]["datetime"] ?? shortText(index)) {
        return date
      }
    }
    for index in elements where page.hasHint(index, page.rules.dateHints) {
      if let date = page.rules.date(in: shortText(index)) { return date }
    }
    return nil
  }
}
