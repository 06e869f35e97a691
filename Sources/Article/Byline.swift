extension ReadingRules {
  /// The names in a byline; nothing where it names no person ("By our correspondent").
  ///
  /// - Parameter needsStart: Whether only text that starts as a byline does ("By …") counts.
  func names(inByline text: String, needsStart: Bool = false) -> [String] {
    var line = text.collapsed
    let lower = line.lowercased()
    if let start = bylineStarts.first(where: { Self.starts(lower, with: $0) }) {
      line = String(line.dropFirst(start.count)).trimmed
      if line.hasPrefix(":") { line = String(line.dropFirst()).trimmed }
    } else if needsStart {
      return []
    }
    line = Self.withoutBrackets(line)
    var names: [String] = []
    for piece in pieces(line) {
      let words = piece.split(separator: " ")
      if let last = names.last,
        ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "md", "phd"].contains(piece.lowercased())
      {
        names[names.count - 1] = last + ", " + piece
        continue
      }
      guard isName(words), !names.contains(piece) else { continue }
      names.append(piece)
    }
    return names
  }

  /// Whether `text` starts with the words of `start`.
  static func starts(_ text: String, with start: String) -> Bool {
    guard text.hasPrefix(start) else { return false }
    guard let next = text.dropFirst(start.count).first else { return true }
    return !next.isLetter && !next.isNumber
  }

  private static func withoutBrackets(_ line: String) -> String {
    var result = ""
    var depth = 0
    for character in line {
      switch character {
      case "(", "[": depth += 1
      case ")", "]": depth = max(0, depth - 1)
      default: if depth == 0 { result.append(character) }
      }
    }
    return result.collapsed
  }

  /// The parts of a byline between commas, "and" and their like; what follows the place or the office is cut off.
  private func pieces(_ line: String) -> [String] {
    var pieces: [[Substring]] = [[]]
    for word in line.split(separator: " ") {
      let lower = word.lowercased()
      if ["and", "&", "|", "/", "•", "·", "with", "-", "–", "—", ";"].contains(lower) {
        pieces.append([])
        continue
      }
      if lower == "in" || lower == "for" || lower == "at" {
        // "in Cairo", "for the Courier": neither is a name.
        pieces.append([])
        pieces[pieces.count - 1].append("·")
        continue
      }
      if let last = word.last, ",;|".contains(last) {
        pieces[pieces.count - 1].append(word.dropLast())
        pieces.append([])
      } else {
        pieces[pieces.count - 1].append(word)
      }
    }
    return pieces.map { $0.joined(separator: " ") }.filter { !$0.isEmpty }
  }

  /// Two to six words that start with capitals (or are particles), without digits and addresses.
  private func isName(_ words: [Substring]) -> Bool {
    guard (1...6).contains(words.count) else { return false }
    let whole = words.joined(separator: " ").lowercased()
    if bylineNoise.contains(whole) || bylineNoise.contains(whole.filter { $0 != "." }) {
      return false
    }
    if words.contains(where: { bylineNoise.contains($0.lowercased()) }) { return false }
    var capitals = 0
    for word in words {
      if word.contains(where: { $0.isNumber || $0 == "@" || $0 == "/" || $0 == ":" }) {
        return false
      }
      guard let first = word.first(where: { $0.isLetter }) else { return false }
      if first.isUppercase || !first.isLowercase {
        capitals += 1
      } else if !bylineParticles.contains(word.lowercased()), !word.contains(where: \.isUppercase) {
        return false
      }
    }
    return capitals > 0
  }
}
