import Base
import Testing

@testable import Article

@Suite struct DecodingTests {
  private func wide(_ text: String, big: Bool, mark: Bool) -> [UInt8] {
    ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap { unit in
      let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
      return big ? bytes.reversed() : bytes
    }
  }

  @Test(arguments: [true, false], [true, false])
  func utf16(_ big: Bool, _ mark: Bool) throws {
    let text = "The bridge — “old” and 😀 — will close.\n"
    let article = try Article.read(
      wide(text, big: big, mark: mark), format: .plainText, name: "t",
      rules: ReadingFixtures.rules())
    #expect(article.text == text)
    #expect(article.encoding == (big ? .utf16BigEndian : .utf16LittleEndian))
  }

  @Test func brokenUTF16() throws {
    let odd = try ReadingFixtures.error([0xFF, 0xFE, 0x41, 0x00, 0x42])
    #expect(odd.code == .undecodable && odd.location?.byte == 4)
    let half = try ReadingFixtures.error([0xFF, 0xFE, 0x3D, 0xD8, 0x42, 0x00])
    #expect(half.code == .undecodable && half.location?.byte == 2)
  }

  @Test func windows1252() throws {
    let bytes =
      Array("He said ".utf8) + [0x93] + Array("na".utf8) + [0xEF] + Array("ve".utf8) + [0x94]
      + Array(" and paid ".utf8) + [0x80] + Array("5.".utf8)
    let article = try Article.read(
      bytes, format: .plainText, name: "t", rules: ReadingFixtures.rules())
    #expect(article.text == "He said “naïve” and paid €5.")
    #expect(article.encoding == .windows1252)
    #expect(article.notes.count == 1)
  }

  @Test func brokenUTF8HasAPlace() throws {
    let bytes = Array("First line é.\nSecond “line” ".utf8) + [0xE2, 0x80] + Array(" end\n".utf8)
    let error = try ReadingFixtures.error(bytes, name: "a.txt")
    #expect(error.code == .undecodable)
    #expect(error.location?.line == 2)
    #expect(error.location?.column == 15)
    #expect(error.location?.byte == 15 + 12 + 6)
    #expect(error.description.contains("a.txt:2:15"))
    #expect(error.description.contains("0xE2"))
  }

  @Test(arguments: [
    [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xF4, 0x90, 0x80, 0x80],
    [0xE0, 0x80, 0x80],
    [0xC3],
  ])
  func invalidSequences(_ bytes: [UInt8]) {
    #expect(TextDecoding.firstInvalid(Array("ok".utf8) + bytes) == 2)
  }

  @Test func declaredCharsets() throws {
    let body = Array("<html><head><meta charset=".utf8)
    func page(_ charset: String, _ byte: UInt8) -> [UInt8] {
      body + Array("\(charset)></head><body><p>The caf".utf8) + [byte]
        + Array(" stood by the old bridge for many years, until the flood came.</p>".utf8)
    }
    let rules = try ReadingFixtures.rules()
    #expect(
      try Article.read(page("iso-8859-15", 0xA4), format: .html, name: "t", rules: rules).text
        .contains("caf€"))
    #expect(
      try Article.read(page("\"ISO-8859-1\"", 0xE9), format: .html, name: "t", rules: rules).text
        .contains("café"))
    let error = try ReadingFixtures.error(page("koi8-r", 0xE9), .html)
    #expect(error.code == .unsupportedEncoding)
    #expect(error.summary.contains("koi8-r"))
  }

  @Test func binaryIsNamed() throws {
    #expect(try ReadingFixtures.error(Array("%PDF-1.7 x".utf8)).summary.contains("PDF"))
    #expect(try ReadingFixtures.error([0x89, 0x50, 0x4E, 0x47, 1, 2]).summary.contains("PNG"))
    #expect(try ReadingFixtures.error([0x50, 0x4B, 3, 4, 9]).summary.contains("ZIP"))
    let nul = try ReadingFixtures.error(Array("abc\nde".utf8) + [0] + Array("fghi".utf8))
    #expect(nul.code == .binary && nul.location?.line == 2 && nul.location?.column == 3)
    let noise = try ReadingFixtures.error(
      (0..<400).map { UInt8(truncatingIfNeeded: $0 * 37 % 31 + 1) })
    #expect(noise.code == .binary)
    #expect(
      try ReadingFixtures.error((0..<400).map { UInt8(truncatingIfNeeded: $0 * 73) }).code
        == .binary)
  }

  @Test func nothingToRead() throws {
    #expect(try ReadingFixtures.error([]).code == .empty)
    for blank in [" \n\t\r\n", "\u{FEFF}", "\u{A0}\u{2003}\n", "\u{200B}"] {
      #expect(try ReadingFixtures.error(Array(blank.utf8)).code == .blank)
    }
    for code in ArticleError.Code.allCases { #expect(!code.rawValue.isEmpty) }
  }

  @Test(arguments: [
    ("a.txt", Article.Format.plainText), ("b.MD", .markdown), ("c.d.htm", .html), ("e", nil),
    (".html", nil),
  ])
  func formatsByName(_ name: String, _ format: Article.Format?) {
    #expect(Article.format(ofName: name) == format)
  }

  @Test func formatsByLooking() throws {
    let long =
      "<p>The council voted on Tuesday to close the bridge, and the mayor agreed with it.</p>"
    #expect(try ReadingFixtures.read("\n <!DOCTYPE HTML><html>\(long)").format == .html)
    #expect(try ReadingFixtures.read("---\ntitle: x\n---\nText").format == .markdown)
    #expect(try ReadingFixtures.read("# Head\n\nText").format == .markdown)
    #expect(try ReadingFixtures.read("5 < 6 and <b> is a tag.").format == .plainText)
  }

  @Test func strayControlCharactersAreLeftAlone() throws {
    let text = "A line\u{0B}with\u{1}one\u{7F}.\n"
    #expect(try ReadingFixtures.read(text, .plainText).text == text)
  }
}
