import Base

/// Turns bytes into text: finds the encoding, decodes, and refuses what is no text with the place of the first bad byte.
struct TextDecoding {
  /// UTF-8 without byte-order mark.
  let bytes: [UInt8]
  let encoding: Article.Encoding
  let notes: [String]

  /// - Parameter declared: A charset that the file itself or its server names.
  init(_ input: [UInt8], declared: String? = nil, name: String) throws(ArticleError) {
    guard !input.isEmpty else {
      throw ArticleError(
        .empty, "the file is empty", at: SourceLocation(name: name),
        advice: "give a file with the text of an article")
    }
    if let kind = FileKind.named(by: input) {
      throw ArticleError(
        .binary, "this is \(kind.name), not text", at: SourceLocation(name: name, byte: 0),
        advice: kind.advice)
    }
    var notes: [String] = []
    if let (encoding, skipped) = Self.byteOrderMark(input) ?? Self.wideByPattern(input) {
      bytes = try Self.wide(input, encoding, skipped, name)
      self.encoding = encoding
      notes.append("read as \(encoding.rawValue)")
    } else if input.starts(with: [0xEF, 0xBB, 0xBF]) {
      bytes = try Self.utf8(Array(input.dropFirst(3)), offset: 3, of: input, name)
      encoding = .utf8
    } else if let bad = Self.firstInvalid(input) {
      (bytes, encoding) = try Self.legacy(input, bad, declared, name)
      notes.append("read as \(encoding.rawValue): the bytes are not UTF-8")
    } else {
      bytes = input
      encoding = .utf8
    }
    self.notes = notes
    try Self.rejectControls(bytes, input, encoding, name)
    guard
      String(decoding: bytes, as: UTF8.self).unicodeScalars.contains(where: {
        !$0.isBlank && !$0.isLayoutOnly
      })
    else {
      throw ArticleError(
        .blank, "there is nothing but white space in the file", at: SourceLocation(name: name),
        advice: "give a file with the text of an article")
    }
  }

  // MARK: - UTF-8

  private static func utf8(
    _ bytes: [UInt8], offset: Int, of input: [UInt8], _ name: String
  ) throws(ArticleError) -> [UInt8] {
    guard let bad = firstInvalid(bytes) else { return bytes }
    throw undecodable(input, bad + offset, name, "the file starts as UTF-8 does, but")
  }

  private static func undecodable(
    _ input: [UInt8], _ bad: Int, _ name: String, _ reason: String
  ) -> ArticleError {
    let hex = String(input[bad], radix: 16, uppercase: true)
    return ArticleError(
      .undecodable, "\(reason) the byte 0x\(hex) is not valid UTF-8",
      at: SourceLocation(name: name, byte: bad, in: input),
      advice: "convert the file to UTF-8, for example with iconv")
  }

  /// The offset of the first byte that breaks UTF-8 (RFC 3629: no overlong forms, no surrogates).
  static func firstInvalid(_ bytes: [UInt8]) -> Int? {
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
        continue
      }
      let length = sequenceLength(bytes, index)
      if length == 0 { return index }
      index += length
    }
    return nil
  }

  /// Length of the valid sequence of two bytes or more at `index`; 0 if there is none.
  private static func sequenceLength(_ bytes: [UInt8], _ index: Int) -> Int {
    let first = bytes[index]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0:
      length = 3
      second = 0xA0...0xBF
    case 0xED:
      length = 3
      second = 0x80...0x9F
    case 0xE1...0xEF: length = 3
    case 0xF0:
      length = 4
      second = 0x90...0xBF
    case 0xF1...0xF3: length = 4
    case 0xF4:
      length = 4
      second = 0x80...0x8F
    default: return 0
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
    for next in (index + 2)..<max(index + length, index + 2) where bytes[next] & 0xC0 != 0x80 {
      return 0
    }
    return length
  }

  // MARK: - UTF-16

  private static func byteOrderMark(_ input: [UInt8]) -> (Article.Encoding, Int)? {
    if input.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if input.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }

  /// Text in Latin letters has a zero in nearly every second byte, always on the same side.
  private static func wideByPattern(_ input: [UInt8]) -> (Article.Encoding, Int)? {
    guard input.count >= 8, input.count % 2 == 0 else { return nil }
    var zeros = [0, 0]
    let looked = min(input.count, 4096)
    for index in 0..<looked where input[index] == 0 { zeros[index % 2] += 1 }
    let half = looked / 2
    if zeros[1] * 10 > half * 7, zeros[0] * 10 < half { return (.utf16LittleEndian, 0) }
    if zeros[0] * 10 > half * 7, zeros[1] * 10 < half { return (.utf16BigEndian, 0) }
    return nil
  }

  private static func wide(
    _ input: [UInt8], _ encoding: Article.Encoding, _ skipped: Int, _ name: String
  ) throws(ArticleError) -> [UInt8] {
    func failure(_ what: String, _ byte: Int) -> ArticleError {
      ArticleError(
        .undecodable, "\(what) in \(encoding.rawValue)", at: SourceLocation(name: name, byte: byte),
        advice: "convert the file to UTF-8, for example with iconv")
    }
    guard (input.count - skipped) % 2 == 0 else {
      throw failure("half a character at the end", input.count - 1)
    }
    let isBig = encoding == .utf16BigEndian
    func unit(_ index: Int) -> UInt32 {
      isBig
        ? UInt32(input[index]) << 8 | UInt32(input[index + 1])
        : UInt32(input[index + 1]) << 8 | UInt32(input[index])
    }
    var result: [UInt8] = []
    result.reserveCapacity(input.count)
    var index = skipped
    while index < input.count {
      var value = unit(index)
      if (0xD800..<0xDC00).contains(value) {
        guard index + 3 < input.count, (0xDC00..<0xE000).contains(unit(index + 2)) else {
          throw failure("half a surrogate pair", index)
        }
        value = 0x10000 + (value - 0xD800) << 10 + (unit(index + 2) - 0xDC00)
        index += 2
      }
      guard let scalar = Unicode.Scalar(value) else {
        throw failure("half a surrogate pair", index)
      }
      result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      index += 2
    }
    return result
  }

  // MARK: - One byte a character

  /// Windows-1252 from 0x80 to 0x9F; 0 where it has no character.
  private static let windows: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]

  private static let latin9: [UInt8: UInt32] = [
    0xA4: 0x20AC, 0xA6: 0x0160, 0xA8: 0x0161, 0xB4: 0x017D, 0xB8: 0x017E, 0xBC: 0x0152,
    0xBD: 0x0153, 0xBE: 0x0178,
  ]

  /// Names that mean Windows-1252 (as the web has it), and those that mean UTF-8.
  private static let windowsNames: Set<String> = [
    "windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1",
    "latin-1", "l1", "us-ascii", "ascii", "ansi",
  ]
  private static let utf8Names: Set<String> = ["utf-8", "utf8", "unicode-1-1-utf-8"]

  private static func legacy(
    _ input: [UInt8], _ bad: Int, _ declared: String?, _ name: String
  ) throws(ArticleError) -> ([UInt8], Article.Encoding) {
    if input.contains(0) { throw binary(input, input.firstIndex(of: 0) ?? 0, name) }
    let label = declared?.lowercased().trimmed
    if let label, ["iso-8859-15", "iso8859-15", "latin9", "latin-9", "l9"].contains(label) {
      return (narrow(input, isLatin9: true), .latin9)
    }
    if let label, !windowsNames.contains(label), !utf8Names.contains(label) {
      throw ArticleError(
        .unsupportedEncoding,
        "the file says that its encoding is \"\(label)\", which is not supported",
        at: SourceLocation(name: name, byte: bad, in: input),
        advice: "convert it with iconv -f \(label) -t UTF-8 and correct the declaration")
    }
    let isDeclared = label.map(windowsNames.contains) ?? false
    guard isPlausibleWindows(input, isDeclared: isDeclared) else {
      throw undecodable(input, bad, name, "the file is no text in UTF-8 or Windows-1252:")
    }
    return (narrow(input, isLatin9: false), .windows1252)
  }

  private static func narrow(_ input: [UInt8], isLatin9: Bool) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(input.count + input.count / 8)
    for byte in input {
      if byte < 0x80 {
        result.append(byte)
        continue
      }
      var value = UInt32(byte)
      if isLatin9 {
        value = latin9[byte] ?? value
      } else if byte < 0xA0 {
        value = windows[Int(byte) - 0x80]
      }
      let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
      result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
    return result
  }

  /// Whether the high bytes are what a text in a Western language has: letters beside letters and common marks, few of them, and not
  /// UTF-8 that one bad byte has damaged.
  private static func isPlausibleWindows(_ input: [UInt8], isDeclared: Bool) -> Bool {
    var high = 0
    var good = 0
    var inSequences = 0
    var index = 0
    while index < input.count {
      let byte = input[index]
      guard byte >= 0x80 else {
        index += 1
        continue
      }
      let length = sequenceLength(input, index)
      if length > 0 { inSequences += length }
      for position in index..<(index + max(length, 1)) {
        high += 1
        if input[position] < 0xA0, windows[Int(input[position]) - 0x80] == 0 { return false }
        if isGood(input, position) { good += 1 }
      }
      index += max(length, 1)
    }
    if inSequences * 5 > high { return false }
    if isDeclared { return true }
    return high * 10 <= input.count * 3 && good * 10 >= high * 9
  }

  private static func isGood(_ input: [UInt8], _ index: Int) -> Bool {
    func isLetter(_ position: Int) -> Bool {
      guard input.indices.contains(position) else { return false }
      let byte = input[position]
      return byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A && byte < 0x80 || byte >= 0xC0
    }
    switch input[index] {
    case 0x80, 0x85, 0x91...0x97, 0x99, 0x8B, 0x9B, 0x82, 0x84, 0xA0, 0xA3, 0xA7, 0xA9, 0xAB, 0xAE,
      0xB0, 0xB7, 0xBB, 0xBC...0xBE:
      return true
    case 0x8A, 0x8C, 0x8E, 0x9A, 0x9C, 0x9E, 0x9F, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0xFF:
      // A letter; more than three in a row are no Western word.
      if index >= 3, (1...3).allSatisfy({ input[index - $0] >= 0xC0 }) { return false }
      return isLetter(index - 1) || isLetter(index + 1)
    default: return false
    }
  }

  // MARK: - Binary

  private static func binary(_ input: [UInt8], _ index: Int, _ name: String) -> ArticleError {
    ArticleError(
      .binary,
      "this is binary data, not text: control character 0x\(String(input[index], radix: 16, uppercase: true))",
      at: SourceLocation(name: name, byte: index, in: input),
      advice: "give plain text, Markdown or HTML")
  }

  /// A NUL anywhere, or many control characters, make a file binary; a stray one does not.
  private static func rejectControls(
    _ bytes: [UInt8], _ input: [UInt8], _ encoding: Article.Encoding, _ name: String
  ) throws(ArticleError) {
    var controls = 0
    var first: Int?
    for (index, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x7F {
      if byte == 0 {
        let location =
          encoding == .utf8
          ? SourceLocation(name: name, byte: index + input.count - bytes.count, in: input)
          : SourceLocation(name: name)
        throw ArticleError(
          .binary, "this is binary data, not text: there is a NUL", at: location,
          advice: "give plain text, Markdown or HTML")
      }
      guard byte != 0x09, byte != 0x0A, byte != 0x0C, byte != 0x0D else { continue }
      controls += 1
      if first == nil { first = index }
    }
    if let first, controls > 3, controls * 100 > bytes.count {
      let offset = encoding == .utf8 ? first + input.count - bytes.count : first
      throw binary(encoding == .utf8 ? input : bytes, offset, name)
    }
  }
}
