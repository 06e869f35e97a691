/// A JSON value of the weights file's header. A small reader of our own keeps Foundation out of
/// the encoder: start-up time and the size of the program.
enum HeaderValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([HeaderValue])
  case object([String: HeaderValue])

  subscript(key: String) -> HeaderValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  var double: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// A whole number that is safe to use as a size.
  var size: Int? {
    guard case .number(let number) = self, number >= 0, number < 9e15, number == number.rounded()
    else { return nil }
    return Int(number)
  }

  var elements: [HeaderValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  var texts: [String]? {
    guard let elements else { return nil }
    let texts = elements.compactMap(\.text)
    return texts.count == elements.count ? texts : nil
  }

  var sizes: [Int]? {
    guard let elements else { return nil }
    let sizes = elements.compactMap(\.size)
    return sizes.count == elements.count ? sizes : nil
  }
}

struct HeaderReader {
  struct Failure: Error, Equatable {
    let offset: Int
    let reason: String
  }

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  static func value(of bytes: [UInt8]) throws(Failure) -> HeaderValue {
    var reader = HeaderReader(bytes: bytes)
    let value = try reader.value()
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.failure("text after the value") }
    return value
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private func failure(_ reason: String) -> Failure { Failure(offset: position, reason: reason) }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(Failure) -> HeaderValue {
    skipSpace()
    guard depth < 32 else { throw failure("nested too deeply") }
    depth += 1
    defer { depth -= 1 }
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(
    _ word: StaticString, _ value: HeaderValue
  ) throws(Failure) -> HeaderValue {
    let expected = Array(word.description.utf8)
    guard bytes.count - position >= expected.count,
      bytes[position..<position + expected.count].elementsEqual(expected)
    else { throw failure("unknown word") }
    position += expected.count
    return value
  }

  private mutating func number() throws(Failure) -> HeaderValue {
    let start = position
    while let byte = next,
      (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E
        || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
    {
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Double(text), number.isFinite else { throw failure("value expected") }
    return .number(number)
  }

  private mutating func array() throws(Failure) -> HeaderValue {
    position += 1
    var elements: [HeaderValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      elements.append(try value())
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw failure("] expected") }
    return .array(elements)
  }

  private mutating func object() throws(Failure) -> HeaderValue {
    position += 1
    var members: [String: HeaderValue] = [:]
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw failure("name expected") }
      let name = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw failure(": expected") }
      guard members.updateValue(try value(), forKey: name) == nil else {
        throw failure("the name \(name) occurs twice")
      }
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw failure("} expected") }
    return .object(members)
  }

  private mutating func string() throws(Failure) -> String {
    position += 1
    var out: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: out, as: UTF8.self) else {
          throw failure("text is not UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): out += try escape()
      case 0..<0x20: throw failure("control character in text")
      default: out.append(byte)
      }
    }
    throw failure("text without an end")
  }

  private mutating func escape() throws(Failure) -> [UInt8] {
    guard let byte = next else { throw failure("text without an end") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "u"):
      var unit = try hexadecimal()
      if (0xD800..<0xDC00).contains(unit) {
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
          throw failure("half of a surrogate pair")
        }
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { throw failure("half of a surrogate pair") }
        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(unit) else { throw failure("not a character") }
      return Array(String(scalar).utf8)
    default: throw failure("unknown escape")
    }
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    guard bytes.count - position >= 4 else { throw failure("four digits expected") }
    let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard digits.utf8.count == 4, let unit = UInt32(digits, radix: 16) else {
      throw failure("four digits expected")
    }
    position += 4
    return unit
  }
}
