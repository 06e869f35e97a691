/// What a code point does in a text, as far as finding words needs to know.
enum ScalarClass: UInt8 {
  case letter, digit, space, mark, openQuote, closeQuote, apostrophe, dash, ellipsis, currency
  case opening, closing, terminator, punctuation, symbol

  /// A decoded code point and its length in bytes.
  struct Decoded {
    let value: UInt32
    let length: Int
  }

  /// Decodes the code point that starts at `index`; `bytes` is valid UTF-8.
  @inline(__always)
  static func decode(_ bytes: [UInt8], _ index: Int) -> Decoded {
    let first = UInt32(bytes[index])
    if first < 0x80 { return Decoded(value: first, length: 1) }
    if first < 0xE0 {
      return Decoded(value: (first & 0x1F) << 6 | UInt32(bytes[index + 1] & 0x3F), length: 2)
    }
    if first < 0xF0 {
      let middle = UInt32(bytes[index + 1] & 0x3F) << 6
      return Decoded(
        value: (first & 0x0F) << 12 | middle | UInt32(bytes[index + 2] & 0x3F), length: 3)
    }
    let high = (first & 0x07) << 18 | UInt32(bytes[index + 1] & 0x3F) << 12
    let low = UInt32(bytes[index + 2] & 0x3F) << 6 | UInt32(bytes[index + 3] & 0x3F)
    return Decoded(value: high | low, length: 4)
  }

  /// The class of a code point above 127; the usual ones by range, the others by their Unicode category.
  static func of(_ value: UInt32) -> ScalarClass {
    switch value {
    case 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x2028...0x202F, 0x205F...0x2064, 0x2066...0x206F,
      0x3000, 0xFEFF, 0x80...0x84, 0x86...0x9F, 0x200E, 0x200F:
      return .space
    case 0xAD, 0x200C, 0x200D, 0x2065, 0x300...0x36F, 0xFE00...0xFE0F: return .mark
    case 0xAB, 0x201C, 0x201E, 0x201F, 0x2039, 0x2018, 0x201A, 0x201B, 0x300C, 0x300E:
      return .openQuote
    case 0xBB, 0x201D, 0x203A, 0x300D, 0x300F: return .closeQuote
    case 0x2019, 0x02BC: return .apostrophe
    case 0x2010...0x2015, 0x2212: return .dash
    case 0x2026: return .ellipsis
    case 0xA2...0xA5, 0x20A0...0x20CF: return .currency
    case 0xAA, 0xB5, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF: return .letter
    case 0xB2, 0xB3, 0xB9, 0xBC...0xBE: return .digit
    case 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0x061F, 0x06D4, 0x203C, 0x203D, 0x2047...0x2049, 0x0964:
      return .terminator
    default: break
    }
    guard let scalar = Unicode.Scalar(value) else { return .symbol }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return .letter
    case .decimalNumber, .letterNumber, .otherNumber: return .digit
    case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format: return .space
    case .dashPunctuation: return .dash
    case .openPunctuation: return .opening
    case .closePunctuation: return .closing
    case .initialPunctuation: return .openQuote
    case .finalPunctuation: return .closeQuote
    case .connectorPunctuation, .otherPunctuation: return .punctuation
    case .currencySymbol: return .currency
    case .mathSymbol, .modifierSymbol, .otherSymbol, .surrogate, .privateUse, .unassigned:
      return .symbol
    @unknown default: return .symbol
    }
  }

  /// The class of each code point below 128.
  static let ascii: [ScalarClass] = (0..<128).map { value in
    switch UInt8(value) {
    case 0...32, 127: return .space
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return .digit
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
      return .letter
    case UInt8(ascii: "'"), UInt8(ascii: "`"): return .apostrophe
    case UInt8(ascii: "-"): return .dash
    case UInt8(ascii: "$"): return .currency
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): return .opening
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return .closing
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return .terminator
    case UInt8(ascii: "+"), UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: ">"),
      UInt8(ascii: "^"), UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "%"):
      return .symbol
    default: return .punctuation
    }
  }
}
