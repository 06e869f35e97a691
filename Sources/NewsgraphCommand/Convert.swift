import ArgumentParser
import Newsgraph

struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a graph file in other formats.",
    discussion: """
      EXAMPLES
        newsgraph convert story.json -o story.graphml -o story.jsonld
      """)

  @Argument(help: "The graph, as written by extract to .json; - is standard input.")
  var graph: String

  @OptionGroup var outputOptions: OutputOptions
  @OptionGroup var schemaOptions: SchemaOptions

  func run() throws {
    try reportingFailures {
      _ = try outputOptions.targets(standard: .json)
      let exporter = try GraphExporter(schemas: schemaOptions.files)
      let graph = try exporter.read(InputFile(path: graph))
      try outputOptions.write(graph, standard: .json, with: exporter)
    }
  }
}

extension GraphExporter {
  func read(_ file: InputFile) throws -> KnowledgeGraph {
    try read(try file.read(), name: file.name)
  }
}
