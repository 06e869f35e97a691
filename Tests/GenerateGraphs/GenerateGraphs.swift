import Base
import Foundation
import GraphFormats
import KnowledgeGraph
import Ontology
import TestSupport

/// Writes generated graphs as JSON files, for checking the command with readers of other makers; or times the writers on a large one.
///
/// usage: GenerateGraphs FOLDER COUNT
///        GenerateGraphs --time NODES EDGES
@main
struct GenerateGraphs {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let ontology = try Ontology.load()
    if arguments.count == 3, arguments[0] == "--time", let nodes = Int(arguments[1]),
      let edges = Int(arguments[2])
    {
      return try time(nodes: nodes, edges: edges, ontology)
    }
    guard arguments.count == 2, let count = Int(arguments[1]), count >= 0 else {
      FileHandle.standardError.write(
        Data(
          "usage: GenerateGraphs FOLDER COUNT\n       GenerateGraphs --time NODES EDGES\n".utf8))
      exit(64)
    }
    let folder = URL(filePath: arguments[0])
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for seed in 0..<count {
      var generator = GraphGenerator(ontology: ontology, seed: UInt64(seed))
      let number = String(seed)
      let name =
        "generated-" + String(repeating: "0", count: max(0, 4 - number.count)) + number + ".json"
      try Data(NativeJSONWriter().bytes(generator.graph())).write(
        to: folder.appending(path: name))
    }
  }

  /// Counts bytes and drops them.
  struct Counter: ByteSink {
    var count = 0
    mutating func write(_ bytes: [UInt8]) throws(Never) { count += bytes.count }
  }

  static func time(nodes: Int, edges: Int, _ ontology: Ontology) throws {
    var generator = GraphGenerator(ontology: ontology, seed: 1)
    let graph = generator.graph(nodes: nodes, edges: edges)
    print("\(graph.nodes.count) nodes, \(graph.edges.count) edges")
    let linkedData = try JSONLDWriter(ontology: ontology, schemas: .embedded)
    func report(_ name: String, _ body: (inout Counter) throws -> Void) rethrows {
      var sink = Counter()
      let start = clock()
      try body(&sink)
      let milliseconds = Int(clock() - start) * 1000 / Int(CLOCKS_PER_SEC)
      print(
        "\(name): \(milliseconds) ms of processor time, \(sink.count / 1_000_000) MB, \(peakMemory())"
      )
    }
    print("the graph itself: \(peakMemory())")
    report("GraphML") { GraphMLWriter(ontology: ontology).write(graph, to: &$0) }
    report("JSON-LD") { linkedData.write(graph, to: &$0) }
    report("JSON") { NativeJSONWriter().write(graph, to: &$0) }
    let bytes = NativeJSONWriter().bytes(graph)
    try report("reading JSON") { _ in
      _ = try NativeJSONReader(ontology: ontology).read(bytes, name: "generated.json")
    }
  }

  /// Linux only; elsewhere it says that it doesn't know.
  private static func peakMemory() -> String {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line.flatMap { Int($0.filter(\.isNumber)) }
    return kilobytes.map { "peak \($0 / 1024) MB" } ?? "peak unknown"
  }
}
