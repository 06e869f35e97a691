/// An edge's line: Bézier curves, read from Graphviz's notation (`s,x,y e,x,y x,y x,y …`, several separated by semicolons).
struct Curve: Sendable {
  /// Points along the line, close enough to stand for it.
  private(set) var points: [Placement.Point] = []

  init(_ text: String) {
    for part in text.split(separator: ";") {
      var start: Placement.Point?
      var end: Placement.Point?
      var controls: [Placement.Point] = []
      for token in part.split(separator: " ") {
        let fields = token.split(separator: ",")
        guard fields.count >= 2, let x = Double(fields[fields.count - 2]),
          let y = Double(fields[fields.count - 1])
        else { continue }
        let point = Placement.Point(x: x, y: y)
        switch fields.count == 3 ? fields[0] : "" {
        case "s": start = point
        case "e": end = point
        default: controls.append(point)
        }
      }
      if let start { points.append(start) }
      var index = 0
      while index + 3 < controls.count {
        append(controls[index], controls[index + 1], controls[index + 2], controls[index + 3])
        index += 3
      }
      if let end { points.append(end) }
    }
  }

  private mutating func append(
    _ a: Placement.Point, _ b: Placement.Point, _ c: Placement.Point, _ d: Placement.Point
  ) {
    let length = a.distance(to: b) + b.distance(to: c) + c.distance(to: d)
    let steps = min(200, max(2, Int(length / 5)))
    for step in 0...steps {
      let t = Double(step) / Double(steps)
      let u = 1 - t
      let (wa, wb, wc, wd) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
      points.append(
        Placement.Point(
          x: wa * a.x + wb * b.x + wc * c.x + wd * d.x,
          y: wa * a.y + wb * b.y + wc * c.y + wd * d.y))
    }
  }
}

extension Placement.Point {
  func distance(to other: Placement.Point) -> Double {
    let (dx, dy) = (x - other.x, y - other.y)
    return (dx * dx + dy * dy).squareRoot()
  }
}
