public import Article
public import Document
public import Ontology
internal import Base

/// Reads articles and cuts them into sentences and words; made once, used from any number of threads.
public struct ArticleReader: Sendable {
  private let reading: ReadingRules
  private let segmentation: SegmentationLexicon

  /// - Throws: `SchemaError` or `JSONError` when a data file is missing or damaged.
  public init(schemas: SchemaFiles = .embedded) throws {
    reading = try ReadingRules(
      html: schemas.bytes(of: "reading/html.json"), text: schemas.bytes(of: "reading/text.json"))
    segmentation = try SegmentationLexicon(
      segmentation: schemas.bytes(of: "reading/segmentation.json"),
      abbreviations: schemas.bytes(of: "lexicon/abbreviations.txt"))
  }

  /// Reads one article.
  /// - Parameters:
  ///   - format: What the bytes are; found out from name and content unless given.
  ///   - name: The file's name, for messages and for its extension.
  /// - Throws: `ArticleError` when the bytes are no article that can be read.
  public func read(
    _ bytes: [UInt8], format: Article.Format? = nil, name: String
  ) throws(ArticleError) -> Article {
    try Article.read(bytes, format: format, name: name, rules: reading)
  }

  /// Sentences, tokens and quotations of an article.
  public func document(of article: Article) -> Document {
    Document(article, lexicon: segmentation)
  }
}
