import ArgumentParser
import Newsgraph

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a graph file, and its spans against the article.",
    discussion: """
      Without --source it checks the file itself: structure, types, ids, evidence. With it, also that every span is where the graph \
      says, with the words it says.

      EXAMPLES
        newsgraph verify story.json --source story.html
      """)

  @Argument(help: "The graph, as written by extract to .json; - is standard input.")
  var graph: String

  @Option(help: ArgumentHelp("The article that the graph was made from.", valueName: "file"))
  var source: String?

  @OptionGroup var articleOptions: ArticleOptions
  @OptionGroup var schemaOptions: SchemaOptions

  func run() throws {
    try reportingFailures {
      let exporter = try GraphExporter(schemas: schemaOptions.files)
      let file = InputFile(path: graph)
      let graph = try exporter.read(file)
      var summary = "\(graph.nodes.count) nodes and \(graph.edges.count) edges, sound"
      if let source {
        let reader = try ArticleReader(schemas: schemaOptions.files)
        let article = try articleOptions.read(InputFile(path: source), with: reader)
        guard
          let info = graph.articles.first(where: { $0.sha256 == article.sha256 })
            ?? graph.articles.first
        else {
          throw FileError(.badInput, "the graph names no article", file: file.name)
        }
        let report = SourceVerifier.verify(graph, article: info.id, against: article)
        for problem in report.problems { complain("\(file.name): \(problem.description.oneLine)") }
        guard report.problems.isEmpty else {
          throw FileError(
            .badInput, "\(report.problems.count) problems against \(source)", file: file.name,
            advice: "the graph was made from another text, or was changed by hand")
        }
        summary += "; \(report.spans) spans stand in \(source) as they should"
      }
      print("\(file.name): \(summary)")
    }
  }
}
