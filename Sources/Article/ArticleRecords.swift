import Base

/// One line of an NDJSON file, read or refused.
public struct ArticleRecord: Sendable {
  /// Line in the file, from 1.
  public let line: Int
  /// The record's own id, if it has one.
  public let id: String?
  public let article: Result<Article, ArticleError>

  /// Reads one line: `{"id", "text" or "html", "title", "date", "url"}`; also `byline` or `author`, `publisher`, `language`. Fields with
  /// null count as missing, other fields are left alone. What the record says goes before what the page says.
  ///
  /// - Parameters:
  ///   - number: The line's number, for messages.
  ///   - name: The file's name, for messages.
  public static func read(
    line bytes: [UInt8], number: Int, name: String, rules: ReadingRules,
    limits: Article.Limits = Article.Limits()
  ) -> ArticleRecord {
    var id: String?
    do {
      let root = try parse(bytes, number, name)
      id = try root["id"].flatMap { value throws(ArticleError) in
        if let number = value.integer { return String(number) }
        return try text(value, "id", number, name)
      }
      let article = try article(root, number, name, rules, limits)
      return ArticleRecord(line: number, id: id, article: .success(article))
    } catch {
      return ArticleRecord(line: number, id: id, article: .failure(error))
    }
  }

  private static func failure(_ summary: String, _ line: Int, _ column: Int?, _ name: String)
    -> ArticleError
  {
    ArticleError(
      .badRecord, summary, at: SourceLocation(name: name, line: line, column: column),
      advice: "each line must be an object with \"text\" or \"html\"")
  }

  private static func parse(
    _ bytes: [UInt8], _ number: Int, _ name: String
  ) throws(ArticleError) -> JSONValue {
    let root: JSONValue
    do {
      root = try JSONValue.parse(bytes, name: name)
    } catch {
      throw failure(error.summary, number, error.location?.column, name)
    }
    guard root.members != nil else {
      throw failure("the record is \(root.kindName), not an object", number, nil, name)
    }
    return root
  }

  private static func text(
    _ value: JSONValue?, _ key: String, _ line: Int, _ name: String
  ) throws(ArticleError) -> String? {
    guard let value, !value.isNull else { return nil }
    guard let text = value.string else {
      throw failure("\"\(key)\" is \(value.kindName), not a string", line, value.offset + 1, name)
    }
    return text
  }

  private static func article(
    _ root: JSONValue, _ line: Int, _ name: String, _ rules: ReadingRules, _ limits: Article.Limits
  ) throws(ArticleError) -> Article {
    let plain = try text(root["text"], "text", line, name)
    let html = try text(root["html"], "html", line, name)
    guard let source = plain ?? html else {
      throw failure("the record has neither \"text\" nor \"html\"", line, nil, name)
    }
    var article: Article
    do {
      article = try Article.read(
        Array(source.utf8), format: plain == nil ? .html : .plainText, name: name, rules: rules,
        limits: limits)
    } catch {
      // Positions inside the record's text mean nothing in the file.
      throw ArticleError(
        error.code, error.summary, at: SourceLocation(name: name, line: line), advice: error.advice)
    }
    if let title = try text(root["title"], "title", line, name)?.cleanedValue {
      article.title = title
    }
    if let url = try text(root["url"], "url", line, name) { article.url = url }
    if let publisher = try text(root["publisher"] ?? root["source"], "publisher", line, name) {
      article.publisher = publisher
    }
    if let language = try text(root["language"] ?? root["lang"], "language", line, name) {
      article.language = language
    }
    if let date = try text(root["date"] ?? root["published"], "date", line, name) {
      guard let published = EDTFDate(date) ?? rules.date(in: date) else {
        throw failure("\"\(date)\" is no date", line, root["date"].map { $0.offset + 1 }, name)
      }
      article.published = published
    }
    if let authors = root["byline"] ?? root["author"], !authors.isNull {
      var names: [String] = []
      for author in authors.array ?? [authors] {
        names += rules.names(inByline: try text(author, "byline", line, name) ?? "")
      }
      article.byline = names
    }
    return article
  }
}

/// The articles of an NDJSON file, one a line; a bad record is reported in its place and never stops the others.
public struct ArticleRecords: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private let name: String
  private let rules: ReadingRules
  private let limits: Article.Limits
  private var position = 0
  private var line = 0

  public init(
    _ bytes: [UInt8], name: String, rules: ReadingRules, limits: Article.Limits = Article.Limits()
  ) {
    self.bytes = bytes
    self.name = name
    self.rules = rules
    self.limits = limits
  }

  /// The record of the next line that is not blank.
  public mutating func next() -> ArticleRecord? {
    while position < bytes.count {
      let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let content = bytes[position..<end]
      position = end + 1
      line += 1
      if content.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      return ArticleRecord.read(
        line: Array(content), number: line, name: name, rules: rules, limits: limits)
    }
    return nil
  }
}
