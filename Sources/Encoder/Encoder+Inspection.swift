internal import CKernels

/// Raw numbers of one window, for comparison with the trainer.
@_spi(Inspection)
public struct InspectedWindow: Sendable, Equatable {
  /// Word vectors, the root's first.
  public var vectors: [Float] = []
  /// Logits of the linear heads, one entry a head, a row a word.
  public var linear: [[Float]] = []
  /// Scores of governors: for each word a row of the words and then the root.
  public var arcs: [Float] = []
  /// Relation logits of each word with the governor that was asked for.
  public var relations: [Float] = []
  /// Span logits: for each word, each length up to the longest that fits, all labels.
  public var spans: [[Float]] = []
}

@_spi(Inspection)
extension EncoderModel {
  /// The pieces and the shape class of a word.
  public func pieces(of word: [UInt8]) -> (pieces: [Int32], shape: UInt8) {
    var pieces: [Int32] = []
    let shape = tokenizer.appendPieces(of: word, to: &pieces)
    return (pieces, shape)
  }
}

@_spi(Inspection)
extension Encoder {
  /// Scores of the input's first window, taken as one sentence, with the root as everyone's governor
  /// for the relations.
  public func inspect(_ input: EncoderInput) -> InspectedWindow {
    let plan = WindowPlan(input, tokenizer: model.tokenizer, limit: model.window - 2)
    var out = InspectedWindow()
    guard let window = plan.windows.first else { return out }
    let worker = Worker(model: model, kernels: kernels)
    worker.runTrunk(plan, window: window)
    let count = window.words.count
    worker.project(plan, window: window)
    for word in -1..<count {
      let piece = word < 0 ? 0 : worker.firstPiece(of: word, plan, window)
      out.vectors += UnsafeBufferPointer(
        start: worker.hidden + piece * model.hidden, count: model.hidden)
    }
    let set = model.heads
    for head in set.linear {
      var logits: [Float] = []
      for word in 0..<count {
        logits += UnsafeBufferPointer(
          start: worker.row(word) + head.columns.first, count: head.columns.count)
      }
      out.linear.append(logits)
    }
    if let arc = set.arc {
      worker.prepareArcs(arc, count: count)
      let columns = worker.scoreArcs(arc, sentence: 0..<count)
      for word in 0..<count {
        out.arcs += UnsafeBufferPointer(
          start: worker.heads.scores + word * columns, count: count + 1)
      }
    }
    if let relation = set.relation {
      worker.forEachLeft(relation, count: count) { _, matrix in
        worker.scoreRight(worker.row(-1) + relation.right.first, rows: 1, relation, matrix)
        out.relations += UnsafeBufferPointer(
          start: worker.heads.scores, count: relation.labels.count)
      }
    }
    for head in set.spans {
      var logits: [Float] = []
      worker.forEachLeft(head, count: count) { word, matrix in
        let lengths = min(head.longest, count - word)
        worker.scoreSpans(from: word, lengths: lengths, head, matrix)
        for length in 0..<lengths {
          logits += UnsafeBufferPointer(
            start: worker.heads.scores + length * head.paddedLabels, count: head.labels.count)
        }
      }
      out.spans.append(logits)
    }
    return out
  }
}

@_spi(Inspection)
extension EncoderModel {
  /// Word pieces of an input, without the two that frame each window, and the windows' lengths.
  public func windowLengths(of input: EncoderInput) -> (pieces: Int, windows: [Int]) {
    let plan = WindowPlan(input, tokenizer: tokenizer, limit: window - 2)
    let lengths = plan.windows.map {
      plan.pieceStarts[$0.words.upperBound] - plan.pieceStarts[$0.words.lowerBound] + 2
    }
    return (plan.pieces.count, lengths)
  }

  /// Multiplications and additions for one window, counted separately: all products of matrices,
  /// without norms, GELU and softmax.
  public func operations(pieces: Int, words: Int) -> Double {
    var perPiece = 0.0
    for layer in layers {
      for matrix in [layer.qkv, layer.out, layer.up, layer.down] {
        perPiece += 2 * Double(matrix.columns) * Double(matrix.inner)
      }
    }
    perPiece += 4 * Double(pieces) * Double(hidden) * Double(layers.count)
    var perWord = 2 * Double(heads.matrix.columns) * Double(hidden)
    for matrix in [heads.arc?.matrix, heads.relation?.matrix].compactMap({ $0 })
      + heads.spans.map(\.matrix)
    {
      perWord += 2 * Double(matrix.columns) * Double(matrix.inner)
    }
    for head in heads.spans {
      perWord += 2 * Double(head.longest * head.right.count * head.labels.count)
    }
    return perPiece * Double(pieces) + perWord * Double(words)
  }
}

@_spi(Inspection)
extension Kernels {
  /// Runs an int8 product of the given size some times; returns its operations, for measuring the
  /// machine's peak.
  public func multiply(rows: Int, columns: Int, inner: Int, times: Int) -> Double {
    precondition(columns % 16 == 0 && inner % 64 == 0)
    let weights = [Int8](repeating: 3, count: columns * inner + 64)
    let sums = [Int32](repeating: Int32(3 * inner), count: columns)
    let floats = [Float](repeating: 0.5, count: columns)
    let a = [UInt8](repeating: 130, count: rows * inner)
    let aRows = [ngk_row](repeating: ngk_row(scale: 0.5, zero: 128), count: rows)
    var out = [Float](repeating: 0, count: rows * columns)
    weights.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      let aligned = base.alignedUp(toMultipleOf: 64).assumingMemoryBound(to: Int8.self)
      sums.withUnsafeBufferPointer { sums in
        floats.withUnsafeBufferPointer { floats in
          var matrix = ngk_matrix_i8(
            packed: aligned, column_sums: sums.baseAddress, scales: floats.baseAddress,
            bias: floats.baseAddress, columns: Int32(columns), inner: Int32(inner))
          for _ in 0..<times {
            ngk_multiply_i8(
              path, a, aRows, Int32(rows), &matrix, &out, Int32(columns))
          }
        }
      }
    }
    return 2 * Double(rows) * Double(columns) * Double(inner) * Double(times)
  }
}
