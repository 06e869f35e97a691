internal import CKernels

/// Runs a model over texts. A value without state of its own: use one from as many threads as you
/// like.
public struct Encoder: Sendable {
  public let model: EncoderModel
  public let kernels: Kernels

  /// - Parameters:
  ///   - model: the weights.
  ///   - kernels: the instructions to use; those that this processor lacks are replaced.
  public init(model: EncoderModel, kernels: Kernels = .preferred) {
    self.model = model
    self.kernels = kernels.isSupported ? kernels : .fastest
  }

  /// Tags, trees and spans of a text of any length.
  ///
  /// The result depends on the input and the weights only: not on the number of threads, nor on
  /// the processor.
  ///
  /// - Parameters:
  ///   - input: the words.
  ///   - sentences: whether units are sentences or paragraphs to be split.
  ///   - threads: how many threads work on the text's windows.
  ///   - vectors: whether to keep the word vectors.
  public func encode(
    _ input: EncoderInput, sentences: SentencePolicy = .given, threads: Int = 1,
    vectors: Bool = false
  ) -> EncodedText {
    let plan = WindowPlan(input, tokenizer: model.tokenizer, limit: model.window - 2)
    let workers = max(1, min(threads, plan.windows.count))
    let job = Job(encoder: self, input: input, plan: plan, policy: sentences, vectors: vectors)
    return withExtendedLifetime(job) {
      ngk_parallel(
        Int32(workers),
        { context, index in
          guard let context else { return }
          Unmanaged<Job>.fromOpaque(context).takeUnretainedValue().run(share: Int(index))
        }, Unmanaged.passUnretained(job.sharing(workers)).toOpaque())
      return merge(job.takeResults(), input, plan, sentences, vectors: vectors)
    }
  }

  /// The work on one text. Each share writes the results of its own windows and nothing else.
  private final class Job {
    let encoder: Encoder
    let input: EncoderInput
    let plan: WindowPlan
    let policy: SentencePolicy
    let vectors: Bool
    private var shares = 1
    private let results: UnsafeMutableBufferPointer<WindowResult>

    init(
      encoder: Encoder, input: EncoderInput, plan: WindowPlan, policy: SentencePolicy,
      vectors: Bool
    ) {
      self.encoder = encoder
      self.input = input
      self.plan = plan
      self.policy = policy
      self.vectors = vectors
      results = .allocate(capacity: plan.windows.count)
      results.initialize(repeating: WindowResult())
    }

    deinit {
      results.deinitialize()
      results.deallocate()
    }

    func sharing(_ count: Int) -> Job {
      shares = count
      return self
    }

    func run(share: Int) {
      guard share < plan.windows.count else { return }
      let worker = Worker(model: encoder.model, kernels: encoder.kernels)
      for index in stride(from: share, to: plan.windows.count, by: shares) {
        let window = plan.windows[index]
        worker.runTrunk(plan, window: window)
        results[index] = worker.runHeads(
          plan, window: window, unitStarts: input.unitStarts(in: window.words),
          sentences: policy, vectors: vectors)
      }
    }

    func takeResults() -> [WindowResult] { Array(results) }
  }

  private func merge(
    _ results: [WindowResult], _ input: EncoderInput, _ plan: WindowPlan,
    _ policy: SentencePolicy, vectors: Bool
  ) -> EncodedText {
    var text = EncodedText()
    text.wordLabels = model.heads.linear.map { WordLabels(head: $0.name, labels: [], scores: []) }
    text.spans = model.heads.spans.map { _ in [] }
    text.vectorWidth = vectors ? model.hidden : 0
    var starts: [Int] = []
    // The first root of the sentence that is open at a window's end, and its relation vector.
    var openRoot = -1
    var openRight: [Float] = []
    for (window, result) in zip(plan.windows, results) {
      for head in text.wordLabels.indices {
        text.wordLabels[head].labels += result.wordLabels[head].labels
        text.wordLabels[head].scores += result.wordLabels[head].scores
      }
      text.governors += result.governors
      text.governorScores += result.governorScores
      text.relations += result.relations
      for head in text.spans.indices { text.spans[head] += result.spans[head] }
      text.vectors += result.vectors
      // A given sentence that was too long for one window: its parts become one tree.
      let joins = window.continues && policy == .given && openRoot >= 0
      starts += joins ? Array(result.starts.dropFirst()) : result.starts
      guard !text.governors.isEmpty, let first = result.starts.first else { continue }
      if joins {
        let end = result.starts.count > 1 ? result.starts[1] : window.words.upperBound
        if let root = (first..<end).first(where: { text.governors[$0] < 0 }) {
          text.governors[root] = openRoot
          if !result.firstRootLeft.isEmpty {
            let worker = Worker(model: model, kernels: kernels)
            text.relations[root] = worker.relation(
              left: result.firstRootLeft, right: openRight)
          }
        }
      }
      if !joins || result.starts.count > 1, let last = result.starts.last {
        openRoot =
          (last..<window.words.upperBound).first { text.governors[$0] < 0 } ?? -1
        openRight = result.lastRootRight
      }
    }
    let ends = starts.dropFirst() + [input.words.count]
    text.sentences = zip(starts, ends).map { $0..<$1 }
    return text
  }
}

extension EncoderInput {
  /// Unit starts that lie in a window.
  func unitStarts(in words: Range<Int>) -> ArraySlice<Int> {
    let low = firstUnit(from: words.lowerBound)
    return unitStarts[low..<firstUnit(from: words.upperBound)]
  }

  private func firstUnit(from word: Int) -> Int {
    var low = 0
    var high = unitStarts.count
    while low < high {
      let middle = (low + high) / 2
      if unitStarts[middle] < word { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
