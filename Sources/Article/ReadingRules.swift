public import Base

/// What the reader knows about pages and bylines, as data: `Schemas/reading/html.json` and `Schemas/reading/text.json`.
public struct ReadingRules: Sendable {
  /// Names of metadata fields, each list in the order in which its fields are trusted.
  struct Fields: Sendable {
    let title: [String]
    let published: [String]
    let modified: [String]
    let byline: [String]
    let publisher: [String]
    let url: [String]
    let language: [String]
  }

  /// Words of a class or id that tell what an element is for; several words of one hint are joined by a hyphen.
  struct Hints: Sendable {
    /// The words after the first one, by the first one.
    private let rests: [String: [[String]]]

    init(_ hints: [String]) {
      var rests: [String: [[String]]] = [:]
      for hint in hints {
        let words = hint.split(separator: "-").map(String.init)
        if let first = words.first { rests[first, default: []].append(Array(words.dropFirst())) }
      }
      self.rests = rests
    }

    /// Whether a hint's words stand in a row in `name`, not after one of the words that turn it round.
    func match(_ name: [String], except negations: Set<String>) -> Bool {
      for start in name.indices {
        guard let rests = rests[name[start]] else { continue }
        if start > 0, negations.contains(name[start - 1]) { continue }
        if rests.contains(where: { name[(start + 1)...].starts(with: $0) }) { return true }
      }
      return false
    }
  }

  // Plain text and dates
  let months: [String: Int]
  let weekdays: Set<String>
  let bylineStarts: [String]
  let publishedStarts: [String]
  let modifiedStarts: [String]
  let bylineParticles: Set<String>
  let bylineNoise: Set<String>
  /// Front-matter key to the metadata field it fills.
  let frontMatter: [String: String]

  // HTML
  let skippedElements: Set<String>
  let skippedRoles: Set<String>
  let blockElements: Set<String>
  let boilerplateHints: Hints
  let contentHints: Hints
  let headHints: Hints
  let hintNegations: Set<String>
  let bylineHints: Hints
  let dateHints: Hints
  let noticeStarts: [String]
  let noticeLines: Set<String>
  let articleTypes: Set<String>
  let meta: Fields

  /// - Parameters:
  ///   - html: The bytes of `html.json`.
  ///   - text: The bytes of `text.json`.
  public init(html: [UInt8], text: [UInt8]) throws(JSONError) {
    let words = try RuleFile(text, name: "text.json")
    months = try words.integers("months")
    weekdays = Set(try words.strings("weekdays"))
    bylineStarts = try words.strings("bylineStarts").sorted { $0.utf8.count > $1.utf8.count }
    publishedStarts = try words.strings("publishedStarts").sorted { $0.utf8.count > $1.utf8.count }
    modifiedStarts = try words.strings("modifiedStarts")
    bylineParticles = Set(try words.strings("bylineParticles"))
    bylineNoise = Set(try words.strings("bylineNoise"))
    frontMatter = try words.inverted("frontMatter")

    let page = try RuleFile(html, name: "html.json")
    skippedElements = Set(try page.strings("skippedElements"))
    skippedRoles = Set(try page.strings("skippedRoles"))
    blockElements = Set(try page.strings("blockElements"))
    boilerplateHints = try page.hints("boilerplateHints")
    contentHints = try page.hints("contentHints")
    headHints = try page.hints("headHints")
    hintNegations = Set(try page.strings("hintNegations"))
    bylineHints = try page.hints("bylineHints")
    dateHints = try page.hints("dateHints")
    noticeStarts = try page.strings("noticeStarts")
    noticeLines = Set(try page.strings("noticeLines"))
    articleTypes = Set(try page.strings("articleTypes"))
    let meta = try page.part("meta")
    self.meta = Fields(
      title: try meta.strings("title"), published: try meta.strings("published"),
      modified: try meta.strings("modified"), byline: try meta.strings("byline"),
      publisher: try meta.strings("publisher"), url: try meta.strings("url"),
      language: try meta.strings("language"))
  }
}

/// A JSON object whose members must be there and of the right form.
private struct RuleFile {
  let bytes: [UInt8]
  let name: String
  let root: JSONValue

  init(_ bytes: [UInt8], name: String) throws(JSONError) {
    self.bytes = bytes
    self.name = name
    root = try JSONValue.parse(bytes, name: name)
  }

  private init(bytes: [UInt8], name: String, root: JSONValue) {
    self.bytes = bytes
    self.name = name
    self.root = root
  }

  func failure(_ summary: String, at value: JSONValue) -> JSONError {
    JSONError(summary, location: SourceLocation(name: name, byte: value.offset, in: bytes))
  }

  func member(_ key: String) throws(JSONError) -> JSONValue {
    guard let value = root[key] else { throw failure("the member \"\(key)\" is missing", at: root) }
    return value
  }

  func part(_ key: String) throws(JSONError) -> RuleFile {
    RuleFile(bytes: bytes, name: name, root: try member(key))
  }

  func strings(_ key: String) throws(JSONError) -> [String] { try strings(in: try member(key)) }

  func strings(in value: JSONValue) throws(JSONError) -> [String] {
    guard let values = value.array else {
      throw failure("expected an array of strings, found \(value.kindName)", at: value)
    }
    var result: [String] = []
    for value in values {
      guard let text = value.string else {
        throw failure("expected a string, found \(value.kindName)", at: value)
      }
      result.append(text)
    }
    return result
  }

  func hints(_ key: String) throws(JSONError) -> ReadingRules.Hints {
    ReadingRules.Hints(try strings(key))
  }

  func integers(_ key: String) throws(JSONError) -> [String: Int] {
    var result: [String: Int] = [:]
    for member in try member(key).members ?? [] {
      guard let number = member.value.integer else {
        throw failure("expected a number, found \(member.value.kindName)", at: member.value)
      }
      result[member.key] = number
    }
    return result
  }

  /// From {field: [names]} to name: field.
  func inverted(_ key: String) throws(JSONError) -> [String: String] {
    var result: [String: String] = [:]
    for member in try member(key).members ?? [] {
      for name in try strings(in: member.value) { result[name] = member.key }
    }
    return result
  }
}
