/// Cuts text into words and marks in the manner of the English Universal Dependencies treebanks.
///
/// One pass over the bytes: chunks between white space, then the words and marks of each chunk. Words are joined or split by what
/// their characters are and by the lists of the lexicon; nothing allocates for a word.
struct Tokenizer {
  let bytes: [UInt8]
  let lexicon: SegmentationLists
  let classes: [ScalarClass]
  var tokens: [Token] = []
  /// Code points counted up to `countedBytes`.
  private var countedScalars = 0
  private var countedBytes = 0
  /// End of the chunk that is being cut.
  var chunkEnd = 0

  init(bytes: [UInt8], lexicon: SegmentationLists) {
    self.bytes = bytes
    self.lexicon = lexicon
    classes = ScalarClass.ascii
    tokens.reserveCapacity(bytes.count / 5 + 4)
  }

  @inline(__always)
  func scalarClass(at index: Int) -> ScalarClass {
    let byte = bytes[index]
    if byte < 0x80 { return classes[Int(byte)] }
    return ScalarClass.of(ScalarClass.decode(bytes, index).value)
  }

  @inline(__always)
  func length(at index: Int) -> Int {
    let byte = bytes[index]
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  /// Cuts the whole text.
  ///
  /// - Parameter breaks: Byte offsets, ascending, of the line breaks that nothing may be joined over.
  mutating func run(breaks: [Int]) {
    var index = 0
    var nextBreak = 0
    while index < bytes.count {
      let spaceStart = index
      while index < bytes.count, scalarClass(at: index) == .space { index += length(at: index) }
      if index > spaceStart || index == bytes.count, !tokens.isEmpty {
        var isBreak = false
        while nextBreak < breaks.count, breaks[nextBreak] < index {
          isBreak = true
          nextBreak += 1
        }
        markSpaceAfterLast(isBreak: isBreak)
      }
      guard index < bytes.count else { break }
      index = cutChunk(at: index)
    }
    if !tokens.isEmpty { markSpaceAfterLast(isBreak: true) }
  }

  private mutating func markSpaceAfterLast(isBreak: Bool) {
    let last = tokens[tokens.count - 1]
    var flags = last.shape
    flags.formUnion(.spaceAfter)
    if isBreak || last.isBreakAfter { flags.formUnion(.breakAfter) }
    tokens[tokens.count - 1] = Token(
      bytes: last.bytes, start: Int(last.start), end: Int(last.end), flags: flags)
  }

  /// Appends a token; tokens come in the order of the text.
  mutating func emit(_ start: Int, _ end: Int, _ extra: Token.Shape = []) {
    let from = advance(to: start)
    let to = advance(to: end)
    tokens.append(
      Token(bytes: start..<end, start: from, end: to, flags: shape(start, end).union(extra)))
  }

  private mutating func advance(to byte: Int) -> Int {
    var scalars = countedScalars
    for index in countedBytes..<byte where bytes[index] & 0xC0 != 0x80 { scalars += 1 }
    countedScalars = scalars
    countedBytes = byte
    return scalars
  }

  private func shape(_ start: Int, _ end: Int) -> Token.Shape {
    var shape: Token.Shape = []
    var letters = 0
    var capitals = 0
    var digits = 0
    var isSymbol = false
    var index = start
    while index < end {
      let byte = bytes[index]
      if byte < 0x80 {
        switch classes[Int(byte)] {
        case .letter:
          letters += 1
          if byte < 0x61 {
            capitals += 1
            if letters == 1 { shape.formUnion(.capitalized) }
          }
        case .digit: digits += 1
        case .symbol, .currency: isSymbol = true
        default: break
        }
        index += 1
        continue
      }
      shape.formUnion(.nonASCII)
      let decoded = ScalarClass.decode(bytes, index)
      switch ScalarClass.of(decoded.value) {
      case .letter:
        letters += 1
        if let scalar = Unicode.Scalar(decoded.value), scalar.properties.isUppercase {
          capitals += 1
          if letters == 1 { shape.formUnion(.capitalized) }
        }
      case .digit: digits += 1
      case .symbol, .currency: isSymbol = true
      default: break
      }
      index += decoded.length
    }
    if digits > 0 { shape.formUnion(.hasDigit) }
    if letters > 0 {
      shape.formUnion(.word)
      if letters > 1, capitals == letters { shape.formUnion(.allCaps) }
    } else if digits > 0 {
      shape.formUnion(.number)
    } else {
      shape.formUnion(isSymbol ? .symbol : .punctuation)
    }
    return shape
  }

  // MARK: - Chunks

  /// Cuts what stands between white space; most chunks are a plain word, perhaps with a comma.
  private mutating func cutChunk(at start: Int) -> Int {
    var end = start
    var capitals = 0
    while end < bytes.count {
      let byte = bytes[end]
      guard byte >= 0x41, byte <= 0x7A, byte <= 0x5A || byte >= 0x61 else { break }
      if byte <= 0x5A { capitals += 1 }
      end += 1
    }
    // A word of ASCII letters, and a comma perhaps: no mark in it can mean anything.
    if end > start {
      let isComma = end < bytes.count && bytes[end] == UInt8(ascii: ",")
      let after = isComma ? end + 1 : end
      if after == bytes.count || bytes[after] == 0x20 || bytes[after] == 0x0A {
        cutLetters(start, end, capitals: capitals)
        if isComma { emitASCII(end, end + 1, .punctuation) }
        return after
      }
    }
    // Whether a mark occurs that every web and e-mail address has.
    var mayBeAddress = false
    while end < bytes.count {
      let byte = bytes[end]
      if byte < 0x80 {
        if classes[Int(byte)] == .space { break }
        if byte == UInt8(ascii: "@") || byte == UInt8(ascii: ":") { mayBeAddress = true }
        if byte == UInt8(ascii: "."), end + 1 < bytes.count, bytes[end + 1] > 0x20 {
          mayBeAddress = true
        }
        end += 1
      } else {
        if scalarClass(at: end) == .space { break }
        end += length(at: end)
      }
    }
    chunkEnd = end
    cut(from: start, mayBeAddress: mayBeAddress)
    return end
  }

  private mutating func cutLetters(_ start: Int, _ end: Int, capitals: Int) {
    var shape: Token.Shape = .word
    if bytes[start] <= 0x5A { shape.formUnion(.capitalized) }
    if capitals == end - start, capitals > 1 { shape.formUnion(.allCaps) }
    if let first = lexicon.fused.value(in: bytes, start..<end) {
      emit(start, start + first)
      emit(start + first, end, .clitic)
    } else {
      emitASCII(start, end, shape)
    }
  }

  /// Appends a token of ASCII characters whose shape is known.
  private mutating func emitASCII(_ start: Int, _ end: Int, _ shape: Token.Shape) {
    let from = advance(to: start)
    countedScalars = from + end - start
    countedBytes = end
    tokens.append(Token(bytes: start..<end, start: from, end: countedScalars, flags: shape))
  }

  private mutating func cut(from start: Int, mayBeAddress: Bool) {
    var index = start
    if mayBeAddress, let end = addressEnd(from: &index) {
      // Opening marks before an address come out one by one.
      emitMarks(start, index)
      emit(index, end, .address)
      index = end
    } else {
      index = start
    }
    while index < chunkEnd { index = cutOne(at: index, chunkStart: start) }
  }

  private mutating func emitMarks(_ start: Int, _ end: Int) {
    var index = start
    while index < end {
      let next = index + length(at: index)
      emit(index, next)
      index = next
    }
  }

  /// Emits the token (or the parts of the word) at `index`; returns where the next one starts.
  private mutating func cutOne(at index: Int, chunkStart: Int) -> Int {
    let byte = bytes[index]
    switch scalarClass(at: index) {
    case .letter, .digit, .mark: return cutWord(at: index)
    case .terminator:
      if byte == UInt8(ascii: "."), index + 1 < chunkEnd, isDigit(index + 1),
        index == chunkStart || isCurrency(before: index)
      {
        return cutWord(at: index)
      }
      return emitRun(index) { $0 == .terminator || $0 == .ellipsis }
    case .ellipsis: return emitRun(index) { $0 == .terminator || $0 == .ellipsis }
    case .apostrophe: return cutApostrophe(at: index, chunkStart: chunkStart)
    case .symbol where byte == UInt8(ascii: "+"):
      if index == chunkStart, index + 1 < chunkEnd, isDigit(index + 1) { return cutWord(at: index) }
      return emitSame(index)
    case .punctuation:
      if byte == UInt8(ascii: "#") || byte == UInt8(ascii: "@"), index == chunkStart,
        index + 1 < chunkEnd, isLetter(index + 1)
      {
        return cutTag(at: index)
      }
      if let end = smileyEnd(at: index, chunkStart: chunkStart) {
        emit(index, end)
        return end
      }
      let isSingle = byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte >= 0x80
      return isSingle ? emitSingle(index) : emitSame(index)
    case .symbol where byte >= 0x80: return cutSymbol(at: index)
    case .symbol, .dash, .currency: return emitSame(index)
    default: return emitSingle(index)
    }
  }

  func isDigit(_ index: Int) -> Bool { bytes[index] >= 48 && bytes[index] <= 57 }

  func isLetter(_ index: Int) -> Bool { scalarClass(at: index) == .letter }

  private func isCurrency(before index: Int) -> Bool {
    guard let last = tokens.last, last.byteEnd == index else { return false }
    return scalarClass(at: start(ofScalarBefore: index)) == .currency
  }

  func start(ofScalarBefore index: Int) -> Int {
    var start = index - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  private mutating func emitSingle(_ index: Int) -> Int {
    let end = index + length(at: index)
    emit(index, end)
    return end
  }

  /// One token of a run of the same mark ("--", "***").
  private mutating func emitSame(_ index: Int) -> Int {
    let width = length(at: index)
    var end = index + width
    while end + width <= chunkEnd, (0..<width).allSatisfy({ bytes[end + $0] == bytes[index + $0] })
    {
      end += width
    }
    emit(index, end)
    return end
  }

  private mutating func emitRun(_ index: Int, while belongs: (ScalarClass) -> Bool) -> Int {
    var end = index
    while end < chunkEnd, belongs(scalarClass(at: end)) { end += length(at: end) }
    emit(index, end)
    return end
  }

  /// A hash tag or a user name.
  private mutating func cutTag(at index: Int) -> Int {
    var end = index + 1
    while end < chunkEnd {
      let kind = scalarClass(at: end)
      guard kind == .letter || kind == .digit || kind == .mark || bytes[end] == UInt8(ascii: "_")
      else { break }
      end += length(at: end)
    }
    emit(index, end)
    return end
  }

  /// A sign outside ASCII; an emoji takes its modifiers with it.
  private mutating func cutSymbol(at index: Int) -> Int {
    let first = ScalarClass.decode(bytes, index)
    var end = index + first.length
    var isFlag = (0x1F1E6...0x1F1FF).contains(first.value)
    while end < chunkEnd {
      let next = ScalarClass.decode(bytes, end)
      switch next.value {
      case 0xFE0E, 0xFE0F, 0x20E3, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F: end += next.length
      case 0x200D:
        end += next.length
        if end < chunkEnd { end += length(at: end) }
      case 0x1F1E6...0x1F1FF where isFlag:
        end += next.length
        isFlag = false
      default:
        emit(index, end)
        return end
      }
    }
    emit(index, end)
    return end
  }

  private mutating func cutApostrophe(at index: Int, chunkStart: Int) -> Int {
    let width = length(at: index)
    var end = index + width
    while end < chunkEnd, isLetter(end) || isDigit(end) { end += length(at: end) }
    if end > index + width {
      if isDigit(index + width), end - index - width <= 3,
        bytes[index + width + 1 < end ? index + width + 1 : index + width] <= 57
      {
        emit(index, end)
        return end
      }
      if index > chunkStart, isClitic(index, end) {
        emit(index, end, .clitic)
        return end
      }
      if index == chunkStart, matches(lexicon.leadingApostrophe, index, end) {
        emit(index, end)
        return end
      }
    } else if end < chunkEnd, end + width <= chunkEnd, scalarClass(at: end) == .apostrophe,
      (0..<width).allSatisfy({ bytes[end + $0] == bytes[index + $0] })
    {
      emit(index, end + width)
      return end + width
    }
    emit(index, index + width)
    return index + width
  }

  /// Looks up a word that may have a typographic apostrophe where the list has a straight one.
  func matches(_ words: ByteDictionary<Void>, _ start: Int, _ end: Int) -> Bool {
    var isPlain = true
    for index in start..<end where bytes[index] >= 0x80 || bytes[index] == UInt8(ascii: "`") {
      isPlain = false
    }
    if isPlain { return words.contains(bytes, start..<end) }
    guard end - start <= 24 else { return false }
    var word: [UInt8] = []
    var index = start
    while index < end {
      let width = length(at: index)
      if scalarClass(at: index) == .apostrophe {
        word.append(UInt8(ascii: "'"))
      } else {
        word.append(contentsOf: bytes[index..<(index + width)])
      }
      index += width
    }
    return words.contains(word, 0..<word.count)
  }

  func isClitic(_ start: Int, _ end: Int) -> Bool {
    end - start <= 6 && matches(lexicon.clitics, start, end)
  }

  /// ":)" and its like, at the end of a chunk.
  private func smileyEnd(at index: Int, chunkStart: Int) -> Int? {
    guard bytes[index] == UInt8(ascii: ":") || bytes[index] == UInt8(ascii: ";") else { return nil }
    var end = index + 1
    if end < chunkEnd, bytes[end] == UInt8(ascii: "-") { end += 1 }
    guard end < chunkEnd else { return nil }
    switch bytes[end] {
    case UInt8(ascii: ")"), UInt8(ascii: "("): break
    case UInt8(ascii: "D"), UInt8(ascii: "P"), UInt8(ascii: "p"):
      guard end + 1 == chunkEnd, index == chunkStart else { return nil }
    default: return nil
    }
    return end + 1
  }
}
