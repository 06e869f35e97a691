import Foundation
import Testing

/// Trouble is one line on standard error that says what is wrong and where, and an exit code of its own kind; never a crash, never a file.
@Suite struct BadInputTests {
  static let story = "The mayor of Leith, Ann Lee, resigned on Monday, the city council said.\n"

  private func expectFailure(
    _ result: RunningCommand.Result, _ status: Int32, _ words: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.status == status, "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.output.isEmpty, sourceLocation: sourceLocation)
    let lines = result.errors.split(separator: "\n")
    #expect(lines.count == 1, "\(result.errors)", sourceLocation: sourceLocation)
    for word in words {
      #expect(result.errors.contains(word), "\(result.errors)", sourceLocation: sourceLocation)
    }
  }

  @Test func missingFile() throws {
    expectFailure(
      try RunningCommand.run(["extract", "/no/such/story.txt"]), 66,
      ["/no/such/story.txt", "no such file"])
  }

  @Test func directory() throws {
    let folder = try TemporaryFolder()
    expectFailure(try RunningCommand.run(["extract", folder.url.path]), 65, ["directory"])
  }

  @Test func emptyFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("", to: "empty.txt")
    expectFailure(try RunningCommand.run(["extract", path]), 65, [path, "empty"])
  }

  @Test func onlyWhiteSpace() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(" \n\t\n ", to: "blank.txt")
    expectFailure(try RunningCommand.run(["extract", path]), 65, [path])
  }

  @Test func binary() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]), to: "story.txt")
    expectFailure(try RunningCommand.run(["extract", path]), 65, [path, "PNG"])
  }

  @Test func brokenUTF8() throws {
    let folder = try TemporaryFolder()
    var bytes = Data(Self.story.utf8)
    bytes.append(contentsOf: [0xE2, 0x82])
    bytes.append(contentsOf: Array("é and 習近平 more\n".utf8))
    bytes.append(contentsOf: [0xFF, 0x81, 0x8D, 0x90])
    let path = try folder.write(bytes, to: "story.txt")
    expectFailure(try RunningCommand.run(["extract", path]), 65, [path + ":2:1", "UTF-8"])
  }

  @Test func truncatedGraph() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "{\n  \"newsgraph\": \"1.0\",\n  \"nodes\": [{\"id\": \"a", to: "g.json")
    for command in ["verify", "convert", "render"] {
      expectFailure(try RunningCommand.run([command, path]), 65, [path + ":3:", "truncated"])
    }
  }

  @Test func graphThatBreaksTheSchema() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "{\"newsgraph\": \"1.0\", \"generator\": {\"name\": \"n\", \"version\": \"1\", \"model\": \"\"}, \"articles\": [],\n \"nodes\": [{\"id\": 7}], \"edges\": []}",
      to: "g.json")
    expectFailure(
      try RunningCommand.run(["verify", path]), 65, [path + ":2:19", "nodes[0].id", "string"])
  }

  @Test func otherJSON() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("{\"a\": 1}", to: "g.json")
    expectFailure(try RunningCommand.run(["verify", path]), 65, ["no newsgraph file"])
  }

  @Test func outputThatCantBeWritten() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.story, to: "story.txt")
    let target = folder.path("no/such/folder/g.json")
    expectFailure(try RunningCommand.run(["extract", path, "-o", target]), 73, [target])
  }

  /// Of several outputs none is written when one of them can't be made.
  @Test func unknownFormats() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.story, to: "story.txt")
    expectFailure(
      try RunningCommand.run([
        "extract", path, "-o", folder.path("g.json"), "-o", folder.path("g.xyz"),
      ]), 64,
      ["g.xyz", "graphml"])
    expectFailure(
      try RunningCommand.run(["extract", path, "--format", "nonsense"]), 64, ["nonsense", "json"])
    expectFailure(
      try RunningCommand.run(["extract", path, "--input-format", "docx"]), 64, ["docx", "html"])
    expectFailure(
      try RunningCommand.run(["extract", path, "--published", "Monday"]), 64,
      ["Monday", "YYYY-MM-DD"])
    #expect(try folder.names() == ["story.txt"])
  }

  @Test func unknownLayout() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.story, to: "story.txt")
    let graph = folder.path("g.json")
    #expect(try RunningCommand.run(["extract", path, "-o", graph]).status == 0)
    expectFailure(
      try RunningCommand.run(["render", graph, "--layout", "spiral", "-o", folder.path("g.svg")]),
      64, ["spiral", "dot"])
  }

  @Test func graphOfAnotherText() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.story, to: "story.txt")
    let graph = folder.path("g.json")
    #expect(try RunningCommand.run(["extract", path, "-o", graph]).status == 0)
    let fine = try RunningCommand.run(["verify", graph, "--source", path])
    #expect(fine.status == 0)
    let other = try folder.write("Nothing of the kind.\n\n" + Self.story, to: "other.txt")
    let result = try RunningCommand.run(["verify", graph, "--source", other])
    #expect(result.status == 65)
    #expect(result.errors.contains("SHA-256"))
  }

  @Test func usage() throws {
    let result = try RunningCommand.run(["extract", "story.txt", "--nonsense"])
    #expect(result.status == 64)
    #expect(result.errors.contains("--nonsense"))
  }

  @Test func damagedSchemas() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.story, to: "story.txt")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "ontology"), withIntermediateDirectories: true)
    _ = try folder.write("{\n  \"nodes\": 3\n}", to: "ontology/nodes.json")
    expectFailure(
      try RunningCommand.run(["extract", path, "--schemas", folder.url.path]), 69,
      ["nodes.json", "nodes"])
  }
}
