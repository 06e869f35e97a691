/// Look-ups in a graph: by id, and the edges at a node. Made once for many questions.
public struct GraphIndex: Sendable {
  public let graph: KnowledgeGraph
  private let positions: [String: Int]
  private let outgoing: [[Int]]
  private let incoming: [[Int]]

  public init(_ graph: KnowledgeGraph) {
    self.graph = graph
    var positions: [String: Int] = [:]
    for (index, node) in graph.nodes.enumerated() { positions[node.id] = index }
    var outgoing = [[Int]](repeating: [], count: graph.nodes.count)
    var incoming = outgoing
    for (index, edge) in graph.edges.enumerated() {
      if let source = positions[edge.source] { outgoing[source].append(index) }
      if let target = positions[edge.target] { incoming[target].append(index) }
    }
    self.positions = positions
    self.outgoing = outgoing
    self.incoming = incoming
  }

  /// Position of a node in `graph.nodes`.
  public func position(of id: String) -> Int? { positions[id] }

  public func node(_ id: String) -> Node? { positions[id].map { graph.nodes[$0] } }

  /// Edges that start at a node, in the graph's order.
  public func edges(from id: String) -> [Edge] {
    positions[id].map { outgoing[$0].map { graph.edges[$0] } } ?? []
  }

  /// Edges that end at a node, in the graph's order.
  public func edges(to id: String) -> [Edge] {
    positions[id].map { incoming[$0].map { graph.edges[$0] } } ?? []
  }
}
