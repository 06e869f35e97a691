internal import Base
public import Ontology

/// Something in a graph that must not be.
public struct GraphProblem: Sendable, Hashable, CustomStringConvertible {
  /// What the problem is at: `node ID`, `edge ID` or `article ID`.
  public let subject: String
  public let reason: String

  public init(_ subject: String, _ reason: String) {
    self.subject = subject
    self.reason = reason
  }

  public var description: String { "\(subject): \(reason)" }
}

extension KnowledgeGraph {
  /// Checks what every graph promises: unique ids, edges between nodes that exist, types of the ontology, one source for a claim,
  /// evidence in known articles, and no edge that is known only from a claim but stands as the article's own assertion.
  /// - Returns: All problems, in the graph's order; empty for a sound graph.
  public func problems(_ ontology: Ontology) -> [GraphProblem] {
    var checker = InvariantChecker(graph: self, ontology: ontology)
    return checker.run()
  }
}

private struct InvariantChecker {
  let graph: KnowledgeGraph
  let ontology: Ontology
  var problems: [GraphProblem] = []
  var articleIDs: Set<String> = []
  var articleLengths: [String: Int] = [:]
  var nodeTypes: [String: String] = [:]
  /// Ids as the nodes spell them. Swift takes two spellings of one character (é as one code point or as two) for the same; readers of
  /// other makers don't, and would see an edge to nowhere.
  var nodeSpellings: Set<[UInt8]> = []

  init(graph: KnowledgeGraph, ontology: Ontology) {
    self.graph = graph
    self.ontology = ontology
  }

  mutating func run() -> [GraphProblem] {
    for article in graph.articles {
      let subject = "article \(article.id)"
      articleLengths[article.id] = article.characters
      if !articleIDs.insert(article.id).inserted {
        problems.append(GraphProblem(subject, "the id occurs twice"))
      }
      if article.id.isEmpty { problems.append(GraphProblem(subject, "the id is empty")) }
      if article.sha256.utf8.count != 64 || !article.sha256.utf8.allSatisfy(Self.isHexadecimal) {
        problems.append(
          GraphProblem(subject, "\"\(article.sha256)\" is no SHA-256 (64 hexadecimal digits)"))
      }
    }
    for node in graph.nodes where nodeTypes.updateValue(node.type, forKey: node.id) != nil {
      problems.append(GraphProblem("node \(node.id)", "the id occurs twice"))
    }
    for node in graph.nodes {
      nodeSpellings.insert(Array(node.id.utf8))
      if node.id.isEmpty { report(node, "the id is empty") }
    }
    for node in graph.nodes { check(node) }
    var edgeIDs: Set<String> = []
    for edge in graph.edges {
      if !edgeIDs.insert(edge.id).inserted { report(edge, "the id occurs twice") }
      if edge.id.isEmpty { report(edge, "the id is empty") }
      check(edge)
    }
    checkClaimSources()
    return problems
  }

  mutating func report(_ node: Node, _ reason: String) {
    problems.append(GraphProblem("node \(node.id)", reason))
  }

  mutating func report(_ edge: Edge, _ reason: String) {
    problems.append(GraphProblem("edge \(edge.id)", reason))
  }

  mutating func check(_ node: Node) {
    guard let type = ontology.nodeType(node.type) else {
      return report(node, "unknown node type \"\(node.type)\"")
    }
    if node.label.isEmpty { report(node, "no label") }
    if !(0...1).contains(node.confidence) { report(node, "confidence outside 0 to 1") }
    if !(0...1).contains(node.salience) { report(node, "salience outside 0 to 1") }
    if (type.kind == .event) != (node.event != nil) {
      report(node, "event details that don't fit its type")
    }
    if (type.kind == .claim) != (node.claim != nil) {
      report(node, "claim details that don't fit its type")
    }
    if type.kind != .claim, node.mentions.isEmpty { report(node, "stands nowhere in the text") }
    for mention in node.mentions {
      if let reason = fault(mention.evidence) { report(node, reason) }
      if !ontology.isMentionKind(mention.kind) {
        report(node, "unknown mention kind \"\(mention.kind)\"")
      }
    }
    if let reason = fault(node.attributes) { report(node, reason) }
    if let event = node.event { check(event, of: node) }
    if let claim = node.claim {
      if !ontology.isStance(claim.stance) { report(node, "unknown stance \"\(claim.stance)\"") }
      for evidence in [claim.content] + (claim.cue.map { [$0] } ?? []) {
        if let reason = fault(evidence) { report(node, reason) }
      }
    }
  }

  mutating func check(_ event: EventDetails, of node: Node) {
    if ontology.eventType(event.type) == nil {
      report(node, "unknown event type \"\(event.type)\"")
    }
    if !ontology.isFactuality(event.factuality) {
      report(node, "unknown factuality \"\(event.factuality)\"")
    }
    if let speaker = event.attributedTo, !isNode(speaker) {
      report(node, "attributed to \"\(speaker)\", which is no node")
    }
    if let evidence = event.time?.evidence, let reason = fault(evidence) { report(node, reason) }
  }

  mutating func check(_ edge: Edge) {
    guard let kind = ontology.edgeKind(edge.type) else {
      return report(edge, "unknown edge type \"\(edge.type)\"")
    }
    if !isNode(edge.source) { report(edge, "starts at \"\(edge.source)\", which is no node") }
    if !isNode(edge.target) { report(edge, "ends at \"\(edge.target)\", which is no node") }
    if let reason = fault(edge.attributes) { report(edge, reason) }
    if let speaker = edge.attributedTo, !isNode(speaker) {
      report(edge, "attributed to \"\(speaker)\", which is no node")
    }
    if !ontology.isFactuality(edge.factuality) {
      report(edge, "unknown factuality \"\(edge.factuality)\"")
    }
    if !(0...1).contains(edge.confidence) { report(edge, "confidence outside 0 to 1") }
    if edge.evidence.isEmpty { report(edge, "no evidence") }
    for evidence in edge.evidence + (edge.time?.evidence.map { [$0] } ?? []) {
      if let reason = fault(evidence) { report(edge, reason) }
    }
    guard let source = nodeTypes[edge.source], let sourceKind = ontology.nodeType(source)?.kind
    else { return }
    switch kind {
    case .role:
      if sourceKind != .event { report(edge, "a role that starts at no event") }
    case .claim:
      if sourceKind != .claim { report(edge, "a claim's edge that starts at no claim") }
    case .relation:
      if sourceKind == .claim { report(edge, "a relation that starts at a claim") }
    }
  }

  mutating func checkClaimSources() {
    guard let sourceEdge = ontology.claimEdge(.source)?.id else { return }
    var counts: [String: Int] = [:]
    for edge in graph.edges where edge.type == sourceEdge { counts[edge.source, default: 0] += 1 }
    for node in graph.nodes where node.claim != nil && counts[node.id, default: 0] != 1 {
      report(node, "a claim needs exactly one source, this has \(counts[node.id, default: 0])")
    }
  }

  func isNode(_ id: String) -> Bool { nodeSpellings.contains(Array(id.utf8)) }

  static func isHexadecimal(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...102).contains(byte)
  }

  func fault(_ attributes: Attributes) -> String? {
    func isFinite(_ value: AttributeValue) -> Bool {
      switch value {
      case .number(let number): return number.isFinite
      case .list(let values): return values.allSatisfy(isFinite)
      case .text, .integer, .flag: return true
      }
    }
    let broken = attributes.keys.sorted().first { attributes[$0].map { !isFinite($0) } ?? false }
    return broken.map { "attribute \"\($0)\" is no finite number" }
  }

  func fault(_ evidence: Evidence) -> String? {
    if !articleIDs.contains(evidence.article) {
      return "evidence in \"\(evidence.article)\", which is no article of the graph"
    }
    if evidence.span.isEmpty { return "an empty span at \(evidence.span.start)" }
    if let length = articleLengths[evidence.article], evidence.span.end > length {
      return "a span that ends at \(evidence.span.end), in an article of \(length) characters"
    }
    if evidence.text.unicodeScalars.count != evidence.span.count {
      return "a span of \(evidence.span.count) code points with a text of "
        + "\(evidence.text.unicodeScalars.count)"
    }
    return nil
  }
}
