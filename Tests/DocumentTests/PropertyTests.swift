import Base
import Testing

@testable import Document

@Suite struct PropertyTests {
  @Test(arguments: [
    "", " ", "\n\n\n", "a", ".", "\u{200B}", "🏳️‍🌈🏳️‍🌈", "e\u{301}\u{301}", "\r\n\r\n x\r\n", "…", "”",
    "‘", "\"", "'", "’’’",
    "\u{1}a\u{2}b\u{7F}", "\u{202E}abc\u{202C}", "مرحبا بالعالم؟ نعم.", "これは文です。次の文。",
    "\u{FFFD}\u{10FFFF}\u{E000}",
    "a\u{85}b\u{2028}c\u{2029}d", "\u{AD}x\u{AD}y\u{AD}", "1.", "1.2.3.", "''", "``x''", "'s",
    "n't", "don't.", "@", "#", "://", "http://", "a@b",
  ])
  func oddTexts(_ text: String) throws { try DocumentFixtures.check(text) }

  /// Texts put together at random from pieces that meet badly.
  @Test(arguments: 0..<60)
  func randomTexts(_ seed: Int) throws {
    let pieces = [
      "a", "The", " ", " ", "\n", "\n\n", ".", "...", "?!", "\"", "“", "”", "‘", "’", "'s", "n’t",
      "cannot", "U.S.", "Mr.", "5", "1,200", "-", "—", "(", ")", "[1]",
      "http://x.example/é", "é", "\u{301}", "😀", "\u{200D}", "\u{A0}", "北", "$", "%", "/", "9/11",
      "p.m.", "“", ":", ";", ",", "\r\n", "\t", "said", "\u{FEFF}", "e-mail", "3pm", "@b.c", "…",
      "«", "»",
    ]
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    var text = ""
    for _ in 0..<300 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      text += pieces[Int(state % UInt64(pieces.count))]
    }
    try DocumentFixtures.check(text)
  }

  @Test(arguments: [
    String(repeating: "a", count: 200_000), String(repeating: "a.", count: 20_000),
    String(repeating: "1-", count: 20_000), String(repeating: "a'", count: 20_000),
    String(repeating: "\"", count: 20_000), String(repeating: "“‘", count: 5_000),
    String(repeating: "'a ", count: 5_000), String(repeating: "(", count: 20_000),
    String(repeating: "x@", count: 20_000), String(repeating: "é", count: 20_000),
    String(repeating: "a\n", count: 10_000), String(repeating: "😀\u{200D}", count: 20_000),
  ])
  func hugeTokens(_ text: String) throws {
    let document = try DocumentFixtures.document(text)
    #expect(document.characterCount == text.unicodeScalars.count)
    #expect(document.sentences.last?.tokens.upperBound == document.tokens.count)
  }

  /// What stands before an added paragraph stays as it was.
  @Test func laterParagraphsChangeNothing() throws {
    let text = "Mr. Lee said: “Go.”\n\nThey went to the U.S.\n\n"
    let short = try DocumentFixtures.document(text)
    let long = try DocumentFixtures.document(text + "The end. “Really?” “Yes.”")
    #expect(Array(long.tokens.prefix(short.tokens.count)) == short.tokens)
    #expect(Array(long.sentences.prefix(short.sentences.count)) == short.sentences)
    #expect(Array(long.quotations.prefix(short.quotations.count)) == short.quotations)
  }

  @Test func damagedListsAreNamed() throws {
    let good = try DocumentFixtures.bytes("Schemas/reading/segmentation.json")
    #expect(throws: (any Error).self) {
      try SegmentationLexicon(segmentation: Array("{}".utf8), abbreviations: [])
    }
    #expect(throws: (any Error).self) {
      try SegmentationLexicon(segmentation: Array(good.dropLast(20)), abbreviations: [])
    }
    _ = try SegmentationLexicon(segmentation: good, abbreviations: Array("# none\n\n".utf8))
  }
}
