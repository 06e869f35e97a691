public import Base

/// A text with what the encoder's heads say of its words: tags, trees, mentions.
public struct AnnotatedText: Sendable, Equatable {
  public struct Word: Sendable, Equatable {
    public var text: String
    /// In code points of the text; nil for words that came without one.
    public var span: TextSpan?
    public var isSpaceAfter: Bool
    /// Universal part-of-speech tag.
    public var tag: String
    /// Number of the word that governs this one in `words`; nil for the root of its sentence.
    public var governor: Int?
    /// Universal dependency relation to the governor.
    public var relation: String
  }

  /// A name, description or pronoun.
  public struct Mention: Sendable, Equatable {
    /// Numbers of its words in `words`; inside one sentence.
    public var words: Range<Int>
    /// Kind and node type, as the model's label has them ("name Person").
    public var kind: String
    public var type: String
    /// Probability, 0 to 1.
    public var score: Double
  }

  public struct Sentence: Sendable, Equatable {
    public var words: Range<Int>
    /// Whether a paragraph starts with it.
    public var opensParagraph: Bool
    /// Identifier that came with the input.
    public var id: String?
  }

  public var words: [Word] = []
  public var sentences: [Sentence] = []
  /// Sorted by their first word, the longer first; nested or apart, never crossing.
  public var mentions: [Mention] = []

  public init() {}
}
