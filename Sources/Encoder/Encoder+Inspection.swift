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
        worker.scoreRight(worker.row(word) + head.right.first, rows: lengths, head, matrix)
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
