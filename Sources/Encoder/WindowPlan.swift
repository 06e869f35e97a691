/// Word pieces of a whole text and the windows over them.
struct WindowPlan: Sendable {
  struct Window: Sendable, Equatable {
    /// Word numbers.
    let words: Range<Int>
    /// Whether the window begins inside a unit, which was too long for one window.
    let continues: Bool
  }

  private(set) var pieces: [Int32] = []
  /// For each word, where its pieces begin; one more entry at the end.
  private(set) var pieceStarts: [Int] = [0]
  private(set) var shapes: [UInt8] = []
  private(set) var windows: [Window] = []

  /// Fills windows of at most `limit` pieces with whole units where possible, then with likely
  /// sentences; only where neither fits is a window cut elsewhere.
  init(_ input: EncoderInput, tokenizer: WordPieceTokenizer, limit: Int) {
    pieces.reserveCapacity(input.words.count * 5 / 4)
    pieceStarts.reserveCapacity(input.words.count + 1)
    shapes.reserveCapacity(input.words.count)
    input.bytes.withUnsafeBufferPointer { bytes in
      for word in input.words {
        let shape = tokenizer.appendPieces(of: bytes[word], to: &pieces)
        shapes.append(shape)
        pieceStarts.append(pieces.count)
      }
    }
    // 2 where a unit begins, 1 where a sentence is likely to.
    var breaks = [UInt8](repeating: 0, count: input.words.count + 1)
    for start in input.likelyStarts { breaks[start] = 1 }
    for start in input.unitStarts { breaks[start] = 2 }
    breaks[input.words.count] = 2
    var start = 0
    while start < input.words.count {
      var end = start
      var lastUnit = start
      var lastLikely = start
      while end < input.words.count, pieceStarts[end + 1] - pieceStarts[start] <= limit {
        end += 1
        if breaks[end] == 2 { lastUnit = end }
        if breaks[end] >= 1 { lastLikely = end }
      }
      // Half a window of whole units is better than a full one with a unit cut.
      let filled = pieceStarts[lastUnit] - pieceStarts[start]
      if lastUnit > start, filled * 2 >= limit || lastLikely == lastUnit {
        end = lastUnit
      } else if lastLikely > start {
        end = lastLikely
      }
      end = max(end, start + 1)
      windows.append(Window(words: start..<end, continues: breaks[start] != 2))
      start = end
    }
  }
}
