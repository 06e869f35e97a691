internal import Ontology

/// Puts title, picture, list and legend on one page: every element gets a fixed place, so that Graphviz only draws.
///
/// The legend is no cluster and no HTML-like table: with clusters libgvc frees memory twice as soon as edges have labels, and tables leak.
struct Page {
  private let style: DiagramStyle
  private var graph = GraphvizGraph()
  /// Lower edge of what stands on the page so far, in points, growing downwards from 0.
  private var cursor = 0.0
  private var count = 0

  private static let smallestWidth = 560.0
  private static let gap = 10.0
  private static let sampleLength = 34.0

  /// The page as a graph in which everything has its place.
  static func compose(
    _ scene: Scene, placement: Placement?, caption: Caption?, ontology: Ontology, style: DiagramStyle
  ) throws(RenderingError) -> GraphvizGraph {
    var page = Page(style: style)
    let width = max(placement?.bounds.width ?? 0, smallestWidth)
    let blocks = blocks(scene, caption, width: width, hasPicture: placement != nil, ontology, style)
    let sizes = try page.measure(blocks)
    for (block, sizes) in zip(blocks, sizes) {
      switch block {
      case .picture:
        if let placement { page.place(scene.graph, placement, width: width) }
      case .text(let lines, let text): page.place(lines, text, size: sizes[0])
      case .legend(let items): page.place(items, sizes: sizes, width: width)
      }
    }
    return page.finished(scene.graph)
  }

  private static func blocks(
    _ scene: Scene, _ caption: Caption?, width: Double, hasPicture: Bool, _ ontology: Ontology,
    _ style: DiagramStyle
  ) -> [Block] {
    guard let caption else { return hasPicture ? [.picture] : [] }
    func text(_ text: String, _ look: DiagramStyle.Text, lines: Int) -> Block {
      // The mean width of a letter in ems, generous: only the measured size decides where things stand.
      let columns = Int(width / (look.size * (look.isBold ? 0.68 : 0.6)))
      return .text(LabelText.wrap(text, columns: columns, lines: lines), look)
    }
    var blocks: [Block] = [text(caption.title, style.title, lines: 4)]
    for line in [caption.origin, caption.counts] where !line.isEmpty {
      blocks.append(text(line, style.caption, lines: 4))
    }
    if let emptiness = caption.emptiness { blocks.append(text(emptiness, style.node, lines: 2)) }
    if hasPicture { blocks.append(.picture) }
    if !caption.listed.isEmpty {
      blocks.append(text("Also named: " + caption.listed, style.caption, lines: 6))
    }
    return blocks + scene.legend.rows(ontology: ontology, style: style).map { .legend($0) }
  }

  private enum Block {
    case text([String], DiagramStyle.Text)
    case picture
    case legend([LegendItem])
  }

  private struct Size {
    let width: Double
    let height: Double
  }

  private init(style: DiagramStyle) { self.style = style }

  /// The sizes of what the blocks hold, measured by Graphviz with the real font.
  private func measure(_ blocks: [Block]) throws(RenderingError) -> [[Size]] {
    var probe = GraphvizGraph()
    func add(_ attributes: [GraphvizGraph.Attribute]) {
      probe.nodes.append(
        GraphvizGraph.Node(
          name: "m\(probe.nodes.count)", attributes: attributes + [.init("pos", "0,0")]))
    }
    for block in blocks {
      switch block {
      case .picture: break
      case .text(let lines, let text): add(words(lines, text))
      case .legend(let items):
        for item in items {
          switch item {
          case .node(let label, let attributes):
            add(attributes + [.init("label", LabelText.escaped(label))])
          case .line(let label, _): add(words([label], style.legend))
          }
        }
      }
    }
    guard !probe.nodes.isEmpty else { return blocks.map { _ in [] } }
    var boxes = try Graphviz.place(probe, engine: "nop2").nodes[...]
    return blocks.map { block in
      let count: Int
      switch block {
      case .picture: count = 0
      case .text: count = 1
      case .legend(let items): count = items.count
      }
      defer { boxes = boxes.dropFirst(count) }
      return boxes.prefix(count).map { Size(width: $0.width, height: $0.height) }
    }
  }

  private func words(
    _ lines: [String], _ text: DiagramStyle.Text
  ) -> [GraphvizGraph.Attribute] {
    [
      .init("shape", "plaintext"), .init("margin", 0.0), .init("width", 0.0),
      .init("height", 0.0), .init("label", LabelText.escaped(lines, alignment: "l")),
      .init("fontname", style.fontName(text)), .init("fontsize", text.size),
      .init("fontcolor", text.colour),
    ]
  }

  private mutating func name() -> String {
    count += 1
    return "page_\(count)"
  }

  private mutating func add(_ attributes: [GraphvizGraph.Attribute], x: Double, y: Double) -> String
  {
    let name = name()
    graph.nodes.append(
      GraphvizGraph.Node(
        name: name,
        attributes: attributes + [
          .init("id", name), .init("class", "caption"),
          .init("pos", x.graphvizText + "," + y.graphvizText),
        ]))
    return name
  }

  private mutating func place(_ lines: [String], _ text: DiagramStyle.Text, size: Size) {
    _ = add(words(lines, text), x: size.width / 2, y: -(cursor + size.height / 2))
    cursor += size.height + Self.gap * 0.6
  }

  private mutating func place(_ items: [LegendItem], sizes: [Size], width: Double) {
    var x = 0.0
    var rowHeight = 0.0
    cursor += Self.gap * 0.4
    var row: [(LegendItem, Size, Double)] = []
    func flush(_ page: inout Page) {
      let y = -(page.cursor + rowHeight / 2)
      for (item, size, x) in row { page.place(item, size: size, x: x, y: y) }
      page.cursor += rowHeight + (row.isEmpty ? 0 : Self.gap * 0.8)
      row = []
    }
    for (item, size) in zip(items, sizes) {
      var total = size.width
      if case .line = item { total += Self.sampleLength + 5 }
      if x > 0, x + total > width {
        flush(&self)
        (x, rowHeight) = (0, 0)
      }
      row.append((item, size, x))
      x += total + Self.gap * 1.6
      rowHeight = max(rowHeight, size.height)
    }
    flush(&self)
  }

  private mutating func place(_ item: LegendItem, size: Size, x: Double, y: Double) {
    switch item {
    case .node(let label, let attributes):
      _ = add(
        attributes + [.init("label", LabelText.escaped(label))], x: x + size.width / 2, y: y)
    case .line(let label, let attributes):
      let dot: [GraphvizGraph.Attribute] = [
        .init("shape", "point"), .init("style", "invis"), .init("width", 0.01),
        .init("height", 0.01), .init("label", ""),
      ]
      let end = x + Self.sampleLength
      let tail = add(dot, x: x, y: y)
      let head = add(dot, x: end, y: y)
      let tip = end - 8
      func point(_ x: Double) -> String { x.graphvizText + "," + y.graphvizText }
      let hasHead = attributes.contains { $0.name == "arrowhead" && $0.value != "none" }
      let stop = hasHead ? tip : end
      let third = (stop - x) / 3
      let curve =
        (hasHead ? "e," + point(end) + " " : "")
        + [x, x + third, x + 2 * third, stop].map(point).joined(separator: " ")
      let name = name()
      graph.edges.append(
        GraphvizGraph.Edge(
          tail: tail, head: head,
          attributes: attributes + [
            .init("id", name), .init("class", "caption"), .init("pos", curve),
          ]))
      _ = add(words([label], style.legend), x: end + 5 + size.width / 2, y: y)
    }
  }

  private mutating func place(_ picture: GraphvizGraph, _ placement: Placement, width: Double) {
    let bounds = placement.bounds
    cursor += Self.gap
    let dx = (width - bounds.width) / 2 - bounds.left
    let dy = -(cursor + bounds.height) - bounds.bottom
    for (node, box) in zip(picture.nodes, placement.nodes) {
      var node = node
      let (x, y) = ((box.left + box.right) / 2 + dx, (box.bottom + box.top) / 2 + dy)
      node.attributes.append(.init("pos", x.graphvizText + "," + y.graphvizText))
      graph.nodes.append(node)
    }
    for (index, edge) in picture.edges.enumerated() {
      var edge = edge
      edge.attributes.append(
        .init("pos", Self.shifted(placement.curves[index], dx: dx, dy: dy)))
      if let label = placement.labels[index] {
        edge.attributes.append(
          .init("lp", (label.x + dx).graphvizText + "," + (label.y + dy).graphvizText))
      }
      graph.edges.append(edge)
    }
    cursor += bounds.height + Self.gap * 1.5
  }

  private func finished(_ picture: GraphvizGraph) -> GraphvizGraph {
    var result = graph
    let margin = (style.spacing.margin / 72).graphvizText
    result.attributes = [
      .init("bgcolor", style.background), .init("outputorder", "edgesfirst"),
      .init("pad", margin), .init("charset", "UTF-8"),
    ]
    return result
  }

  /// A curve in Graphviz's notation (`s,x,y e,x,y x,y x,y …`, several separated by semicolons), moved.
  static func shifted(_ curve: String, dx: Double, dy: Double) -> String {
    curve.split(separator: ";", omittingEmptySubsequences: false).map { part in
      part.split(separator: " ").map { token in
        let fields = token.split(separator: ",")
        let isEnd = fields.count == 3
        guard let x = fields.dropFirst(isEnd ? 1 : 0).first.flatMap({ Double($0) }),
          let y = fields.last.flatMap({ Double($0) })
        else { return String(token) }
        return (isEnd ? fields[0] + "," : "") + (x + dx).graphvizText + ","
          + (y + dy).graphvizText
      }.joined(separator: " ")
    }.joined(separator: ";")
  }
}
