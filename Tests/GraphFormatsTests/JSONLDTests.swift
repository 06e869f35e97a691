import Base
import Foundation
import KnowledgeGraph
import Ontology
import TestSupport
import Testing

@testable import GraphFormats

@Suite struct JSONLDTests {
  let ontology: Ontology
  let writer: JSONLDWriter

  init() throws {
    ontology = try Ontology.load()
    writer = try JSONLDWriter(ontology: ontology, schemas: .embedded)
  }

  private func parsed(_ graph: KnowledgeGraph, base: String? = nil) throws -> [JSONValue] {
    let root = try JSONValue.parse(writer.bytes(graph, base: base), name: "g.jsonld")
    return try #require(root["@graph"]?.array)
  }

  @Test func sampleIsAsRecorded() throws {
    let bytes = writer.bytes(SampleGraph.graph(ontology))
    #expect(try difference(fromSnapshot: "sample.jsonld", bytes) == nil)
  }

  @Test func sameGraphSameBytes() {
    for seed in 0..<50 {
      var first = GraphGenerator(ontology: ontology, seed: UInt64(seed))
      var second = GraphGenerator(ontology: ontology, seed: UInt64(seed))
      #expect(writer.bytes(first.graph()) == writer.bytes(second.graph()))
    }
    let sample = writer.bytes(SampleGraph.graph(ontology))
    #expect(writer.bytes(SampleGraph.graph(ontology, shuffledBy: RandomSource(seed: 3))) == sample)
  }

  /// Every member that the writer uses is in the context, and the context has none that is never used.
  @Test func contextIsWhatIsUsed() throws {
    var used: Set<String> = []
    func collect(_ value: JSONValue) {
      for member in value.members ?? [] {
        used.insert(member.key)
        collect(member.value)
      }
      value.array?.forEach(collect)
    }
    for seed in 0..<60 {
      var generator = GraphGenerator(ontology: ontology, seed: UInt64(seed))
      try parsed(generator.graph()).forEach(collect)
    }
    let context = try #require(
      try SchemaFiles.embedded.json("context/newsgraph.jsonld")["@context"]?.members)
    let isPrefix: (JSONValue.Member) -> Bool = {
      $0.value.string.map { $0.hasSuffix("/") || $0.hasSuffix("#") || $0.hasSuffix(":") } ?? false
    }
    let prefixes = Set(context.filter(isPrefix).map(\.key))
    let terms = Set(context.map(\.key)).subtracting(prefixes).subtracting(["@version"])
    #expect(terms.subtracting(used).isEmpty, "\(terms.subtracting(used).sorted())")
    let unknown = used.filter { key in
      guard let colon = key.firstIndex(of: ":") else {
        return !key.hasPrefix("@") && !terms.contains(key)
      }
      return !prefixes.contains(String(key[..<colon]))
    }
    #expect(unknown.isEmpty, "\(unknown.sorted())")
  }

  @Test func onlyAssertionsAreShortTriples() throws {
    let graph = SampleGraph.graph(ontology)
    let items = try parsed(graph)
    let short = items.filter { item in item.members?.contains { $0.key.hasPrefix("ng:") } ?? false }
    let predicates = short.flatMap { $0.members ?? [] }.map(\.key).filter { $0.hasPrefix("ng:") }
    #expect(!predicates.contains("ng:ownerOf"))
    #expect(predicates.contains("ng:headOf"))
    // The agent of the sale is asserted, the agent of the alleged bribery is not.
    #expect(predicates.count { $0 == "ng:agent" } == 1)
    let claims = items.filter { $0["@graph"] != nil }
    #expect(claims.count == 1)
    let claimed = claims.first?["@graph"]?.array?.flatMap { $0.members ?? [] }.map(\.key) ?? []
    #expect(
      claimed.contains("ng:ownerOf") && claimed.contains("schema:owns")
        && claimed.contains("ng:agent"))
  }

  @Test func deniedEdgesAreInNoClaimGraph() throws {
    var graph = SampleGraph.graph(ontology)
    for index in graph.edges.indices where graph.edges[index].type == "ownerOf" {
      graph.edges[index].factuality = "denied"
    }
    let text = String(decoding: writer.bytes(graph), as: UTF8.self)
    #expect(!text.contains("\"ng:ownerOf\": {"))
  }

  @Test func formerRelationsHaveNoTermOfThePresent() throws {
    var graph = SampleGraph.graph(ontology)
    let index = try #require(graph.edges.firstIndex { $0.type == "headOf" })
    graph.edges[index].type = "worksFor"
    func text() -> String { String(decoding: writer.bytes(graph), as: UTF8.self) }
    #expect(text().contains("\"schema:worksFor\": {"))
    graph.edges[index].attributes["former"] = .flag(true)
    #expect(!text().contains("\"schema:worksFor\": {"))
    #expect(text().contains("\"ng:worksFor\": {"))
  }

  @Test func addressesNeverCollide() throws {
    // Ids made to look like addresses of other things.
    let graph = SampleGraph.graph(ontology)
    let person = try #require(graph.nodes.firstIndex { $0.label == "Bora" })
    let old = graph.nodes[person].id
    for id in [
      "article/a1", "edge/\(graph.edges[0].id)", "extraction", "person/ana-reis#time", "..", "//x",
      "a1", "node/x", "g:graph",
    ] {
      var changed = graph
      changed.nodes[person].id = id
      for index in changed.edges.indices where changed.edges[index].target == old {
        changed.edges[index].target = id
      }
      #expect(changed.problems(ontology).isEmpty)
      let ids = try parsed(changed).filter { $0["type"] != nil }.compactMap { $0["id"]?.string }
      #expect(Set(ids).count == ids.count, "\(id)")
      #expect(
        ids.allSatisfy { $0.hasPrefix("g:") && !$0.hasPrefix("g://") && !$0.contains("/../") })
    }
  }

  @Test func baseCanBeChosen() throws {
    let graph = SampleGraph.graph(ontology)
    func base(_ base: String?) throws -> String? {
      try JSONValue.parse(writer.bytes(graph, base: base), name: "")["@context"]?["g"]?["@id"]?
        .string
    }
    #expect(try base("https://example.org/graphs/1/") == "https://example.org/graphs/1/")
    #expect(try base(nil)?.hasPrefix("urn:newsgraph:sha256:") == true)
    #expect(!JSONLDWriter.isBase("graphs/"))
    #expect(!JSONLDWriter.isBase("https://example.org/a b/"))
    #expect(!JSONLDWriter.isBase("https://example.org/a#b/"))
    #expect(!JSONLDWriter.isBase("https://example.org"))
    #expect(try base("not an address")?.hasPrefix("urn:newsgraph:sha256:") == true)
  }

  @Test func addressesAreChecked() {
    for good in [
      "https://example.org/a%20b?c=d&e=f#g", "urn:isbn:123", "http://www.wikidata.org/entity/Q1",
      "mailto:a@b.c", "http://h:80/", "x:",
      "https://de.wikipedia.org/wiki/Köln", "tag:a,2018:b",
    ] {
      #expect(good.isAbsoluteIRI, "\(good)")
    }
    for bad in [
      "", "x", "/a", "a b:c", "1a:b", ":a", "http://a b/", "http://a/<b>", "http://a/\"",
      "http://a/%zz", "http://a/%4", "http://a:b/",
      "http://[::1]/", "http://a/#b#c", "http://a/\u{E000}", "http://a/\u{FFFE}", "http://a/\n",
      "http:///x", "http://u@v@w/", "http://a/{b}",
      "http://a/\\b", "é:x", "_:b0",
    ] {
      #expect(!bad.isAbsoluteIRI, "\(bad)")
    }
  }

  @Test func partsOfAddresses() {
    #expect("person/ana-reis".iriPart == "person/ana-reis")
    #expect("a b#c%d".iriPart == "a%20b%23c%25d")
    #expect("../x/./y..z".iriPart == "%2E%2E/x/%2E/y..z")
    #expect("/x".iriPart == "%2Fx")
    #expect("习近平".iriPart == "习近平")
    #expect("\u{202E}".iriPart == "%E2%80%AE")
    #expect("\u{E000}".iriPart == "%EE%80%80")
  }

  @Test func numbersAreCanonical() {
    #expect(
      [0, 1, 0.25, 0.001, 1e-7, 120, 1e21].map(XSDNumber.decimal) == [
        "0.0", "1.0", "0.25", "0.001", "0.0000001", "120.0", "1000000000000000000000.0",
      ])
    #expect(
      [0, 2, -2.25, 1e300, 5e-7, 123_456_789.125, 0.5].map(XSDNumber.double) == [
        "0.0E0", "2.0E0", "-2.25E0", "1.0E300", "5.0E-7", "1.23456789125E8", "5.0E-1",
      ])
    for value in [1.0 / 3, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1 + 0.2] {
      #expect(Double(XSDNumber.double(value)) == value)
      #expect(Double(XSDNumber.decimal(value)) == value)
    }
  }
}
