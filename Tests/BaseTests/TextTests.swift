import Testing

@testable import Base

@Suite struct TextTests {
  @Test(arguments: [
    ("Maryam Rajavi", "maryam-rajavi"), ("O’Brien & Söhne, Ltd.", "obrien-söhne-ltd"),
    ("習近平", "習近平"), ("  —  ", ""), ("İzmir", "i̇zmir"),
    ("a/b:c#d", "a-b-c-d"),
  ])
  func slugs(_ text: String, _ slug: String) {
    #expect(text.slug() == slug)
  }

  @Test func slugsKeepTheirLimit() {
    #expect(String(repeating: "ab ", count: 100).slug(limit: 10).unicodeScalars.count <= 11)
  }

  @Test func oneLineShowsWhatIsHidden() {
    #expect("a\nb\u{1B}[31m\u{202E}c".oneLine == "a\\u{a}b\\u{1b}[31m\\u{202e}c")
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func sha256(_ text: String, _ digest: String) {
    #expect(SHA256.hexDigest(text.utf8) == digest)
  }

  @Test func spansOrderOuterFirst() {
    let spans = [
      TextSpan(start: 2, end: 3), TextSpan(start: 0, end: 2), TextSpan(start: 0, end: 9),
    ]
    #expect(spans.sorted() == [spans[2], spans[1], spans[0]])
    #expect(spans[2].contains(spans[0]))
    #expect(!spans[0].overlaps(spans[1]))
    #expect(spans[0].union(spans[1]) == TextSpan(start: 0, end: 3))
  }
}
