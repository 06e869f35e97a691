public import GraphFormats
public import GraphRendering
public import KnowledgeGraph
public import Ontology
internal import Base

/// Reads graph files and writes graphs in every format; made once, used for any number of graphs, from any number of threads.
public struct GraphExporter: Sendable {
  public let ontology: Ontology
  private let renderer: GraphRenderer
  private let linkedData: JSONLDWriter

  /// - Throws: `SchemaError` when a data file is missing or damaged.
  public init(schemas: SchemaFiles = .embedded) throws {
    try self.init(ontology: Ontology.load(schemas), schemas: schemas)
  }

  /// With an ontology that is loaded already.
  public init(ontology: Ontology, schemas: SchemaFiles = .embedded) throws {
    self.ontology = ontology
    renderer = GraphRenderer(
      ontology: ontology, style: try DiagramStyle.load(from: schemas))
    linkedData = try JSONLDWriter(ontology: ontology, schemas: schemas)
  }

  /// Reads a native graph file.
  /// - Parameter name: The file's name, for messages.
  /// - Throws: `GraphFormatError` with line and column of what is wrong.
  public func read(_ bytes: [UInt8], name: String) throws(GraphFormatError) -> KnowledgeGraph {
    try NativeJSONReader(ontology: ontology).read(bytes, name: name)
  }

  /// A graph in one of the formats.
  /// - Parameter diagram: What to draw and how, for the formats that are pictures.
  public func bytes(
    _ graph: KnowledgeGraph, as format: OutputFormat, diagram: DiagramOptions = DiagramOptions()
  ) throws -> [UInt8] {
    var sink = MemorySink()
    switch format {
    case .json: NativeJSONWriter().write(graph, to: &sink)
    case .graphml: GraphMLWriter(ontology: ontology).write(graph, to: &sink)
    case .jsonld: linkedData.write(graph, to: &sink)
    case .summary: SummaryWriter(ontology: ontology).write(graph, to: &sink)
    case .dot: return try picture(graph, as: .dot, diagram)
    case .svg: return try picture(graph, as: .svg, diagram)
    case .png: return try picture(graph, as: .png, diagram)
    case .pdf: return try picture(graph, as: .pdf, diagram)
    }
    return sink.bytes
  }

  private func picture(
    _ graph: KnowledgeGraph, as format: DiagramFormat, _ options: DiagramOptions
  ) throws -> [UInt8] {
    try renderer.render(graph, as: format, options: options).bytes
  }
}
