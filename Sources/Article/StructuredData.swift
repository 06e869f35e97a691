import Base

/// What a page says about itself in JSON-LD (schema.org).
struct StructuredData {
  private(set) var title: String?
  private(set) var byline: [String] = []
  private(set) var publisher: String?
  private(set) var published: String?
  private(set) var modified: String?
  private(set) var url: String?
  private(set) var language: String?
  private(set) var kind: String?
  private(set) var body: String?

  private static let deepest = 12

  init(_ tree: HTMLTree, rules: ReadingRules) {
    var roots: [JSONValue] = []
    for script in tree.elements("script") {
      let type = tree.nodes[script]["type"]?.lowercased() ?? ""
      guard type.contains("ld+json") else { continue }
      let bytes = Self.repaired(Array(tree.rawText(script).utf8))
      // A broken block is left out: pages with several blocks often have one that a template damaged.
      if let root = try? JSONValue.parse(bytes, name: "JSON-LD") { roots.append(root) }
    }
    var nodes: [String: JSONValue] = [:]
    var articles: [JSONValue] = []
    for root in roots { Self.collect(root, depth: 0, rules, &nodes, &articles) }
    guard let article = articles.first(where: { $0["headline"] != nil }) ?? articles.first else {
      return
    }
    // Of several types the longest name is the most special one.
    kind = Self.types(of: article).filter(rules.articleTypes.contains)
      .max { $0.utf8.count < $1.utf8.count }
    title = (article["headline"]?.string ?? article["name"]?.string)?.cleanedValue
    published = (article["datePublished"] ?? article["dateCreated"])?.string
    modified = article["dateModified"]?.string
    language = Self.text(article["inLanguage"], key: "name", nodes)
    url = article["url"]?.string ?? Self.text(article["mainEntityOfPage"], key: "@id", nodes)
    publisher = Self.text(article["publisher"], key: "name", nodes)?.cleanedValue
    body = article["articleBody"]?.string
    let authors = article["author"] ?? article["creator"]
    for author in authors?.array ?? (authors.map { [$0] } ?? []) {
      let isPerson = Self.types(of: Self.resolved(author, nodes)).allSatisfy { $0 == "Person" }
      guard isPerson, let name = Self.text(author, key: "name", nodes)?.cleanedValue,
        !name.contains("://")
      else { continue }
      let names = rules.names(inByline: name)
      for name in names where !byline.contains(name) { byline.append(name) }
    }
  }

  private static func types(of value: JSONValue) -> [String] {
    guard let type = value["@type"] else { return [] }
    let names = type.string.map { [$0] } ?? (type.array ?? []).compactMap(\.string)
    return names.map { name in
      name.split(whereSeparator: { "/:#".contains($0) }).last.map(String.init) ?? name
    }
  }

  private static func collect(
    _ value: JSONValue, depth: Int, _ rules: ReadingRules, _ nodes: inout [String: JSONValue],
    _ articles: inout [JSONValue]
  ) {
    guard depth < deepest else { return }
    for item in value.array ?? [] { collect(item, depth: depth + 1, rules, &nodes, &articles) }
    guard let members = value.members else { return }
    if let id = value["@id"]?.string, members.count > 1 { nodes[id] = value }
    if types(of: value).contains(where: rules.articleTypes.contains) { articles.append(value) }
    for member in members {
      // Other articles that the page lists or quotes are not this one.
      if [
        "isPartOf", "citation", "mentions", "comment", "relatedLink", "isBasedOn",
        "itemListElement", "hasPart",
      ].contains(member.key) {
        continue
      }
      collect(member.value, depth: depth + 1, rules, &nodes, &articles)
    }
  }

  private static func resolved(_ value: JSONValue, _ nodes: [String: JSONValue]) -> JSONValue {
    if let id = value["@id"]?.string, value["name"] == nil, let node = nodes[id] { return node }
    return value
  }

  /// A string, or the given member of an object or of the first element.
  private static func text(
    _ value: JSONValue?, key: String, _ nodes: [String: JSONValue]
  ) -> String? {
    guard let value else { return nil }
    if let text = value.string { return text }
    if let first = value.array?.first { return text(first, key: key, nodes) }
    return resolved(value, nodes)[key]?.string
  }

  /// Makes JSON of what templates often write: control characters in strings, comments around the block, commas before a closing bracket.
  private static func repaired(_ bytes: [UInt8]) -> [UInt8] {
    var text = String(decoding: bytes.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
    for wrapper in ["<![CDATA[", "]]>", "<!--", "-->"] { text = text.replacing(wrapper, with: " ") }
    let start = text.utf8.firstIndex { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }
    let end = text.utf8.lastIndex { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") }
    guard let start, let end, start < end else { return bytes }
    var result: [UInt8] = []
    var isInString = false
    var isEscaped = false
    for byte in text.utf8[start...end] {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
        while let last = result.last, last == 0x20 { result.removeLast() }
        if result.last == UInt8(ascii: ",") { result.removeLast() }
      }
      result.append(byte)
    }
    return result
  }
}

extension String {
  /// A metadata value on one line, with the character references that templates leave in it decoded.
  var cleanedValue: String? {
    var result = ""
    var rest = Substring(self)
    while let at = rest.firstIndex(of: "&") {
      result += rest[..<at]
      rest = rest[at...]
      if let end = rest.prefix(12).firstIndex(of: ";"),
        let scalar = CharacterReference.scalar(String(rest[rest.index(after: at)..<end]))
      {
        result.unicodeScalars.append(scalar)
        rest = rest[rest.index(after: end)...]
      } else {
        result.append("&")
        rest = rest.dropFirst()
      }
    }
    let text = (result + rest).collapsed
    return text.isEmpty ? nil : text
  }
}
