internal import Ontology

/// Edges that are drawn as one line, because they join the same nodes in the same way.
struct EdgeBundle {
  struct Key: Hashable {
    let tail: String
    let head: String
    let kind: EdgeKind
    let pattern: String
    let arrowhead: String
  }

  struct Strand {
    let id: String
    let label: String
    let classes: [String]
    let title: String
    let quotes: [String]
  }

  let key: Key
  var strands: [Strand]

  var classes: [String] {
    var seen: Set<String> = []
    return strands.flatMap(\.classes).filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// The label's lines: each strand's, those that say the same once with a count.
  func lines(columns: Int, limit: Int) -> [String] {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for label in strands.map(\.label) where !label.isEmpty {
      if counts[label] == nil { order.append(label) }
      counts[label, default: 0] += 1
    }
    var lines = order.flatMap { label in
      let count = counts[label] ?? 1
      return LabelText.wrap(
        count > 1 ? "\(label) ×\(count)" : label, columns: columns, lines: limit)
    }
    if lines.count > limit, limit > 0 {
      lines.removeSubrange(limit...)
      lines[limit - 1] += " …"
    }
    return lines
  }
}

/// Bundles in the order of their first edge.
struct EdgeBundles {
  private(set) var bundles: [EdgeBundle] = []
  private var positions: [EdgeBundle.Key: Int] = [:]

  mutating func add(_ key: EdgeBundle.Key, _ strand: EdgeBundle.Strand) {
    if let position = positions[key] {
      bundles[position].strands.append(strand)
    } else {
      positions[key] = bundles.count
      bundles.append(EdgeBundle(key: key, strands: [strand]))
    }
  }
}
