/// Maximum spanning trees with exactly one root (Chu-Liu and Edmonds).
enum TreeDecoder {
  /// The governor of each word in the best tree: a word's index, or `count` for the root.
  ///
  /// `score(dependent, head)` with `head == count` is the root's; a word is never its own governor.
  /// Among equal trees the choice depends on the order of the words only.
  static func heads(count: Int, score: (_ dependent: Int, _ head: Int) -> Float) -> [Int] {
    guard count > 1 else { return count == 1 ? [count] : [] }
    var greedy = [Int](repeating: count, count: count)
    var roots = 0
    for dependent in 0..<count {
      var best = -Float.infinity
      for head in 0...count where head != dependent {
        let value = score(dependent, head)
        if value > best {
          best = value
          greedy[dependent] = head
        }
      }
      if greedy[dependent] == count { roots += 1 }
    }
    if roots == 1, !hasCycle(greedy) { return greedy }

    // A penalty on each edge from the root that outweighs all other scores leaves one such edge.
    let root = count
    let nodes = count + 1
    var matrix = [Double](repeating: -.infinity, count: nodes * nodes)
    var low = Double.infinity
    var high = -Double.infinity
    for dependent in 0..<count {
      for head in 0...count where head != dependent {
        let value = Double(score(dependent, head))
        matrix[dependent * nodes + head] = value
        low = min(low, value)
        high = max(high, value)
      }
    }
    let penalty = (high - low + 1) * Double(nodes)
    for dependent in 0..<count { matrix[dependent * nodes + root] -= penalty }
    return Array(spanningTree(matrix, nodes: nodes, root: root)[0..<count])
  }

  private static func hasCycle(_ heads: [Int]) -> Bool {
    // 0 unseen, otherwise one more than the word from which it was first reached.
    var seen = [Int](repeating: 0, count: heads.count)
    for start in heads.indices {
      var node = start
      while node < heads.count, seen[node] == 0 {
        seen[node] = start + 1
        node = heads[node]
      }
      if node < heads.count, seen[node] == start + 1 { return true }
    }
    return false
  }

  /// Edmonds' algorithm with repeated contraction; quadratic space, at most cubic time.
  private static func spanningTree(_ scores: [Double], nodes: Int, root: Int) -> [Int] {
    var matrix = scores
    var heads = [Int](repeating: -1, count: nodes)
    var alive = [Bool](repeating: true, count: nodes)
    // The original edge behind each entry of the contracted matrix.
    var edgeDependent = [Int](repeating: 0, count: nodes * nodes)
    var edgeHead = edgeDependent
    for dependent in 0..<nodes {
      for head in 0..<nodes {
        edgeDependent[dependent * nodes + head] = dependent
        edgeHead[dependent * nodes + head] = head
      }
    }
    struct Contraction {
      let cycle: [Int]
      let into: Int
      /// For each node of the cycle, the original edge inside the cycle.
      let inner: [(dependent: Int, head: Int)]
      /// For each node of the cycle, the original nodes that it stood for.
      let members: [[Int]]
    }
    var members = (0..<nodes).map { [$0] }
    var contractions: [Contraction] = []

    func bestHeads() -> [Int] {
      var best = [Int](repeating: -1, count: nodes)
      for dependent in 0..<nodes where alive[dependent] && dependent != root {
        var value = -Double.infinity
        for head in 0..<nodes where alive[head] && head != dependent {
          if matrix[dependent * nodes + head] > value {
            value = matrix[dependent * nodes + head]
            best[dependent] = head
          }
        }
      }
      return best
    }

    var best = bestHeads()
    while let cycle = firstCycle(best, root: root) {
      let into = cycle[0]
      let inner = cycle.map { node in
        (
          dependent: edgeDependent[node * nodes + best[node]],
          head: edgeHead[node * nodes + best[node]]
        )
      }
      contractions.append(
        Contraction(cycle: cycle, into: into, inner: inner, members: cycle.map { members[$0] }))
      let inCycle = Set(cycle)
      let within = cycle.map { matrix[$0 * nodes + best[$0]] }
      for other in 0..<nodes where alive[other] && !inCycle.contains(other) {
        // Into the cycle: gain of replacing the inner edge of the entered node.
        var value = -Double.infinity
        var entered = cycle[0]
        for (index, node) in cycle.enumerated() {
          let gain = matrix[node * nodes + other] - within[index]
          if gain > value {
            value = gain
            entered = node
          }
        }
        let incoming = (
          edgeDependent[entered * nodes + other], edgeHead[entered * nodes + other]
        )
        // Out of the cycle: the best governor among its nodes.
        var outValue = -Double.infinity
        var left = cycle[0]
        for node in cycle where matrix[other * nodes + node] > outValue {
          outValue = matrix[other * nodes + node]
          left = node
        }
        let outgoing = (edgeDependent[other * nodes + left], edgeHead[other * nodes + left])
        matrix[into * nodes + other] = value
        (edgeDependent[into * nodes + other], edgeHead[into * nodes + other]) = incoming
        matrix[other * nodes + into] = outValue
        (edgeDependent[other * nodes + into], edgeHead[other * nodes + into]) = outgoing
      }
      for node in cycle where node != into {
        alive[node] = false
        members[into] += members[node]
      }
      best = bestHeads()
    }
    for node in 0..<nodes where alive[node] && node != root {
      let head = best[node]
      heads[edgeDependent[node * nodes + head]] = edgeHead[node * nodes + head]
    }
    // Undo the contractions: inside each cycle, all nodes keep their edge but the one entered.
    for contraction in contractions.reversed() {
      for (index, edge) in contraction.inner.enumerated() {
        let isEntered = contraction.members[index].contains { heads[$0] >= 0 }
        if !isEntered { heads[edge.dependent] = edge.head }
      }
    }
    return heads
  }

  private static func firstCycle(_ heads: [Int], root: Int) -> [Int]? {
    var seen = [Int](repeating: -1, count: heads.count)
    for start in heads.indices where heads[start] >= 0 {
      var node = start
      while node != root, node >= 0, seen[node] < 0 {
        seen[node] = start
        node = heads[node]
      }
      if node != root, node >= 0, seen[node] == start {
        var cycle = [node]
        var next = heads[node]
        while next != node {
          cycle.append(next)
          next = heads[next]
        }
        return cycle.sorted()
      }
    }
    return nil
  }
}
