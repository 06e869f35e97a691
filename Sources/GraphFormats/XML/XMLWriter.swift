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
    var text = text
    text.withUTF8 { escape($0, inAttribute: inAttribute) }
  }

  /// Character data between tags, as the UTF-8 bytes of a text.
  mutating func text(_ utf8: [UInt8]) {
    utf8.withUnsafeBufferPointer { escape($0, inAttribute: false) }
  }

  private mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>, inAttribute: Bool) {
    // What needs no escaping is copied in runs.
    var start = 0
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      guard Self.isSpecial[Int(byte)] else {
        index += 1
        continue
      }
      let end = index
      var width = 1
      var replacement: StaticString?
      switch byte {
      case UInt8(ascii: "&"): replacement = "&amp;"
      case UInt8(ascii: "<"): replacement = "&lt;"
      case UInt8(ascii: ">"): replacement = "&gt;"
      case UInt8(ascii: "\""): replacement = inAttribute ? "&quot;" : nil
      case 0x0D: replacement = "&#13;"
      case 0x0A: replacement = inAttribute ? "&#10;" : nil
      case 0x09: replacement = inAttribute ? "&#9;" : nil
      case 0xEF:
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF; a String's UTF-8 is well formed, so two more bytes follow.
        width = 3
        if index + 2 < utf8.count, utf8[index + 1] == 0xBF, utf8[index + 2] >= 0xBE {
          replacement = "\u{FFFD}"
          replaced += 1
        }
      default:
        replacement = "\u{FFFD}"
        replaced += 1
      }
      index += width
      guard let replacement else { continue }
      bytes.append(contentsOf: utf8[start..<end])
      markup(replacement)
      start = index
    }
    bytes.append(contentsOf: utf8[start..<utf8.count])
  }

  /// The bytes that have to be looked at: control characters, markup, and the first byte of U+F000 to U+FFFF.
  private static let isSpecial: [Bool] = (0...255).map { byte in
    byte < 0x20 || byte == 0xEF || "&<>\"".utf8.contains(UInt8(byte))
  }
}

extension String {
  /// The text as an XML name token (letters, digits, `-`, `.`, `_`), one to one: `/` becomes `.`, and everything else that a token can't
  /// hold, and `.` and `_` themselves, its code in hexadecimal between `_x` and `_`.
  ///
  /// Only letters stay that are name characters in all editions of XML 1.0: libxml2 goes by the fourth.
  var xmlNameToken: String {
    if utf8.allSatisfy({ $0 == UInt8(ascii: "/") || Self.isPlainTokenByte($0) }), !isEmpty {
      return String(
        decoding: utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    }
    var token = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "/": token.append(".")
      case "a"..."z", "A"..."Z", "0"..."9", "-": token.append(scalar)
      // Latin, Greek, Cyrillic, Hebrew, Arabic, kana, Han, Hangul.
      case "\u{C0}"..."\u{D6}", "\u{D8}"..."\u{F6}", "\u{F8}"..."\u{131}", "\u{134}"..."\u{13E}",
        "\u{141}"..."\u{148}", "\u{14A}"..."\u{17E}", "\u{38E}"..."\u{3A1}", "\u{3A3}"..."\u{3CE}",
        "\u{401}"..."\u{40C}", "\u{40E}"..."\u{44F}", "\u{451}"..."\u{45C}", "\u{5D0}"..."\u{5EA}",
        "\u{621}"..."\u{63A}", "\u{641}"..."\u{64A}", "\u{3041}"..."\u{3094}",
        "\u{30A1}"..."\u{30FA}",
        "\u{4E00}"..."\u{9FA5}", "\u{AC00}"..."\u{D7A3}":
        token.append(scalar)
      default: token.append(contentsOf: "_x\(String(scalar.value, radix: 16))_".unicodeScalars)
      }
    }
    return token.isEmpty ? "_x_" : String(token)
  }

  private static func isPlainTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      return true
    default: return false
    }
  }
}
