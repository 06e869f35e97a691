/// Writes XML 1.0 as bytes: the one place that escapes for XML.
///
/// Characters that XML can't hold (most control characters, U+FFFE, U+FFFF) become U+FFFD and are counted; a carriage return is written
/// as a reference, since parsers turn the bare one into a line feed.
public struct XMLWriter {
  public private(set) var bytes: [UInt8] = []
  /// How many characters had to be replaced.
  public private(set) var replaced = 0

  public init() {}

  /// Hands over what was written so far and forgets it, for writing in pieces.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// Markup of our own making, as it stands.
  public mutating func markup(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Character data between tags.
  public mutating func text(_ text: String) { escape(text, inAttribute: false) }

  /// ` name="value"`; the name must be one of our own.
  public mutating func attribute(_ name: StaticString, _ value: String) {
    bytes.append(UInt8(ascii: " "))
    markup(name)
    markup("=\"")
    escape(value, inAttribute: true)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ text: String, inAttribute: Bool) {
    var iterator = text.utf8.makeIterator()
    var pending: [UInt8] = []
    while let byte = iterator.next() {
      switch byte {
      case UInt8(ascii: "&"): markup("&amp;")
      case UInt8(ascii: "<"): markup("&lt;")
      case UInt8(ascii: ">"): markup("&gt;")
      case UInt8(ascii: "\"") where inAttribute: markup("&quot;")
      case 0x0D: markup("&#13;")
      case 0x0A where inAttribute: markup("&#10;")
      case 0x09 where inAttribute: markup("&#9;")
      case 0..<0x20 where byte != 0x0A && byte != 0x09: replace()
      case 0xEF:
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF; a String's UTF-8 is well formed, so two more bytes follow.
        pending = [byte, iterator.next() ?? 0, iterator.next() ?? 0]
        if pending[1] == 0xBF, pending[2] >= 0xBE { replace() } else { bytes += pending }
      default: bytes.append(byte)
      }
    }
  }

  private mutating func replace() {
    replaced += 1
    bytes += [0xEF, 0xBF, 0xBD]
  }
}

extension String {
  /// The text as an XML name token (letters, digits, `-`, `.`, `_`), one to one: `/` becomes `.`, and everything else that a token can't
  /// hold, and `.` and `_` themselves, its code in hexadecimal between `_x` and `_`.
  var xmlNameToken: String {
    var token = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "/": token.append(".")
      case "a"..."z", "A"..."Z", "0"..."9", "-": token.append(scalar)
      case "\u{C0}"..."\u{D6}", "\u{D8}"..."\u{F6}", "\u{F8}"..."\u{37D}", "\u{37F}"..."\u{1FFF}",
        "\u{3001}"..."\u{D7FF}", "\u{F900}"..."\u{FDCF}", "\u{FDF0}"..."\u{FFFD}",
        "\u{10000}"..."\u{EFFFF}":
        token.append(scalar)
      default: token.append(contentsOf: "_x\(String(scalar.value, radix: 16))_".unicodeScalars)
      }
    }
    return token.isEmpty ? "_x_" : String(token)
  }
}
