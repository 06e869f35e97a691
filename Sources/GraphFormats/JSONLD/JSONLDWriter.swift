public import Base
public import KnowledgeGraph
public import Ontology

/// Writes JSON-LD 1.1 with its context inside (nothing is ever fetched) and no blank nodes.
///
/// Every relation, role, mention, span and attribute is a node with an address made from the content. The short edge
/// (subject, relation, object) stands in the default graph only when the article asserts it in its own voice; what is only claimed stands
/// in the named graph of the claim. Spans are Web Annotation selectors, claims `schema:Claim`, events `schema:Event` and `sem:Event`,
/// provenance PROV-O.
public struct JSONLDWriter: Sendable {
  private let ontology: Ontology
  private let context: JSONValue

  /// - Throws: `SchemaError` when the context file is missing or damaged.
  public init(ontology: Ontology, schemas: SchemaFiles) throws(SchemaError) {
    self.ontology = ontology
    let name = "context/newsgraph.jsonld"
    guard let context = try schemas.json(name)["@context"] else {
      throw .invalid("there is no \"@context\"", SourceLocation(name: name))
    }
    self.context = context
  }

  /// Writes a graph, a few nodes at a time.
  /// - Parameter base: Address under which the graph's own nodes stand; made from the articles' texts unless given.
  public func write<Sink: ByteSink>(
    _ graph: KnowledgeGraph, base: String? = nil, to sink: inout Sink
  ) throws(Sink.SinkError) {
    var output = JSONLDOutput(base: base ?? Self.base(of: graph), ontology: ontology, graph: graph)
    output.json.beginObject()
    output.json.key("@context")
    output.writeContext(context)
    output.json.key("@graph")
    output.json.beginArray()
    output.writeProvenance()
    for node in graph.nodes {
      output.write(node)
      if output.json.bytes.count > 1 << 16 { try sink.write(output.json.take()) }
    }
    for edge in graph.edges {
      output.write(edge)
      if output.json.bytes.count > 1 << 16 { try sink.write(output.json.take()) }
    }
    output.writeShortEdges()
    output.json.endArray()
    output.json.endObject()
    output.json.newline()
    try sink.write(output.json.take())
  }

  /// `urn:newsgraph:sha256:…:` with the article's hash; for several articles, the hash of theirs.
  static func base(of graph: KnowledgeGraph) -> String {
    let hashes = graph.articles.map(\.sha256)
    let hash =
      hashes.count == 1 ? hashes[0] : SHA256.hexDigest(hashes.joined(separator: "\n").utf8)
    return "urn:newsgraph:sha256:\(hash):"
  }
}
