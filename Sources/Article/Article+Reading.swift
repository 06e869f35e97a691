import Base

extension Article {
  /// Reads an article from a file's bytes.
  ///
  /// - Parameters:
  ///   - format: How the article is written down; nil to tell from the name's extension, else from the bytes.
  ///   - name: The file's name, for the format and for messages.
  /// - Throws: `ArticleError` for what is no article: empty, binary, undecodable, too large or too deep input, with the place.
  public static func read(
    _ bytes: [UInt8], format: Format? = nil, name: String, rules: ReadingRules,
    limits: Limits = Limits()
  ) throws(ArticleError) -> Article {
    guard bytes.count <= limits.bytes else {
      throw ArticleError(
        .tooLarge, "the file has \(bytes.count) bytes, more than the limit of \(limits.bytes)",
        at: SourceLocation(name: name),
        advice: "an article is far smaller; split collections into one record a line (NDJSON)")
    }
    let looksWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    let known = format ?? self.format(ofName: name)
    let declared = looksWide || known == .plainText ? nil : declaredCharset(bytes)
    let decoded = try TextDecoding(bytes, declared: declared, name: name)
    switch known ?? guess(decoded.bytes) {
    case .plainText: return plainText(decoded, rules)
    case .markdown: return try markdown(decoded, name, rules)
    case .html: return try html(decoded, name, rules, limits)
    }
  }

  /// The format that a file's extension stands for.
  public static func format(ofName name: String) -> Format? {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
    switch name[name.index(after: dot)...].lowercased() {
    case "txt", "text": return .plainText
    case "md", "markdown", "mdown", "mkd": return .markdown
    case "html", "htm", "xhtml": return .html
    default: return nil
    }
  }

  /// The charset in a meta element or an XML declaration at the start of a page.
  private static func declaredCharset(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(4096).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
      .lowercased()
    for key in ["charset=", "encoding="] {
      guard let range = head.firstRange(of: key) else { continue }
      // Only inside a tag or declaration.
      guard let open = head[..<range.lowerBound].lastIndex(of: "<"),
        !head[open..<range.lowerBound].contains(">")
      else { continue }
      let value = head[range.upperBound...].drop { "\"' ".contains($0) }
      let name = value.prefix { $0.isLetter || $0.isNumber || "-_:.".contains($0) }
      if !name.isEmpty { return String(name) }
    }
    return nil
  }

  /// HTML by its first tag, Markdown by front matter or a heading; all else is plain text.
  private static func guess(_ bytes: [UInt8]) -> Format {
    let head = String(decoding: bytes.prefix(2048), as: UTF8.self)
    let start = head.drop { $0.isWhitespace }
    let lower = start.lowercased()
    let tags = [
      "<!doctype html", "<html", "<head", "<body", "<article", "<?xml", "<!--", "<div", "<p>",
      "<meta", "<main", "<section", "<h1",
    ]
    if tags.contains(where: lower.hasPrefix) { return .html }
    let lines = start.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if lines.first == "---", lines.dropFirst().prefix(3).contains(where: { $0.contains(": ") }) {
      return .markdown
    }
    return start.hasPrefix("# ") ? .markdown : .plainText
  }

  // MARK: - Formats

  private static func plainText(_ decoded: TextDecoding, _ rules: ReadingRules) -> Article {
    let text = String(decoding: decoded.bytes, as: UTF8.self)
    let head = PlainTextReading(text, rules: rules)
    return Article(
      text: text, title: head.title, byline: head.byline, published: head.published,
      modified: head.modified, format: .plainText, encoding: decoded.encoding, notes: decoded.notes)
  }

  private static func markdown(
    _ decoded: TextDecoding, _ name: String, _ rules: ReadingRules
  ) throws(ArticleError) -> Article {
    let source = String(decoding: decoded.bytes, as: UTF8.self)
    let lines = source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let front = try FrontMatter(lines, name: name)
    var values: [String: [String]] = [:]
    for (key, field) in rules.frontMatter.sorted(by: { $0.key < $1.key }) {
      if let found = front?.values[key], values[field] == nil { values[field] = found }
    }
    let reading = MarkdownReading(lines[(front?.bodyStart ?? 0)...])
    var paragraphs = reading.paragraphs
    let title = values["title"]?.first?.cleanedValue ?? reading.firstHeading
    paragraphs = titled(paragraphs, title)
    guard !paragraphs.isEmpty else { throw noText(name) }
    let text = paragraphs.joined(separator: "\n\n") + "\n"
    let head = PlainTextReading(text, rules: rules)
    let byline = (values["byline"] ?? []).flatMap { rules.names(inByline: $0) }
    return Article(
      text: text, title: title ?? head.title, byline: byline.isEmpty ? head.byline : byline,
      publisher: values["publisher"]?.first?.cleanedValue,
      published: values["date"]?.first.flatMap { EDTFDate($0) ?? rules.date(in: $0) }
        ?? head.published,
      modified: values["modified"]?.first.flatMap { rules.date(in: $0) } ?? head.modified,
      url: values["url"]?.first, language: values["language"]?.first, kind: values["kind"]?.first,
      format: .markdown, encoding: decoded.encoding, notes: decoded.notes)
  }

  private static func html(
    _ decoded: TextDecoding, _ name: String, _ rules: ReadingRules, _ limits: Limits
  ) throws(ArticleError) -> Article {
    let tree = try HTMLTree(decoded.bytes, name: name, limits: limits)
    let page = HTMLPage(tree, rules: rules)
    let content = HTMLContent(page)
    let metadata = HTMLMetadata(page, roots: content.roots)
    var notes = decoded.notes
    var paragraphs = content.blocks.map(\.text)
    let head = HeadLines(&paragraphs, labels: content.labels, rules)
    let length = paragraphs.reduce(0) { $0 + $1.utf8.count }
    if let body = metadata.body, length < 250, body.utf8.count > 2 * length {
      paragraphs = body.split(whereSeparator: \.isNewline).compactMap { String($0).cleanedValue }
      notes.append("the text was taken from the page's JSON-LD")
    }
    guard !paragraphs.isEmpty else { throw noText(name) }
    paragraphs = titled(paragraphs, metadata.title)
    return Article(
      text: paragraphs.joined(separator: "\n\n") + "\n", title: metadata.title,
      byline: metadata.byline.isEmpty ? head.byline : metadata.byline,
      publisher: metadata.publisher, published: metadata.published ?? head.published,
      modified: metadata.modified ?? head.modified, url: metadata.url, language: metadata.language,
      kind: metadata.kind, format: .html, encoding: decoded.encoding, notes: notes)
  }

  private static func noText(_ name: String) -> ArticleError {
    ArticleError(
      .noArticleText, "no article text was found", at: SourceLocation(name: name),
      advice:
        "is it a front page, or a page that a script fills? save the article itself, or its text as .txt"
    )
  }

  /// The headline first, and only once.
  private static func titled(_ paragraphs: [String], _ title: String?) -> [String] {
    guard let title, !title.isEmpty else { return paragraphs }
    let key = title.comparisonKey
    let copies = paragraphs.prefix(4).indices.filter { paragraphs[$0].comparisonKey == key }
    var rest = paragraphs
    for index in copies.reversed() { rest.remove(at: index) }
    return [title] + rest
  }
}

/// Bylines and date lines in front of the first real paragraph of a page: metadata, not text.
private struct HeadLines {
  private(set) var byline: [String] = []
  private(set) var published: EDTFDate?
  private(set) var modified: EDTFDate?

  /// Takes the lines out of the paragraphs, and reads those that stood in front of them.
  init(_ paragraphs: inout [String], labels: [String], _ rules: ReadingRules) {
    for label in labels { _ = take(label, rules) }
    var isHead = true
    var kept: [String] = []
    for paragraph in paragraphs {
      if isHead, paragraph.unicodeScalars.count <= 120, take(paragraph, rules) { continue }
      isHead = isHead && paragraph.unicodeScalars.count <= 120
      kept.append(paragraph)
    }
    paragraphs = kept
  }

  private mutating func take(_ line: String, _ rules: ReadingRules) -> Bool {
    let names = rules.names(inByline: line, needsStart: true)
    let date = rules.foundDate(in: line)
    guard !names.isEmpty || date.map({ $0.otherWords <= 2 }) == true else { return false }
    if byline.isEmpty { byline = names }
    let lower = line.lowercased()
    if rules.modifiedStarts.contains(where: lower.contains) {
      modified = modified ?? date?.date
    } else {
      published = published ?? date?.date
    }
    return true
  }
}
