import Foundation
import GraphFormats
import KnowledgeGraph
import Ontology
import TestSupport

/// Writes generated graphs as JSON files, for checking the command with readers of other makers.
///
/// usage: GenerateGraphs FOLDER COUNT [NODES EDGES]
@main
struct GenerateGraphs {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 || arguments.count == 5, let count = Int(arguments[2]), count >= 0
    else {
      FileHandle.standardError.write(
        Data("usage: GenerateGraphs FOLDER COUNT [NODES EDGES]\n".utf8))
      exit(64)
    }
    let ontology = try Ontology.load()
    let folder = URL(filePath: arguments[1])
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for seed in 0..<count {
      var generator = GraphGenerator(ontology: ontology, seed: UInt64(seed))
      var graph = generator.graph()
      if arguments.count == 5, let nodes = Int(arguments[3]), let edges = Int(arguments[4]) {
        graph = generator.graph(nodes: nodes, edges: edges)
      }
      let number = String(seed)
      let name =
        "generated-" + String(repeating: "0", count: max(0, 4 - number.count)) + number + ".json"
      try Data(NativeJSONWriter().bytes(graph)).write(to: folder.appending(path: name))
    }
  }
}
