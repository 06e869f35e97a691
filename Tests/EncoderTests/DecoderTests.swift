import Testing

@testable import Encoder

@Suite struct TreeDecoderTests {
  private func isTree(_ heads: [Int]) -> Bool {
    guard heads.filter({ $0 == heads.count }).count == 1 else { return heads.isEmpty }
    return heads.indices.allSatisfy { start in
      var node = start
      var steps = 0
      while node < heads.count, steps <= heads.count {
        node = heads[node]
        steps += 1
      }
      return node == heads.count
    }
  }

  private func total(_ heads: [Int], _ scores: [[Float]]) -> Double {
    heads.enumerated().reduce(0) { $0 + Double(scores[$1.offset][$1.element]) }
  }

  /// The best score of all trees, by trying them all.
  private func bestByTrying(_ count: Int, _ scores: [[Float]]) -> Double {
    var best = -Double.infinity
    var heads = [Int](repeating: 0, count: count)
    func go(_ word: Int) {
      if word == count {
        if isTree(heads) { best = max(best, total(heads, scores)) }
        return
      }
      for head in 0...count where head != word {
        heads[word] = head
        go(word + 1)
      }
    }
    go(0)
    return best
  }

  @Test(arguments: 1...5) func isOptimal(count: Int) {
    var generator = Generator(seed: UInt64(count))
    for round in 0..<(count == 5 ? 40 : 150) {
      let range: ClosedRange<Float> = round % 2 == 0 ? -5...5 : -1...1
      let scores = (0..<count).map { _ in (0...count).map { _ in generator.float(range) } }
      let heads = TreeDecoder.heads(count: count) { scores[$0][$1] }
      #expect(isTree(heads))
      #expect(abs(total(heads, scores) - bestByTrying(count, scores)) < 1e-4)
    }
  }

  @Test func isAlwaysATreeWithOneRoot() {
    var generator = Generator(seed: 77)
    for count in [6, 12, 40, 120] {
      for _ in 0..<10 {
        // Words like their neighbours and the root dislikes no one: many cycles, many roots.
        let scores = (0..<count).map { word in
          (0...count).map { head in
            generator.float(0...1) + (abs(word - head) == 1 ? 3 : 0) + (head == count ? 2.5 : 0)
          }
        }
        #expect(isTree(TreeDecoder.heads(count: count) { scores[$0][$1] }))
      }
    }
  }

  @Test func equalScores() {
    for count in [0, 1, 2, 30] {
      let heads = TreeDecoder.heads(count: count) { _, _ in 0 }
      #expect(isTree(heads))
      #expect(heads == TreeDecoder.heads(count: count) { _, _ in 0 })
    }
  }

  @Test func nestedCycles() {
    // 0 and 1 like each other most; together they and 2 form a cycle; the root is liked by none.
    let scores: [[Float]] = [[0, 10, 4, -9], [10, 0, 3, -8], [6, 5, 0, -9]]
    let heads = TreeDecoder.heads(count: 3) { scores[$0][$1] }
    #expect(heads == [1, 3, 0])
  }
}

@Suite struct SpanDecoderTests {
  private func span(_ start: Int, _ end: Int, _ margin: Float, _ label: Int = 1)
    -> SpanDecoder.Candidate
  {
    SpanDecoder.Candidate(start: start, end: end, label: label, margin: margin, score: 0.5)
  }

  @Test func crossingSpansGoByMargin() {
    let kept = SpanDecoder.resolve([span(0, 3, 1), span(2, 5, 2), span(4, 6, 3)])
    #expect(kept == [span(0, 3, 1), span(4, 6, 3)])
  }

  @Test func nestedAndTouchingSpansStay() {
    let spans = [span(0, 3, 1), span(0, 6, 1), span(1, 2, 9), span(3, 6, 2), span(5, 6, 4)]
    #expect(
      SpanDecoder.resolve(spans.reversed())
        == spans.sorted { ($0.start, $0.end) < ($1.start, $1.end) })
  }

  @Test func equalMarginsGoByPlace() {
    #expect(SpanDecoder.resolve([span(2, 5, 1), span(0, 3, 1)]) == [span(0, 3, 1)])
    #expect(SpanDecoder.resolve([]).isEmpty)
  }
}
