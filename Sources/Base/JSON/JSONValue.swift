/// A JSON value that remembers where it stood, so that a message about its content can name line and column.
public struct JSONValue: Sendable {
  public enum Content: Sendable {
    case null
    case bool(Bool)
    /// A number without fraction or exponent that fits 64 bits.
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// Members in the order of the file; no key occurs twice.
    case object([Member])
  }

  public struct Member: Sendable {
    public let key: String
    public let value: JSONValue
  }

  public let content: Content
  /// Byte offset of the value's first byte.
  public let offset: Int

  public init(_ content: Content, offset: Int = 0) {
    self.content = content
    self.offset = offset
  }

  /// The member with the given key; nil for other keys and for values that are no object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.key == key }?.value
  }

  public var isNull: Bool {
    if case .null = content { return true }
    return false
  }

  public var string: String? {
    if case .string(let value) = content { return value }
    return nil
  }

  public var bool: Bool? {
    if case .bool(let value) = content { return value }
    return nil
  }

  public var integer: Int? {
    if case .integer(let value) = content { return Int(exactly: value) }
    return nil
  }

  public var number: Double? {
    switch content {
    case .integer(let value): return Double(value)
    case .number(let value): return value
    default: return nil
    }
  }

  public var array: [JSONValue]? {
    if case .array(let values) = content { return values }
    return nil
  }

  public var members: [Member]? {
    if case .object(let members) = content { return members }
    return nil
  }

  /// What kind of value it is, for messages.
  public var kindName: String {
    switch content {
    case .null: return "null"
    case .bool: return "a boolean"
    case .integer, .number: return "a number"
    case .string: return "a string"
    case .array: return "an array"
    case .object: return "an object"
    }
  }
}

/// Why bytes are no JSON, and where.
public struct JSONError: Failure {
  public let kind = FailureKind.badInput
  public let summary: String
  public let location: SourceLocation?

  public init(_ summary: String, location: SourceLocation) {
    self.summary = summary
    self.location = location
  }
}

extension SourceLocation {
  /// The line and column of a byte offset in a file.
  public init(name: String, byte: Int, in bytes: [UInt8]) {
    var line = 1
    var lineStart = 0
    let end = min(byte, bytes.count)
    for index in 0..<end where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    var column = 1
    for index in lineStart..<end where bytes[index] & 0xC0 != 0x80 { column += 1 }
    self.init(name: name, line: line, column: column, byte: byte)
  }
}
