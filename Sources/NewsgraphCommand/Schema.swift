import ArgumentParser
import Newsgraph

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List or print the data files: ontology, JSON Schema, context, styles.",
    discussion: """
      EXAMPLES
        newsgraph schema                          the list
        newsgraph schema graph.schema.json        one file
      """)

  @Argument(help: "Name of a data file; without it, all names are listed.")
  var name: String?

  @OptionGroup var schemaOptions: SchemaOptions

  func run() throws {
    try reportingFailures {
      let files = schemaOptions.files
      guard let name else {
        return try OutputFile(path: "-").write(Array(files.names.map { $0 + "\n" }.joined().utf8))
      }
      guard files.names.contains(name) else {
        throw UsageError(
          "there is no data file \"\(name)\"", advice: "newsgraph schema lists them")
      }
      try OutputFile(path: "-").write(try files.bytes(of: name))
    }
  }
}
