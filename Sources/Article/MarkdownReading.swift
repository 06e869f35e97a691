import Base

/// Turns Markdown (CommonMark's blocks with tables and footnotes) into plain paragraphs.
///
/// Headings, paragraphs, list items and quotations become paragraphs of their own, separated by empty lines; rules, pictures, comments and
/// link definitions go; footnotes follow at the end.
struct MarkdownReading {
  private(set) var paragraphs: [String] = []
  /// The first heading of the first level.
  private(set) var firstHeading: String?

  private var open: [String] = []
  /// Whether the open paragraph is a list item's.
  private var isInItem = false
  private var footnotes: [String] = []
  private var links: Set<String> = []

  init(_ lines: ArraySlice<Substring>) {
    for line in lines {
      if let label = Self.linkDefinition(String(line).trimmed) { links.insert(label) }
    }
    readBlocks(lines.map(String.init))
    closeParagraph()
    paragraphs += footnotes
  }

  // MARK: - Blocks

  private mutating func readBlocks(_ lines: [String]) {
    var fence: String?
    var isComment = false
    var index = 0
    while index < lines.count {
      defer { index += 1 }
      var line = Self.withoutQuoteMarks(lines[index], closing: &open, into: &paragraphs, links)
      let text = line.trimmed
      if isComment {
        if text.contains("-->") { isComment = false }
        continue
      }
      if let mark = fence {
        if text.hasPrefix(mark), text.allSatisfy({ $0 == "`" || $0 == "~" }) {
          closeCode()
          fence = nil
        } else if !text.isEmpty {
          open.append(line)
        }
        continue
      }
      if text.isEmpty {
        closeParagraph()
        continue
      }
      if text.hasPrefix("```") || text.hasPrefix("~~~") {
        closeParagraph()
        fence = String(text.prefix(3))
        continue
      }
      if text.hasPrefix("<!--") {
        closeParagraph()
        isComment = !text.contains("-->")
        continue
      }
      if Self.linkDefinition(text) != nil, open.isEmpty { continue }
      if let note = Self.footnoteDefinition(text) {
        closeParagraph()
        let text = MarkdownInline.plain(note, links: links)
        if !text.isEmpty { footnotes.append(text) }
        continue
      }
      if let (level, heading) = Self.heading(line) {
        closeParagraph()
        add(heading, level: level)
        continue
      }
      if !open.isEmpty, let level = Self.underline(text) {
        let heading = open.joined(separator: " ")
        open = []
        add(heading, level: level)
        continue
      }
      if Self.isRule(text) {
        closeParagraph()
        continue
      }
      if let item = Self.listItem(line) {
        // A number other than 1 can't break into a paragraph, only into an item.
        if open.isEmpty || item.mayInterrupt || isInItem {
          closeParagraph()
          isInItem = true
          line = item.text
          open = line.trimmed.isEmpty ? [] : [line]
          continue
        }
      }
      if text.hasPrefix("|") || text.contains(" | ") && open.isEmpty, let row = Self.tableRow(text)
      {
        closeParagraph()
        if !row.isEmpty { add(row, level: 0) }
        continue
      }
      open.append(line)
    }
    if fence != nil { closeCode() }
  }

  private mutating func add(_ raw: String, level: Int) {
    let text = MarkdownInline.plain(raw, links: links)
    guard !text.isEmpty else { return }
    if level == 1, firstHeading == nil { firstHeading = text }
    paragraphs.append(text)
  }

  private mutating func closeParagraph() {
    isInItem = false
    guard !open.isEmpty else { return }
    Self.close(&open, into: &paragraphs, links)
  }

  private static func close(
    _ open: inout [String], into paragraphs: inout [String], _ links: Set<String>
  ) {
    let raw = open.map { line in
      // Two spaces or a backslash at the end are a line break that is meant.
      line.hasSuffix("  ") || line.hasSuffix("\\") ? line.trimmed + "\n" : line.trimmed + " "
    }.joined()
    open = []
    // A line of links and nothing else is navigation.
    guard !MarkdownInline.isOnlyLinks(raw, links: links) else { return }
    let text = MarkdownInline.plain(raw, links: links)
    if !text.isEmpty { paragraphs.append(text) }
  }

  private mutating func closeCode() {
    let code = open.map(\.trimmed).filter { !$0.isEmpty }.joined(separator: "\n")
    open = []
    if !code.isEmpty { paragraphs.append(code) }
  }

  /// Takes the `>` marks off; a change between quoted and not quoted closes the paragraph.
  private static func withoutQuoteMarks(
    _ line: String, closing open: inout [String], into paragraphs: inout [String],
    _ links: Set<String>
  ) -> String {
    var rest = Substring(line)
    var isQuoted = false
    while true {
      let spaces = rest.prefix { $0 == " " }.count
      guard spaces < 4, rest.dropFirst(spaces).first == ">" else { break }
      rest = rest.dropFirst(spaces + 1)
      if rest.first == " " { rest = rest.dropFirst() }
      isQuoted = true
    }
    if isQuoted, rest.allSatisfy({ $0 == " " }), !open.isEmpty {
      close(&open, into: &paragraphs, links)
    }
    return String(rest)
  }

  private static func heading(_ line: String) -> (Int, String)? {
    let text = line.trimmed
    let level = text.prefix { $0 == "#" }.count
    guard (1...6).contains(level) else { return nil }
    var rest = text.dropFirst(level)
    guard rest.isEmpty || rest.first == " " || rest.first == "\t" else { return nil }
    while rest.last == " " { rest = rest.dropLast() }
    let withoutMarks = rest.reversed().drop { $0 == "#" }.reversed()
    if withoutMarks.isEmpty || withoutMarks.last == " " { return (level, String(withoutMarks)) }
    return (level, String(rest))
  }

  private static func underline(_ text: String) -> Int? {
    guard text.utf8.count >= 2 else { return nil }
    if text.allSatisfy({ $0 == "=" }) { return 1 }
    return text.allSatisfy({ $0 == "-" }) ? 2 : nil
  }

  private static func isRule(_ text: String) -> Bool {
    let marks = text.filter { $0 != " " }
    guard marks.count >= 3, let first = marks.first, "-*_".contains(first) else { return false }
    return marks.allSatisfy { $0 == first }
  }

  private static func listItem(_ line: String) -> (text: String, mayInterrupt: Bool)? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard let first = text.first else { return nil }
    if "-*+".contains(first) {
      let rest = text.dropFirst()
      guard rest.first == " " || rest.first == "\t" else { return nil }
      return (taskText(rest.trimmed), true)
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    guard (1...9).contains(digits.count), let mark = rest.first, mark == "." || mark == ")",
      rest.dropFirst().first == " "
    else { return nil }
    return (rest.dropFirst(2).trimmed, digits == "1")
  }

  /// "[ ]" and "[x]" of a task are no text.
  private static func taskText(_ text: String) -> String {
    for box in ["[ ] ", "[x] ", "[X] "] where text.hasPrefix(box) {
      return String(text.dropFirst(box.count))
    }
    return text
  }

  /// The cells of a table row; empty for the row of dashes.
  private static func tableRow(_ text: String) -> String? {
    guard text.hasPrefix("|"), text.count > 2 else { return nil }
    let cells = text.split(separator: "|").map { $0.trimmed }.filter { !$0.isEmpty }
    if cells.allSatisfy({ cell in cell.allSatisfy { $0 == "-" || $0 == ":" } }) { return "" }
    return cells.joined(separator: ", ")
  }

  private static func footnoteDefinition(_ text: String) -> String? {
    guard text.hasPrefix("[^"), let end = text.firstRange(of: "]:") else { return nil }
    return text[end.upperBound...].trimmed
  }

  /// The label of "[label]: address".
  private static func linkDefinition(_ text: String) -> String? {
    guard text.hasPrefix("["), !text.hasPrefix("[^"), let end = text.firstRange(of: "]:") else {
      return nil
    }
    let address = text[end.upperBound...].trimmed
    guard !address.isEmpty, !address.prefix(while: { $0 != " " }).isEmpty,
      address.contains("/") || address.contains(".") || address.hasPrefix("#")
    else { return nil }
    return text[text.index(after: text.startIndex)..<end.lowerBound].lowercased()
  }
}
