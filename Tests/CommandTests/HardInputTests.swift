import Foundation
import Testing

/// Input that is strange but can be read: it works, the graph is sound, and the spans are where they should be.
@Suite struct HardInputTests {
  private func expectSoundGraph(
    of content: String, named name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(content, to: name)
    let graph = folder.path("g.json")
    let result = try RunningCommand.run([
      "extract", path, "-o", graph, "-o", folder.path("g.graphml"), "-o", folder.path("g.jsonld"),
      "-o", folder.path("g.svg"),
    ])
    #expect(result.status == 0, "\(result.errors)", sourceLocation: sourceLocation)
    let verified = try RunningCommand.run(["verify", graph, "--source", path])
    #expect(verified.status == 0, "\(verified.errors)", sourceLocation: sourceLocation)
  }

  @Test func hugeLine() throws {
    try expectSoundGraph(
      of: String(repeating: "Ann Lee met Karim Rostami in Oslo. ", count: 4_000), named: "line.txt")
  }

  @Test func hugeWord() throws {
    try expectSoundGraph(
      of: "Ann Lee saw " + String(repeating: "x", count: 200_000) + " in Oslo.\n", named: "word.txt"
    )
  }

  @Test func deeplyNestedHTML() throws {
    let folder = try TemporaryFolder()
    let nested =
      String(repeating: "<div>", count: 50_000)
      + "<p>Ann Lee, the mayor of Leith, resigned on Monday.</p>"
      + String(repeating: "</div>", count: 50_000)
    let path = try folder.write("<html><body>\(nested)</body></html>", to: "deep.html")
    let result = try RunningCommand.run(["extract", path])
    // A clear error or a graph; never a crash (which would be a signal, hence a negative or large status).
    #expect([0, 65].contains(result.status), "\(result.status) \(result.errors)")
  }

  @Test func hostileNames() throws {
    try expectSoundGraph(
      of: """
        Minister Ann <script>alert(1)</script> & "Lee" O'Neill said in Oslo that N\\N Corp]]> had stopped.

        \u{202E}Rotciv\u{202C} Hugo Müller of 東京電力 met Владимир Иванов and שרה כהן in القاهرة, 习近平 said. \\N \\G &amp; &lt; {label|x}
        """, named: "hostile.txt")
  }

  @Test func standardInputAndOutput() throws {
    let story = Data("Ann Lee, the mayor of Leith, resigned on Monday.\n".utf8)
    let first = try RunningCommand.run(["extract", "-", "--format", "json"], input: story)
    #expect(first.status == 0)
    #expect(first.text.hasPrefix("{\n  \"newsgraph\": \"1.0\""))
    let converted = try RunningCommand.run(
      ["convert", "-", "--format", "graphml"], input: first.output)
    #expect(converted.text.hasPrefix("<?xml"))
  }

  @Test func textIsTheOffsetSpace() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "\u{FEFF}Ann Lee 😀 spoke.\r\n\r\nShe left Oslo.\r\n", to: "story.txt")
    let text = try RunningCommand.run(["extract", path, "--format", "text"])
    #expect(text.text == "Ann Lee 😀 spoke.\r\n\r\nShe left Oslo.\r\n")
  }
}
