/// Chooses among scored spans so that none cross.
enum SpanDecoder {
  struct Candidate: Equatable {
    let start: Int
    /// One past the last word.
    let end: Int
    let label: Int
    /// How far the label's score lies above that of none.
    let margin: Float
    let score: Float
  }

  /// Takes candidates by margin; those that cross one taken before are dropped.
  static func resolve(_ candidates: [Candidate]) -> [Candidate] {
    let order = candidates.sorted {
      ($1.margin, $0.start, $0.end) < ($0.margin, $1.start, $1.end)
    }
    var kept: [Candidate] = []
    for candidate in order
    where !kept.contains(where: { crosses($0, candidate) }) {
      kept.append(candidate)
    }
    return kept.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
  }

  private static func crosses(_ a: Candidate, _ b: Candidate) -> Bool {
    (a.start < b.start && b.start < a.end && a.end < b.end)
      || (b.start < a.start && a.start < b.end && b.end < a.end)
  }
}
