public import Base
public import KnowledgeGraph
public import Ontology

/// What a format could not hold and was changed on the way out.
public struct LossReport: Sendable, Equatable {
  /// Characters that the format has no way to write, replaced by U+FFFD.
  public var replacedCharacters = 0

  public init() {}
}

/// Writes GraphML that is valid against its schema whatever the names, and that networkx, igraph, Gephi, Cytoscape and yEd read without
/// loss: ids are name tokens, every key is declared with its type, lists and spans are JSON texts, nodes come before edges.
public struct GraphMLWriter: Sendable {
  private let ontology: Ontology

  public init(ontology: Ontology) {
    self.ontology = ontology
  }

  /// Writes a graph, a few elements at a time, so that memory doesn't grow with it.
  @discardableResult
  public func write<Sink: ByteSink>(
    _ graph: KnowledgeGraph, to sink: inout Sink
  ) throws(Sink.SinkError) -> LossReport {
    var xml = XMLWriter()
    xml.markup(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">

      """)
    for key in GraphMLKey.all {
      xml.markup("  <key")
      xml.attribute("id", key.id)
      xml.attribute("for", key.domain.rawValue)
      xml.attribute("attr.name", key.name)
      xml.attribute("attr.type", key.type.rawValue)
      xml.markup("/>\n")
    }
    xml.markup("  <graph id=\"newsgraph\" edgedefault=\"directed\">\n")
    xml.data("graph.format", NativeJSONWriter.version)
    xml.data("graph.generator", JSONFragment.generator(graph.generator))
    xml.data("graph.articles", JSONFragment.articles(graph.articles))
    var labels: [String: String] = [:]
    for node in graph.nodes {
      labels[node.id] = node.label
      write(node, &xml)
      if xml.bytes.count > 1 << 16 { try sink.write(xml.take()) }
    }
    for edge in graph.edges {
      write(edge, labels, &xml)
      if xml.bytes.count > 1 << 16 { try sink.write(xml.take()) }
    }
    xml.markup("  </graph>\n</graphml>\n")
    try sink.write(xml.take())
    var report = LossReport()
    report.replacedCharacters = xml.replaced
    return report
  }

  private func write(_ node: Node, _ xml: inout XMLWriter) {
    xml.markup("    <node")
    xml.attribute("id", node.id.xmlNameToken)
    xml.markup(">\n")
    xml.data("node.label", node.label)
    xml.data("node.name", node.label)
    xml.data("node.kind", ontology.nodeType(node.type)?.kind.rawValue)
    xml.data("node.type", node.type)
    if let event = node.event {
      xml.data("node.eventType", event.type)
      xml.data("node.factuality", event.factuality)
      xml.data("node.attributedTo", event.attributedTo?.xmlNameToken)
      xml.time(.node, event.time)
    }
    if let claim = node.claim {
      xml.data("node.stance", claim.stance)
      xml.data("node.direct", claim.isDirect)
      xml.data("node.content", claim.content.text)
      xml.data("node.cueEvidence", claim.cue.map { JSONFragment.evidence([$0]) })
      xml.data("node.contentEvidence", JSONFragment.evidence([claim.content]))
    }
    xml.place(.node, node.mentions.first?.evidence ?? node.claim?.content)
    xml.data("node.aliases", JSONFragment.texts(node.aliases))
    xml.data("node.sameAs", JSONFragment.texts(node.sameAs))
    xml.data("node.attributes", JSONFragment.attributes(node.attributes))
    xml.data("node.mentions", JSONFragment.mentions(node.mentions))
    xml.data("node.salience", node.salience)
    xml.data("node.confidence", node.confidence)
    xml.markup("    </node>\n")
  }

  private func write(_ edge: Edge, _ labels: [String: String], _ xml: inout XMLWriter) {
    xml.markup("    <edge")
    xml.attribute("id", edge.id.xmlNameToken)
    xml.attribute("source", edge.source.xmlNameToken)
    xml.attribute("target", edge.target.xmlNameToken)
    xml.attribute("directed", "true")
    xml.markup(">\n")
    xml.data("edge.label", ontology.edgeLabel(edge.type))
    xml.data("edge.interaction", edge.type)
    xml.data("edge.kind", ontology.edgeKind(edge.type)?.rawValue)
    xml.data("edge.type", edge.type)
    xml.data("edge.factuality", edge.factuality)
    xml.data("edge.attributedTo", edge.attributedTo?.xmlNameToken)
    xml.data("edge.attributedToLabel", edge.attributedTo.flatMap { labels[$0] })
    xml.time(.edge, edge.time)
    xml.place(.edge, edge.evidence.first)
    xml.data("edge.attributes", JSONFragment.attributes(edge.attributes))
    xml.data("edge.evidence", JSONFragment.evidence(edge.evidence))
    xml.data("edge.confidence", edge.confidence)
    xml.markup("    </edge>\n")
  }
}

extension XMLWriter {
  /// One `<data>` element of the key with the given id.
  private mutating func data(_ key: StaticString, _ write: (inout XMLWriter) -> Void) {
    let isGraphs = key.utf8Start.pointee == UInt8(ascii: "g")
    markup(isGraphs ? "    <data key=\"" : "      <data key=\"")
    markup(key)
    markup("\">")
    write(&self)
    markup("</data>\n")
  }

  /// Nothing where there is no value.
  fileprivate mutating func data(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    data(key) { $0.text(value) }
  }

  /// A value that is JSON.
  fileprivate mutating func data(_ key: StaticString, _ json: [UInt8]?) {
    guard let json else { return }
    data(key) { $0.text(json) }
  }

  fileprivate mutating func data(_ key: StaticString, _ value: Bool) {
    data(key, value ? "true" : "false")
  }

  fileprivate mutating func data(_ key: StaticString, _ value: Double) {
    data(key, value.description)
  }

  fileprivate mutating func data(_ key: StaticString, _ value: Int) { data(key, String(value)) }

  /// Where it stands first; all places are in the mentions or the evidence.
  fileprivate mutating func place(_ keys: PlaceKeys, _ evidence: Evidence?) {
    guard let evidence else { return }
    data(keys.quote, evidence.text)
    data(keys.article, evidence.article)
    data(keys.start, evidence.span.start)
    data(keys.end, evidence.span.end)
  }

  fileprivate mutating func time(_ keys: TimeKeys, _ time: TimeReference?) {
    guard let time else { return }
    data(keys.value, time.value?.text)
    data(keys.words, time.evidence?.text)
    data(keys.evidence, time.evidence.map { JSONFragment.evidence([$0]) })
  }
}

private struct PlaceKeys {
  let quote, article, start, end: StaticString

  static let node = PlaceKeys(
    quote: "node.quote", article: "node.article", start: "node.start", end: "node.end")
  static let edge = PlaceKeys(
    quote: "edge.quote", article: "edge.article", start: "edge.start", end: "edge.end")
}

private struct TimeKeys {
  let value, words, evidence: StaticString

  static let node = TimeKeys(
    value: "node.time", words: "node.timeWords", evidence: "node.timeEvidence")
  static let edge = TimeKeys(
    value: "edge.time", words: "edge.timeWords", evidence: "edge.timeEvidence")
}
