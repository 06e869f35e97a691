import Base

/// The key and value lines between `---` (YAML) or `+++` (TOML) at the start of a Markdown file.
///
/// A small strict reader of the part that front matter uses: scalars, plain or quoted, inline and block lists, folded text, and one level
/// of nested keys (`author:` with `name:` below). A full YAML library would be by far the largest part of the build; what this one can't
/// read is an error with its line, never a guess.
struct FrontMatter {
  /// Values by key in lower case.
  private(set) var values: [String: [String]] = [:]
  /// Where the body starts.
  let bodyStart: Int

  /// - Returns: nil when the text has no front matter.
  init?(_ lines: [Substring], name: String) throws(ArticleError) {
    guard let fence = lines.first.map({ String($0).trimmed }), fence == "---" || fence == "+++",
      let end = lines.dropFirst().firstIndex(where: {
        let line = String($0).trimmed
        return line == fence || fence == "---" && line == "..."
      })
    else { return nil }
    bodyStart = end + 1
    let separator: Character = fence == "---" ? ":" : "="
    var key: String?
    var foldedIndent: Int?
    for number in 1..<end {
      let raw = lines[number]
      let line = String(raw).trimmed
      let indent = raw.prefix { $0 == " " || $0 == "\t" }.count
      if let current = key, let least = foldedIndent {
        if line.isEmpty || indent >= least {
          if !line.isEmpty { fold(line, into: current) }
          continue
        }
        foldedIndent = nil
      }
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("[[")
        || separator == "=" && line.hasPrefix("[")
      {
        continue
      }
      if line == "-" || line.hasPrefix("- "), let current = key {
        let item = String(line.dropFirst()).trimmed
        // A list of maps: only the name counts.
        if let (inner, value) = Self.pair(item, separator) {
          if inner == "name" || inner == "title" { append(Self.scalar(value), to: current) }
        } else if !item.isEmpty {
          append(Self.scalar(item), to: current)
        }
        continue
      }
      guard let (found, value) = Self.pair(line, separator) else {
        throw ArticleError(
          .badFrontMatter, "expected \"key\(separator) value\" in the front matter",
          at: SourceLocation(name: name, line: number + 1, column: indent + 1),
          advice: "correct the line or remove the front matter")
      }
      if indent > 0, let current = key {
        if found == "name" || found == "title" { append(Self.scalar(value), to: current) }
        continue
      }
      key = found
      if value == "|" || value == ">" || value == "|-" || value == ">-" {
        foldedIndent = 1
        continue
      }
      for item in try Self.items(value, name, number + 1) { append(item, to: found) }
    }
  }

  private mutating func append(_ value: String, to key: String) {
    guard !value.isEmpty else { return }
    values[key, default: []].append(value)
  }

  private mutating func fold(_ line: String, into key: String) {
    let text = values[key]?.first.map { $0 + " " + line } ?? line
    values[key] = [text]
  }

  private static func pair(_ line: String, _ separator: Character) -> (String, String)? {
    guard let at = line.firstIndex(of: separator), at > line.startIndex else { return nil }
    let after = line.index(after: at)
    if separator == ":", after < line.endIndex, line[after] != " ", line[after] != "\t" {
      return nil
    }
    var key = String(line[..<at]).trimmed
    if key.count > 2, let first = key.first, "\"'".contains(first), key.last == first {
      key = String(key.dropFirst().dropLast())
    }
    guard !key.isEmpty, key.allSatisfy({ $0.isLetter || $0.isNumber || "_-. ".contains($0) }) else {
      return nil
    }
    return (key.lowercased(), String(line[after...]).trimmed)
  }

  /// The values of a scalar or an inline list.
  private static func items(
    _ value: String, _ name: String, _ line: Int
  ) throws(ArticleError) -> [String] {
    guard value.hasPrefix("[") else { return [scalar(value)] }
    guard let end = value.lastIndex(of: "]") else {
      throw ArticleError(
        .badFrontMatter, "a list that starts with \"[\" must end with \"]\" on the same line",
        at: SourceLocation(name: name, line: line),
        advice: "write the list with one \"- item\" a line")
    }
    var items: [String] = []
    var item = ""
    var quote: Character?
    for character in value[value.index(after: value.startIndex)..<end] {
      if let open = quote {
        if character == open { quote = nil }
        item.append(character)
      } else if character == "," {
        items.append(scalar(item.trimmed))
        item = ""
      } else {
        if "\"'".contains(character), item.trimmed.isEmpty { quote = character }
        item.append(character)
      }
    }
    items.append(scalar(item.trimmed))
    return items.filter { !$0.isEmpty }
  }

  /// A value without its quotation marks or the comment after it.
  private static func scalar(_ value: String) -> String {
    guard let first = value.first else { return "" }
    if first == "\"" || first == "'" {
      var result = ""
      var isEscaped = false
      for character in value.dropFirst() {
        if isEscaped {
          result.append(character == "n" ? " " : character)
          isEscaped = false
        } else if first == "\"", character == "\\" {
          isEscaped = true
        } else if character == first {
          return result
        } else {
          result.append(character)
        }
      }
      return result
    }
    let end = value.firstRange(of: " #")?.lowerBound ?? value.endIndex
    let plain = String(value[..<end]).trimmed
    return ["null", "~", "[]", "{}"].contains(plain) ? "" : plain
  }
}
