public import Article
internal import Document
internal import Extraction
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
/// let article = try extractor.reader.read(bytes, name: "story.html")
/// let graph = extractor.graph(of: article)
/// ```
public struct GraphExtractor: Sendable {
  public let ontology: Ontology
  /// Reads and segments articles.
  public let reader: ArticleReader
  private let extractor: LexiconExtractor
  private let assembler: GraphAssembler

  /// - Parameter schemas: The data files to use; the built-in ones unless given.
  /// - Throws: `SchemaError` when a data file is missing or damaged.
  public init(schemas: SchemaFiles = .embedded) throws {
    ontology = try Ontology.load(schemas)
    reader = try ArticleReader(schemas: schemas)
    extractor = LexiconExtractor(
      lexicon: try ExtractionLexicon.load(schemas, ontology: ontology), ontology: ontology)
    assembler = GraphAssembler(
      ontology: ontology,
      generator: KnowledgeGraph.Generator(
        name: Product.name, version: Product.version, model: "rules-1"))
  }

  /// The graph of one article; the same article gives the same graph every time.
  public func graph(of article: Article) -> KnowledgeGraph {
    let document = reader.document(of: article)
    return assembler.graph(
      of: extractor.extract(document, of: article), in: document, article: article)
  }
}
