import ArgumentParser
import Foundation
import Newsgraph

struct Annotate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tag an article: words, parts of speech, dependency trees, mentions.",
    discussion: """
      Writes CoNLL-U (mentions in the last column) or JSON with offsets. With --input-format conllu the words and sentences are \
      those of the file, so that a parser's score can be taken on given words.

      EXAMPLES
        newsgraph annotate story.txt
        newsgraph annotate story.html --format json -o story.words.json
        newsgraph annotate treebank.conllu --input-format conllu -o predicted.conllu
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case conllu, json }

  @Argument(help: "The article: text, Markdown, HTML or CoNLL-U; - is standard input.")
  var article: String

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("File to write; - is standard output.", valueName: "file"))
  var output: String = "-"

  @Option(name: [.short, .long], help: "Form of the output: conllu or json.")
  var format: Format = .conllu

  @Option(
    help:
      "What the article is written in: text, markdown, html, conllu. Told by name and content unless given."
  )
  var inputFormat: String?

  @Option(help: ArgumentHelp("Weights file of the model.", valueName: "file"))
  var model: String?

  @Option(help: "How many threads may work; the result doesn't depend on it.")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @OptionGroup var schemaOptions: SchemaOptions

  func validate() throws {
    guard (1...256).contains(threads) else { throw ValidationError("--threads must be 1 to 256.") }
  }

  func run() throws {
    try reportingFailures {
      let input = InputFile(path: article)
      let text: AnnotatedText
      if inputFormat == "conllu" {
        let given = try CoNLLUReader().read(try input.read(), name: input.name)
        text = Annotator(model: try ModelLocator.load(path: model)).annotate(
          given, threads: threads)
      } else {
        let reader = try ArticleReader(schemas: schemaOptions.files)
        let article = try reader.read(
          try input.read(), format: try ArticleOptions.format(named: inputFormat), name: input.name)
        text = Annotator(model: try ModelLocator.load(path: model))
          .annotate(reader.document(of: article), threads: threads)
      }
      var sink = MemorySink()
      switch format {
      case .conllu: CoNLLUWriter().write(text, to: &sink)
      case .json: AnnotationJSONWriter().write(text, to: &sink)
      }
      try OutputFile(path: output).write(sink.bytes)
    }
  }
}
