import CLibXML2

/// Takes the markup out of a paragraph of Markdown: emphasis, links, pictures, code, footnote marks, HTML tags, escapes, entities.
enum MarkdownInline {
  /// The paragraph as plain text; line breaks that are meant stay.
  ///
  /// - Parameter links: Labels of the file's link definitions, in lower case.
  static func plain(_ raw: String, links: Set<String>) -> String {
    var reader = Reader(characters: Array(raw), links: links)
    reader.read()
    return reader.result.split(separator: "\n").map { $0.collapsed }.filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  /// Whether a paragraph is short and, marks between them apart, made of two links or more.
  static func isOnlyLinks(_ raw: String, links: Set<String>) -> Bool {
    var reader = Reader(characters: Array(raw), links: links)
    reader.read()
    guard reader.linkCount > 1, reader.output.count <= 160 else { return false }
    let ink = reader.output.filter { $0.isLetter || $0.isNumber }.count
    return ink == reader.linkedInk
  }

  private struct Reader {
    let characters: [Character]
    let links: Set<String>
    /// The text so far, and the runs of emphasis marks in it that may still find their partner.
    private(set) var output: [Character] = []
    /// Links so far, and how many letters and digits they have.
    private(set) var linkCount = 0
    private(set) var linkedInk = 0
    private var runs: [(at: Int, mark: Character, count: Int)] = []
    private var index = 0
    /// How often a bracket found no partner; after some dozens the rest of the paragraph is taken as it is.
    private var failures = 0
    private static let mostFailures = 40

    init(characters: [Character], links: Set<String>) {
      self.characters = characters
      self.links = links
    }

    var result: String { String(output) }

    mutating func read() {
      while index < characters.count {
        switch characters[index] {
        case "\\": readEscape()
        case "`": readCode()
        case "*", "_", "~": readMarks()
        case "!" where next == "[":
          if failures < Self.mostFailures, let (_, end) = link(from: index + 1) {
            index = end
          } else {
            failures += 1
            take()
          }
        case "[": readBracket()
        case "<": readAngle()
        case "&": readEntity()
        default: take()
        }
      }
    }

    private var next: Character? { index + 1 < characters.count ? characters[index + 1] : nil }

    private mutating func take() {
      output.append(characters[index])
      index += 1
    }

    private mutating func readEscape() {
      if let next, next.isASCII, next.isPunctuation || next.isSymbol {
        output.append(next)
        index += 2
      } else if next == "\n" {
        index += 1
      } else {
        take()
      }
    }

    private mutating func readCode() {
      let start = index
      while index < characters.count, characters[index] == "`" { index += 1 }
      let count = index - start
      var end = index
      while end < characters.count {
        var run = 0
        while end + run < characters.count, characters[end + run] == "`" { run += 1 }
        if run == count {
          output += characters[index..<end]
          index = end + run
          return
        }
        end += max(run, 1)
      }
      output += characters[start..<index]
    }

    /// A run of marks opens or closes emphasis by what stands beside it; both runs then go.
    private mutating func readMarks() {
      let mark = characters[index]
      var end = index
      while end < characters.count, characters[end] == mark { end += 1 }
      var count = end - index
      let before = index > 0 ? characters[index - 1] : " "
      let after = end < characters.count ? characters[end] : " "
      let isAfterSpace = before.isWhitespace
      let isBeforeSpace = after.isWhitespace
      let isBeforeWord = after.isLetter || after.isNumber
      let isAfterWord = before.isLetter || before.isNumber
      var canOpen = !isBeforeSpace && (isBeforeWord || isAfterSpace || !isAfterWord)
      var canClose = !isAfterSpace && (isAfterWord || isBeforeSpace || !isBeforeWord)
      if mark == "_" {
        (canOpen, canClose) = (canOpen && !isAfterWord, canClose && !isBeforeWord)
      }
      if mark == "~", count != 2 { (canOpen, canClose) = (false, false) }
      if canClose {
        while count > 0, let level = runs.lastIndex(where: { $0.mark == mark && $0.count > 0 }) {
          let used = min(count, runs[level].count)
          let at = runs[level].at
          output.removeSubrange(at..<(at + used))
          runs[level].count -= used
          for other in runs.indices where runs[other].at > at { runs[other].at -= used }
          if runs[level].count == 0 {
            runs.removeSubrange(level...)
          } else {
            runs.removeSubrange((level + 1)...)
          }
          count -= used
        }
      }
      if count > 0 {
        // Runs beyond any real text would make the matching quadratic.
        if canOpen, runs.count < 64 { runs.append((output.count, mark, count)) }
        output += Array(repeating: mark, count: count)
      }
      index = end
    }

    /// The index after the bracket that closes the one at `start`.
    private func closing(_ start: Int, _ open: Character, _ close: Character) -> Int? {
      var depth = 0
      var position = start
      while position < characters.count, position - start < 4000 {
        if characters[position] == "\\" {
          position += 2
          continue
        }
        if characters[position] == open { depth += 1 }
        if characters[position] == close {
          depth -= 1
          if depth == 0 { return position + 1 }
        }
        position += 1
      }
      return nil
    }

    /// The text and the end of the link whose bracket opens at `start`.
    private func link(from start: Int) -> (text: ArraySlice<Character>, end: Int)? {
      guard let textEnd = closing(start, "[", "]") else { return nil }
      let text = characters[(start + 1)..<(textEnd - 1)]
      if textEnd < characters.count {
        if characters[textEnd] == "(" {
          return closing(textEnd, "(", ")").map { (text, $0) }
        }
        if characters[textEnd] == "[", let end = closing(textEnd, "[", "]") {
          let label = characters[(textEnd + 1)..<(end - 1)]
          if links.contains(String(label.isEmpty ? text : label).lowercased()) {
            return (text, end)
          }
        }
      }
      return links.contains(String(text).lowercased()) ? (text, textEnd) : nil
    }

    private mutating func readBracket() {
      guard failures < Self.mostFailures else { return take() }
      if next == "^", let end = closing(index, "[", "]") {
        index = end
      } else if let (text, end) = link(from: index) {
        var inner = Reader(characters: Array(text), links: [])
        inner.read()
        output += inner.output
        linkCount += 1
        linkedInk += inner.output.filter { $0.isLetter || $0.isNumber }.count
        index = end
      } else {
        failures += 1
        take()
      }
    }

    /// A tag goes; an address in angle brackets stays without them.
    private mutating func readAngle() {
      guard failures < Self.mostFailures,
        let end = characters[index...].prefix(2000).firstIndex(of: ">"), end > index + 1
      else {
        failures += 1
        return take()
      }
      let content = String(characters[(index + 1)..<end])
      guard let first = content.first, first.isLetter || first == "/" || first == "!" else {
        return take()
      }
      let isAddress = content.contains("@") || content.contains("://")
      if isAddress, !content.contains(where: \.isWhitespace), first.isLetter {
        output += Array(content)
      } else if ["br", "br/", "br /"].contains(content.lowercased()) {
        output.append("\n")
      }
      index = end + 1
    }

    private mutating func readEntity() {
      let limit = min(index + 12, characters.count)
      guard let end = characters[index..<limit].firstIndex(of: ";"), end > index + 1 else {
        return take()
      }
      let name = String(characters[(index + 1)..<end])
      guard let scalar = CharacterReference.scalar(name) else { return take() }
      output.append(Character(scalar))
      index = end + 1
    }
  }
}

/// Character references such as `&amp;` and `&#8217;`.
enum CharacterReference {
  /// The character that a reference stands for; `name` is what stands between `&` and `;`.
  static func scalar(_ name: String) -> Unicode.Scalar? {
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let value =
        digits.first == "x" || digits.first == "X"
        ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
      guard let value, value > 0, let scalar = Unicode.Scalar(value), !scalar.isControl else {
        return nil
      }
      return scalar
    }
    if name == "apos" { return "'" }
    let value = ng_html_entity(name)
    return value > 0 ? Unicode.Scalar(value) : nil
  }
}
