internal import CGraphvizShim
internal import Synchronization

/// The one way to libgvc. Nothing in the library may run twice at a time, so everything goes through one lock; a call takes
/// milliseconds to a few seconds.
enum Graphviz {
  private static let turn = Mutex(())

  /// Places the nodes, edges and labels of a graph.
  static func place(
    _ graph: GraphvizGraph, engine: String
  ) throws(RenderingError) -> Placement {
    try turn.withLock { (_) throws(RenderingError) in
      let sheet = try Sheet.open(graph)
      try sheet.layOut(engine: engine)
      return sheet.placement()
    }
  }

  /// Draws a graph whose nodes and edges all have their places (`pos`).
  /// - Returns: The picture's bytes, and what Graphviz found odd.
  static func draw(
    _ graph: GraphvizGraph, as format: String
  ) throws(RenderingError) -> (bytes: [UInt8], warnings: [String]) {
    try turn.withLock { (_) throws(RenderingError) in
      let sheet = try Sheet.open(graph)
      try sheet.layOut(engine: "nop2")
      let bytes = try sheet.render(as: format)
      return (bytes, Sheet.messages)
    }
  }
}

/// A graph in the library's memory, for the length of one call under the lock.
private struct Sheet: ~Copyable {
  private let graph: OpaquePointer
  private let nodes: [OpaquePointer]
  private let edges: [OpaquePointer]
  private let isComplete: Bool

  static func open(_ description: GraphvizGraph) throws(RenderingError) -> Sheet {
    guard ng_gv_start() else { throw .unavailable("no context") }
    ng_gv_clear_messages()
    guard let graph = ng_gv_open("newsgraph") else { throw .unavailable("no memory") }
    return Sheet(graph, description)
  }

  private init(_ graph: OpaquePointer, _ description: GraphvizGraph) {
    var byName: [String: OpaquePointer] = [:]
    var nodes: [OpaquePointer] = []
    var edges: [OpaquePointer] = []
    Self.set(description.attributes, on: ng_gv_root(graph))
    for node in description.nodes {
      guard let object = ng_gv_node(graph, node.name) else { continue }
      Self.set(node.attributes, on: object)
      byName[node.name] = object
      nodes.append(object)
    }
    for (index, edge) in description.edges.enumerated() {
      guard let tail = byName[edge.tail], let head = byName[edge.head],
        let object = ng_gv_edge(graph, tail, head, String(index))
      else { continue }
      Self.set(edge.attributes, on: object)
      edges.append(object)
    }
    for (index, rank) in description.ranks.enumerated() {
      guard let group = ng_gv_subgraph(graph, "rank\(index)") else { continue }
      _ = ng_gv_set(group, "rank", "same")
      for name in rank { if let node = byName[name] { ng_gv_include(group, node) } }
    }
    self.graph = graph
    self.nodes = nodes
    self.edges = edges
    isComplete = nodes.count == description.nodes.count && edges.count == description.edges.count
  }

  deinit {
    ng_gv_free_layout(graph)
    ng_gv_close(graph)
  }

  private static func set(_ attributes: [GraphvizGraph.Attribute], on object: OpaquePointer) {
    for attribute in attributes { _ = ng_gv_set(object, attribute.name, attribute.value) }
  }

  static var messages: [String] {
    String(cString: ng_gv_messages()).split(separator: "\n").map(String.init)
  }

  borrowing func layOut(engine: String) throws(RenderingError) {
    guard isComplete else {
      throw .graphviz(step: "take the graph", messages: Self.messages.joined(separator: "; "))
    }
    // The same start for every layout, so that none depends on those before it.
    ng_gv_seed(1)
    let isPlaced = ng_gv_layout(graph, engine)
    // A missing plug-in and a refused graph have the same return code; only the text tells them apart.
    guard isPlaced, !ng_gv_failed() else {
      let messages = Self.messages.joined(separator: "; ")
      if messages.contains("not recognized") { throw .unavailable(messages) }
      throw .graphviz(step: "place the nodes (\(engine))", messages: messages)
    }
  }

  borrowing func render(as format: String) throws(RenderingError) -> [UInt8] {
    var bytes: UnsafeMutablePointer<CChar>?
    var count = 0
    let isDrawn = ng_gv_render(graph, format, &bytes, &count)
    defer { ng_gv_free(bytes) }
    guard isDrawn, !ng_gv_failed(), let bytes else {
      let messages = Self.messages.joined(separator: "; ")
      if messages.contains("not recognized") { throw .unavailable(messages) }
      throw .graphviz(step: "draw \(format)", messages: messages)
    }
    return Array(UnsafeRawBufferPointer(start: bytes, count: count))
  }

  borrowing func placement() -> Placement {
    let points = 72.0
    let boxes = nodes.map { node in
      let centre = Self.numbers(node, "pos")
      let (x, y) = centre.count >= 2 ? (centre[0], centre[1]) : (0, 0)
      let halfWidth = (Self.numbers(node, "width").first ?? 0) * points / 2
      let halfHeight = (Self.numbers(node, "height").first ?? 0) * points / 2
      return Placement.Box(
        left: x - halfWidth, bottom: y - halfHeight, right: x + halfWidth, top: y + halfHeight)
    }
    let bounds = Self.numbers(ng_gv_root(graph), "bb")
    return Placement(
      nodes: boxes, curves: edges.map { Self.text($0, "pos") },
      labels: edges.map { edge in
        let place = Self.numbers(edge, "lp")
        return place.count == 2 ? Placement.Point(x: place[0], y: place[1]) : nil
      },
      bounds: bounds.count == 4
        ? Placement.Box(left: bounds[0], bottom: bounds[1], right: bounds[2], top: bounds[3])
        : Placement.Box(left: 0, bottom: 0, right: 0, top: 0))
  }

  private static func text(_ object: OpaquePointer, _ name: String) -> String {
    ng_gv_get(object, name).map { String(cString: $0) } ?? ""
  }

  private static func numbers(_ object: OpaquePointer, _ name: String) -> [Double] {
    text(object, name).split(separator: ",").compactMap { Double($0) }
  }
}
