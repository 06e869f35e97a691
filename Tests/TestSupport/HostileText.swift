/// Texts that break writers which escape too little: markup, control characters, every plane of Unicode.
public enum HostileText {
  /// Pieces that mean something to a format, or look like what its writer makes itself.
  static let pieces: [String] = [
    "<", ">", "&", "\"", "'", "]]>", "<!--", "-->", "<![CDATA[", "&amp;", "&lt;script&gt;", "&#0;",
    "&#x10FFFF;", "<?xml ?>",
    "<script>alert(1)</script>", "<b>", "</b>", "<br/>", "\\N", "\\G", "\\l", "\\n", "\\\"", "\\",
    "\\u0000", "\\ud800", "{", "}", "|",
    "[", "]", "<port>", "graph", "->", "--", ";", "//", "/*", "#", "@id", "@context", "_:b0", "g:x",
    "ng:x", "schema:Person", "%", "%zz",
    "%2F", "..", ".", "/", "../..", "=1+1", "+", "-", ",", "$&", "null", "true", "1e5", "`", "~",
    "^", "\t", "\n", "\r", "\r\n", " ", "   ",
    "\u{A0}",
  ]

  /// Scripts, joined emoji, direction marks, and code points with a story.
  static let names: [String] = [
    "Ann Lee", "O'Neill", "d\u{2019}Arc", "Jos\u{E9}", "Jose\u{301}", "Øystein Åsland", "Łukasz",
    "İstanbul", "straße", "ﬁnance",
    "\u{5DB}\u{5D4}\u{5DF} \u{5E9}\u{5E8}\u{5D4}", "القاهرة", "Владимир Иванов", "Ελένη", "习近平",
    "東京電力", "김민수", "\u{1100}\u{1161}",
    "नरेन्द्र", "กรุงเทพ", "ᏣᎳᎩ", "𝒜𝓃𝓃", "𠮷野家", "👩\u{200D}🚒", "🇰🇪", "👍🏽", "e\u{301}\u{323}\u{327}",
    "Z\u{335}\u{321}\u{36F}",
    "\u{202E}Rotciv\u{202C}", "\u{2066}x\u{2069}", "a\u{200F}b", "a\u{200B}b", "a\u{AD}b",
    "\u{FEFF}x", "x\u{FE0F}", "\u{212A}elvin",
    "\u{37E}", "²³", "٣٤", "Ⅳ", "ʻOkina", "ǅ",
  ]

  /// One code point of each kind that some writer or reader treats in its own way.
  static let scalars: [Unicode.Scalar] = {
    var all: [UInt32] = Array(0x00...0x1F) + Array(0x7E...0xA0)
    all += [
      0x300, 0x378, 0x61C, 0x180E, 0x200B, 0x200E, 0x2028, 0x2029, 0x202A, 0x2060, 0x3000, 0xD7FF,
      0xE000, 0xF8FF, 0xFDD0, 0xFDEF,
      0xFEFF, 0xFFF9, 0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x1FFFE, 0x1FFFF, 0x2FFFF, 0xE0001,
      0xE0041, 0xE01EF, 0xEFFFF, 0xF0000,
      0xFFFFD, 0x10FFFD, 0x10FFFE, 0x10FFFF,
    ]
    return all.compactMap(Unicode.Scalar.init)
  }()

  /// A text of 1 to about 60 code points.
  public static func make(_ random: inout RandomSource) -> String {
    var text = ""
    for _ in 0..<random.number(1...4) {
      switch random.number(0...9) {
      case 0...3: text += random.pick(names)
      case 4...6: text += random.pick(pieces)
      case 7: text.unicodeScalars.append(random.pick(scalars))
      case 8:
        let value = UInt32(random.number(0...0x10FFFF))
        if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
      default: text += random.oneIn(2) ? " " : "word"
      }
      if random.oneIn(3) { text += " " }
    }
    return text.isEmpty ? "x" : text
  }
}
