import Base

/// Finds the headline, the byline and the date of an article in plain text; the text itself stays as it is.
struct PlainTextReading {
  private(set) var title: String?
  private(set) var byline: [String] = []
  private(set) var published: EDTFDate?
  private(set) var modified: EDTFDate?

  /// How many lines after the headline may be byline, date line and the like.
  private static let headLines = 8
  private static let longestHeadline = 160

  init(_ text: String, rules: ReadingRules) {
    let lines = Self.lines(text)
    let inked = lines.indices.filter { !lines[$0].isEmpty }
    guard let first = inked.first else { return }
    var head = inked.prefix(Self.headLines + 1)
    if isHeadline(first, lines, rules) {
      title = lines[first].collapsed
      head = head.dropFirst()
    }
    for index in head {
      let line = lines[index].collapsed
      // The first paragraph ends the head, but may start with a dateline.
      guard line.unicodeScalars.count <= 120 else {
        readDateline(line, rules)
        break
      }
      if !readHead(line, rules) { readDateline(line, rules) }
    }
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      line.unicodeScalars.allSatisfy { $0.isBlank || $0.isLayoutOnly } ? "" : line
    }
  }

  /// A short line without a full stop, set apart by an empty line or followed by a longer one.
  private func isHeadline(_ index: Int, _ lines: [Substring], _ rules: ReadingRules) -> Bool {
    let line = lines[index].collapsed
    let length = line.unicodeScalars.count
    guard length <= Self.longestHeadline, line.contains(where: \.isLetter) else { return false }
    guard let last = line.last(where: { !"\"'”’)".contains($0) }), !".,;:".contains(last) else {
      return false
    }
    if line.contains(". ") || rules.foundDate(in: line).map({ $0.otherWords == 0 }) == true {
      return false
    }
    if !rules.names(inByline: line, needsStart: true).isEmpty { return false }
    let rest = lines[(index + 1)...]
    guard let next = rest.first, rest.contains(where: { !$0.isEmpty }) else { return false }
    return next.isEmpty || next.unicodeScalars.count > length + length / 2
  }

  /// Whether the line is a byline or a date line; takes what it says.
  private mutating func readHead(_ line: String, _ rules: ReadingRules) -> Bool {
    let lower = line.lowercased()
    if byline.isEmpty, line.unicodeScalars.count <= 100 {
      let names = rules.names(inByline: line, needsStart: true)
      if !names.isEmpty, !line.hasSuffix(".") {
        byline = names
        return true
      }
    }
    guard let found = rules.foundDate(in: line) else { return false }
    if rules.publishedStarts.contains(where: { ReadingRules.starts(lower, with: $0) }) {
      if rules.modifiedStarts.contains(where: { ReadingRules.starts(lower, with: $0) }) {
        modified = modified ?? found.date
      } else {
        published = published ?? found.date
      }
      return true
    }
    guard found.otherWords == 0 else { return false }
    published = published ?? found.date
    return true
  }

  /// "BRUSSELS, Feb. 4, 2021 (Agency) — …": a date with its year before the dash.
  private mutating func readDateline(_ line: String, _ rules: ReadingRules) {
    guard published == nil else { return }
    let start = line.prefix(90)
    for dash in [" — ", " – ", " -- ", " - ", "— ", "– "] {
      guard let range = start.firstRange(of: dash) else { continue }
      let dateline = start[..<range.lowerBound]
      guard let first = dateline.split(whereSeparator: { !$0.isLetter }).first, first.count > 2,
        first.allSatisfy(\.isUppercase)
      else { return }
      published = rules.date(in: dateline)
      return
    }
  }
}
