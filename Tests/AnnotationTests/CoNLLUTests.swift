import Base
import Testing

@testable import Annotation

@Suite struct CoNLLUTests {
  static let input = """
    # newdoc id = d
    # sent_id = d-1
    # text = She didn't leave Oslo.
    1\tShe\t_\t_\t_\t_\t_\t_\t_\t_
    2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
    2\tdid\t_\t_\t_\t_\t_\t_\t_\t_
    3\tn't\t_\t_\t_\t_\t_\t_\t_\t_
    4\tleave\t_\t_\t_\t_\t_\t_\t_\t_
    4.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_
    5\tOslo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
    6\t.\t_\t_\t_\t_\t_\t_\t_\t_

    # sent_id = d-2
    1\tYes\t_\t_\t_\t_\t_\t_\t_\t_

    """

  private func read(_ text: String) throws -> AnnotatedText {
    try CoNLLUReader().read(Array(text.utf8), name: "t.conllu")
  }

  private func write(_ text: AnnotatedText) -> String {
    var sink = MemorySink()
    CoNLLUWriter().write(text, to: &sink)
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  @Test func readsWordsAndSentences() throws {
    let text = try read(Self.input)
    #expect(text.words.map(\.text) == ["She", "did", "n't", "leave", "Oslo", ".", "Yes"])
    #expect(text.sentences.map(\.words) == [0..<6, 6..<7])
    #expect(text.sentences.map(\.id) == ["d-1", "d-2"])
    #expect(text.sentences.map(\.opensParagraph) == [true, false])
    #expect(!text.words[4].isSpaceAfter)
  }

  @Test func lineEndsOfEitherKind() throws {
    let other = Self.input.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    #expect(try read(other) == read(Self.input))
  }

  @Test(arguments: [
    ("1\ta\tb\n", 1, "ten columns"), ("# x\n2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", 2, "expected"),
    ("x\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", 1, "expected"),
  ])
  func namesTheLine(_ text: String, line: Int, words: String) {
    let error = #expect(throws: CoNLLUError.self) { try read(text) }
    #expect(error?.location?.line == line)
    #expect(error?.summary.contains(words) == true)
  }

  @Test func refusesNothing() {
    #expect(throws: CoNLLUError.self) { try read("# only a comment\n\n") }
    #expect(throws: CoNLLUError.self) {
      try CoNLLUReader().read([0x31, 0x09, 0xFF], name: "t.conllu")
    }
  }

  @Test func writesTreesSpansAndNestedMentions() throws {
    var text = try read(Self.input)
    for index in text.words.indices {
      text.words[index].tag = "X"
      text.words[index].governor = index == 3 || index == 6 ? nil : 3
      text.words[index].relation = text.words[index].governor == nil ? "root" : "dep"
    }
    text.words[0].span = TextSpan(start: 0, end: 3)
    text.mentions = [
      AnnotatedText.Mention(words: 0..<1, kind: "pronoun", type: "A", score: 1),
      AnnotatedText.Mention(words: 3..<6, kind: "nominal", type: "B", score: 1),
      AnnotatedText.Mention(words: 3..<5, kind: "name", type: "C", score: 1),
      AnnotatedText.Mention(words: 4..<5, kind: "name", type: "D", score: 1),
    ]
    #expect(
      write(text) == """
        # newpar
        # sent_id = d-1
        # text = She did n't leave Oslo.
        1\tShe\t_\tX\t_\t_\t4\tdep\t_\tStart=0|End=3|Entity=(pronoun-A)
        2\tdid\t_\tX\t_\t_\t4\tdep\t_\t_
        3\tn't\t_\tX\t_\t_\t4\tdep\t_\t_
        4\tleave\t_\tX\t_\t_\t0\troot\t_\tEntity=(nominal-B(name-C
        5\tOslo\t_\tX\t_\t_\t4\tdep\t_\tEntity=(name-D)name)|SpaceAfter=No
        6\t.\t_\tX\t_\t_\t4\tdep\t_\tEntity=nominal)

        # sent_id = d-2
        # text = Yes
        1\tYes\t_\tX\t_\t_\t0\troot\t_\t_


        """)
  }

  /// What was written is read again with the same words and sentences.
  @Test func roundTrip() throws {
    let text = try read(Self.input)
    let again = try read(write(text))
    #expect(again.words.map(\.text) == text.words.map(\.text))
    #expect(again.sentences.map(\.words) == text.sentences.map(\.words))
  }

  /// Words may hold anything; the table stays a table.
  @Test func hostileWords() throws {
    var text = AnnotatedText()
    text.words = ["a\tb", "c\nd", "\u{202E}e", "", "|"].map {
      AnnotatedText.Word(
        text: $0, span: nil, isSpaceAfter: true, tag: "", governor: nil, relation: "")
    }
    text.sentences = [AnnotatedText.Sentence(words: 0..<5, opensParagraph: false, id: "x\ny")]
    for line in write(text).split(separator: "\n") where !line.hasPrefix("#") {
      #expect(line.split(separator: "\t", omittingEmptySubsequences: false).count == 10)
    }
  }
}
