public import Article
public import Base
public import Document
public import Extraction
public import KnowledgeGraph
public import Ontology

/// This program's name and version, as they stand in graph files.
public enum Product {
  public static let name = "newsgraph"
  public static let version = "0.1.0"
}

/// Reads articles and makes their graphs: the whole way from bytes to `KnowledgeGraph`.
///
/// Made once (it loads ontology and word lists), then used for any number of articles, from any number of threads.
///
/// ```swift
/// let extractor = try GraphExtractor()
/// let article = try extractor.read(bytes, name: "story.html")
/// let graph = extractor.graph(of: article)
/// ```
public struct GraphExtractor: Sendable {
  public let ontology: Ontology
  private let reading: ReadingRules
  private let segmentation: SegmentationLexicon
  private let extractor: LexiconExtractor
  private let assembler: GraphAssembler

  /// - Parameter schemas: The data files to use; the built-in ones unless given.
  /// - Throws: `SchemaError` when a data file is missing or damaged.
  public init(schemas: SchemaFiles = .embedded) throws {
    ontology = try Ontology.load(schemas)
    reading = try ReadingRules(
      html: schemas.bytes(of: "reading/html.json"), text: schemas.bytes(of: "reading/text.json"))
    segmentation = try SegmentationLexicon(
      segmentation: schemas.bytes(of: "reading/segmentation.json"),
      abbreviations: schemas.bytes(of: "lexicon/abbreviations.txt"))
    extractor = LexiconExtractor(
      lexicon: try ExtractionLexicon.load(schemas), ontology: ontology)
    assembler = GraphAssembler(
      ontology: ontology,
      generator: KnowledgeGraph.Generator(
        name: Product.name, version: Product.version, model: "rules-1"))
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

  /// The graph of one article; the same article gives the same graph every time.
  public func graph(of article: Article) -> KnowledgeGraph {
    let document = document(of: article)
    return assembler.graph(
      of: extractor.extract(document, of: article), in: document, article: article)
  }
}
