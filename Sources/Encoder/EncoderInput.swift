/// Words to encode, grouped into units that no sentence crosses.
public struct EncoderInput: Sendable {
  /// UTF-8 in which the words lie.
  public let bytes: [UInt8]
  /// Byte ranges of the words, in order.
  public let words: [Range<Int>]
  /// Word numbers at which a unit begins, ascending; the first word always does.
  public let unitStarts: [Int]
  /// Other word numbers, ascending, at which a window may be cut because a sentence is likely to
  /// begin there.
  public let likelyStarts: [Int]

  /// - Parameters:
  ///   - bytes: UTF-8 text.
  ///   - words: byte ranges of the words; what lies outside `bytes` is cut off.
  ///   - unitStarts: word numbers at which a sentence or paragraph begins, in any order.
  ///   - likelyStarts: word numbers at which a sentence may begin.
  public init(
    bytes: [UInt8], words: [Range<Int>], unitStarts: [Int] = [], likelyStarts: [Int] = []
  ) {
    self.bytes = bytes
    self.words = words.map { $0.clamped(to: 0..<bytes.count) }
    func clean(_ starts: [Int]) -> [Int] {
      var last = 0
      return starts.sorted().filter { start in
        guard start > last, start < words.count else { return false }
        last = start
        return true
      }
    }
    self.unitStarts = words.isEmpty ? [] : [0] + clean(unitStarts)
    self.likelyStarts = clean(likelyStarts)
  }

  /// Sentences as arrays of words' UTF-8 bytes.
  public init(sentences: [[[UInt8]]]) {
    var bytes: [UInt8] = []
    var words: [Range<Int>] = []
    var starts: [Int] = []
    for sentence in sentences {
      starts.append(words.count)
      for word in sentence {
        words.append(bytes.count..<bytes.count + word.count)
        bytes += word
      }
    }
    self.init(bytes: bytes, words: words, unitStarts: starts)
  }
}

/// Where sentences begin.
public enum SentencePolicy: Sendable {
  /// Each unit of the input is one sentence.
  case given
  /// Units are paragraphs; the model finds the sentences in them.
  case predicted
}

/// Labels of all words from one head.
public struct WordLabels: Sendable, Equatable {
  /// The head's name.
  public let head: String
  /// One label number a word.
  public internal(set) var labels: [Int]
  /// The probability of that label, 0 to 1.
  public internal(set) var scores: [Float]
}

/// A span of words with a label.
public struct LabeledSpan: Sendable, Equatable {
  /// Word numbers.
  public let words: Range<Int>
  /// The label's number in its head; never 0, which is none.
  public let label: Int
  /// The probability of that label, 0 to 1.
  public let score: Float
}

/// What the encoder says about a text. Words are numbered as in the input.
public struct EncodedText: Sendable, Equatable {
  /// Word ranges of the sentences, in order, without gaps.
  public internal(set) var sentences: [Range<Int>] = []
  /// Labels of words, one entry a linear head.
  public internal(set) var wordLabels: [WordLabels] = []
  /// The governor of each word, or -1 for the root of a sentence.
  public internal(set) var governors: [Int] = []
  /// The probability of the governor, 0 to 1.
  public internal(set) var governorScores: [Float] = []
  /// The number of each word's relation to its governor.
  public internal(set) var relations: [Int] = []
  /// Spans of each span head, sorted by start, then by end; they nest or are apart, never cross.
  public internal(set) var spans: [[LabeledSpan]] = []
  /// Word vectors in a row, `vectorWidth` numbers each, where they were asked for.
  public internal(set) var vectors: [Float] = []
  /// Numbers in one word vector.
  public internal(set) var vectorWidth = 0

  /// The labels of one head; nil where the model has no such head.
  public func labels(ofHead name: String) -> WordLabels? {
    wordLabels.first { $0.head == name }
  }
}
