import Foundation
import Testing

/// `annotate` with the shipped weights.
@Suite struct AnnotateTests {
  private func annotate(
    _ text: String, _ options: [String] = ["--format", "json"], environment: [String: String] = [:]
  ) throws -> RunningCommand.Result {
    try RunningCommand.run(
      ["annotate", "-", "--input-format", "text"] + options, input: Data(text.utf8),
      environment: environment)
  }

  static let story = """
    Minister Ann Lee met Karim Rostami in Oslo on Monday. "We agreed on nothing," she told reporters after the talks.

    The Harbour Museum, which Lee founded, declined to comment. Police arrested two protesters outside its gates.
    """

  private struct Output: Decodable {
    struct Word: Decodable {
      let text: String, start: Int, end: Int, tag: String, governor: Int?, relation: String
    }
    struct Sentence: Decodable { let opensParagraph: Bool, words: [Word] }
    struct Mention: Decodable { let start: Int, end: Int, kind: String, type: String, score: Double }
    let sentences: [Sentence], mentions: [Mention]
  }

  @Test func tagsParsesAndFindsNames() throws {
    let result = try annotate(Self.story)
    #expect(result.status == 0, "\(result.errors)")
    let output = try JSONDecoder().decode(Output.self, from: result.output)
    #expect(output.sentences.count == 4)
    #expect(output.sentences.map(\.opensParagraph) == [true, false, true, false])
    let scalars = Array(Self.story.unicodeScalars)
    func text(_ start: Int, _ end: Int) -> String {
      String(String.UnicodeScalarView(scalars[start..<end]))
    }
    let words = output.sentences.flatMap(\.words)
    for word in words { #expect(text(word.start, word.end) == word.text) }
    #expect(words.first { $0.text == "met" }?.tag == "VERB")
    #expect(words.first { $0.text == "Oslo" }?.tag == "PROPN")
    let met = try #require(words.firstIndex { $0.text == "met" })
    #expect(words[met].governor == nil && words[met].relation == "root")
    let names = output.mentions.filter { $0.kind == "name" }.map { "\(text($0.start, $0.end))=\($0.type)" }
    for name in ["Ann Lee=Person", "Karim Rostami=Person", "Oslo=Place", "Harbour Museum=Organization"] {
      #expect(names.contains(name), "\(names)")
    }
    #expect(output.mentions.contains { text($0.start, $0.end) == "she" && $0.type == "Person" })
  }

  /// The same bytes with any number of threads and any of the processor's instructions.
  @Test func threadsAndKernelsDontShow() throws {
    let story = (1...20).map { "Paragraph \($0). " + Self.story }.joined(separator: "\n\n")
    let first = try annotate(story, ["--threads", "1"])
    #expect(first.status == 0)
    #expect(try annotate(story, ["--threads", "2"]).output == first.output)
    #expect(try annotate(story, ["--threads", "7"]).output == first.output)
    for kernels in ["portable", "avx2", "avx512"] {
      let other = try annotate(story, ["--threads", "2"], environment: ["NEWSGRAPH_KERNELS": kernels])
      #expect(other.output == first.output, "\(kernels)")
    }
  }

  @Test func givenWords() throws {
    let input = "1\tBirds\t_\t_\t_\t_\t_\t_\t_\t_\n2\tsing\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
    let result = try RunningCommand.run(
      ["annotate", "-", "--input-format", "conllu"], input: Data(input.utf8))
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("1\tBirds\t_\tNOUN\t_\t_\t2\tnsubj\t"))
    #expect(result.text.contains("2\tsing\t_\tVERB\t_\t_\t0\troot\t"))
  }

  @Test(arguments: [
    String(repeating: "x", count: 200_000), "12 34 --- !!! 5,6", "😀🎉 👩‍👩‍👧 !", "שלום עולם, مرحبا بالعالم.", "\u{200B}a\u{301}\u{FFFD}",
    String(repeating: "and ", count: 3000),
  ])
  func oddTexts(_ text: String) throws {
    let result = try annotate(text)
    #expect(result.status == 0, "\(result.errors)")
    _ = try JSONDecoder().decode(Output.self, from: result.output)
  }

  @Test func trouble() throws {
    func expect(_ result: RunningCommand.Result, _ status: Int32, _ word: String) {
      #expect(result.status == status)
      #expect(result.errors.contains(word), "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
      #expect(result.output.isEmpty)
    }
    let folder = try TemporaryFolder()
    expect(try annotate("", []), 65, "empty")
    expect(try annotate("A word.", ["--model", "/no/such/model.ngw"]), 69, "/no/such/model.ngw")
    let text = try folder.write("Not weights at all, but long enough to hold a header of some bytes.", to: "text.ngw")
    expect(try annotate("A word.", ["--model", text]), 69, "not a newsgraph weights file")
    let model = try RunningCommand.executable().resolvingSymlinksInPath()
    var root = model.deletingLastPathComponent()
    while root.path != "/", !FileManager.default.fileExists(atPath: root.appending(path: "Model/newsgraph.ngw").path) {
      root.deleteLastPathComponent()
    }
    let whole = try Data(contentsOf: root.appending(path: "Model/newsgraph.ngw"))
    let short = try folder.write(whole.prefix(whole.count / 2), to: "short.ngw")
    expect(try annotate("A word.", ["--model", short]), 69, "incomplete")
    var bytes = whole
    bytes[bytes.count / 2] ^= 0x10
    let damaged = try folder.write(bytes, to: "damaged.ngw")
    expect(try annotate("A word.", ["--model", damaged]), 69, "damaged")
    expect(try RunningCommand.run(["annotate", "-", "--input-format", "conllu"], input: Data("1\tx\n".utf8)), 65, ":1")
    #expect(try annotate("A word.", ["--threads", "0"]).status == 64)
  }
}
