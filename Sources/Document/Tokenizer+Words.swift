extension Tokenizer {
  /// Emits the word at `index` and its clitics or units; returns where the next token starts.
  mutating func cutWord(at index: Int) -> Int {
    var end = wordEnd(from: index)
    var extra: Token.Shape = []
    if end < chunkEnd, bytes[end] == UInt8(ascii: "."), keepsPeriod(index, end) {
      end += 1
      extra = .abbreviation
    } else if end < chunkEnd, bytes[end] == UInt8(ascii: "$"), end - index <= 2,
      bytes[index..<end].allSatisfy({ $0 >= 0x41 && $0 <= 0x5A })
    {
      // "US$", "A$"
      end += 1
    } else if let last = splitParts(index, end) {
      return last
    }
    emit(index, end, extra)
    return end
  }

  /// Where the word that starts at `start` ends, with the marks that join its parts.
  private func wordEnd(from start: Int) -> Int {
    var index = start
    // Start of the part since the last joining mark.
    var part = start
    if bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: "+") { index += 1 }
    while index < chunkEnd {
      let byte = bytes[index]
      if byte < 0x80 {
        let kind = classes[Int(byte)]
        if kind == .letter || kind == .digit {
          index += 1
          continue
        }
        guard index + 1 < chunkEnd, index > start, joins(at: index, start: start, part: part) else {
          return index
        }
        index += 1
        part = index
        continue
      }
      switch scalarClass(at: index) {
      case .letter, .digit, .mark: index += length(at: index)
      case .apostrophe:
        let next = index + length(at: index)
        guard next < chunkEnd, isLetter(next), index > start else { return index }
        index = next
        part = next
      default: return index
      }
    }
    return index
  }

  private func isLetterOrDigit(_ index: Int) -> Bool {
    let kind = scalarClass(at: index)
    return kind == .letter || kind == .digit
  }

  /// Whether the mark at `index`, inside a chunk, joins what stands on both sides into one word.
  private func joins(at index: Int, start: Int, part: Int) -> Bool {
    let isDigitBefore = isDigit(index - 1)
    let isDigitAfter = isDigit(index + 1)
    switch bytes[index] {
    case UInt8(ascii: "'"), UInt8(ascii: "`"):
      return isLetter(index + 1) && (!isDigitBefore || isPluralOfNumber(index))
    case UInt8(ascii: "."): return periodJoins(at: index, part: part)
    case UInt8(ascii: ","):
      guard isDigitBefore, isDigitAfter else { return false }
      let end = digitsEnd(index + 1)
      return end - index == 4
    case UInt8(ascii: ":"): return isDigitBefore && isDigitAfter
    case UInt8(ascii: "_"), UInt8(ascii: "*"): return isLetterOrDigit(index + 1)
    case UInt8(ascii: "&"):
      return index - part <= 3 && isCapital(index - 1) && isCapital(index + 1)
        || index - part == 1 && isLetter(index - 1) && isLetter(index + 1)
          && letterRunEnd(index + 1) == index + 2
    case UInt8(ascii: "/"):
      if isDigitBefore, isDigitAfter { return slashJoinsDigits(at: index, start: start) }
      let end = letterRunEnd(index + 1)
      return lexicon.slashed.contains(bytes, part..<end)
    case UInt8(ascii: "-"): return hyphenJoins(at: index, start: start, part: part)
    default: return false
    }
  }

  /// "1990's" keeps its ending; "2003's war" does not, but decades are far more frequent.
  private func isPluralOfNumber(_ index: Int) -> Bool {
    guard bytes[index + 1] | 0x20 == UInt8(ascii: "s"), bytes[index - 1] == UInt8(ascii: "0") else {
      return false
    }
    return index + 2 == chunkEnd || !isLetterOrDigit(index + 2)
  }

  private func isCapital(_ index: Int) -> Bool { bytes[index] >= 0x41 && bytes[index] <= 0x5A }

  private func digitsEnd(_ index: Int) -> Int {
    var end = index
    while end < chunkEnd, isDigit(end) { end += 1 }
    return end
  }

  private func letterRunEnd(_ index: Int) -> Int {
    var end = index
    while end < chunkEnd, isLetter(end) { end += length(at: end) }
    return end
  }

  private func periodJoins(at index: Int, part: Int) -> Bool {
    if isDigit(index - 1) { return isDigit(index + 1) }
    guard isLetter(index + 1) else { return false }
    let before = index - part
    let end = letterRunEnd(index + 1)
    let after = end - index - 1
    // "U.S", "p.m", "Ph.D"
    if before == 1, after == 1 { return true }
    if lexicon.abbreviations.contains(bytes, part..<end) { return true }
    if before == 1, part > 1, bytes[part - 1] == UInt8(ascii: ".") { return after == 1 }
    if lexicon.addressEndings.contains(bytes, (index + 1)..<end) { return before > 1 }
    // "end.Next" is a missing space, and so is "Dr.Michael"; "alt.animals" is a name.
    if lexicon.abbreviations.contains(bytes, part..<index) { return false }
    guard before > 1, !isCapital(index + 1) else { return false }
    if part > 0, bytes[part - 1] == UInt8(ascii: ".") { return true }
    return end + 1 < chunkEnd && bytes[end] == UInt8(ascii: ".") && isLetter(end + 1)
  }

  /// Dates and "9/11", but not fractions.
  private func slashJoinsDigits(at index: Int, start: Int) -> Bool {
    func number(_ range: Range<Int>) -> Int {
      range.count > 4 ? 10_000 : bytes[range].reduce(0) { $0 * 10 + Int($1 - 48) }
    }
    var first = index
    while first > start, isDigit(first - 1) { first -= 1 }
    let end = digitsEnd(index + 1)
    if first > start, bytes[first - 1] == UInt8(ascii: "/") { return true }
    if end + 1 < chunkEnd, bytes[end] == UInt8(ascii: "/"), isDigit(end + 1) { return true }
    if end < chunkEnd, bytes[end] == UInt8(ascii: "-") { return end - index == 4 }
    let a = number(first..<index)
    let b = number((index + 1)..<end)
    if end - index == 5 { return (1...12).contains(a) && (1900...2100).contains(b) }
    if a == 24, b == 7 { return true }
    guard (1...31).contains(a), (1...31).contains(b), a <= 12 || b <= 12 else { return false }
    let isFraction = a < b && [2, 3, 4, 5, 8, 10, 16].contains(b) && first == start
    return !isFraction
  }

  /// Prefixes that cannot stand alone keep their hyphen, and so do telephone numbers; all other hyphens are tokens.
  private func hyphenJoins(at index: Int, start: Int, part: Int) -> Bool {
    if isDigit(index - 1), isDigit(index + 1) {
      var first = index
      while first > start, isDigit(first - 1) { first -= 1 }
      let end = digitsEnd(index + 1)
      if index - first == 3, end - index == 5 { return true }
      if first > start, bytes[first - 1] == UInt8(ascii: "-") { return true }
      guard end + 1 < chunkEnd, bytes[end] == UInt8(ascii: "-"), isDigit(end + 1) else {
        return false
      }
      return true
    }
    guard isLetterOrDigit(index + 1) else { return false }
    if lexicon.prefixes.contains(bytes, part..<index) {
      // "a-b" and "T-shirt" are no prefixed words.
      return index - part > 1
        || letterRunEnd(index + 1) - index > 2 && !isCapital(part)
          && bytes[part] != UInt8(ascii: "a")
    }
    let end = letterRunEnd(index + 1)
    if lexicon.suffixes.contains(bytes, (index + 1)..<end) {
      return end == chunkEnd || bytes[end] != UInt8(ascii: "-")
    }
    return lexicon.hyphenated.contains(bytes, part..<end)
  }

  // MARK: - Periods

  /// Whether the period at `end`, after the word from `start`, belongs to the word.
  private func keepsPeriod(_ start: Int, _ end: Int) -> Bool {
    let after = end + 1
    // An ellipsis is no period; a letter after it means a missing space.
    if after < chunkEnd,
      scalarClass(at: after) == .terminator || scalarClass(at: after) == .ellipsis
    {
      guard bytes[after] != UInt8(ascii: ".") else {
        // "Inc.." is an abbreviation and a full stop, "..." is an ellipsis.
        return (after + 1 == chunkEnd || bytes[after + 1] != UInt8(ascii: "."))
          && isKnown(start, end)
      }
      return isDotted(start, end) || isKnown(start, end)
    }
    guard isLetter(start) else { return false }
    if let known = lexicon.abbreviations.value(in: bytes, start..<end),
      !known.needsCapital || isCapital(start)
    {
      switch known.kind {
      case .title, .other, .time, .inner: return true
      case .beforeNumber:
        guard let next = nextStart(after: after) else { return false }
        return isDigit(next)
      case .date: return isCapital(start) && isBesideNumberOrComma(after)
      }
    }
    // A hyphenated word ends in an abbreviation ("Lt.-Gov.").
    if end - start == length(at: start) { return isInitial(start, after) }
    return isDotted(start, end)
  }

  private func isKnown(_ start: Int, _ end: Int) -> Bool {
    guard let known = lexicon.abbreviations.value(in: bytes, start..<end) else { return false }
    return !known.needsCapital || isCapital(start)
  }

  /// "U.S", "p.m", "U.N.H.C.R": single letters between periods.
  private func isDotted(_ start: Int, _ end: Int) -> Bool {
    var index = start
    var letters = 0
    while index < end {
      guard isLetter(index) else { return false }
      index += length(at: index)
      letters += 1
      if index == end { break }
      guard bytes[index] == UInt8(ascii: ".") else { return false }
      index += 1
    }
    return letters > 1
  }

  private func nextStart(after index: Int) -> Int? {
    var next = index
    while next < bytes.count, scalarClass(at: next) == .space { next += length(at: next) }
    return next < bytes.count ? next : nil
  }

  private func isBesideNumberOrComma(_ after: Int) -> Bool {
    guard let next = nextStart(after: after) else { return false }
    if isDigit(next) || bytes[next] == UInt8(ascii: ",") { return true }
    var end = next
    while end < bytes.count, bytes[end] < 0x80, classes[Int(bytes[end])] == .letter { end += 1 }
    if lexicon.afterTime.contains(bytes, next..<end) { return true }
    guard let last = tokens.last else { return false }
    return last.shape.contains(.number)
  }

  /// A single letter with a period: the initial of a name unless the text says otherwise.
  private func isInitial(_ start: Int, _ after: Int) -> Bool {
    guard isUppercaseLetter(start), let next = nextStart(after: after) else { return false }
    let nextKind = scalarClass(at: next)
    guard nextKind == .letter else { return bytes[next] == UInt8(ascii: ",") && next == after }
    guard isUppercaseLetter(next), !isStarter(next, lexicon.clearStarters) else { return false }
    if bytes[start] == UInt8(ascii: "I") {
      guard let last = tokens.last, last.shape.contains(.capitalized),
        last.isSpaceAfter || last.shape.contains(.abbreviation)
      else { return false }
      if isStarter(next) { return false }
    }
    if isStarter(next), let last = tokens.last, !last.shape.contains(.capitalized) { return false }
    return true
  }

  private func isUppercaseLetter(_ index: Int) -> Bool {
    if bytes[index] < 0x80 { return isCapital(index) }
    guard let scalar = Unicode.Scalar(ScalarClass.decode(bytes, index).value) else { return false }
    return scalar.properties.isUppercase
  }

  private func isStarter(_ index: Int, _ list: ByteDictionary<Void>? = nil) -> Bool {
    var end = index
    while end < bytes.count, bytes[end] < 0x80, classes[Int(bytes[end])] == .letter { end += 1 }
    return end > index + 1 && (list ?? lexicon.sentenceStarters).contains(bytes, index..<end)
  }

  // MARK: - Clitics and units

  /// Emits a word in its parts when it has any, and tells where the last one ends; nil when it is one token.
  private mutating func splitParts(_ start: Int, _ end: Int) -> Int? {
    if isDigit(start) || bytes[start] == UInt8(ascii: ".") { return splitUnit(start, end) }
    if let first = lexicon.fused.value(in: bytes, start..<end) {
      emit(start, start + first)
      emit(start + first, end, .clitic)
      return end
    }
    guard let cut = cliticStart(start, end) else { return nil }
    if splitParts(start, cut) == nil { emit(start, cut) }
    emit(cut, end, .clitic)
    return end
  }

  private func cliticStart(_ start: Int, _ end: Int) -> Int? {
    var index = end - 1
    // The longest clitic is "’ll": five bytes.
    while index > start, end - index <= 5 {
      if bytes[index] & 0xC0 != 0x80, scalarClass(at: index) == .apostrophe {
        if isClitic(index, end) { return index }
        let before = self.start(ofScalarBefore: index)
        return before > start && isClitic(before, end) ? before : nil
      }
      index -= 1
    }
    return nil
  }

  /// "5pm" is "5" and "pm"; "5th", "1990s" and "747A" stay whole.
  private mutating func splitUnit(_ start: Int, _ end: Int) -> Int? {
    var cut = end
    while cut > start, !isDigit(cut - 1) { cut -= 1 }
    guard cut < end, cut > start, lexicon.units.contains(bytes, cut..<end) else { return nil }
    for index in start..<cut where isLetter(index) { return nil }
    emit(start, cut)
    var unitEnd = end
    if end < chunkEnd, bytes[end] == UInt8(ascii: "."), bytes[cut..<end].contains(UInt8(ascii: "."))
    {
      unitEnd += 1
    }
    emit(cut, unitEnd)
    return unitEnd
  }

  // MARK: - Addresses

  /// Where the web or e-mail address at the start of the chunk ends; `index` moves over opening marks before it.
  func addressEnd(from index: inout Int) -> Int? {
    while index < chunkEnd {
      let kind = scalarClass(at: index)
      guard
        kind == .opening || kind == .openQuote || bytes[index] == UInt8(ascii: "\"")
          || bytes[index] == UInt8(ascii: "<") || bytes[index] == UInt8(ascii: "'")
      else { break }
      index += length(at: index)
    }
    let start = index
    guard start < chunkEnd, isLetterOrDigit(start) else { return nil }
    var end = chunkEnd
    for stop in start..<chunkEnd
    where bytes[stop] == UInt8(ascii: "<") || bytes[stop] == UInt8(ascii: ">")
      || bytes[stop] == UInt8(ascii: "\"")
    {
      end = stop
      break
    }
    // Marks at the end belong to the sentence, and a bracket only if it was opened inside.
    trimming: while end > start {
      let last = self.start(ofScalarBefore: end)
      switch scalarClass(at: last) {
      case .letter, .digit: break trimming
      case .closing:
        if bytes[last] == UInt8(ascii: ")"), bytes[start..<last].contains(UInt8(ascii: "(")) {
          break trimming
        }
        end = last
      default:
        if bytes[last] == UInt8(ascii: "/") || bytes[last] == UInt8(ascii: "=") { break trimming }
        end = last
      }
    }
    return isAddress(start, end) ? end : nil
  }

  private func isAddress(_ start: Int, _ end: Int) -> Bool {
    guard end - start > 3 else { return false }
    var index = start
    // A scheme of letters, then "://".
    while index < end, isLetter(index) { index += length(at: index) }
    if index > start, index + 3 < end, bytes[index] == UInt8(ascii: ":") {
      if bytes[index + 1] == UInt8(ascii: "/"), bytes[index + 2] == UInt8(ascii: "/") {
        return true
      }
      if bytes[(index + 1)..<end].contains(UInt8(ascii: "@")) { return true }
    }
    if index + 4 < end, index - start == 3, bytes[index] == UInt8(ascii: "."),
      bytes[start..<index].allSatisfy({ $0 | 0x20 == UInt8(ascii: "w") })
    {
      return true
    }
    if let at = bytes[start..<end].firstIndex(of: UInt8(ascii: "@")) {
      return at > start && at + 1 < end && isLetterOrDigit(at + 1)
        && bytes[start..<end].allSatisfy { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "(") }
    }
    // "example.com/path": a known ending, then the end or a path.
    var hostEnd = start
    while hostEnd < end,
      isLetterOrDigit(hostEnd) || bytes[hostEnd] == UInt8(ascii: ".")
        || bytes[hostEnd] == UInt8(ascii: "-")
    {
      hostEnd += length(at: hostEnd)
    }
    guard hostEnd == end || bytes[hostEnd] == UInt8(ascii: "/"),
      let dot = bytes[start..<hostEnd].lastIndex(of: UInt8(ascii: ".")), dot > start + 1,
      dot + 2 < hostEnd
    else { return false }
    return lexicon.addressEndings.contains(bytes, (dot + 1)..<hostEnd) && !isCapital(dot + 1)
      || lexicon.addressEndings.contains(bytes, (dot + 1)..<hostEnd) && isCapital(dot + 2)
  }
}
