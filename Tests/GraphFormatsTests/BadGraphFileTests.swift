import Base
import Foundation
import GraphFormats
import KnowledgeGraph
import Ontology
import TestSupport
import Testing

@Suite struct BadGraphFileTests {
  let ontology: Ontology
  let sample: String

  init() throws {
    ontology = try Ontology.load()
    sample = String(decoding: NativeJSONWriter().bytes(SampleGraph.graph(ontology)), as: UTF8.self)
  }

  private func failure(_ text: some StringProtocol) -> GraphFormatError? {
    failure(Array(text.utf8))
  }

  private func failure(_ bytes: [UInt8]) -> GraphFormatError? {
    do {
      _ = try NativeJSONReader(ontology: ontology).read(bytes, name: "g.json")
      return nil
    } catch {
      return error
    }
  }

  /// However short a file is cut, the reader says so, at a place inside it.
  @Test func truncatedAnywhere() throws {
    let bytes = Array(sample.utf8)
    let end = try #require(bytes.lastIndex(of: UInt8(ascii: "}")))
    for length in stride(from: 0, through: end, by: 7) {
      let error = try #require(failure(Array(bytes[..<length])), "\(length) bytes")
      let location = try #require(error.location)
      #expect(location.line != nil && location.column != nil)
      #expect((location.byte ?? .max) <= length)
    }
    let error = try #require(failure(sample.prefix(200)))
    #expect(error.description.hasPrefix("g.json:"))
    #expect(error.summary.contains("truncated"))
    let lines = sample.prefix(200).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(error.location?.line == lines.count)
    #expect(error.location?.column == (lines.last?.count ?? 0) + 1)
  }

  /// What is changed, by what, what the message says, and a text that stands in the line it names.
  private struct Break {
    let old: String
    let new: String
    let message: String
    let line: String

    init(_ old: String, _ new: String, _ message: String, line: String? = nil) {
      self.old = old
      self.new = new
      self.message = message
      self.line = line ?? new
    }
  }

  private static let breaks: [Break] = [
    Break(
      #""newsgraph": "1.0""#, #""newsgraph": "2.0""#, #"newsgraph: version "2.0" is not supported"#),
    Break(
      #""newsgraph": "1.0""#, #""newsgraph": 1"#,
      "newsgraph: expected a version text, found a number"),
    Break(#""newsgraph": "1.0","#, "", "this is no newsgraph file", line: "{"),
    Break(
      #""generator": {"#, #""generator": [], "x": {"#,
      "generator: expected an object, found an array"),
    Break(#""articles": ["#, #""paper": ["#, #""articles" is missing"#, line: "{"),
    Break(
      #""characters": "#, #""characters": -"#, "articles[0].characters: expected a whole number"),
    Break(
      #""published": "2018-07-01""#, #""published": "2018-02-30""#,
      #"articles[0].published: "2018-02-30" is no EDTF date"#),
    Break(
      #""byline": ["Lin Osei"]"#, #""byline": "Lin Osei""#,
      "articles[0].byline: expected an array, found a string"),
    Break(
      #""byline": ["Lin Osei"]"#, #""byline": [7]"#,
      "articles[0].byline[0]: expected a string, found a number"),
    Break(
      #""label": "Ana Reis""#, #""label": null"#, "nodes[0].label: expected a string, found null"),
    Break(#""label": "Ana Reis","#, "", #"nodes[0]: "label" is missing"#, line: "    {"),
    Break(
      #""aliases": ["Reis"]"#, #""aliases": {}"#,
      "nodes[0].aliases: expected an array, found an object"),
    Break(
      #""confidence": 0.95"#, #""confidence": "0.95""#,
      "nodes[0].confidence: expected a number, found a string"),
    Break(
      #""start": 27, "end": 35"#, #""start": 35, "end": 27"#,
      "nodes[0].mentions[0]: the span ends before it starts"),
    Break(
      #""start": 27, "end": 35"#, #""start": 27.5, "end": 35"#,
      "nodes[0].mentions[0].start: expected a whole number"),
    Break(#""kind": "name"}"#, #""type": "name"}"#, #"nodes[0].mentions[0]: "kind" is missing"#),
    Break(#""kind": "name"}"#, #""kind": "verb"}"#, #"unknown mention kind "verb""#, line: "    {"),
    Break(#""direct": true"#, #""direct": "yes""#, "expected true or false, found a string"),
    Break(#""content": {"#, #""contents": {"#, #""content" is missing"#, line: "    {"),
    Break(
      #""attributes": {"amount": "#, #""attributes": {"amount": null, "x": "#,
      "attributes.amount: expected a text"),
    Break(
      #""time": {"value": "2018-06-30""#, #""time": {"value": "June""#,
      #"time.value: "June" is no EDTF date"#),
    Break(
      #""eventType": "Transaction""#, #""eventType": "Fun""#, #"unknown event type "Fun""#,
      line: "    {"),
    Break(
      #""type": "Person""#, #""type": "Alien""#,
      #"node person/ana-reis: unknown node type "Alien""#, line: "    {"),
    Break(#""type": "headOf""#, #""type": "knows""#, #"unknown edge type "knows""#, line: "    {"),
    Break(
      #""source": "person/ana-reis""#, #""source": "person/x""#,
      #"starts at "person/x", which is no node"#, line: "    {"),
    Break(
      #""type": "claimedBy""#, #""type": "about""#, "a claim needs exactly one source, this has 0",
      line: "    {"),
    Break(
      #""id": "agency/harbour-board""#, #""id": "person/ana-reis""#,
      "node person/ana-reis: the id occurs twice", line: "    {"),
    Break(
      #""language": "en""#, #""language": "en", "language": "de""#,
      #"the member "language" occurs twice"#),
    Break(#""edges": ["#, #""edges": [7, "#, "edges[0]: expected an object, found a number"),
    Break(#""evidence": ["#, #""evidence": [], "proof": ["#, "no evidence", line: "    {"),
  ]

  @Test(arguments: breaks.indices)
  func brokenSchemaIsReportedWithPathAndLine(_ index: Int) throws {
    let change = Self.breaks[index]
    let range = try #require(sample.range(of: change.old), "\(change.old)")
    let text = sample.replacingCharacters(in: range, with: change.new)
    let error = try #require(failure(text), "\(change.new)")
    #expect(error.summary.contains(change.message), "\(error.summary)")
    let line = try #require(error.location?.line)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[line - 1].contains(change.line), "line \(line): \(lines[line - 1])")
    #expect(error.kind == .badInput)
  }

  @Test func oddFiles() throws {
    #expect(try #require(failure("")).summary.contains("empty"))
    #expect(try #require(failure("null")).summary.contains("expected a graph object, found null"))
    #expect(
      try #require(failure("[1, 2]")).summary.contains("expected a graph object, found an array"))
    #expect(try #require(failure("{}")).summary.contains("this is no newsgraph file"))
    #expect(try #require(failure("<graphml/>")).summary.contains("expected a JSON value"))
    #expect(
      try #require(failure([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D])).summary.contains("UTF-8"))
    #expect(
      try #require(failure(String(repeating: "[", count: 100_000))).summary.contains("nest deeper"))
    #expect(try #require(failure(sample + "x")).summary.contains("after the JSON value"))
  }

  /// A graph's own words can't smuggle control characters into a terminal.
  @Test func messagesAreOneLine() throws {
    let range = try #require(sample.range(of: #""type": "Person""#))
    let text = sample.replacingCharacters(in: range, with: #""type": "\u001b[31m\nPerson\u202e""#)
    let error = try #require(failure(text))
    #expect(!error.description.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202E })
  }

  /// Random damage gives an error or a sound graph, never a crash.
  @Test func damagedBytesNeverCrash() {
    var random = RandomSource(seed: 11)
    let bytes = Array(sample.utf8)
    for _ in 0..<2_000 {
      var damaged = bytes
      for _ in 0..<random.number(1...3) {
        let at = random.number(0...(damaged.count - 1))
        switch random.number(0...2) {
        case 0: damaged[at] = UInt8(random.number(0...255))
        case 1: damaged.remove(at: at)
        default: damaged.insert(random.pick(Array("{}[]\",:0-\\".utf8)), at: at)
        }
      }
      if let graph = try? NativeJSONReader(ontology: ontology).read(damaged, name: "g.json") {
        #expect(graph.problems(ontology).isEmpty)
      }
    }
  }
}
