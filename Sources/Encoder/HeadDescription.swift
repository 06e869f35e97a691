/// Which columns of the joint first layer a head reads.
struct Columns: Sendable, Equatable {
  let first: Int
  let count: Int
}

/// A head that gives each word one label of a closed set.
struct LinearHead: Sendable {
  let name: String
  let columns: Columns
  let labels: [String]
  /// The label which says that a word begins a sentence, in the head that tells this.
  let sentenceStart: Int?
}

/// Scores pairs of words: a bilinear form of the dependent's and the head's columns.
struct ArcHead: Sendable {
  let dependent: Columns
  let head: Columns
  let matrix: Matrix
}

/// Scores all labels of a pair of vectors.
struct PairHead: Sendable {
  let name: String
  let left: Columns
  let right: Columns
  let matrix: Matrix
  let labels: [String]
  let paddedLabels: Int
  /// Spans only: the largest number of words.
  let longest: Int
  /// Spans only: columns whose mean over a span's words is added, and what is added for each number
  /// of words (`longest` rows of `paddedLabels`).
  let inside: (columns: Columns, widths: View<Float>)?
}

/// What the header says about the heads, checked against the tensors.
struct HeadSet: Sendable {
  let matrix: Matrix
  /// Columns from here on are rectified.
  let rectifiedFrom: Int
  let linear: [LinearHead]
  let arc: ArcHead?
  let relation: PairHead?
  let spans: [PairHead]

  init(_ weights: WeightsFile, hidden: Int) throws(EncoderModelError) {
    func invalid(_ reason: String) -> EncoderModelError {
      .invalidHeader(path: weights.path, reason: reason)
    }
    guard let entries = weights.header["heads"]?.elements,
      let rectified = weights.header["model"]?["rectifiedFrom"]?.size
    else { throw invalid("no heads") }
    guard
      let width = (weights.shape("heads", type: "i8p") ?? weights.shape("heads", type: "f32p"))?
        .first
    else { throw .missingTensor(path: weights.path, name: "heads") }
    matrix = try weights.matrix("heads", columns: width, inner: hidden)
    rectifiedFrom = rectified
    var linear: [LinearHead] = []
    var arc: ArcHead?
    var relation: PairHead?
    var spans: [PairHead] = []
    for entry in entries {
      guard let name = entry["name"]?.text, let kind = entry["kind"]?.text else {
        throw invalid("a head without name or kind")
      }
      func columns(_ key: String) throws(EncoderModelError) -> Columns {
        guard let pair = entry[key]?.sizes, pair.count == 2, pair[1] > 0, pair[0] % 16 == 0,
          pair[0] <= width, pair[1] <= width - pair[0]
        else { throw invalid("the head \(name) has no valid columns for \(key)") }
        return Columns(first: pair[0], count: pair[1])
      }
      func labels() throws(EncoderModelError) -> [String] {
        guard let labels = entry["labels"]?.texts, !labels.isEmpty, labels.count < 4096 else {
          throw invalid("the head \(name) has no labels")
        }
        return labels
      }
      switch kind {
      case "linear":
        let columns = try columns("columns")
        let labels = try labels()
        guard labels.count == columns.count else {
          throw invalid("the head \(name) has \(columns.count) columns for \(labels.count) labels")
        }
        let sentenceStart = entry["sentenceStart"]?.size
        if let sentenceStart, sentenceStart >= labels.count {
          throw invalid("the head \(name) has no label \(sentenceStart)")
        }
        linear.append(
          LinearHead(name: name, columns: columns, labels: labels, sentenceStart: sentenceStart))
      case "arc":
        let dependent = try columns("dependent")
        let head = try columns("head")
        guard let tensor = entry["tensor"]?.text, arc == nil, head.count % 16 == 0 else {
          throw invalid("the head \(name) is incomplete or second of its kind")
        }
        arc = ArcHead(
          dependent: dependent, head: head,
          matrix: try weights.matrix(tensor, columns: head.count, inner: dependent.count))
      case "relation", "span":
        let left = try columns("left")
        let right = try columns("right")
        let labels = try labels()
        let padded = roundedUp(labels.count, to: 16)
        let longest = entry["longest"]?.size ?? 1
        guard let tensor = entry["tensor"]?.text, longest >= 1, longest <= 64 else {
          throw invalid("the head \(name) is incomplete")
        }
        var inside: (columns: Columns, widths: View<Float>)?
        if entry["inside"] != nil {
          let columns = try columns("inside")
          guard kind == "span", columns.count == labels.count, let widths = entry["widths"]?.text,
            columns.first + padded <= width
          else { throw invalid("the head \(name) is incomplete") }
          inside = (columns, try weights.floats(widths, [longest, padded]))
        }
        let pair = PairHead(
          name: name, left: left, right: right,
          matrix: try weights.matrix(
            tensor, columns: padded * (right.count + 1), inner: left.count),
          labels: labels, paddedLabels: padded, longest: longest, inside: inside)
        if kind == "span" {
          spans.append(pair)
        } else {
          guard relation == nil else { throw invalid("two relation heads") }
          relation = pair
        }
      default:
        throw invalid("the head \(name) has the unknown kind \(kind)")
      }
    }
    self.linear = linear
    self.arc = arc
    self.relation = relation
    self.spans = spans
  }
}
