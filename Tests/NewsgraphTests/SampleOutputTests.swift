import Foundation
import Newsgraph
import Testing

/// What `make run` commits under Output/ is what the program makes of Samples/, byte for byte. When output is meant to change: `make run`,
/// look at every picture, commit.
@Suite struct SampleOutputTests {
  static let samples = (try? Project.names(in: "Samples")) ?? []

  static func graph(_ sample: String) throws -> (KnowledgeGraph, GraphExporter) {
    let extractor = try GraphExtractor()
    let article = try extractor.reader.read(Project.bytes("Samples/" + sample), name: sample)
    return (extractor.graph(of: article), try GraphExporter(ontology: extractor.ontology))
  }

  @Test func thereAreSamples() { #expect(Self.samples.count >= 6) }

  @Test(arguments: samples)
  func isWhatIsCommitted(_ sample: String) throws {
    let (graph, exporter) = try Self.graph(sample)
    let stem = String(sample.prefix { $0 != "." })
    for format in OutputFormat.allCases where format != .summary {
      let made = try exporter.bytes(graph, as: format)
      let committed = try Project.bytes("Output/\(stem).\(format.extensions[0])")
      #expect(
        made == committed,
        "\(stem).\(format.extensions[0]) differs from Output/; is that meant? then make run")
    }
  }

  @Test(arguments: samples)
  func graphsAreSoundAndTrue(_ sample: String) throws {
    let (graph, exporter) = try Self.graph(sample)
    #expect(graph.problems(exporter.ontology) == [])
    let reader = try ArticleReader()
    let article = try reader.read(Project.bytes("Samples/" + sample), name: sample)
    let report = SourceVerifier.verify(graph, article: graph.articles[0].id, against: article)
    #expect(report.problems == [])
    #expect(report.spans > 20)
  }

  /// Between them the samples show every kind of node and edge.
  @Test func everyKindOccurs() throws {
    var kinds: Set<NodeKind> = []
    var edges: Set<EdgeKind> = []
    var speakers = 0
    for sample in Self.samples {
      let (graph, exporter) = try Self.graph(sample)
      kinds.formUnion(graph.nodes.compactMap { exporter.ontology.nodeType($0.type)?.kind })
      edges.formUnion(graph.edges.compactMap { exporter.ontology.edgeKind($0.type) })
      speakers += graph.edges.count { $0.attributedTo != nil }
    }
    #expect(kinds == Set(NodeKind.allCases))
    #expect(edges == Set(EdgeKind.allCases))
    #expect(speakers > 0)
  }

  /// The same bytes from one thread and from many, all at once, pictures included.
  @Test func threadsDontShow() async throws {
    let sample = try #require(Self.samples.first)
    let (graph, exporter) = try Self.graph(sample)
    let formats: [OutputFormat] = [.json, .graphml, .jsonld, .svg]
    let alone = try formats.map { try exporter.bytes(graph, as: $0) }
    let together = try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
      for _ in 0..<4 {
        group.addTask {
          let (graph, exporter) = try Self.graph(sample)
          return try formats.map { try exporter.bytes(graph, as: $0) }
        }
      }
      var results: [[[UInt8]]] = []
      for try await result in group { results.append(result) }
      return results
    }
    for result in together { #expect(result == alone) }
  }
}
