import ArgumentParser
import Newsgraph

struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw a graph file.",
    discussion: """
      The picture shows the most salient nodes; its caption says what was left out.

      EXAMPLES
        newsgraph render story.json -o story.svg -o story.pdf
        newsgraph render story.json -o claims.png --claims notes --max-nodes 30
      """)

  @Argument(help: "The graph, as written by extract to .json; - is standard input.")
  var graph: String

  @OptionGroup var outputOptions: OutputOptions

  @Option(
    help: "Where nodes go: \(DiagramLayout.allCases.map(\.rawValue).joined(separator: ", ")).")
  var layout: String = DiagramOptions().layout.rawValue

  @Option(
    help: "How claims are drawn: \(ClaimDisplay.allCases.map(\.rawValue).joined(separator: ", ")).")
  var claims: String = DiagramOptions().claims.rawValue

  @Option(help: "How many entities and events to draw at most.")
  var maxNodes: Int = DiagramOptions().maximumNodes

  @Option(help: "How many claims to draw at most.")
  var maxClaims: Int = DiagramOptions().maximumClaims

  @Flag(help: "Leave title, legend and counts away.")
  var bare = false

  @OptionGroup var schemaOptions: SchemaOptions

  func validate() throws {
    guard maxNodes > 0 else { throw ValidationError("--max-nodes must be 1 or more.") }
    guard maxClaims >= 0 else { throw ValidationError("--max-claims must be 0 or more.") }
  }

  func run() throws {
    try reportingFailures {
      let targets = try outputOptions.targets(standard: .svg)
      for target in targets where !target.format.isPicture {
        throw UsageError(
          "\(target.format.rawValue) is no picture", advice: "use convert for other formats")
      }
      guard let claims = ClaimDisplay(rawValue: claims) else {
        throw UsageError(
          "there is no claim display \"\(claims)\"",
          advice: "known are " + ClaimDisplay.allCases.map(\.rawValue).joined(separator: ", "))
      }
      let options = DiagramOptions(
        layout: try DiagramLayout(named: layout), claims: claims, maximumNodes: maxNodes,
        maximumClaims: maxClaims, hasCaption: !bare)
      let exporter = try GraphExporter(schemas: schemaOptions.files)
      let graph = try exporter.read(InputFile(path: graph))
      try outputOptions.write(graph, standard: .svg, with: exporter, diagram: options)
    }
  }
}
