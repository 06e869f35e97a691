import ArgumentParser
import Newsgraph

/// What the user says of the article, over what the file itself says.
struct ArticleOptions: ParsableArguments {
  @Option(
    help:
      "What the article is written in: text, markdown, html. Told by name and content unless given."
  )
  var inputFormat: String?

  @Option(help: "Day of publication, YYYY-MM-DD; relative dates are resolved against it.")
  var published: String?

  @Option(help: "Title of the article.")
  var title: String?

  @Option(help: "Address of the article.")
  var url: String?

  /// The input format with the given name.
  static func format(named name: String?) throws -> Article.Format? {
    try name.map { name in
      guard let format = Article.Format(rawValue: name) else {
        let names = Article.Format.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError("unknown input format \"\(name)\"", advice: "use one of \(names)")
      }
      return format
    }
  }

  /// Reads an article and puts what the user said in the place of what the file says.
  func read(_ file: InputFile, with reader: ArticleReader) throws -> Article {
    let format = try Self.format(named: inputFormat)
    let day = try published.map { text in
      guard let day = CalendarDay(text) else {
        throw UsageError(
          "--published \"\(text)\" is no day", advice: "write it as YYYY-MM-DD, such as 2020-11-27")
      }
      return day
    }
    var article = try reader.read(try file.read(), format: format, name: file.name)
    if let day { article.published = EDTFDate(day) }
    if let title { article.title = title }
    if let url { article.url = url }
    return article
  }
}

/// Where graphs go.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "File to write; its extension tells the format. May be given several times; - is standard output.",
      valueName: "file"))
  var output: [String] = []

  @Option(
    name: [.short, .long],
    help: "Format, where no file name tells it: \(OutputFormat.names).")
  var format: String?

  /// Each output with its format.
  /// - Parameter standard: The format of standard output where none is named.
  func targets(standard: OutputFormat) throws -> [(file: OutputFile, format: OutputFormat)] {
    let named = try format.map { name in
      guard let format = OutputFormat(rawValue: name.lowercased()) else {
        throw UsageError("unknown format \"\(name)\"", advice: "use one of \(OutputFormat.names)")
      }
      return format
    }
    if output.isEmpty { return [(OutputFile(path: "-"), named ?? standard)] }
    return try output.map { path in
      if path == "-" { return (OutputFile(path: path), named ?? standard) }
      guard let format = OutputFormat(fileName: path) ?? named else {
        throw UsageError(
          "the extension of \"\(path)\" tells no format",
          advice: "use one of \(OutputFormat.names), or name it with --format")
      }
      return (OutputFile(path: path), format)
    }
  }

  /// Makes all outputs before it writes the first, so that trouble with one leaves no half of a set behind.
  func write(
    _ graph: KnowledgeGraph, standard: OutputFormat, with exporter: GraphExporter,
    diagram: DiagramOptions = DiagramOptions()
  ) throws {
    let made = try targets(standard: standard).map {
      ($0.file, try exporter.bytes(graph, as: $0.format, diagram: diagram))
    }
    for (file, bytes) in made { try file.write(bytes) }
  }
}

/// The data files to work with.
struct SchemaOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Folder with data files that replace the built-in ones.", valueName: "dir"))
  var schemas: String?

  var files: SchemaFiles { SchemaFiles(directory: schemas) }
}
