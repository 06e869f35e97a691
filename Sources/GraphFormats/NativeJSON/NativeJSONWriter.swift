public import Base
public import KnowledgeGraph

/// Writes the native graph file (`Schemas/graph.schema.json`): lossless, and what every command reads.
public struct NativeJSONWriter: Sendable {
  /// Version of the file's form.
  public static let version = "1.0"

  public init() {}

  /// Writes a graph, a few nodes at a time, so that memory doesn't grow with it.
  public func write<Sink: ByteSink>(
    _ graph: KnowledgeGraph, to sink: inout Sink
  ) throws(Sink.SinkError) {
    var json = JSONWriter()
    json.beginObject()
    json.member("newsgraph", Self.version)
    json.key("generator")
    json.write(graph.generator)
    json.key("articles")
    json.beginArray()
    for article in graph.articles { json.write(article) }
    json.endArray()
    json.key("nodes")
    json.beginArray()
    for node in graph.nodes {
      json.write(node)
      if json.bytes.count > 1 << 16 { try sink.write(json.take()) }
    }
    json.endArray()
    json.key("edges")
    json.beginArray()
    for edge in graph.edges {
      json.write(edge)
      if json.bytes.count > 1 << 16 { try sink.write(json.take()) }
    }
    json.endArray()
    json.endObject()
    json.newline()
    try sink.write(json.take())
  }

  /// The whole file in memory.
  public func bytes(_ graph: KnowledgeGraph) -> [UInt8] {
    var sink = MemorySink()
    write(graph, to: &sink)
    return sink.bytes
  }
}

extension JSONWriter {
  mutating func write(_ generator: KnowledgeGraph.Generator) {
    beginObject(inline: true)
    member("name", generator.name)
    member("version", generator.version)
    member("model", generator.model)
    endObject()
  }

  mutating func write(_ article: ArticleInfo) {
    beginObject()
    member("id", article.id)
    member("title", article.title)
    member("url", article.url)
    member("publisher", article.publisher)
    member("byline", article.byline)
    member("published", article.published?.text)
    member("language", article.language)
    member("characters", article.characters)
    member("sha256", article.sha256)
    endObject()
  }

  fileprivate mutating func write(_ node: Node) {
    beginObject()
    member("id", node.id)
    member("type", node.type)
    if let event = node.event { member("eventType", event.type) }
    member("label", node.label)
    member("aliases", node.aliases)
    member("sameAs", node.sameAs)
    if let event = node.event {
      key("time")
      write(event.time)
      member("factuality", event.factuality)
      member("attributedTo", event.attributedTo)
    }
    if let claim = node.claim {
      member("stance", claim.stance)
      member("direct", claim.isDirect)
      key("cue")
      if let cue = claim.cue { write(cue) } else { null() }
      key("content")
      write(claim.content)
    }
    key("attributes")
    write(node.attributes)
    member("salience", node.salience)
    member("confidence", node.confidence)
    key("mentions")
    beginArray()
    for mention in node.mentions { write(mention.evidence, kind: mention.kind) }
    endArray()
    endObject()
  }

  fileprivate mutating func write(_ edge: Edge) {
    beginObject()
    member("id", edge.id)
    member("type", edge.type)
    member("source", edge.source)
    member("target", edge.target)
    key("attributes")
    write(edge.attributes)
    key("time")
    write(edge.time)
    member("factuality", edge.factuality)
    member("attributedTo", edge.attributedTo)
    member("confidence", edge.confidence)
    key("evidence")
    beginArray()
    for evidence in edge.evidence { write(evidence) }
    endArray()
    endObject()
  }

  mutating func write(_ evidence: Evidence, kind: String? = nil) {
    beginObject(inline: true)
    member("article", evidence.article)
    member("start", evidence.span.start)
    member("end", evidence.span.end)
    member("text", evidence.text)
    if let kind { member("kind", kind) }
    endObject()
  }

  private mutating func write(_ time: TimeReference?) {
    guard let time else { return null() }
    beginObject(inline: true)
    member("value", time.value?.text)
    if let evidence = time.evidence {
      member("article", evidence.article)
      member("text", evidence.text)
      member("start", evidence.span.start)
      member("end", evidence.span.end)
    }
    endObject()
  }

  mutating func write(_ attributes: Attributes) {
    beginObject(inline: true)
    for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
      key(name)
      write(value)
    }
    endObject()
  }

  mutating func write(_ attribute: AttributeValue) {
    switch attribute {
    case .text(let text): value(text)
    case .integer(let number): value(number)
    // JSON has no other numbers; the graph's checks refuse them.
    case .number(let number) where !number.isFinite: value(number.description)
    case .number(let number): value(keepingFraction: number)
    case .flag(let flag): value(flag)
    case .list(let values):
      beginArray(inline: true)
      for value in values { write(value) }
      endArray()
    }
  }
}
