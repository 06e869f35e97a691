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
    _ scene: Scene, arrangement: Arrangement?, caption: Caption?, ontology: Ontology,
    style: DiagramStyle
  ) throws(RenderingError) -> GraphvizGraph {
    var page = Page(style: style)
    let width = max(arrangement?.placement.bounds.width ?? 0, smallestWidth)
    let blocks = blocks(
      scene, caption, width: width, hasPicture: arrangement != nil, ontology, style)
    let sizes = try page.measure(blocks)
    for (block, sizes) in zip(blocks, sizes) {
      switch block {
      case .picture:
        if let arrangement { page.place(scene.graph, arrangement, width: width) }
      case .text(let lines, let text): page.place(lines, text, size: sizes[0])
      case .heading(let text):
        page.cursor += Self.gap
        page.place([text], style.node, size: sizes[0])
        page.cursor -= Self.gap * 0.4
      case .legend(let items): page.place(items, sizes: sizes, width: width)
      case .statements(let entries): page.place(entries, sizes: sizes, width: width)
      }
    }
    return page.finished()
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
    blocks += scene.legend.rows(ontology: ontology, style: style).map { .legend($0) }
    if !scene.statements.isEmpty {
      blocks.append(.heading("Who says what"))
      blocks.append(.statements(entries(scene, style)))
    }
    return blocks
  }

  private enum Block {
    case text([String], DiagramStyle.Text)
    case heading(String)
    case picture
    case legend([LegendItem])
    case statements([Entry])

    /// How many sizes it needs.
    var count: Int {
      switch self {
      case .picture: return 0
      case .text, .heading: return 1
      case .legend(let items): return items.count
      case .statements(let entries): return entries.count
      }
    }
  }

  /// One text of the list of claims: a speaker's name, or what was said.
  private struct Entry {
    let lines: [String]
    let text: DiagramStyle.Text
    let isHeading: Bool
    let id: String?
    let classes: String
  }

  private static func entries(_ scene: Scene, _ style: DiagramStyle) -> [Entry] {
    scene.statements.flatMap { group in
      [
        Entry(
          lines: LabelText.wrap(
            group.speaker, columns: style.labels.claimColumns - 4, lines: 2
          ).orPlaceholder, text: style.heading, isHeading: true, id: nil, classes: "caption")
      ]
        + group.statements.map { statement in
          Entry(
            lines: LabelText.wrap(
              statement.text, columns: style.labels.claimColumns, lines: style.labels.claimLines),
            text: style.legend, isHeading: false, id: statement.id, classes: statement.classes)
        }
    }
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
      case .heading(let text): add(words([text], style.node))
      case .statements(let entries):
        for entry in entries { add(words(entry.lines, entry.text)) }
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
      defer { boxes = boxes.dropFirst(block.count) }
      return boxes.prefix(block.count).map { Size(width: $0.width, height: $0.height) }
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

  private mutating func add(
    _ attributes: [GraphvizGraph.Attribute], id: String? = nil, classes: String = "caption",
    x: Double, y: Double
  ) -> String {
    let name = name()
    graph.nodes.append(
      GraphvizGraph.Node(
        name: name,
        attributes: attributes + [
          .init("id", id ?? name), .init("class", classes),
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

  /// The list of claims in as many columns as the page has room for, read down each column in turn.
  private mutating func place(_ entries: [Entry], sizes: [Size], width: Double) {
    let columnWidth = (sizes.map(\.width).max() ?? 0) + Self.gap * 2
    let columns = max(1, Int(width / max(columnWidth, 1)))
    let heights = zip(entries, sizes).map { $1.height + ($0.isHeading ? Self.gap * 0.7 : 3) }
    // The lowest column height at which everything fits, found by trying: as even as the order allows, but a speaker's words are not
    // torn apart only to fill a column.
    let even = heights.reduce(0, +) / Double(columns)
    var limit = max(
      even, heights.max() ?? 0, min(Self.largestGroup(entries, heights), even * 1.7))
    while Self.columns(entries, heights, limit: limit).count > columns { limit *= 1.03 }
    let top = cursor
    var lowest = cursor
    for (index, column) in Self.columns(entries, heights, limit: limit).enumerated() {
      cursor = top
      let x = Double(index) * columnWidth
      for position in column {
        let (entry, size) = (entries[position], sizes[position])
        _ = add(
          words(entry.lines, entry.text), id: entry.id, classes: entry.classes,
          x: x + size.width / 2, y: -(cursor + heights[position] - size.height / 2))
        cursor += heights[position]
      }
      lowest = max(lowest, cursor)
    }
    cursor = lowest
  }

  private static func largestGroup(_ entries: [Entry], _ heights: [Double]) -> Double {
    var largest = 0.0
    var height = 0.0
    for (entry, added) in zip(entries, heights) {
      height = entry.isHeading ? added : height + added
      largest = max(largest, height)
    }
    return largest
  }

  /// The entries, by position, in columns no higher than a limit. A speaker's name never stands alone at the foot of a column, and
  /// stands again at the head of the next one where the list of words goes on.
  private static func columns(
    _ entries: [Entry], _ heights: [Double], limit: Double
  ) -> [[Int]] {
    var result: [[Int]] = []
    var column: [Int] = []
    var height = 0.0
    var speaker = 0
    for index in entries.indices {
      if entries[index].isHeading { speaker = index }
      let next = index + 1 < entries.count && entries[index].isHeading ? heights[index + 1] : 0
      if !column.isEmpty, height + heights[index] + next > limit * 1.0001 {
        result.append(column)
        column = speaker == index ? [] : [speaker]
        height = column.map { heights[$0] }.reduce(0, +)
      }
      column.append(index)
      height += heights[index]
    }
    if !column.isEmpty { result.append(column) }
    return result
  }

  private mutating func place(
    _ picture: GraphvizGraph, _ arrangement: Arrangement, width: Double
  ) {
    let placement = arrangement.placement
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
      if let label = arrangement.labels[index] {
        let x = (label.x + dx).graphvizText
        place(&edge, at: x + "," + (label.y + dy).graphvizText)
      }
      graph.edges.append(edge)
    }
    cursor += bounds.height + Self.gap * 1.5
  }

  /// Draws an edge's label as an element of its own, above the edges and on a ground of its own, so that no line strikes it through.
  private mutating func place(_ edge: inout GraphvizGraph.Edge, at place: String) {
    let words = edge.labelNode(style)
    edge.attributes.removeAll { GraphvizGraph.Edge.labelAttributes.contains($0.name) }
    func value(_ name: String) -> String {
      edge.attributes.first { $0.name == name }?.value ?? ""
    }
    graph.nodes.append(
      GraphvizGraph.Node(
        name: PictureID.label(ofEdge: value("id")),
        attributes: words + [
          .init("id", PictureID.label(ofEdge: value("id"))),
          .init("class", "label " + value("class")), .init("pos", place),
        ]))
  }

  private func finished() -> GraphvizGraph {
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
