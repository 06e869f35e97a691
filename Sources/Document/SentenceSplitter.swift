/// Finds where sentences end, from the tokens.
///
/// A break of the text ends a sentence; a full stop, question mark, exclamation mark or ellipsis does so depending on what follows it
/// and, for the period of an abbreviation, on whether the next word is one that starts sentences. Closing quotation marks and brackets
/// stay with the sentence before them, and a reporting clause with the quotation before it ("Why?" she asked).
struct SentenceSplitter {
  let bytes: [UInt8]
  let tokens: [Token]
  let lexicon: SegmentationLists
  private let classes = ScalarClass.ascii

  init(bytes: [UInt8], tokens: [Token], lexicon: SegmentationLists) {
    self.bytes = bytes
    self.tokens = tokens
    self.lexicon = lexicon
  }

  private enum Mark { case period, ellipsis, strong }

  /// The sentences as ranges of tokens, in order, without gaps.
  func sentences() -> [Range<Int>] {
    var result: [Range<Int>] = []
    result.reserveCapacity(tokens.count / 18 + 1)
    var start = 0
    var index = 0
    // Whether a straight double quotation mark is open in this paragraph.
    var isQuoteOpen = false
    func close(_ end: Int) {
      result.append(start..<end)
      start = end
    }
    while index < tokens.count {
      if isStraightQuote(index) { isQuoteOpen.toggle() }
      var last = index
      var isEnd = false
      if let mark = mark(at: index) {
        last = lastAttached(after: index, isQuoteOpen: &isQuoteOpen)
        isEnd = last + 1 < tokens.count && ends(mark, at: index, last: last, start: start)
      } else if index == datelineEnd(start, index) || isUnpunctuatedEnd(index)
        || isSignOff(index, start)
      {
        isEnd = true
      } else if tokens[index].shape.contains(.abbreviation) {
        last = lastAttached(after: index, isQuoteOpen: &isQuoteOpen)
        isEnd = last + 1 < tokens.count && endsAfterAbbreviation(index, last: last)
      }
      if tokens[last].isBreakAfter {
        isQuoteOpen = false
        isEnd = true
      }
      if isEnd { close(last + 1) }
      index = last + 1
    }
    if start < tokens.count { close(tokens.count) }
    return result
  }

  private func first(_ index: Int) -> UInt8 { bytes[Int(tokens[index].byteStart)] }

  private func kind(_ index: Int) -> ScalarClass {
    let byte = first(index)
    if byte < 0x80 { return classes[Int(byte)] }
    return ScalarClass.of(ScalarClass.decode(bytes, Int(tokens[index].byteStart)).value)
  }

  private func isStraightQuote(_ index: Int) -> Bool { first(index) == UInt8(ascii: "\"") }

  private func mark(at index: Int) -> Mark? {
    let token = tokens[index]
    let byte = first(index)
    if byte < 0x80, classes[Int(byte)] != .terminator { return nil }
    guard token.shape.contains(.punctuation) else { return nil }
    let kind = self.kind(index)
    guard kind == .terminator || kind == .ellipsis else { return nil }
    let range = Int(token.byteStart)..<Int(token.byteEnd)
    if bytes[range].contains(where: { $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: "?") }) {
      return .strong
    }
    if kind == .ellipsis { return .ellipsis }
    if byte >= 0x80 { return .strong }
    return range.count == 1 ? .period : .ellipsis
  }

  /// The last of the closing marks that belong to the sentence whose terminator stands at `index`.
  private func lastAttached(after index: Int, isQuoteOpen: inout Bool) -> Int {
    var last = index
    while last + 1 < tokens.count, !tokens[last].isBreakAfter {
      let next = last + 1
      let isApart = tokens[last].isSpaceAfter
      switch kind(next) {
      case .closing, .closeQuote: break
      case .opening:
        guard let end = noteEnd(next) else { return last }
        last = end
        continue
      case .apostrophe:
        guard !isApart, tokens[next].shape.contains(.punctuation), tokens[next].isSpaceAfter else {
          return last
        }
      case .terminator, .ellipsis:
        guard !isApart else { return last }
      case .punctuation where isStraightQuote(next):
        // A mark that touches the terminator closes; one that stands alone does so only if one is open.
        guard
          !isApart && (isQuoteOpen || tokens[next].isSpaceAfter)
            || isApart && isQuoteOpen && tokens[next].isSpaceAfter
        else { return last }
        isQuoteOpen.toggle()
      default: return last
      }
      last = next
    }
    return last
  }

  /// The first token after `last` that is no opening mark.
  private func firstWord(after last: Int) -> Int {
    var index = last + 1
    while index + 1 < tokens.count {
      switch kind(index) {
      case .opening, .openQuote: break
      case .apostrophe where tokens[index].shape.contains(.punctuation): break
      case .punctuation where isStraightQuote(index): break
      default: return index
      }
      index += 1
    }
    return index
  }

  private func isLowercase(_ index: Int) -> Bool {
    let shape = tokens[index].shape
    guard shape.contains(.word), shape.isDisjoint(with: [.capitalized, .address]) else {
      return false
    }
    let byte = first(index)
    if byte < 0x80 { return classes[Int(byte)] == .letter }
    guard let scalar = Unicode.Scalar(ScalarClass.decode(bytes, Int(tokens[index].byteStart)).value)
    else { return false }
    return scalar.properties.isLowercase
  }

  private func isStarter(_ index: Int) -> Bool {
    lexicon.sentenceStarters.contains(bytes, tokens[index].bytes)
  }

  private func ends(_ mark: Mark, at index: Int, last: Int, start: Int) -> Bool {
    let word = firstWord(after: last)
    let next = last + 1
    switch kind(next) {
    case .punctuation where !isStraightQuote(next):
      let byte = first(next)
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ":")
        || byte == UInt8(ascii: "/")
      {
        return false
      }
    case .dash where !tokens[last].isSpaceAfter: return false
    case .closing, .closeQuote, .terminator: return false
    default: break
    }
    let isSpaced = tokens[last].isSpaceAfter
    switch mark {
    case .period:
      if !isSpaced {
        return tokens[word].shape.contains(.capitalized) && word < tokens.count
      }
      if isListNumber(index, start) { return false }
      return !isLowercase(word) || last == index && endsInformally(index)
    case .ellipsis:
      guard isSpaced || last > index else { return tokens[word].shape.contains(.capitalized) }
      return !isLowercase(word) && index > start
    case .strong:
      if isLowercase(word) { return last == index && isSpaced && endsInformally(index) }
      return last == index || !isReporting(from: next)
    }
  }

  /// Whether a small letter may start the next sentence, as in messages and comments: the word before the mark is a plain one, so that
  /// the mark is not the period of an abbreviation nor the exclamation mark of a name.
  private func endsInformally(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    let before = tokens[index - 1]
    if before.shape.contains(.number) { return before.bytes.count > 2 }
    if kind(index - 1) == .closing { return true }
    guard isLowercase(index - 1) else { return false }
    if mark(at: index) == .strong { return true }
    return before.bytes.count > 3 || before.shape.contains(.clitic) || isStarter(index - 1)
  }

  /// The end of a note mark after a sentence, "[12]".
  private func noteEnd(_ index: Int) -> Int? {
    guard first(index) == UInt8(ascii: "["), index + 2 < tokens.count,
      tokens[index + 1].shape.contains(.number), tokens[index + 1].bytes.count <= 3,
      first(index + 2) == UInt8(ascii: "]"), !tokens[index].isBreakAfter,
      !tokens[index + 1].isBreakAfter
    else { return nil }
    return index + 2
  }

  /// What ends a sentence without a mark: a smiley, a rule of signs, a web address or a stamp of date and time, before a capital.
  private func isUnpunctuatedEnd(_ index: Int) -> Bool {
    guard index + 1 < tokens.count, tokens[index].isSpaceAfter else { return false }
    let token = tokens[index]
    let next = tokens[index + 1]
    if next.shape.contains(.number) {
      guard index + 3 < tokens.count else { return false }
      if first(index) == UInt8(ascii: ":") { return isItemNumber(index + 1) }
      return isStampStart(index + 1) && !isLowercase(index)
    }
    if token.shape.contains(.address) {
      return next.shape.contains(.address) && bytes[token.bytes].contains(UInt8(ascii: "/"))
        && bytes[next.bytes].contains(UInt8(ascii: "/"))
    }
    guard next.shape.contains(.capitalized) else { return false }
    if token.shape.contains(.word) {
      guard index > 1, token.shape.contains(.allCaps), isStampStart(index - 2) else { return false }
      return lexicon.abbreviations.contains(bytes, token.bytes)
        && !lexicon.afterTime.contains(bytes, next.bytes)
    }
    guard token.bytes.count > 1, !token.shape.contains(.number) else { return false }
    let sign = first(index)
    if sign == UInt8(ascii: ":") || sign == UInt8(ascii: ";") { return true }
    return token.bytes.count >= 5 && kind(index) != .terminator
      && bytes[token.bytes].allSatisfy { $0 == sign }
  }

  /// "BRUSSELS, Feb. 4 (Agency) —": at the start of a paragraph, in capitals, then names, dates and brackets up to a dash.
  private func datelineEnd(_ start: Int, _ index: Int) -> Int? {
    guard kind(index) == .dash, index > start, index - start <= 16, tokens[index].isSpaceAfter,
      tokens[index - 1].isSpaceAfter || tokens[index].bytes.count > 1,
      start == 0 || tokens[start - 1].isBreakAfter, tokens[start].shape.contains(.allCaps),
      index + 1 < tokens.count
    else { return nil }
    for position in start..<index {
      let shape = tokens[position].shape
      if shape.isDisjoint(with: [.capitalized, .number, .punctuation]) { return nil }
      if shape.contains(.punctuation), mark(at: position) == .strong { return nil }
    }
    return index
  }

  /// "Best regards," before a name, "Dear all," before a letter's first sentence.
  private func isSignOff(_ index: Int, _ start: Int) -> Bool {
    guard first(index) == UInt8(ascii: ","), index - start <= 4, index > start,
      index + 1 < tokens.count, tokens[index + 1].shape.contains(.capitalized)
    else { return false }
    if lexicon.salutations.contains(bytes, tokens[start].bytes) { return true }
    return index - start <= 3 && !isStarter(index + 1)
      && lexicon.signOffs.contains(bytes, tokens[index - 1].bytes)
  }

  /// "1. The", "2) The"
  private func isItemNumber(_ index: Int) -> Bool {
    let mark = first(index + 1)
    return tokens[index].bytes.count <= 2 && !tokens[index].isSpaceAfter
      && (mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")")) && tokens[index + 1].isSpaceAfter
      && tokens[index + 2].shape.contains(.capitalized)
  }

  /// "08/16/2000 12:05"
  private func isStampStart(_ index: Int) -> Bool {
    func isNumber(_ token: Token, _ mark: UInt8) -> Bool {
      token.shape.contains(.number) && token.bytes.count > 3 && bytes[token.bytes].contains(mark)
    }
    return isNumber(tokens[index], UInt8(ascii: "/"))
      && isNumber(tokens[index + 1], UInt8(ascii: ":"))
  }

  /// "1." at the start of an item.
  private func isListNumber(_ index: Int, _ start: Int) -> Bool {
    index == start + 1 && tokens[start].shape.contains(.number) && tokens[start].bytes.count <= 2
      && !tokens[start].isSpaceAfter
  }

  /// "she asked", "Mr. Smith said", "asked Smith" at `index`, after a quotation.
  private func isReporting(from index: Int) -> Bool {
    for position in index..<min(index + 5, tokens.count) {
      let token = tokens[position]
      guard token.shape.contains(.word) else { return false }
      if lexicon.reporting.contains(bytes, token.bytes) {
        guard position > index else { return true }
        guard isStarter(index) else { return true }
        // "he asked.", but not "Nobody answered."
        guard lexicon.reportingSubjects.contains(bytes, tokens[index].bytes) else { return false }
        guard position + 1 < tokens.count else { return true }
        return mark(at: position + 1) != nil || first(position + 1) == UInt8(ascii: ",")
      }
      if token.isBreakAfter { return false }
    }
    return false
  }

  private func endsAfterAbbreviation(_ index: Int, last: Int) -> Bool {
    let token = tokens[index]
    let word = firstWord(after: last)
    let next = tokens[word]
    guard next.shape.contains(.capitalized), tokens[last].isSpaceAfter else { return false }
    let range = Int(token.byteStart)..<(Int(token.byteEnd) - 1)
    switch lexicon.abbreviations.value(in: bytes, range)?.kind {
    case .title: return lexicon.clearStarters.contains(bytes, next.bytes)
    case .beforeNumber, .date, .inner: return false
    case .time: return !lexicon.afterTime.contains(bytes, withoutPeriod(word))
    case .other: return isStarter(word)
    case nil: return range.count > 1 && isStarter(word)
    }
  }

  private func withoutPeriod(_ index: Int) -> Range<Int> {
    let range = tokens[index].bytes
    guard let last = bytes[range].last, last == UInt8(ascii: "."), range.count > 1 else {
      return range
    }
    return range.lowerBound..<(range.upperBound - 1)
  }
}
