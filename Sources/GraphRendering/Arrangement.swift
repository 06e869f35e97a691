/// A picture with a place for everything in it.
struct Arrangement {
  let placement: Placement
  /// Centres of the edges' labels, in the graph's order; nil where there is none.
  let labels: [Placement.Point?]

  /// Lays a graph out and puts the labels on their lines.
  ///
  /// Layouts without room for labels have shorter and straighter lines. So room is asked for only where two labels would meet, and
  /// the layout done again; when that does not end, room for all labels is what Graphviz itself guarantees.
  static func make(
    _ graph: GraphvizGraph, layout: DiagramLayout, style: DiagramStyle
  ) throws(RenderingError) -> Arrangement {
    let sizes = try labelSizes(of: graph, style: style)
    let labelled = Set(graph.edges.indices.filter { sizes[$0] != nil })
    var reserved: Set<Int> = []
    var best: (arrangement: Arrangement, meetings: Int)?
    let attempts =
      layout != .ranked || graph.edges.count > 150 ? 1 : graph.edges.count > 100 ? 2 : 4
    for attempt in 1...attempts {
      let isLast = attempt == attempts && attempts > 1
      if isLast { reserved = labelled }
      let placement = try Graphviz.place(
        graph.reservingRoom(for: reserved, rank: style.spacing.rank, isTight: isLast),
        engine: layout.rawValue)
      var placer = LabelPlacer(
        nodes: placement.nodes, curves: placement.curves.map(Curve.init))
      let places = placer.places(sizes, wishes: placement.labels)
      if placer.meetings.count < best?.meetings ?? .max {
        best = (
          Arrangement(placement: placement, labels: places), placer.meetings.count
        )
      }
      if placer.meetings.isEmpty || reserved == labelled { break }
      reserved.formUnion(placer.meetings)
    }
    guard let best else { throw .graphviz(step: "place the nodes", messages: "") }
    return best.arrangement
  }

  /// Sizes of the edges' labels as they will be drawn.
  private static func labelSizes(
    of graph: GraphvizGraph, style: DiagramStyle
  ) throws(RenderingError) -> [(width: Double, height: Double)?] {
    var probe = GraphvizGraph()
    for (index, edge) in graph.edges.enumerated() where edge.isLabelled {
      probe.nodes.append(
        GraphvizGraph.Node(
          name: "m\(index)", attributes: edge.labelNode(style) + [.init("pos", "0,0")]))
    }
    guard !probe.nodes.isEmpty else { return graph.edges.map { _ in nil } }
    var boxes = try Graphviz.place(probe, engine: "nop2").nodes[...]
    return graph.edges.map { edge in
      edge.isLabelled ? boxes.popFirst().map { ($0.width, $0.height) } : nil
    }
  }
}

extension GraphvizGraph.Edge {
  static let labelAttributes: Set = ["label", "fontname", "fontsize", "fontcolor"]

  var isLabelled: Bool { attributes.contains { $0.name == "label" } }

  /// The label as a node: drawn above the lines, on a ground that its own line ends at.
  func labelNode(_ style: DiagramStyle) -> [GraphvizGraph.Attribute] {
    attributes.filter { Self.labelAttributes.contains($0.name) } + [
      .init("shape", "box"), .init("style", "filled"), .init("penwidth", 0.0),
      .init("color", style.background), .init("fillcolor", style.background),
      .init("margin", "0.03,0.01"), .init("width", 0.0), .init("height", 0.0),
    ]
  }
}

extension GraphvizGraph {
  /// - Parameters:
  ///   - edges: Positions of the edges whose labels the layout shall know of.
  ///   - rank: Inches between ranks that have no room for labels of its own.
  ///   - isTight: Whether labels make room enough between the ranks.
  func reservingRoom(for edges: Set<Int>, rank: Double, isTight: Bool) -> GraphvizGraph {
    var result = self
    for index in result.edges.indices where !edges.contains(index) {
      result.edges[index].attributes.removeAll { $0.name == "label" }
    }
    result.attributes.append(.init("ranksep", isTight ? rank / 2 : rank))
    return result
  }
}
