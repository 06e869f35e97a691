internal import KnowledgeGraph
internal import Ontology

/// Which part of a graph is drawn: the most salient entities and events, what connects them, and the claims about them.
struct Selection {
  /// A claim with its ends; where it is drawn as arrows or a note, only the drawn ones.
  struct ClaimEnds {
    let claim: Node
    let speaker: Node
    let topics: [Node]
    let edges: [Edge]
  }

  private(set) var nodes: [Node] = []
  private(set) var edges: [Edge] = []
  private(set) var claims: [ClaimEnds] = []
  private(set) var coverage = DiagramCoverage()
  /// Drawn and undrawn entities that nothing is said of; named below the picture.
  private(set) var listed: [Node] = []
  let byID: [String: Node]

  init(_ graph: KnowledgeGraph, ontology: Ontology, options: DiagramOptions) {
    byID = Dictionary(graph.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    let candidates = graph.nodes.filter {
      ontology.nodeType($0.type)?.kind != .claim && seen.insert($0.id).inserted
    }
    let isCandidate = Set(candidates.map(\.id))
    let standing = graph.edges.filter {
      ontology.edgeKind($0.type) != .claim && isCandidate.contains($0.source)
        && isCandidate.contains($0.target)
    }
    let stated =
      options.claims == .hidden
      ? [] : Self.claims(of: graph, ontology: ontology, among: isCandidate, byID: byID)
    var degree: [String: Int] = [:]
    func count(_ id: String) { degree[id, default: 0] += 1 }
    for edge in standing where edge.source != edge.target {
      count(edge.source)
      count(edge.target)
    }
    let isLinked = options.claims == .arrows || options.claims == .notes
    if isLinked {
      for claim in stated where !claim.topics.isEmpty {
        for node in [claim.speaker] + claim.topics { count(node.id) }
      }
    }

    let connected = candidates.filter { degree[$0.id] != nil }
    let pool = connected.isEmpty ? candidates : connected
    let chosen = Self.mostSalient(pool, degree: degree, limit: max(options.maximumNodes, 1))
    claims = Array(
      (isLinked ? stated.compactMap { Self.restricted($0, to: chosen) } : stated)
        .enumerated()
        .sorted { a, b in
          a.element.claim.confidence != b.element.claim.confidence
            ? a.element.claim.confidence > b.element.claim.confidence : a.offset < b.offset
        }
        .prefix(max(options.maximumClaims, 0))
        .sorted { $0.offset < $1.offset }
        .map(\.element))
    edges = standing.filter { chosen.contains($0.source) && chosen.contains($0.target) }

    var touched: Set<String> = []
    for edge in edges { touched.formUnion([edge.source, edge.target]) }
    if isLinked {
      for claim in claims { touched.formUnion(([claim.speaker] + claim.topics).map(\.id)) }
    }
    // What would float unconnected says more in a list; a graph without any connection is drawn as it is.
    nodes = candidates.filter {
      chosen.contains($0.id) && (touched.isEmpty || touched.contains($0.id))
    }
    let drawn = Set(nodes.map(\.id))
    listed =
      connected.isEmpty
      ? []
      : candidates.filter {
        degree[$0.id] == nil || chosen.contains($0.id) && !drawn.contains($0.id)
      }
    note(graph, ontology: ontology, candidates: candidates, drawn: drawn)
  }

  private mutating func note(
    _ graph: KnowledgeGraph, ontology: Ontology, candidates: [Node], drawn: Set<String>
  ) {
    let isListed = Set(listed.map(\.id))
    coverage.drawnNodes = nodes.map(\.id)
    coverage.listedNodes = listed.map(\.id)
    coverage.omittedNodes = candidates.map(\.id).filter {
      !drawn.contains($0) && !isListed.contains($0)
    }
    for edge in graph.edges where ontology.edgeKind(edge.type) != .claim {
      if drawn.contains(edge.source), drawn.contains(edge.target) {
        coverage.drawnEdges.append(edge.id)
      } else {
        coverage.omittedEdges.append(edge.id)
      }
    }
    let drawnClaims = Set(claims.map(\.claim.id))
    for node in graph.nodes where ontology.nodeType(node.type)?.kind == .claim {
      if drawnClaims.contains(node.id) {
        coverage.drawnClaims.append(node.id)
      } else {
        coverage.omittedClaims.append(node.id)
      }
    }
  }

  private static func mostSalient(
    _ pool: [Node], degree: [String: Int], limit: Int
  ) -> Set<String> {
    guard pool.count > limit else { return Set(pool.map(\.id)) }
    let ranked = pool.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.salience != y.salience { return x.salience > y.salience }
      let degrees = (degree[x.id, default: 0], degree[y.id, default: 0])
      if degrees.0 != degrees.1 { return degrees.0 > degrees.1 }
      if x.mentions.count != y.mentions.count { return x.mentions.count > y.mentions.count }
      return a.offset < b.offset
    }
    return Set(ranked.prefix(limit).map(\.element.id))
  }

  private static func claims(
    of graph: KnowledgeGraph, ontology: Ontology, among candidates: Set<String>,
    byID: [String: Node]
  ) -> [ClaimEnds] {
    var outgoing: [String: [Edge]] = [:]
    for edge in graph.edges where ontology.claimEdge(edge.type) != nil {
      outgoing[edge.source, default: []].append(edge)
    }
    return graph.nodes.compactMap { claim in
      guard ontology.nodeType(claim.type)?.kind == .claim else { return nil }
      let edges = outgoing[claim.id] ?? []
      func ends(_ function: Ontology.ClaimFunction) -> [Node] {
        edges.filter { ontology.claimEdge($0.type)?.function == function }
          .filter { candidates.contains($0.target) }
          .compactMap { byID[$0.target] }
      }
      guard let speaker = ends(.source).first else { return nil }
      let topics = ends(.about).filter { $0.id != speaker.id }
      return ClaimEnds(claim: claim, speaker: speaker, topics: topics, edges: edges)
    }
  }

  private static func restricted(_ claim: ClaimEnds, to chosen: Set<String>) -> ClaimEnds? {
    let topics = claim.topics.filter { chosen.contains($0.id) }
    guard chosen.contains(claim.speaker.id), !topics.isEmpty else { return nil }
    return ClaimEnds(
      claim: claim.claim, speaker: claim.speaker, topics: topics, edges: claim.edges)
  }
}
