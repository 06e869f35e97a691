internal import Base
internal import KnowledgeGraph
internal import Ontology

extension JSONLDOutput {
  /// The edge as a node of its own, with all that is known of it, and as a short triple where the article itself asserts it.
  /// - Parameter isAsserted: Whether the node with the given id is something that the article asserts.
  mutating func write(_ edge: Edge, isAsserted: (String) -> Bool) {
    let id = names.edge(edge.id)
    let kind = ontology.edgeKind(edge.type)
    json.beginObject()
    json.member("id", id)
    json.member("type", Self.classes(of: kind))
    json.member("edgeType", names.term(edge.type))
    json.member("subject", names.node(edge.source))
    json.member("object", names.node(edge.target))
    if kind == .role {
      json.member("roleType", names.term(edge.type))
      json.member("roleValue", names.node(edge.target))
    }
    json.member("factuality", names.term(edge.factuality))
    if let speaker = edge.attributedTo { json.member("attributedTo", names.node(speaker)) }
    json.member("confidence", XSDNumber.decimal(edge.confidence))
    if edge.time != nil { json.member("time", names.time(of: id)) }
    ids("attribute", edge.attributes.keys.sorted().map { names.attribute($0, of: id) })
    json.member("evidence", edge.evidence.map(names.span))
    json.endObject()
    write(edge.time, of: id)
    write(edge.attributes, of: id)
    writeSpans(edge.evidence + (edge.time?.evidence.map { [$0] } ?? []))
    // What is said of an event that is only alleged or denied is as unsure as the event.
    if edge.attributedTo == nil, ontology.factualityRank(edge.factuality) == 0,
      kind != .role || isAsserted(edge.source)
    {
      writeTriple(edge)
    }
  }

  private static func classes(of kind: EdgeKind?) -> [String] {
    switch kind {
    case .role: return ["ng:RoleEdge", "sem:Role"]
    case .claim: return ["ng:ClaimEdge"]
    case .relation, nil: return ["ng:RelationEdge"]
    }
  }

  /// The named graph of a claim: what its source holds to be so.
  mutating func writeClaimGraph(_ claim: Node, _ inside: [Edge]) {
    guard !inside.isEmpty else { return }
    json.beginObject()
    json.member("id", names.node(claim.id))
    json.key("@graph")
    json.beginArray()
    for edge in inside { writeTriple(edge) }
    json.endArray()
    json.endObject()
  }

  private mutating func writeTriple(_ edge: Edge) {
    let hasEnded = mapping.noLongerSo.contains { edge.attributes[$0] == .flag(true) }
    let mappings = hasEnded ? [:] : ontology.edgeMappings(edge.type)
    let forward = mapping.edgeVocabularies.flatMap { mappings[$0] ?? [] }
    let backward = mapping.edgeVocabularies.flatMap { mappings[$0 + "Inverse"] ?? [] }
    triple(edge.source, [names.term(edge.type)] + forward, edge.target)
    triple(edge.target, backward, edge.source)
  }

  private mutating func triple(_ subject: String, _ predicates: [String], _ object: String) {
    guard !predicates.isEmpty else { return }
    json.beginObject(inline: true)
    json.member("id", names.node(subject))
    for predicate in predicates {
      json.key(predicate)
      json.beginObject(inline: true)
      json.member("id", names.node(object))
      json.endObject()
    }
    json.endObject()
  }
}

/// Finds the edges whose evidence lies wholly inside a claim's content, without going through all edges for each claim.
struct ClaimContents {
  private struct Extent {
    let span: TextSpan
    let edge: Int
  }

  private let graph: KnowledgeGraph
  /// For each article, its edges by the start of their evidence.
  private var extents: [String: [Extent]] = [:]
  private var speakers: [String: String] = [:]
  private let saidToBeSo: Set<String>

  init(_ graph: KnowledgeGraph, _ ontology: Ontology, saidToBeSo: Set<String>) {
    self.graph = graph
    self.saidToBeSo = saidToBeSo
    let sourceType = ontology.claimEdge(.source)?.id
    for (index, edge) in graph.edges.enumerated() {
      if edge.type == sourceType { speakers[edge.source] = edge.target }
      guard ontology.edgeKind(edge.type) != .claim, saidToBeSo.contains(edge.factuality),
        let first = edge.evidence.first, edge.evidence.allSatisfy({ $0.article == first.article })
      else { continue }
      let span = edge.evidence.dropFirst().reduce(first.span) { $0.union($1.span) }
      extents[first.article, default: []].append(Extent(span: span, edge: index))
    }
    for article in extents.keys { extents[article]?.sort { $0.span < $1.span } }
  }

  /// Edges that the claim's own source holds to be so, in the graph's order. What another one says inside (a claim within a claim) is
  /// in the other one's graph only.
  func edges(in claim: Node) -> [Edge] {
    guard let content = claim.claim?.content, let list = extents[content.article] else { return [] }
    let speaker = speakers[claim.id]
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].span.start < content.span.start { low = middle + 1 } else { high = middle }
    }
    var found: [Int] = []
    while low < list.count, list[low].span.start < content.span.end {
      let edge = graph.edges[list[low].edge]
      if content.span.contains(list[low].span),
        edge.attributedTo == nil || edge.attributedTo == speaker
      {
        found.append(list[low].edge)
      }
      low += 1
    }
    return found.sorted().map { graph.edges[$0] }
  }
}
