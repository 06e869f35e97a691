public import Base

/// One word, number or mark of a text, in the manner of the English Universal Dependencies treebanks.
public struct Token: Sendable, Hashable {
  /// What a token looks like; found from its characters alone, never from a word list (`abbreviation` and `clitic` apart).
  public struct Shape: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Has a letter.
    public static let word = Shape(rawValue: 1 << 0)
    /// Digits with the marks that join them ("1,200", "9/11", "5:30") and nothing else.
    public static let number = Shape(rawValue: 1 << 1)
    /// Punctuation only.
    public static let punctuation = Shape(rawValue: 1 << 2)
    /// Signs such as "$", "%", "+" or an emoji, without letters and digits.
    public static let symbol = Shape(rawValue: 1 << 3)
    /// The first letter is a capital.
    public static let capitalized = Shape(rawValue: 1 << 4)
    /// Two letters or more, all capitals.
    public static let allCaps = Shape(rawValue: 1 << 5)
    /// Has a digit.
    public static let hasDigit = Shape(rawValue: 1 << 6)
    /// Split off the word before it: the "n't" of "don't", the "'s" of "Ann's", the "not" of "cannot".
    public static let clitic = Shape(rawValue: 1 << 7)
    /// Keeps a period that belongs to it ("Mr.", "U.S.", "J.").
    public static let abbreviation = Shape(rawValue: 1 << 8)
    /// Has a byte above 127.
    public static let nonASCII = Shape(rawValue: 1 << 9)
    /// A web address, an e-mail address or a file name.
    public static let address = Shape(rawValue: 1 << 10)
    /// White space follows, or the text ends.
    static let spaceAfter = Shape(rawValue: 1 << 14)
    /// A line break that is meant follows: nothing may be joined over it.
    static let breakAfter = Shape(rawValue: 1 << 15)
  }

  let byteStart: Int32
  let byteEnd: Int32
  let start: Int32
  let end: Int32
  private let flags: Shape

  init(bytes: Range<Int>, start: Int, end: Int, flags: Shape) {
    byteStart = Int32(truncatingIfNeeded: bytes.lowerBound)
    byteEnd = Int32(truncatingIfNeeded: bytes.upperBound)
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
    self.flags = flags
  }

  /// Where the token stands, in code points of the text.
  public var span: TextSpan { TextSpan(start: Int(start), end: Int(end)) }

  /// Where the token stands in `Document.utf8`.
  public var bytes: Range<Int> { Int(byteStart)..<Int(byteEnd) }

  /// Whether white space follows (or the text ends).
  public var isSpaceAfter: Bool { flags.contains(.spaceAfter) }

  /// What the token looks like.
  public var shape: Shape { flags.subtracting([.spaceAfter, .breakAfter]) }

  var isBreakAfter: Bool { flags.contains(.breakAfter) }
}

/// A sentence: a run of tokens that no other sentence shares.
public struct Sentence: Sendable, Hashable {
  /// Indices into `Document.tokens`; never empty.
  public let tokens: Range<Int>
  /// From the first token's start to the last token's end, in code points.
  public let span: TextSpan
  /// Index into `Document.paragraphs`.
  public let paragraph: Int
}

/// A paragraph, headline or list item: what white space or a deliberate line break sets apart.
public struct Paragraph: Sendable, Hashable {
  /// Indices into `Document.sentences`; never empty.
  public let sentences: Range<Int>
  /// Indices into `Document.tokens`; never empty.
  public let tokens: Range<Int>
  /// From the first token's start to the last token's end, in code points.
  public let span: TextSpan
  /// Whether the paragraph is the article's title.
  public let isHeadline: Bool
}

/// Words between quotation marks.
public struct Quotation: Sendable, Hashable {
  /// From the first opening mark to the last mark or word, in code points.
  public let span: TextSpan
  /// What stands between the marks: one span for each paragraph that the quotation runs over.
  public let contents: [TextSpan]
  /// Whether the closing mark was found.
  public let isClosed: Bool
  /// Whether the marks are single ones.
  public let isSingle: Bool
  /// How many quotations this one stands in.
  public let depth: Int
}
