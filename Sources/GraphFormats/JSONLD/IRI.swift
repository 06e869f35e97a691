extension String {
  /// The text as a part of an IRI: letters, digits, `-`, `.`, `_`, `~` and `/` stay, and so do letters of other scripts; everything else is
  /// percent-encoded, and so are the letters that an IRI may not hold (private use, directional marks).
  var iriPart: String {
    let digits = Array("0123456789ABCDEF".utf8)
    var part: [UInt8] = []
    for scalar in unicodeScalars {
      let isPlain: Bool
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~", "/": isPlain = true
      default:
        isPlain =
          scalar.value >= 0xA0
          && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
          && !(0xE000...0xF8FF).contains(scalar.value) && scalar.value < 0xE0000
      }
      if isPlain {
        part += Array(String(scalar).utf8)
      } else {
        for byte in String(scalar).utf8 {
          part += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
      }
    }
    return String(decoding: part, as: UTF8.self)
  }

  /// Whether the text is an absolute IRI that may be written as one: a scheme, and no character that would end or break it.
  var isAbsoluteIRI: Bool {
    guard let colon = firstIndex(of: ":"), colon != startIndex else { return false }
    let scheme = self[..<colon].utf8
    guard
      scheme.allSatisfy({
        ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) || ($0 >= 48 && $0 <= 57)
          || [43, 45, 46].contains($0)
      }),
      let first = scheme.first, first | 0x20 >= 97
    else { return false }
    return unicodeScalars.allSatisfy {
      $0.value > 0x20 && !"<>\"{}|\\^`".unicodeScalars.contains($0)
        && !(0x7F...0x9F).contains($0.value)
    }
  }
}
