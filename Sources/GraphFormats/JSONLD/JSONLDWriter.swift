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
  private let mapping: JSONLDMapping

  /// - Throws: `SchemaError` when the context or the mapping is missing or damaged.
  public init(ontology: Ontology, schemas: SchemaFiles) throws(SchemaError) {
    self.ontology = ontology
    let name = "context/newsgraph.jsonld"
    guard let context = try schemas.json(name)["@context"] else {
      throw .invalid("there is no \"@context\"", SourceLocation(name: name))
    }
    self.context = context
    mapping = try JSONLDMapping(schemas, ontology)
  }

  /// Whether an address can be the base of a graph's own addresses: an absolute IRI that ends where a name can follow (`/` or `:`) and
  /// holds no `#`, which stands before the parts of a node.
  public static func isBase(_ address: String) -> Bool {
    address.isAbsoluteIRI && (address.hasSuffix("/") || address.hasSuffix(":"))
      && !address.unicodeScalars.contains("#")
  }

  /// Writes a graph, a few nodes at a time.
  /// - Parameter base: Address under which the graph's own nodes stand, one that `isBase` accepts; made from the articles' texts unless
  ///   given, and where it can't be used.
  public func write<Sink: ByteSink>(
    _ graph: KnowledgeGraph, base: String? = nil, to sink: inout Sink
  ) throws(Sink.SinkError) {
    var output = JSONLDOutput(graph, ontology: ontology, mapping: mapping, context: context)
    output.json.beginObject()
    output.json.key("@context")
    output.writeContext(
      context, base: base.flatMap { Self.isBase($0) ? $0 : nil } ?? Self.base(of: graph))
    output.json.key("@graph")
    output.json.beginArray()
    output.writeProvenance()
    var unsure: Set<String> = []
    for node in graph.nodes {
      if let event = node.event,
        event.attributedTo != nil || ontology.factualityRank(event.factuality) != 0
      {
        unsure.insert(node.id)
      }
      output.write(node)
      if output.json.bytes.count > 1 << 16 { try sink.write(output.json.take()) }
    }
    for edge in graph.edges {
      output.write(edge) { !unsure.contains($0) }
      if output.json.bytes.count > 1 << 16 { try sink.write(output.json.take()) }
    }
    let contents = ClaimContents(graph, ontology, saidToBeSo: mapping.saidToBeSo)
    for node in graph.nodes where node.claim != nil {
      output.writeClaimGraph(node, contents.edges(in: node))
      if output.json.bytes.count > 1 << 16 { try sink.write(output.json.take()) }
    }
    output.json.endArray()
    output.json.endObject()
    output.json.newline()
    try sink.write(output.json.take())
  }

  /// The whole file in memory.
  public func bytes(_ graph: KnowledgeGraph, base: String? = nil) -> [UInt8] {
    var sink = MemorySink()
    write(graph, base: base, to: &sink)
    return sink.bytes
  }

  /// `urn:newsgraph:sha256:…:` with the article's hash; for several articles, the hash of theirs.
  static func base(of graph: KnowledgeGraph) -> String {
    let hashes = graph.articles.map(\.sha256)
    let hash =
      hashes.count == 1 ? hashes[0] : SHA256.hexDigest(hashes.joined(separator: "\n").utf8)
    return "urn:newsgraph:sha256:\(hash):"
  }
}
