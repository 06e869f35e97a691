public import Base
public import KnowledgeGraph
public import Ontology

/// A graph as plain text for a terminal: who is in it, what happened, how things are related, who claims what.
public struct SummaryWriter: Sendable {
  private let ontology: Ontology

  public init(ontology: Ontology) {
    self.ontology = ontology
  }

  public func write<Sink: ByteSink>(
    _ graph: KnowledgeGraph, to sink: inout Sink
  ) throws(Sink.SinkError) {
    let index = GraphIndex(graph)
    var lines = heading(graph)
    for type in ontology.nodeTypes where type.kind == .entity {
      let nodes = graph.nodes.filter { $0.type == type.id }
      guard !nodes.isEmpty else { continue }
      section(type.plural, count: nodes.count, &lines)
      for node in nodes.sorted(by: Self.moreSalient) { lines.append("  " + entity(node)) }
    }
    let events = graph.nodes.filter { $0.event != nil }
    if !events.isEmpty, let type = ontology.nodeType(of: .event) {
      section(type.plural, count: events.count, &lines)
      for node in events { lines.append("  " + event(node, index)) }
    }
    let relations = graph.edges.filter { ontology.edgeKind($0.type) == .relation }
    if !relations.isEmpty {
      section("relations", count: relations.count, &lines)
      for edge in relations { lines.append("  " + relation(edge, index)) }
    }
    let claims = graph.nodes.filter { $0.claim != nil }
    if !claims.isEmpty, let type = ontology.nodeType(of: .claim) {
      section(type.plural, count: claims.count, &lines)
      for node in claims { lines.append("  " + claim(node, index)) }
    }
    if graph.nodes.isEmpty { lines += ["", "Nothing was found in this article."] }
    try sink.write(Array((lines.map(\.oneLine).joined(separator: "\n") + "\n").utf8))
  }

  private static func moreSalient(_ a: Node, _ b: Node) -> Bool {
    a.salience != b.salience ? a.salience > b.salience : a.id < b.id
  }

  private func section(_ title: String, count: Int, _ lines: inout [String]) {
    lines += ["", "\(title.prefix(1).uppercased())\(title.dropFirst()) (\(count))"]
  }

  private func heading(_ graph: KnowledgeGraph) -> [String] {
    graph.articles.map { article in
      let source = [article.publisher, article.published?.text].compactMap { $0 }
      return (article.title ?? "(no title)")
        + (source.isEmpty ? "" : " (\(source.joined(separator: ", ")))")
    }
  }

  private func label(_ id: String, _ index: GraphIndex) -> String { index.node(id)?.label ?? id }

  /// "alleged, says the ministry": nothing where the article itself asserts.
  private func qualifier(_ factuality: String, _ speaker: String?, _ index: GraphIndex) -> String {
    let isSurest = ontology.factualityRank(factuality) == 0
    let parts = [isSurest ? nil : factuality, speaker.map { "says \(label($0, index))" }]
    let text = parts.compactMap { $0 }.joined(separator: ", ")
    return text.isEmpty ? "" : " [\(text)]"
  }

  private func entity(_ node: Node) -> String {
    let others = node.aliases.isEmpty ? "" : " (\(node.aliases.joined(separator: ", ")))"
    return "\(node.label)\(others)  ×\(node.mentions.count)"
  }

  private func event(_ node: Node, _ index: GraphIndex) -> String {
    guard let event = node.event else { return node.label }
    let ends = index.edges(from: node.id).map {
      "\(ontology.edgeLabel($0.type)) \(label($0.target, index))"
    }
    let time = event.time.map { "  \($0.value?.text ?? $0.evidence?.text ?? "")" } ?? ""
    let type = ontology.eventType(event.type)?.label ?? event.type
    return "\(type): \(node.mentions.first?.evidence.text ?? node.label)"
      + (ends.isEmpty ? "" : ", " + ends.joined(separator: ", ")) + time
      + qualifier(event.factuality, event.attributedTo, index)
  }

  private func relation(_ edge: Edge, _ index: GraphIndex) -> String {
    var title = ""
    for (name, value) in edge.attributes.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .flag(true): title += (title.isEmpty ? "" : ", ") + name
      case .text(let text): title += (title.isEmpty ? "" : ", ") + text
      default: break
      }
    }
    return
      "\(label(edge.source, index)) \(ontology.edgeLabel(edge.type)) \(label(edge.target, index))"
      + (title.isEmpty ? "" : " (\(title))")
      + qualifier(edge.factuality, edge.attributedTo, index)
  }

  private func claim(_ node: Node, _ index: GraphIndex) -> String {
    guard let claim = node.claim else { return node.label }
    let speaker =
      index.edges(from: node.id)
      .first { ontology.claimEdge($0.type)?.function == .source }
      .map { label($0.target, index) } ?? "?"
    let marks = claim.isDirect ? ("“", "”") : ("", "")
    return "\(speaker) \(claim.stance): \(marks.0)\(claim.content.text)\(marks.1)"
  }
}
