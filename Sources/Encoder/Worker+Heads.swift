internal import CKernels

/// What the heads say about one window. Word numbers are those of the whole text.
struct WindowResult: Sendable {
  /// Where sentences begin in the window, ascending; the window's first word always does.
  var starts: [Int] = []
  /// Labels and scores, one entry a linear head.
  var wordLabels: [(labels: [Int], scores: [Float])] = []
  var governors: [Int] = []
  var governorScores: [Float] = []
  var relations: [Int] = []
  var spans: [[LabeledSpan]] = []
  var vectors: [Float] = []
  /// Relation vectors of the first and the last sentence's roots, for a sentence that goes on from
  /// or into another window.
  var firstRootLeft: [Float] = []
  var lastRootRight: [Float] = []
}

extension Worker {
  /// All heads on the window whose trunk has just run.
  func runHeads(
    _ plan: WindowPlan, window: WindowPlan.Window, unitStarts: ArraySlice<Int>,
    sentences: SentencePolicy, vectors: Bool
  ) -> WindowResult {
    let set = model.heads
    let count = window.words.count
    project(plan, window: window)
    var result = WindowResult()
    if vectors {
      for word in 0..<count {
        let row = hidden + firstPiece(of: word, plan, window) * model.hidden
        result.vectors += UnsafeBufferPointer(start: row, count: model.hidden)
      }
    }
    for head in set.linear {
      result.wordLabels.append(label(head, count: count))
    }
    result.starts = starts(
      result.wordLabels, window: window, unitStarts: unitStarts, policy: sentences)
    let ends = result.starts.dropFirst() + [window.words.upperBound]
    let ranges = zip(result.starts, ends).map { start, end in
      start - window.words.lowerBound..<end - window.words.lowerBound
    }
    if let arc = set.arc {
      attach(arc, count: count, sentences: ranges, &result)
    }
    if let relation = set.relation, set.arc != nil {
      relate(relation, count: count, &result)
      if let first = ranges.first, let last = ranges.last {
        let left = root(of: first, result.governors)
        let right = root(of: last, result.governors)
        result.firstRootLeft = slice(of: left, relation.left)
        result.lastRootRight = slice(of: right, relation.right)
      }
    }
    for word in result.governors.indices where result.governors[word] >= 0 {
      result.governors[word] += window.words.lowerBound
    }
    for head in set.spans {
      result.spans.append(
        findSpans(head, count: count, sentences: ranges, offset: window.words.lowerBound))
    }
    return result
  }

  func firstPiece(of word: Int, _ plan: WindowPlan, _ window: WindowPlan.Window) -> Int {
    1 + plan.pieceStarts[window.words.lowerBound + word]
      - plan.pieceStarts[window.words.lowerBound]
  }

  /// Gathers the window's start and the first piece of each word, and runs the joint first layer.
  func project(_ plan: WindowPlan, window: WindowPlan.Window) {
    let width = model.hidden
    let count = window.words.count
    for row in 0...count {
      let piece = row == 0 ? 0 : firstPiece(of: row - 1, plan, window)
      if model.isFloat {
        (heads.rows + row * width).update(from: hidden + piece * width, count: width)
      } else {
        let source = quantized.advanced(by: piece, width: width)
        let target = heads.gathered.advanced(by: row, width: width)
        target.bytes.update(from: source.bytes, count: width)
        target.rows.update(from: source.rows, count: 1)
      }
    }
    let matrix = model.heads.matrix
    multiply(heads.rows, heads.gathered, Int32(count + 1), matrix, projected)
    ngk_rectify(
      projected, Int32(count + 1), Int32(matrix.columns), Int32(model.heads.rectifiedFrom),
      Int32(matrix.columns))
  }

  /// The row of a word, or of the root for -1.
  func row(_ word: Int) -> UnsafeMutablePointer<Float> {
    projected + (word + 1) * model.heads.matrix.columns
  }

  private func slice(of word: Int, _ columns: Columns) -> [Float] {
    Array(UnsafeBufferPointer(start: row(word) + columns.first, count: columns.count))
  }

  private func root(of sentence: Range<Int>, _ governors: [Int]) -> Int {
    sentence.first { governors[$0] < 0 } ?? sentence.lowerBound
  }

  /// The best of some logits and its probability.
  private func best(_ logits: UnsafePointer<Float>, _ count: Int) -> (label: Int, score: Float) {
    var label = 0
    for index in 1..<max(count, 1) where logits[index] > logits[label] { label = index }
    var sum: Float = 0
    for index in 0..<count { sum += ngk_exp(logits[index] - logits[label]) }
    return (label, 1 / sum)
  }

  private func label(_ head: LinearHead, count: Int) -> (labels: [Int], scores: [Float]) {
    var labels: [Int] = []
    var scores: [Float] = []
    labels.reserveCapacity(count)
    scores.reserveCapacity(count)
    for word in 0..<count {
      let (label, score) = best(row(word) + head.columns.first, head.columns.count)
      labels.append(label)
      scores.append(score)
    }
    return (labels, scores)
  }

  private func starts(
    _ labels: [(labels: [Int], scores: [Float])], window: WindowPlan.Window,
    unitStarts: ArraySlice<Int>, policy: SentencePolicy
  ) -> [Int] {
    var isStart = [Bool](repeating: false, count: window.words.count)
    if !isStart.isEmpty { isStart[0] = true }
    for start in unitStarts { isStart[start - window.words.lowerBound] = true }
    if policy == .predicted {
      for (head, found) in zip(model.heads.linear, labels) {
        guard let start = head.sentenceStart else { continue }
        for (word, label) in found.labels.enumerated() where label == start {
          isStart[word] = true
        }
      }
    }
    return isStart.indices.filter { isStart[$0] }.map { $0 + window.words.lowerBound }
  }

  /// Governors: a bilinear score of each word with each other of its sentence and with the root,
  /// then the best tree.
  private func attach(
    _ head: ArcHead, count: Int, sentences: [Range<Int>], _ result: inout WindowResult
  ) {
    prepareArcs(head, count: count)
    result.governors = [Int](repeating: -1, count: count)
    result.governorScores = [Float](repeating: 1, count: count)
    for sentence in sentences {
      let words = sentence.count
      let columns = scoreArcs(head, sentence: sentence)
      let scores = heads.scores
      let tree = TreeDecoder.heads(count: words) { dependent, head in
        scores[dependent * columns + head]
      }
      for (word, governor) in tree.enumerated() {
        let logits = scores + word * columns
        var sum: Float = 0
        for other in 0...words where other != word {
          sum += ngk_exp(logits[other] - logits[governor])
        }
        result.governorScores[sentence.lowerBound + word] = 1 / sum
        if governor < words {
          result.governors[sentence.lowerBound + word] = sentence.lowerBound + governor
        }
      }
    }
  }

  /// The dependents' side of the bilinear scores, for all words of the window.
  func prepareArcs(_ head: ArcHead, count: Int) {
    multiplyStrided(
      row(0) + head.dependent.first, width: head.dependent.count,
      stride: model.heads.matrix.columns, rows: count, head.matrix, heads.governors)
  }

  /// Scores in `heads.scores`, a row a dependent: the sentence's words, then the root. Returns the
  /// length of a row.
  func scoreArcs(_ head: ArcHead, sentence: Range<Int>) -> Int {
    let words = sentence.count
    let width = head.head.count
    let columns = roundedUp(words + 1, to: 16)
    ngk_pack_f32(
      row(sentence.lowerBound) + head.head.first, Int32(model.heads.matrix.columns), Int32(words),
      Int32(columns), Int32(width), heads.packed)
    let root = row(-1) + head.head.first
    let rootColumn = heads.packed + (words & ~15) * width + (words & 15)
    for index in 0..<width { rootColumn[index * 16] = root[index] }
    var matrix = ngk_matrix_f32(
      packed: heads.packed, bias: nil, columns: Int32(columns), inner: Int32(width))
    ngk_multiply_f32(
      path, heads.governors + sentence.lowerBound * width, Int32(width), Int32(words), &matrix,
      heads.scores, Int32(columns))
    return columns
  }

  private func relate(_ head: PairHead, count: Int, _ result: inout WindowResult) {
    result.relations.reserveCapacity(count)
    forEachLeft(head, count: count) { word, matrix in
      scoreRight(
        row(result.governors[word]) + head.right.first, rows: 1, head, matrix)
      result.relations.append(best(heads.scores, head.labels.count).label)
    }
  }

  /// Best label of each span of a sentence, as far as it is not none.
  private func findSpans(
    _ head: PairHead, count: Int, sentences: [Range<Int>], offset: Int
  ) -> [LabeledSpan] {
    var ends = [Int](repeating: 0, count: count)
    for sentence in sentences {
      for word in sentence { ends[word] = sentence.upperBound }
    }
    var candidates: [SpanDecoder.Candidate] = []
    forEachLeft(head, count: count) { word, matrix in
      let lengths = min(head.longest, ends[word] - word)
      scoreSpans(from: word, lengths: lengths, head, matrix)
      for length in 0..<lengths {
        let logits = heads.scores + length * head.paddedLabels
        var label = 0
        for index in 1..<head.labels.count where logits[index] > logits[label] { label = index }
        guard label > 0 else { continue }
        candidates.append(
          SpanDecoder.Candidate(
            start: word, end: word + length + 1, label: label,
            margin: logits[label] - logits[0], score: best(logits, head.labels.count).score))
      }
    }
    return SpanDecoder.resolve(candidates).map {
      LabeledSpan(
        words: offset + $0.start..<offset + $0.end, label: $0.label, score: $0.score)
    }
  }

  /// For each word, the matrix that scores right vectors against it.
  func forEachLeft(
    _ head: PairHead, count: Int,
    _ body: (_ word: Int, _ matrix: UnsafeMutablePointer<Float>) -> Void
  ) {
    var first = 0
    while first < count {
      let rows = min(heads.pairRows, count - first)
      multiplyStrided(
        row(first) + head.left.first, width: head.left.count,
        stride: model.heads.matrix.columns, rows: rows, head.matrix, heads.pairs)
      for index in 0..<rows {
        body(first + index, heads.pairs + index * head.matrix.columns)
      }
      first += rows
    }
  }

  /// Scores of all labels for some right vectors, a row each in `heads.scores`.
  func scoreRight(
    _ right: UnsafePointer<Float>, rows: Int, _ head: PairHead,
    _ matrix: UnsafeMutablePointer<Float>
  ) {
    var arguments = ngk_matrix_f32(
      packed: matrix, bias: matrix + head.paddedLabels * head.right.count,
      columns: Int32(head.paddedLabels), inner: Int32(head.right.count))
    ngk_multiply_f32(
      path, right, Int32(model.heads.matrix.columns), Int32(rows), &arguments, heads.scores,
      Int32(head.paddedLabels))
  }

  /// Label scores of the spans from a word on, a row for each length in `heads.scores`.
  func scoreSpans(
    from word: Int, lengths: Int, _ head: PairHead, _ matrix: UnsafeMutablePointer<Float>
  ) {
    scoreRight(row(word) + head.right.first, rows: lengths, head, matrix)
    if let inside = head.inside {
      ngk_add_means(
        path, row(word) + inside.columns.first, Int32(model.heads.matrix.columns),
        inside.widths.pointer, Int32(lengths), Int32(head.paddedLabels), heads.scores)
    }
  }

  /// The best relation of a dependent to a governor in another window.
  func relation(left: [Float], right: [Float]) -> Int {
    guard let head = model.heads.relation, left.count == head.left.count,
      right.count == head.right.count
    else { return 0 }
    left.withUnsafeBufferPointer { left in
      guard let start = left.baseAddress else { return }
      multiplyStrided(
        start, width: left.count, stride: left.count, rows: 1, head.matrix, heads.pairs)
    }
    right.withUnsafeBufferPointer { right in
      guard let start = right.baseAddress else { return }
      scoreRight(start, rows: 1, head, heads.pairs)
    }
    return best(heads.scores, head.labels.count).label
  }
}
