extension JSONValue {
  /// How deep arrays and objects may nest: far beyond any graph, far below the stack.
  public static let depthLimit = 200

  /// Reads one JSON text (RFC 8259).
  ///
  /// Foundation's decoder names no position for a value that is well formed but wrong, which is what a reader of graph files has to
  /// report; hence this reader, which keeps the byte offset of every value.
  ///
  /// - Parameter name: The file's name, for messages.
  /// - Throws: `JSONError` with line and column; also for a repeated key, a number out of range, broken UTF-8 and text after the value.
  public static func parse(_ bytes: [UInt8], name: String) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes: bytes, name: name)
    return try parser.document()
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  let name: String
  var position = 0

  init(bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  func failure(_ summary: String, at offset: Int? = nil) -> JSONError {
    JSONError(summary, location: SourceLocation(name: name, byte: offset ?? position, in: bytes))
  }

  mutating func document() throws(JSONError) -> JSONValue {
    skipSpace()
    guard position < bytes.count else { throw failure("the file is empty where JSON is expected") }
    let value = try self.value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw failure("unexpected text after the JSON value") }
    return value
  }

  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < JSONValue.depthLimit else {
      throw failure("arrays and objects nest deeper than \(JSONValue.depthLimit)")
    }
    guard position < bytes.count else { throw unexpectedEnd() }
    let start = position
    switch bytes[position] {
    case UInt8(ascii: "{"): return JSONValue(.object(try object(depth: depth)), offset: start)
    case UInt8(ascii: "["): return JSONValue(.array(try array(depth: depth)), offset: start)
    case UInt8(ascii: "\""): return JSONValue(.string(try string()), offset: start)
    case UInt8(ascii: "t"):
      try word("true")
      return JSONValue(.bool(true), offset: start)
    case UInt8(ascii: "f"):
      try word("false")
      return JSONValue(.bool(false), offset: start)
    case UInt8(ascii: "n"):
      try word("null")
      return JSONValue(.null, offset: start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return JSONValue(try number(), offset: start)
    default: throw failure("expected a JSON value")
    }
  }

  func unexpectedEnd() -> JSONError {
    failure("the file ends in the middle of the JSON (is it truncated?)", at: bytes.count)
  }

  mutating func word(_ word: StaticString) throws(JSONError) {
    for index in 0..<word.utf8CodeUnitCount {
      guard position < bytes.count else { throw unexpectedEnd() }
      guard bytes[position] == word.utf8Start[index] else { throw failure("expected \(word)") }
      position += 1
    }
  }

  mutating func object(depth: Int) throws(JSONError) -> [JSONValue.Member] {
    position += 1
    var members: [JSONValue.Member] = []
    // A set only where there are many: most objects have a few members.
    var seen: Set<String> = []
    skipSpace()
    if position < bytes.count, bytes[position] == UInt8(ascii: "}") {
      position += 1
      return members
    }
    while true {
      skipSpace()
      guard position < bytes.count else { throw unexpectedEnd() }
      guard bytes[position] == UInt8(ascii: "\"") else {
        throw failure("expected a member name in quotation marks")
      }
      let start = position
      let key = try string()
      let isNew: Bool
      if members.count < 24 {
        isNew = !members.contains { $0.key == key }
      } else {
        if seen.isEmpty { seen = Set(members.map(\.key)) }
        isNew = seen.insert(key).inserted
      }
      guard isNew else {
        throw failure("the member \"\(key.oneLine)\" occurs twice", at: start)
      }
      skipSpace()
      guard position < bytes.count else { throw unexpectedEnd() }
      guard bytes[position] == UInt8(ascii: ":") else { throw failure("expected ':'") }
      position += 1
      skipSpace()
      members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
      if try !separator(closing: UInt8(ascii: "}")) { return members }
    }
  }

  mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
    position += 1
    var values: [JSONValue] = []
    skipSpace()
    if position < bytes.count, bytes[position] == UInt8(ascii: "]") {
      position += 1
      return values
    }
    while true {
      skipSpace()
      values.append(try value(depth: depth + 1))
      if try !separator(closing: UInt8(ascii: "]")) { return values }
    }
  }

  /// Consumes `,` (true) or the closing bracket (false).
  mutating func separator(closing: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    guard position < bytes.count else { throw unexpectedEnd() }
    let byte = bytes[position]
    guard byte == UInt8(ascii: ",") || byte == closing else {
      throw failure("expected ',' or '\(Character(Unicode.Scalar(closing)))'")
    }
    position += 1
    return byte != closing
  }

  mutating func string() throws(JSONError) -> String {
    let start = position
    position += 1
    var buffer: [UInt8] = []
    while true {
      // Most strings have no escapes: one run.
      let runStart = position
      while position < bytes.count, bytes[position] >= 0x20, bytes[position] != UInt8(ascii: "\""),
        bytes[position] != UInt8(ascii: "\\")
      {
        position += 1
      }
      buffer.append(contentsOf: bytes[runStart..<position])
      guard position < bytes.count else { throw unexpectedEnd() }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        guard let text = String(validating: buffer, as: UTF8.self) else {
          throw failure("a string that is not valid UTF-8", at: start)
        }
        return text
      case UInt8(ascii: "\\"): try escape(into: &buffer)
      default: throw failure("a control character inside a string")
      }
    }
  }

  mutating func escape(into buffer: inout [UInt8]) throws(JSONError) {
    let start = position
    position += 1
    guard position < bytes.count else { throw unexpectedEnd() }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"):
      var unit = try hexadecimal(from: start)
      if (0xD800..<0xDC00).contains(unit) {
        guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
          bytes[position + 1] == UInt8(ascii: "u")
        else { throw failure("half of a surrogate pair", at: start) }
        position += 2
        let low = try hexadecimal(from: start)
        guard (0xDC00..<0xE000).contains(low) else {
          throw failure("half of a surrogate pair", at: start)
        }
        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(unit) else {
        throw failure("half of a surrogate pair", at: start)
      }
      buffer.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default: throw failure("an unknown escape in a string", at: start)
    }
  }

  mutating func hexadecimal(from start: Int) throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count else { throw unexpectedEnd() }
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw failure("\\u needs four hexadecimal digits", at: start)
      }
      value = value << 4 + UInt32(digit)
      position += 1
    }
    return value
  }

  mutating func number() throws(JSONError) -> JSONValue.Content {
    let start = position
    func digits() -> Int {
      var end = position
      while end < bytes.count, bytes[end] >= 48, bytes[end] <= 57 { end += 1 }
      return end - position
    }
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let whole = digits()
    guard whole > 0 else {
      throw position == bytes.count ? unexpectedEnd() : failure("a number without digits")
    }
    guard whole == 1 || bytes[position] != UInt8(ascii: "0") else {
      throw failure("a number with a leading zero", at: start)
    }
    position += whole
    var isInteger = true
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      let fraction = digits()
      guard fraction > 0 else { throw failure("a number without digits after the point") }
      position += fraction
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      position += 1
      if position < bytes.count,
        bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      let exponent = digits()
      guard exponent > 0 else { throw failure("a number without digits in its exponent") }
      position += exponent
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let value = Int64(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw failure("a number out of range", at: start)
    }
    return .number(value)
  }
}
