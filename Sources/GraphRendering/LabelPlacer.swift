/// Finds a place on its own line for every edge's label: clear of nodes, of other labels and, as far as there is room, of other lines.
///
/// Graphviz puts a label beside its line, often nearer to another one; on the line there is no doubt whose it is. Where the line has no
/// room, the label stands close beside it.
struct LabelPlacer {
  private let nodes: [Placement.Box]
  private let curves: [Curve]
  private var grid: [Cell: [(edge: Int, point: Placement.Point)]] = [:]
  private var labels: [(edge: Int, box: Placement.Box)] = []
  /// Edges whose labels touch another label or a node.
  private(set) var meetings: Set<Int> = []

  private struct Cell: Hashable {
    let column: Int
    let row: Int
  }

  private static let cellSize = 24.0

  init(nodes: [Placement.Box], curves: [Curve]) {
    self.nodes = nodes
    self.curves = curves
    for (edge, curve) in curves.enumerated() {
      for point in curve.points { grid[Self.cell(point), default: []].append((edge, point)) }
    }
  }

  /// The labels' centres; nil for an edge without label or line.
  /// - Parameters:
  ///   - sizes: Width and height of each edge's label; nil for no label.
  ///   - wishes: Where Graphviz would put it.
  mutating func places(
    _ sizes: [(width: Double, height: Double)?], wishes: [Placement.Point?]
  ) -> [Placement.Point?] {
    var result = [Placement.Point?](repeating: nil, count: curves.count)
    // Those with the least choice first; among equals the edges' order.
    let order = curves.indices.filter { sizes[$0] != nil }.sorted {
      let (a, b) = (curves[$0].points.count, curves[$1].points.count)
      return a != b ? a < b : $0 < $1
    }
    for edge in order {
      guard let size = sizes[edge], let place = best(edge, size, wish: wishes[edge]) else {
        continue
      }
      result[edge] = place
      let box = Self.box(place, size)
      for other in labels where box.overlaps(other.box) { meetings.formUnion([edge, other.edge]) }
      if nodes.contains(where: { box.overlaps($0) }) { meetings.insert(edge) }
      labels.append((edge, box))
    }
    return result
  }

  private func best(
    _ edge: Int, _ size: (width: Double, height: Double), wish: Placement.Point?
  ) -> Placement.Point? {
    let points = curves[edge].points
    guard !points.isEmpty else { return wish }
    let middle = wish ?? points[points.count / 2]
    let reach = Self.bounds(of: points, by: max(size.width, size.height))
    let obstacles = Obstacles(
      labels: labels.map(\.box).filter { $0.overlaps(reach) },
      nodes: nodes.filter { $0.overlaps(reach) })
    var bestPlace: Placement.Point?
    var lowest = Double.infinity
    for index in stride(from: 0, to: points.count, by: max(1, points.count / 48)) {
      let point = points[index]
      // Far from the ends: beside an arrowhead a label hides it.
      let position = abs(Double(index) / Double(points.count) - 0.5)
      let wished = position * 30 + point.distance(to: middle) / 20
      for (shift, penalty) in [(0.0, 0.0), (0.8, 30), (-0.8, 30)] where wished + penalty < lowest {
        let place = Placement.Point(x: point.x, y: point.y + shift * size.height)
        let cost = wished + penalty + cost(of: Self.box(place, size), edge: edge, obstacles)
        if cost < lowest { (lowest, bestPlace) = (cost, place) }
      }
    }
    if let wish, cost(of: Self.box(wish, size), edge: edge, obstacles) + 60 < lowest {
      return wish
    }
    return bestPlace
  }

  private struct Obstacles {
    let labels: [Placement.Box]
    let nodes: [Placement.Box]
  }

  private func cost(
    of box: Placement.Box, edge: Int, _ obstacles: Obstacles
  ) -> Double {
    var cost = 0.0
    for other in obstacles.labels where box.overlaps(other, by: -2) { cost += 400 }
    for node in obstacles.nodes where box.overlaps(node, by: -3) { cost += 600 }
    return cost + 25 * Double(lines(through: box, except: edge))
  }

  private static func bounds(of points: [Placement.Point], by margin: Double) -> Placement.Box {
    var box = Placement.Box(
      left: .infinity, bottom: .infinity, right: -.infinity, top: -.infinity)
    for point in points {
      box.left = min(box.left, point.x - margin)
      box.right = max(box.right, point.x + margin)
      box.bottom = min(box.bottom, point.y - margin)
      box.top = max(box.top, point.y + margin)
    }
    return box
  }

  /// How many other edges' lines a box would cover.
  private func lines(through box: Placement.Box, except edge: Int) -> Int {
    var found: [Int] = []
    let low = Self.cell(Placement.Point(x: box.left, y: box.bottom))
    let high = Self.cell(Placement.Point(x: box.right, y: box.top))
    for column in low.column...high.column {
      for row in low.row...high.row {
        for item in grid[Cell(column: column, row: row)] ?? []
        where item.edge != edge && box.contains(item.point) && !found.contains(item.edge) {
          found.append(item.edge)
        }
      }
    }
    return found.count
  }

  private static func cell(_ point: Placement.Point) -> Cell {
    Cell(
      column: Int((point.x / cellSize).rounded(.down)),
      row: Int((point.y / cellSize).rounded(.down)))
  }

  private static func box(
    _ centre: Placement.Point, _ size: (width: Double, height: Double)
  ) -> Placement.Box {
    Placement.Box(
      left: centre.x - size.width / 2, bottom: centre.y - size.height / 2,
      right: centre.x + size.width / 2, top: centre.y + size.height / 2)
  }
}

extension Placement.Box {
  func contains(_ point: Placement.Point) -> Bool {
    left < point.x && point.x < right && bottom < point.y && point.y < top
  }
}
