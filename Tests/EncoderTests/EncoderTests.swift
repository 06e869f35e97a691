import Testing

@_spi(Inspection) @testable import Encoder

@Suite struct TokenizerTests {
  @Test func agreesWithTheReference() throws {
    let model = try Fixture.model()
    for expected in try Fixture.expected().pieces {
      let found = model.pieces(of: Array(expected.word.utf8))
      #expect(found.pieces == expected.pieces, "\(expected.word.debugDescription)")
      #expect(found.shape == expected.shape, "\(expected.word.debugDescription)")
    }
  }

  @Test func malformedBytes() throws {
    let model = try Fixture.model()
    // Each malformed byte is a replacement character, which is dropped.
    #expect(
      model.pieces(of: [0x61, 0xFF, 0x62]).pieces == model.pieces(of: Array("ab".utf8)).pieces)
    #expect(model.pieces(of: [0xC3]).pieces == model.pieces(of: []).pieces)
    #expect(model.pieces(of: [0xED, 0xA0, 0x80]).pieces.count == 1)
  }
}

@Suite struct EncoderParityTests {
  @Test(arguments: Fixture.supportedKernels)
  func floatModelAgreesWithTorch(kernels: Kernels) throws {
    let encoder = Encoder(model: try Fixture.model(float: true), kernels: kernels)
    for sentence in try Fixture.expected().sentences {
      let found = encoder.inspect(sentence.input)
      #expect(largestDifference(found.vectors, sentence.vectors) < 1e-4)
      #expect(largestDifference(found.linear[0], sentence.upos) < 1e-4)
      #expect(largestDifference(found.linear[1], sentence.boundary) < 1e-4)
      #expect(largestDifference(found.arcs, sentence.arc) < 1e-4)
      #expect(largestDifference(found.relations, sentence.rel) < 1e-4)
      #expect(largestDifference(found.spans[0], sentence.span) < 2e-4)
    }
  }

  @Test func byteModelIsNear() throws {
    let encoder = Encoder(model: try Fixture.model())
    for sentence in try Fixture.expected().sentences {
      let found = encoder.inspect(sentence.input)
      #expect(largestDifference(found.vectors, sentence.vectors) < 0.15)
      #expect(largestDifference(found.linear[0], sentence.upos) < 0.3)
    }
  }

  @Test(arguments: [false, true])
  func kernelsGiveTheSameBits(float: Bool) throws {
    let model = try Fixture.model(float: float)
    for sentence in try Fixture.expected().sentences {
      let results = Fixture.supportedKernels.map {
        Encoder(model: model, kernels: $0).inspect(sentence.input)
      }
      for result in results { #expect(result == results[0]) }
    }
  }
}

@Suite struct EncoderTests {
  private func words(_ text: String) -> [[UInt8]] {
    text.split(separator: " ").map { Array($0.utf8) }
  }

  private func random(sentences: Int, seed: UInt64) -> [[[UInt8]]] {
    var generator = Generator(seed: seed)
    let choice = words("The minister visited Paris on Monday . one , Zoë 42 unknownword “ ” NATO a")
    return (0..<sentences).map { _ in
      (0..<Int.random(in: 1...30, using: &generator)).map { _ in
        choice.randomElement(using: &generator) ?? []
      }
    }
  }

  /// What has to hold for any text.
  private func check(
    _ text: EncodedText, _ input: EncoderInput, _ location: SourceLocation = #_sourceLocation
  ) {
    let count = input.words.count
    #expect(text.sentences.first?.lowerBound ?? 0 == 0, sourceLocation: location)
    #expect(text.sentences.last?.upperBound ?? 0 == count, sourceLocation: location)
    for (a, b) in zip(text.sentences, text.sentences.dropFirst()) {
      #expect(a.upperBound == b.lowerBound && !a.isEmpty, sourceLocation: location)
    }
    for labels in text.wordLabels {
      #expect(labels.labels.count == count, sourceLocation: location)
      #expect(labels.scores.allSatisfy { $0 > 0 && $0 <= 1.0001 }, sourceLocation: location)
    }
    #expect(text.governors.count == count, sourceLocation: location)
    #expect(text.governorScores.count == count, sourceLocation: location)
    #expect(text.relations.count == count, sourceLocation: location)
    for sentence in text.sentences {
      #expect(sentence.filter { text.governors[$0] < 0 }.count == 1, sourceLocation: location)
      for word in sentence {
        var node = word
        var steps = 0
        while text.governors[node] >= 0, steps <= sentence.count {
          node = text.governors[node]
          steps += 1
          if !sentence.contains(node) { break }
        }
        #expect(
          text.governors[node] < 0 && sentence.contains(node), sourceLocation: location)
      }
    }
    for spans in text.spans {
      for span in spans {
        #expect(
          text.sentences.contains {
            $0.lowerBound <= span.words.lowerBound && span.words.upperBound <= $0.upperBound
          }, sourceLocation: location)
        #expect(span.label > 0 && !span.words.isEmpty, sourceLocation: location)
        #expect(span.score > 0 && span.score <= 1.0001, sourceLocation: location)
      }
    }
  }

  @Test func emptyText() throws {
    let encoder = Encoder(model: try Fixture.model())
    for input in [EncoderInput(sentences: []), EncoderInput(bytes: [32, 10], words: [])] {
      let text = encoder.encode(input, threads: 4, vectors: true)
      #expect(text.sentences.isEmpty)
      #expect(text.governors.isEmpty)
      #expect(text.wordLabels.map(\.head) == ["upos", "boundary"])
      #expect(text.wordLabels.allSatisfy { $0.labels.isEmpty })
    }
  }

  @Test func emptySentencesAndWords() throws {
    let input = EncoderInput(sentences: [[], [[]], [], [Array("a".utf8), []], []])
    let text = Encoder(model: try Fixture.model()).encode(input)
    #expect(text.sentences == [0..<1, 1..<3])
    check(text, input)
  }

  @Test func oneVeryLongToken() throws {
    let encoder = Encoder(model: try Fixture.model())
    for word in [
      String(repeating: "x", count: 200_000), String(repeating: "é", count: 200_000),
      String(repeating: "a-", count: 100_000), String(repeating: "東", count: 200_000),
    ] {
      let input = EncoderInput(sentences: [[Array(word.utf8)]])
      let text = encoder.encode(input, sentences: .predicted)
      #expect(text.sentences == [0..<1])
      check(text, input)
    }
  }

  @Test(arguments: [
    "42 % – 17 . 5 !", "😀 👩‍👩‍👧‍👦 🇫🇷 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "שלום עולם ، مرحبا بالعالم",
    "\u{301} \u{200B} \u{FFFD} \u{0} \u{FEFF}",
    "한국 어 東京 タワー", "\u{202E} abc \u{202C}",
  ])
  func unusualText(line: String) throws {
    let model = try Fixture.model()
    let input = EncoderInput(sentences: [words(line)])
    let texts = Fixture.supportedKernels.map {
      Encoder(model: model, kernels: $0).encode(input, sentences: .predicted, vectors: true)
    }
    for text in texts {
      check(text, input)
      #expect(text == texts[0])
      #expect(text.vectors.allSatisfy { $0.isFinite })
    }
  }

  @Test func malformedRanges() throws {
    let input = EncoderInput(
      bytes: [0x61, 0xE2, 0x82], words: [0..<1, 1..<9, 5..<7], unitStarts: [7, -3, 2, 2],
      likelyStarts: [99, -1, 1])
    #expect(input.words == [0..<1, 1..<3, 3..<3])
    #expect(input.unitStarts == [0, 2])
    check(Encoder(model: try Fixture.model()).encode(input), input)
  }

  @Test func sentencesAsGiven() throws {
    let input = EncoderInput(sentences: random(sentences: 60, seed: 1))
    let text = Encoder(model: try Fixture.model()).encode(input)
    #expect(text.sentences.map(\.lowerBound) == input.unitStarts)
    check(text, input)
  }

  @Test func aSentenceLongerThanAWindowIsOneTree() throws {
    let long = random(sentences: 40, seed: 2).flatMap { $0 }
    let input = EncoderInput(sentences: [words("one ."), long, words("one .")])
    let model = try Fixture.model()
    let text = Encoder(model: model).encode(input)
    #expect(text.sentences == [0..<2, 2..<2 + long.count, 2 + long.count..<4 + long.count])
    check(text, input)
    #expect(text == Encoder(model: model).encode(input, threads: 3))
  }

  @Test func predictedSentencesKeepUnits() throws {
    let input = EncoderInput(sentences: random(sentences: 40, seed: 3))
    let text = Encoder(model: try Fixture.model()).encode(input, sentences: .predicted)
    check(text, input)
    let starts = Set(text.sentences.map(\.lowerBound))
    #expect(starts.isSuperset(of: input.unitStarts))
    let boundary = try #require(text.labels(ofHead: "boundary"))
    #expect(boundary.labels.indices.allSatisfy { boundary.labels[$0] == 0 || starts.contains($0) })
  }

  @Test(arguments: [SentencePolicy.given, .predicted])
  func threadsAndKernelsGiveTheSame(policy: SentencePolicy) throws {
    let input = EncoderInput(sentences: random(sentences: 80, seed: 4))
    let model = try Fixture.model()
    let expected = Encoder(model: model, kernels: .portable).encode(
      input, sentences: policy, vectors: true)
    for kernels in Fixture.supportedKernels {
      let encoder = Encoder(model: model, kernels: kernels)
      for threads in [1, 2, 3, 8] {
        #expect(
          encoder.encode(input, sentences: policy, threads: threads, vectors: true) == expected)
      }
    }
    #expect(expected.vectors.count == input.words.count * expected.vectorWidth)
  }

  @Test func concurrentCalls() async throws {
    let encoder = Encoder(model: try Fixture.model())
    let inputs = (0..<6).map { EncoderInput(sentences: random(sentences: 20, seed: UInt64($0))) }
    let expected = inputs.map { encoder.encode($0) }
    let found = await withTaskGroup(of: (Int, EncodedText).self) { group in
      for (index, input) in inputs.enumerated() {
        group.addTask { (index, encoder.encode(input, threads: 2)) }
      }
      return await group.reduce(into: [Int: EncodedText]()) { $0[$1.0] = $1.1 }
    }
    for index in inputs.indices { #expect(found[index] == expected[index]) }
  }

  /// Sentences see the others of their window only.
  @Test func windowsAreIndependent() throws {
    let encoder = Encoder(model: try Fixture.model())
    let sentences = random(sentences: 60, seed: 5)
    let input = EncoderInput(sentences: sentences)
    let plan = WindowPlan(input, tokenizer: encoder.model.tokenizer, limit: 62)
    let first = try #require(plan.windows.first)
    let whole = encoder.encode(input)
    let part = encoder.encode(
      EncoderInput(
        sentences: Array(sentences[0..<input.unitStarts(in: first.words).count])))
    #expect(Array(whole.governors[first.words]) == part.governors)
    #expect(
      whole.spans[0].filter { $0.words.upperBound <= first.words.upperBound } == part.spans[0])
  }

  @Test func unsupportedKernelsAreReplaced() throws {
    let encoder = Encoder(model: try Fixture.model(), kernels: .avx512)
    #expect(encoder.kernels.isSupported)
    #expect(Kernels.portable.isSupported)
    #expect(Kernels.fastest.isSupported)
  }
}

@Suite struct WindowPlanTests {
  @Test func coversAllWordsInOrder() throws {
    let tokenizer = try Fixture.model().tokenizer
    var generator = Generator(seed: 11)
    let word = Array("unknownword".utf8)
    for _ in 0..<50 {
      let sentences = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
        [[UInt8]](repeating: word, count: Int.random(in: 0...40, using: &generator))
      }
      let input = EncoderInput(sentences: sentences)
      let plan = WindowPlan(input, tokenizer: tokenizer, limit: 62)
      #expect(plan.windows.first?.words.lowerBound ?? 0 == 0)
      #expect(plan.windows.last?.words.upperBound ?? 0 == input.words.count)
      for (a, b) in zip(plan.windows, plan.windows.dropFirst()) {
        #expect(a.words.upperBound == b.words.lowerBound)
      }
      for window in plan.windows {
        let pieces =
          plan.pieceStarts[window.words.upperBound]
          - plan.pieceStarts[window.words.lowerBound]
        #expect(pieces <= 62 && !window.words.isEmpty)
        #expect(window.continues == !input.unitStarts.contains(window.words.lowerBound))
      }
    }
  }

  @Test func prefersUnitsThenLikelyStarts() throws {
    let tokenizer = try Fixture.model().tokenizer
    let words = [[UInt8]](repeating: [0x61], count: 100)
    func starts(_ units: [Int], _ likely: [Int]) -> [Int] {
      let input = EncoderInput(
        bytes: words.flatMap { $0 }, words: words.indices.map { $0..<$0 + 1 }, unitStarts: units,
        likelyStarts: likely)
      return WindowPlan(input, tokenizer: tokenizer, limit: 40).windows.map(\.words.lowerBound)
    }
    #expect(starts([], []) == [0, 40, 80])
    #expect(starts([30, 60], []) == [0, 30, 60])
    #expect(starts([30, 60], [35]) == [0, 30, 60])
    #expect(starts([10], [35, 70]) == [0, 35, 70])
    #expect(starts([10, 50], []) == [0, 10, 50, 90])
  }
}
