internal import Base
internal import Ontology

/// Which of the ontology's alignments linked data shows, and when; from `Schemas/context/mapping.json`.
struct JSONLDMapping: Sendable {
  static let fileName = "context/mapping.json"

  /// Vocabularies whose terms types and short edges get besides our own.
  let nodeVocabularies: [String]
  let edgeVocabularies: [String]
  /// Factuality of the edges that a speaker holds to be so; only these stand in a claim's graph.
  let saidToBeSo: Set<String>
  /// Attributes that say that a relation has ended. Other vocabularies' terms speak of the present, so such an edge has none.
  let noLongerSo: [String]

  init(_ schemas: SchemaFiles, _ ontology: Ontology) throws(SchemaError) {
    let root = try schemas.json(Self.fileName)
    func texts(_ key: String) throws(SchemaError) -> [String] {
      guard let values = root[key]?.array else {
        throw .invalid("there is no list \"\(key)\"", SourceLocation(name: Self.fileName))
      }
      return values.compactMap(\.string)
    }
    nodeVocabularies = try texts("nodeVocabularies")
    edgeVocabularies = try texts("edgeVocabularies")
    saidToBeSo = Set(try texts("saidToBeSo"))
    noLongerSo = try texts("noLongerSo")
    for id in saidToBeSo.sorted() where !ontology.isFactuality(id) {
      throw .invalid(
        "\"saidToBeSo\" names \"\(id)\", which is no factuality",
        SourceLocation(name: Self.fileName))
    }
  }
}
