import Base
import GraphFormats
import KnowledgeGraph
import Ontology
import TestSupport
import Testing

@Suite struct NativeJSONTests {
  let ontology: Ontology

  init() throws {
    ontology = try Ontology.load()
  }

  @Test func writeReadWriteIsTheSame() throws {
    let reader = NativeJSONReader(ontology: ontology)
    for seed in 0..<500 {
      var generator = GraphGenerator(ontology: ontology, seed: UInt64(seed))
      let graph = generator.graph()
      let bytes = NativeJSONWriter().bytes(graph)
      let again = try reader.read(bytes, name: "seed \(seed)")
      #expect(again == graph, "seed \(seed)")
      // Swift takes two spellings of one character for equal; bytes don't.
      #expect(NativeJSONWriter().bytes(again) == bytes, "seed \(seed)")
    }
  }

  @Test func writingInPiecesIsTheSame() {
    struct Counter: ByteSink {
      var pieces = 0
      var bytes: [UInt8] = []
      mutating func write(_ new: [UInt8]) throws(Never) {
        pieces += 1
        bytes += new
      }
    }
    var generator = GraphGenerator(ontology: ontology, seed: 1)
    let graph = generator.graph(nodes: 300, edges: 400)
    var counter = Counter()
    NativeJSONWriter().write(graph, to: &counter)
    #expect(counter.pieces > 3)
    #expect(counter.bytes == NativeJSONWriter().bytes(graph))
  }

  @Test func sampleIsAsRecorded() throws {
    let bytes = NativeJSONWriter().bytes(SampleGraph.graph(ontology))
    #expect(try difference(fromSnapshot: "sample.json", bytes) == nil)
  }

  @Test func optionalMembersMayBeMissing() throws {
    let text = """
      {"newsgraph": "1.7", "generator": {"name": "other", "version": "3"}, "future": {"x": [1]},
       "articles": [{"id": "a1", "characters": 10, "sha256": "\(String(repeating: "0", count: 64))"}],
       "nodes": [{"id": "n", "type": "Person", "label": "Ann", "confidence": 1,
                  "mentions": [{"article": "a1", "start": 0, "end": 3, "text": "Ann", "kind": "name"}]}],
       "edges": []}
      """
    let graph = try NativeJSONReader(ontology: ontology).read(Array(text.utf8), name: "other.json")
    #expect(graph.nodes.first?.label == "Ann")
    #expect(graph.articles.first?.language == "en")
  }
}
