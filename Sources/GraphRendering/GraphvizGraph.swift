/// A graph as Graphviz knows it: names and attributes, before anything is placed.
///
/// Attribute values are Graphviz's own notation: texts are escaped already (`LabelText`).
struct GraphvizGraph: Sendable {
  struct Attribute: Sendable, Equatable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }

    /// A length or size, without the noise of floating point.
    init(_ name: String, _ value: Double) {
      self.init(name, value.graphvizText)
    }
  }

  struct Node: Sendable {
    let name: String
    var attributes: [Attribute]
  }

  struct Edge: Sendable {
    let tail: String
    let head: String
    var attributes: [Attribute]
  }

  var attributes: [Attribute] = []
  var nodes: [Node] = []
  var edges: [Edge] = []
  /// Nodes that a ranked layout puts side by side.
  var ranks: [[String]] = []
}

extension Double {
  /// At most three decimals, no exponent, no negative zero; numbers beyond all coordinates as they are.
  var graphvizText: String {
    guard abs(self) < 1e12 else { return description }
    let thousandths = Int((self * 1000).rounded())
    let whole = abs(thousandths) / 1000
    var digits = String(abs(thousandths) % 1000)
    digits = String(repeating: "0", count: 3 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return (thousandths < 0 ? "-" : "") + String(whole) + (digits.isEmpty ? "" : "." + digits)
  }
}

/// Where a layout put things; in points, from the lower left corner.
struct Placement: Sendable {
  struct Point: Sendable, Equatable {
    var x: Double
    var y: Double
  }

  struct Box: Sendable, Equatable {
    var left: Double
    var bottom: Double
    var right: Double
    var top: Double

    var width: Double { right - left }
    var height: Double { top - bottom }

    func overlaps(_ other: Box, by slack: Double = 0) -> Bool {
      left + slack < other.right && other.left + slack < right && bottom + slack < other.top
        && other.bottom + slack < top
    }
  }

  /// Boxes around the nodes, in the graph's order.
  var nodes: [Box]
  /// The edges' curves in Graphviz's notation, in the graph's order; empty where none was drawn.
  var curves: [String]
  /// Centres of the edges' labels; nil where there is no label.
  var labels: [Point?]
  var bounds: Box
}
