internal import Base
public import Ontology

/// Makes a graph: gives nodes and edges their ids and their order.
///
/// Nodes and edges may be added in any order. Ids come from the content alone (type and label; for an edge, its type, ends and first
/// evidence), so a paragraph added at the end of an article leaves the ids of what stood before as they were.
public struct GraphBuilder {
  /// A node under construction, named by its position of arrival.
  public struct Handle: Hashable, Sendable {
    let position: Int
  }

  /// An edge whose ends are still handles.
  public struct PendingEdge: Sendable {
    public var type: String
    public var source: Handle
    public var target: Handle
    public var attributes: Attributes
    public var time: TimeReference?
    public var factuality: String
    public var attributedTo: Handle?
    public var confidence: Double
    public var evidence: [Evidence]

    public init(
      type: String, source: Handle, target: Handle, attributes: Attributes = [:],
      time: TimeReference? = nil, factuality: String, attributedTo: Handle? = nil,
      confidence: Double, evidence: [Evidence]
    ) {
      self.type = type
      self.source = source
      self.target = target
      self.attributes = attributes
      self.time = time
      self.factuality = factuality
      self.attributedTo = attributedTo
      self.confidence = confidence
      self.evidence = evidence
    }
  }

  private let ontology: Ontology
  private let generator: KnowledgeGraph.Generator
  private let articles: [ArticleInfo]
  private var nodes: [Node] = []
  private var eventSpeakers: [Handle?] = []
  private var edges: [PendingEdge] = []

  public init(
    ontology: Ontology, generator: KnowledgeGraph.Generator, articles: [ArticleInfo]
  ) {
    self.ontology = ontology
    self.generator = generator
    self.articles = articles
  }

  /// Adds a node; its `id`, and the id in `event.attributedTo`, are set when the graph is made.
  /// - Parameter attributedTo: For an event, the node that says so.
  public mutating func add(_ node: Node, attributedTo: Handle? = nil) -> Handle {
    nodes.append(node)
    eventSpeakers.append(attributedTo)
    return Handle(position: nodes.count - 1)
  }

  public mutating func add(_ edge: PendingEdge) { edges.append(edge) }

  /// The finished graph.
  public func graph() -> KnowledgeGraph {
    let articleRank = Dictionary(
      articles.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let isBefore: (Evidence, Evidence) -> Bool = { a, b in
      let (first, second) = (articleRank[a.article] ?? .max, articleRank[b.article] ?? .max)
      return first != second ? first < second : a.span < b.span
    }
    let order = nodeOrder(articleRank, isBefore)
    let ids = nodeIDs(in: order)
    var finished: [Node] = []
    var rank = [Int](repeating: 0, count: nodes.count)
    for (position, index) in order.enumerated() {
      rank[index] = position
      var node = nodes[index]
      node.id = ids[index]
      node.event?.attributedTo = eventSpeakers[index].map { ids[$0.position] }
      node.mentions.sort { isBefore($0.evidence, $1.evidence) }
      node.salience = Self.rounded(node.salience)
      node.confidence = Self.rounded(node.confidence)
      finished.append(node)
    }
    return KnowledgeGraph(
      generator: generator, articles: articles, nodes: finished,
      edges: finishedEdges(ids: ids, rank: rank, isBefore))
  }

  /// Three decimals: as much as a confidence means, and few enough that the last bit of a float never shows.
  static func rounded(_ value: Double) -> Double {
    value.isNaN ? 0 : (min(max(value, 0), 1) * 1000).rounded() / 1000
  }

  // MARK: - Order

  /// Where a node first stands; claims without mentions stand at their content.
  private struct SortKey: Comparable {
    let article: Int
    let span: TextSpan
    let type: String
    let label: String

    static func < (a: SortKey, b: SortKey) -> Bool {
      if a.article != b.article { return a.article < b.article }
      if a.span != b.span { return a.span < b.span }
      return a.type != b.type ? a.type < b.type : a.label < b.label
    }
  }

  /// Positions of the nodes in the order of the text.
  private func nodeOrder(
    _ articleRank: [String: Int], _ isBefore: (Evidence, Evidence) -> Bool
  ) -> [Int] {
    let keys = nodes.map { node in
      let first = node.mentions.map(\.evidence).min(by: isBefore) ?? node.claim?.content
      return SortKey(
        article: first.flatMap { articleRank[$0.article] } ?? .max,
        span: first?.span ?? TextSpan(start: 0, end: 0), type: node.type, label: node.label)
    }
    var order = nodes.indices.sorted { keys[$0] < keys[$1] }
    // Nodes with one place, type and label (one statement of two speakers) are told apart by the rest of them and by what they are tied to.
    var start = 0
    while start < order.count {
      let end = order[start...].firstIndex { keys[$0] != keys[order[start]] } ?? order.count
      if end - start > 1 {
        let ties = order[start..<end].map { ($0, signature(of: $0)) }
        order.replaceSubrange(
          start..<end, with: ties.sorted { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0 < $1.0 }.map(\.0))
      }
      start = end
    }
    return order
  }

  private func signature(of position: Int) -> String {
    let node = nodes[position]
    var parts = [
      String(describing: node.event), String(describing: node.claim), "\(node.mentions)",
      "\(node.aliases)", "\(node.sameAs)",
      Self.text(node.attributes), "\(node.salience) \(node.confidence)",
      eventSpeakers[position].map { nodes[$0.position].label } ?? "",
    ]
    parts += edges.compactMap { edge -> String? in
      if edge.source.position == position {
        return "> \(edge.type) \(nodes[edge.target.position].label)"
      }
      if edge.target.position == position {
        return "< \(edge.type) \(nodes[edge.source.position].label)"
      }
      return nil
    }.sorted()
    return parts.joined(separator: "\n")
  }

  private static func text(_ attributes: Attributes) -> String {
    "\(attributes.sorted { $0.key < $1.key })"
  }

  /// `prefix/slug` of each node by its position of arrival; a repeated one gets `-2`, `-3` … in the order of the text.
  private func nodeIDs(in order: [Int]) -> [String] {
    var ids = [String](repeating: "", count: nodes.count)
    var taken: Set<String> = []
    for index in order {
      let node = nodes[index]
      let prefix = ontology.nodeType(node.type)?.prefix ?? node.type.slug()
      let kind = node.event.map { $0.type.slug() + "-" } ?? ""
      let slug = node.label.slug()
      let stem = prefix + "/" + kind + (slug.isEmpty ? "unnamed" : slug)
      var id = stem
      var number = 2
      while !taken.insert(id).inserted {
        id = "\(stem)-\(number)"
        number += 1
      }
      ids[index] = id
    }
    return ids
  }

  private func finishedEdges(
    ids: [String], rank: [Int], _ isBefore: (Evidence, Evidence) -> Bool
  ) -> [Edge] {
    let evidence = edges.map { $0.evidence.sorted(by: isBefore) }
    /// What is left to tell two edges of one type between the same ends apart, after their first evidence.
    func rest(_ index: Int) -> String {
      let edge = edges[index]
      return
        "\(evidence[index]) \(edge.factuality) \(edge.attributedTo.map { ids[$0.position] } ?? "") \(String(describing: edge.time)) "
        + "\(Self.text(edge.attributes)) \(edge.confidence)"
    }
    let sorted = edges.indices.sorted { a, b in
      let (x, y) = (edges[a], edges[b])
      let keys = (rank[x.source.position], rank[y.source.position])
      if keys.0 != keys.1 { return keys.0 < keys.1 }
      let types = (ontology.edgeRank(x.type), ontology.edgeRank(y.type))
      if types.0 != types.1 { return types.0 < types.1 }
      let targets = (rank[x.target.position], rank[y.target.position])
      if targets.0 != targets.1 { return targets.0 < targets.1 }
      if let first = evidence[a].first, let second = evidence[b].first {
        if isBefore(first, second) { return true }
        if isBefore(second, first) { return false }
      }
      return rest(a) < rest(b)
    }
    var taken: Set<String> = []
    return sorted.map { index in
      let edge = edges[index]
      let (source, target) = (ids[edge.source.position], ids[edge.target.position])
      let evidence = evidence[index]
      let stem =
        "e-"
        + String(
          SHA256.hexDigest(
            [edge.type, source, target, evidence.first?.text ?? ""].joined(separator: "\n").utf8
          ).prefix(12))
      var id = stem
      var number = 2
      while !taken.insert(id).inserted {
        id = "\(stem)-\(number)"
        number += 1
      }
      return Edge(
        id: id, type: edge.type, source: source, target: target, attributes: edge.attributes,
        time: edge.time, factuality: edge.factuality,
        attributedTo: edge.attributedTo.map { ids[$0.position] },
        confidence: Self.rounded(edge.confidence), evidence: evidence)
    }
  }
}
