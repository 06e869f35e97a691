import Base
import Foundation
import KnowledgeGraph
import Ontology
import TestSupport
import Testing

@testable import GraphFormats

@Suite struct GraphMLTests {
  let ontology: Ontology

  init() throws {
    ontology = try Ontology.load()
  }

  private func write(_ graph: KnowledgeGraph) -> (bytes: [UInt8], report: LossReport) {
    var sink = MemorySink()
    let report = GraphMLWriter(ontology: ontology).write(graph, to: &sink)
    return (sink.bytes, report)
  }

  @Test func sampleIsAsRecorded() throws {
    let bytes = write(SampleGraph.graph(ontology)).bytes
    #expect(try difference(fromSnapshot: "sample.graphml", bytes) == nil)
  }

  @Test func sameGraphSameBytes() {
    for seed in 0..<50 {
      var first = GraphGenerator(ontology: ontology, seed: UInt64(seed))
      var second = GraphGenerator(ontology: ontology, seed: UInt64(seed))
      #expect(write(first.graph()).bytes == write(second.graph()).bytes)
    }
    let sample = write(SampleGraph.graph(ontology)).bytes
    #expect(write(SampleGraph.graph(ontology, shuffledBy: RandomSource(seed: 3))).bytes == sample)
  }

  /// Every code point of the basic plane, in a label: nothing that XML can't hold, and all replacements counted.
  @Test func everyCodePoint() throws {
    var graph = SampleGraph.graph(ontology)
    var label = String.UnicodeScalarView()
    for value in UInt32(0)...0xFFFF {
      if let scalar = Unicode.Scalar(value) { label.append(scalar) }
    }
    graph.nodes[0].aliases = []
    graph.nodes[0].label = String(label)
    let (bytes, report) = write(graph)
    // Control characters but tab, line feed and carriage return, and U+FFFE and U+FFFF; label and name hold them, and so do no others.
    #expect(report.replacedCharacters == 2 * (29 + 2))
    let text = try #require(String(validating: bytes, as: UTF8.self))
    #expect(!text.unicodeScalars.contains { $0.value < 32 && $0.value != 10 && $0.value != 9 })
    #expect(!text.unicodeScalars.contains { $0.value == 0xFFFE || $0.value == 0xFFFF })
    #expect(text.contains("&#13;"))
  }

  @Test func idsAreOneToOneNameTokens() {
    #expect("person/ana-reis".xmlNameToken == "person.ana-reis")
    #expect("a.b_c d".xmlNameToken == "a_x2e_b_x5f_c_x20_d")
    #expect("person/josé".xmlNameToken == "person.josé")
    #expect("person/习近平".xmlNameToken == "person.习近平")
    #expect("".xmlNameToken == "_x_")
    var random = RandomSource(seed: 2)
    var seen: [String: String] = [:]
    for _ in 0..<5_000 {
      let id = HostileText.make(&random)
      let token = id.xmlNameToken
      if let other = seen.updateValue(id, forKey: token) {
        #expect(other.utf8.elementsEqual(id.utf8))
      }
      #expect(!token.unicodeScalars.contains { " <>&\"'/:\t\n".unicodeScalars.contains($0) })
    }
  }

  @Test func keysSuitTheReaders() {
    let keys = GraphMLKey.all
    #expect(Set(keys.map(\.id)).count == keys.count)
    for domain in [GraphMLKey.Domain.graph, .node, .edge] {
      let names = keys.filter { $0.domain == domain }.map { $0.name.lowercased() }
      #expect(Set(names).count == names.count)
      // What Gephi and igraph take for themselves.
      #expect(
        Set(names).isDisjoint(with: [
          "id", "x", "y", "z", "size", "r", "g", "b", "weight", "source", "target",
        ]))
    }
  }
}
