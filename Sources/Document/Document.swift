public import Article
public import Base

/// A text with its paragraphs, sentences, words and quotations, each with its place in code points.
///
/// Made once and never changed. Equal text and lists give equal documents on every run.
public struct Document: Sendable {
  /// The text; all spans count its code points.
  public let text: String
  /// The text's bytes.
  public let utf8: [UInt8]
  /// Words and marks, in order.
  public let tokens: [Token]
  /// In order, without gaps: every token is in exactly one.
  public let sentences: [Sentence]
  /// In order, without gaps: every sentence is in exactly one.
  public let paragraphs: [Paragraph]
  /// By start, the outer before the inner.
  public let quotations: [Quotation]

  private let index: TextIndex

  /// Finds the structure of an article's text.
  public init(_ article: Article, lexicon: SegmentationLexicon) {
    self.init(text: article.text, title: article.title, lexicon: lexicon)
  }

  /// Finds the structure of a text.
  ///
  /// - Parameter title: The title, if the text starts with it.
  public init(text: String, title: String? = nil, lexicon: SegmentationLexicon) {
    let bytes = Array(text.utf8)
    self.text = text
    utf8 = bytes
    index = TextIndex(bytes)
    var tokenizer = Tokenizer(bytes: bytes, lexicon: lexicon.lists)
    tokenizer.run(breaks: LineLayout(bytes).breaks)
    let tokens = tokenizer.tokens
    self.tokens = tokens
    let ranges = SentenceSplitter(bytes: bytes, tokens: tokens, lexicon: lexicon.lists).sentences()
    var sentences: [Sentence] = []
    sentences.reserveCapacity(ranges.count)
    var paragraphs: [Paragraph] = []
    var first = 0
    for range in ranges {
      sentences.append(
        Sentence(tokens: range, span: Self.span(tokens, range), paragraph: paragraphs.count))
      guard tokens[range.upperBound - 1].isBreakAfter else { continue }
      let covered = sentences[first].tokens.lowerBound..<range.upperBound
      let span = Self.span(tokens, covered)
      let isHeadline = paragraphs.isEmpty && Self.isTitle(tokens, covered, bytes, title)
      paragraphs.append(
        Paragraph(
          sentences: first..<sentences.count, tokens: covered, span: span, isHeadline: isHeadline))
      first = sentences.count
    }
    self.sentences = sentences
    self.paragraphs = paragraphs
    var finder = QuotationFinder(bytes: bytes, tokens: tokens)
    quotations = finder.quotations(in: paragraphs)
  }

  private static func span(_ tokens: [Token], _ range: Range<Int>) -> TextSpan {
    TextSpan(start: Int(tokens[range.lowerBound].start), end: Int(tokens[range.upperBound - 1].end))
  }

  /// Whether the tokens spell the title, white space apart.
  private static func isTitle(
    _ tokens: [Token], _ range: Range<Int>, _ bytes: [UInt8], _ title: String?
  ) -> Bool {
    guard let title else { return false }
    let wanted = title.utf8.filter { $0 > 0x20 }
    var found: [UInt8] = []
    for token in tokens[range] {
      guard found.count < wanted.count else { return false }
      found.append(contentsOf: bytes[token.bytes])
    }
    return found == wanted && !found.isEmpty
  }

  // MARK: - Asking

  /// The words of a span; what lies past the end of the text is left out.
  public func text(of span: TextSpan) -> String {
    let start = index.byte(ofScalar: span.start, in: utf8)
    let end = index.byte(ofScalar: span.end, in: utf8)
    return String(decoding: utf8[start..<end], as: UTF8.self)
  }

  /// The word that a token stands for, as it is spelled.
  public func text(of token: Token) -> String {
    String(decoding: utf8[token.bytes], as: UTF8.self)
  }

  /// The word that the token with the given index stands for.
  public func text(ofToken index: Int) -> String { text(of: tokens[index]) }

  /// The bytes of a token.
  public func bytes(of token: Token) -> ArraySlice<UInt8> { utf8[token.bytes] }

  /// Number of code points of the text.
  public var characterCount: Int { index.count }

  /// The token that covers a code point; nil between tokens.
  public func token(at offset: Int) -> Int? {
    let index = tokens.firstIndexSorted { Int($0.end) > offset }
    guard index < tokens.count, Int(tokens[index].start) <= offset else { return nil }
    return index
  }

  /// The tokens that share a code point with a span.
  public func tokens(in span: TextSpan) -> Range<Int> {
    let first = tokens.firstIndexSorted { Int($0.end) > span.start }
    let last = tokens.firstIndexSorted { Int($0.start) >= span.end }
    return first..<max(first, last)
  }

  /// The sentence that covers a code point; nil between sentences.
  public func sentence(at offset: Int) -> Int? {
    let index = sentences.firstIndexSorted { $0.span.end > offset }
    guard index < sentences.count, sentences[index].span.start <= offset else { return nil }
    return index
  }

  /// The sentence that a token is in.
  ///
  /// - Precondition: The token exists.
  public func sentence(ofToken index: Int) -> Int {
    precondition(tokens.indices.contains(index), "no such token")
    return sentences.firstIndexSorted { $0.tokens.upperBound > index }
  }

  /// From the first token's start to the last token's end.
  ///
  /// - Precondition: The range is not empty.
  public func span(ofTokens range: Range<Int>) -> TextSpan {
    precondition(!range.isEmpty, "no tokens, no span")
    return Self.span(tokens, range)
  }

  /// The innermost quotation that covers a code point.
  public func quotation(at offset: Int) -> Int? {
    var result: Int?
    for (index, quotation) in quotations.enumerated() {
      if quotation.span.start > offset { break }
      if quotation.span.contains(offset) { result = index }
    }
    return result
  }
}

extension Array {
  /// The first index whose element fits, in an array where all elements after a fitting one fit too.
  func firstIndexSorted(where fits: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if fits(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
