/// Writes JSON as bytes, members in the order of the calls: the one place that escapes and formats for JSON.
///
/// Compact inside values marked `inline`, otherwise indented by two spaces, so that graph files read well in a text editor and in a
/// line-based diff.
public struct JSONWriter {
  public private(set) var bytes: [UInt8] = []
  private var stack: [Level] = []
  private var afterKey = false

  private struct Level {
    var isEmpty = true
    let inline: Bool
  }

  public init() {}

  /// Hands over what was written so far and forgets it, for writing in pieces.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  public mutating func beginObject(inline: Bool = false) { begin(UInt8(ascii: "{"), inline) }
  public mutating func endObject() { end(UInt8(ascii: "}")) }
  public mutating func beginArray(inline: Bool = false) { begin(UInt8(ascii: "["), inline) }
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  public mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
    afterKey = true
  }

  public mutating func value(_ text: String) {
    separate()
    quote(text)
  }

  public mutating func value(_ number: Int) { raw(String(number)) }

  /// A number in the shortest form that reads back the same; a whole number keeps no fraction.
  public mutating func value(_ number: Double) {
    precondition(number.isFinite, "JSON has no infinity")
    if number == number.rounded(), abs(number) < 1e15 {
      raw(String(Int64(number)))
    } else {
      raw(number.description)
    }
  }

  /// A number that reads back as one with a fraction or an exponent, also where it is whole ("2.0").
  public mutating func value(keepingFraction number: Double) {
    precondition(number.isFinite, "JSON has no infinity")
    raw(number.description)
  }

  public mutating func value(_ flag: Bool) { raw(flag ? "true" : "false") }
  public mutating func null() { raw("null") }

  public mutating func member(_ name: String, _ text: String?) {
    key(name)
    if let text { value(text) } else { null() }
  }

  public mutating func member(_ name: String, _ number: Int) {
    key(name)
    value(number)
  }

  public mutating func member(_ name: String, _ number: Double) {
    key(name)
    value(number)
  }

  public mutating func member(_ name: String, _ flag: Bool) {
    key(name)
    value(flag)
  }

  public mutating func member(_ name: String, _ texts: [String]) {
    key(name)
    beginArray(inline: true)
    for text in texts { value(text) }
    endArray()
  }

  public mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

  private mutating func raw(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func begin(_ bracket: UInt8, _ inline: Bool) {
    separate()
    bytes.append(bracket)
    stack.append(Level(inline: inline || (stack.last?.inline ?? false)))
  }

  private mutating func end(_ bracket: UInt8) {
    if let level = stack.popLast(), !level.isEmpty, !level.inline { indent() }
    bytes.append(bracket)
  }

  private mutating func separate() {
    if afterKey {
      afterKey = false
      return
    }
    guard let level = stack.last else { return }
    if !level.isEmpty { bytes.append(UInt8(ascii: ",")) }
    stack[stack.count - 1].isEmpty = false
    if level.inline {
      if !level.isEmpty { bytes.append(UInt8(ascii: " ")) }
    } else {
      indent()
    }
  }

  private mutating func indent() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<(2 * stack.count) { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func quote(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { utf8 in
      // What needs no escaping is copied in runs.
      var start = 0
      for (index, byte) in utf8.enumerated()
      where byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
      {
        bytes.append(contentsOf: utf8[start..<index])
        escape(byte)
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start..<utf8.count])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x0A: bytes.append(contentsOf: "\\n".utf8)
    case 0x0D: bytes.append(contentsOf: "\\r".utf8)
    case 0x09: bytes.append(contentsOf: "\\t".utf8)
    case 0..<0x20, 0x7F:
      bytes.append(contentsOf: ("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)).utf8)
    default:
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    }
  }
}
