import ArgumentParser
import Newsgraph

struct Extract: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the graph of an article.",
    discussion: """
      Without -o a readable summary goes to standard output. --format text prints the article's text, whose code points the \
      graph's offsets count.

      EXAMPLES
        newsgraph extract story.txt --published 2020-11-27 -o story.json -o story.svg
        curl -s https://example.org/story.html | newsgraph extract - --format graphml > story.graphml
      """)

  @Argument(help: "The article: text, Markdown or HTML; - is standard input.")
  var article: String

  @OptionGroup var articleOptions: ArticleOptions
  @OptionGroup var outputOptions: OutputOptions
  @OptionGroup var schemaOptions: SchemaOptions

  func run() throws {
    try reportingFailures {
      let wantsText = outputOptions.format == "text"
      if !wantsText { _ = try outputOptions.targets(standard: .summary) }
      let extractor = try GraphExtractor(schemas: schemaOptions.files)
      let article = try articleOptions.read(InputFile(path: article), with: extractor.reader)
      if wantsText {
        let paths = outputOptions.output.isEmpty ? ["-"] : outputOptions.output
        for path in paths { try OutputFile(path: path).write(Array(article.text.utf8)) }
        return
      }
      let exporter = try GraphExporter(ontology: extractor.ontology, schemas: schemaOptions.files)
      try outputOptions.write(
        extractor.graph(of: article), standard: .summary, with: exporter)
    }
  }
}
