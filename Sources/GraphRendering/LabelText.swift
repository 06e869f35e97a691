/// Text for a picture: cleaned of what can't be drawn, wrapped, and escaped for Graphviz, which reads `\N`, `\l` and `&amp;` in labels.
enum LabelText {
  /// Stands for an ampersand that Graphviz's SVG writer would take for the start of an entity, until the SVG is finished. A control
  /// character: `clean` leaves none in a text.
  static let ampersand: Unicode.Scalar = "\u{1}"

  /// The text in one line, with U+FFFD for what XML forbids or what would change the direction of the text around it.
  static func clean(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var pendingSpace = false
    for scalar in text.unicodeScalars {
      if isBlank(scalar) {
        pendingSpace = !result.isEmpty
        continue
      }
      if pendingSpace { result.append(" ") }
      pendingSpace = false
      result.append(isDrawable(scalar) ? scalar : "\u{FFFD}")
    }
    return String(result)
  }

  /// The lines of a cleaned text, at most `columns` wide (East Asian wide characters count as two) and at most `lines`;
  /// the last one ends in an ellipsis when words are left out.
  static func wrap(_ text: String, columns: Int, lines limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var width = 0
    for word in pieces(of: clean(text), columns: columns) {
      let wordWidth = self.width(of: word.text)
      let gap = word.followsSpace && !line.isEmpty ? 1 : 0
      if !line.isEmpty, width + gap + wordWidth > columns {
        lines.append(line)
        (line, width) = ("", 0)
      }
      if !line.isEmpty, gap == 1 { line += " " }
      line += word.text
      width += (line == word.text ? 0 : gap) + wordWidth
    }
    if !line.isEmpty { lines.append(line) }
    guard lines.count > limit, limit > 0 else { return lines }
    lines.removeSubrange(limit...)
    var last = lines[limit - 1]
    while self.width(of: last) >= columns, !last.isEmpty { last.removeLast() }
    while last.hasSuffix(" ") { last.removeLast() }
    lines[limit - 1] = last + "…"
    return lines
  }

  /// The text cut to a number of columns, with an ellipsis when something is left out.
  static func shorten(_ text: String, columns: Int) -> String {
    wrap(text, columns: columns, lines: 1).first ?? ""
  }

  /// Lines as the value of a Graphviz label.
  /// - Parameter alignment: `n` for centred lines, `l` for lines that start at the left.
  static func escaped(_ lines: [String], alignment: Character = "n") -> String {
    let breaks = "\\" + String(alignment)
    let body = lines.map(escaped).joined(separator: breaks)
    return alignment == "n" ? body : body + breaks
  }

  static func escaped(_ line: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in line.unicodeScalars {
      switch scalar {
      case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// An escaped label for the SVG writer, which reads entities a second time.
  static func guardingEntities(_ label: String) -> String {
    guard label.utf8.contains(UInt8(ascii: "&")) else { return label }
    let mark = Array("&amp;".unicodeScalars)
    var rest = Array(label.unicodeScalars)[...]
    var result = String.UnicodeScalarView()
    while let scalar = rest.first {
      if rest.starts(with: mark), startsEntity(rest.dropFirst(mark.count)) {
        result.append(ampersand)
        rest = rest.dropFirst(mark.count)
      } else {
        result.append(scalar)
        rest = rest.dropFirst()
      }
    }
    return String(result)
  }

  /// Columns that a text takes.
  static func width(of text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
  }

  private static func startsEntity(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let name = rest.prefix {
      $0.isASCII && ($0 == "#" || $0.properties.isAlphabetic || $0.properties.numericType != nil)
    }
    return !name.isEmpty && rest.dropFirst(name.count).first == ";"
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\t", "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": return true
    default: return scalar.properties.generalCategory == .spaceSeparator
    }
  }

  private static func isDrawable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069: return false
    case 0xFDD0...0xFDEF: return false
    default:
      return scalar.value & 0xFFFE != 0xFFFE && scalar.properties.generalCategory != .control
    }
  }

  private static func isWide(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }

  private struct Piece {
    let text: String
    let followsSpace: Bool
  }

  /// Words, those that are too long for a line in parts; wide characters each stand for themselves, as their scripts break anywhere.
  private static func pieces(of text: String, columns: Int) -> [Piece] {
    var result: [Piece] = []
    for word in text.split(separator: " ") {
      var isFirst = true
      var part = ""
      var partWidth = 0
      func flush() {
        guard !part.isEmpty else { return }
        result.append(Piece(text: part, followsSpace: isFirst))
        isFirst = false
        (part, partWidth) = ("", 0)
      }
      for character in word {
        let width = isWide(character) ? 2 : 1
        if width == 2 || partWidth + width > columns { flush() }
        part.append(character)
        partWidth += width
        if width == 2 || character == "-" && partWidth > 3 { flush() }
      }
      flush()
    }
    return result
  }
}
