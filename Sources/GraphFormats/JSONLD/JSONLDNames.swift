internal import Base
internal import KnowledgeGraph
internal import Ontology

/// The addresses of everything in a graph, as compact IRIs below the graph's own prefix `g:`.
///
/// Articles stand below `g:article/`, edges below `g:edge/`, nodes under their ids (`g:person/ana-reis`); a node whose id does not begin
/// with its type's prefix stands below `g:node/`. What belongs to one of them follows `#`, which no id's part holds. So two different
/// things never have one address, whatever the ids.
struct JSONLDNames: Sendable {
  static let prefix = "g"
  let extraction = "g:extraction"
  let generator = "g:generator"
  let graph = "g:graph"
  /// Nodes whose ids don't begin with their type's prefix.
  private let strangers: Set<String>

  init(_ graph: KnowledgeGraph, _ ontology: Ontology) {
    let taken: Set<String> = ["article", "edge", "node"]
    let prefixes = Dictionary(
      ontology.nodeTypes.filter { !taken.contains($0.prefix) }.map { ($0.id, $0.prefix + "/") },
      uniquingKeysWith: { first, _ in first })
    strangers = Set(
      graph.nodes.lazy.filter { node in
        guard let prefix = prefixes[node.type] else { return true }
        return !node.id.utf8.starts(with: prefix.utf8) || node.id.utf8.count == prefix.utf8.count
      }.map(\.id))
  }

  func node(_ id: String) -> String {
    (strangers.contains(id) ? "g:node/" : "g:") + id.iriPart
  }

  func edge(_ id: String) -> String { "g:edge/" + id.iriPart }

  func article(_ id: String) -> String { "g:article/" + id.iriPart }

  func author(_ number: Int, of article: String) -> String {
    "\(self.article(article))#author-\(number)"
  }

  func publisher(of article: String) -> String { "\(self.article(article))#publisher" }

  /// As in RFC 5147, whose `char` counts the places between characters.
  func span(_ evidence: Evidence) -> String {
    "\(article(evidence.article))#char=\(evidence.span.start),\(evidence.span.end)"
  }

  func selector(_ name: String, of evidence: Evidence) -> String {
    "\(article(evidence.article))#\(name)=\(evidence.span.start),\(evidence.span.end)"
  }

  func mention(_ mention: Mention, of owner: String) -> String {
    let evidence = mention.evidence
    return
      "\(owner)#mention=\(mention.kind.iriPart),\(evidence.article.iriPart),\(evidence.span.start),\(evidence.span.end)"
  }

  func time(of owner: String) -> String { owner + "#time" }

  func attribute(_ name: String, of owner: String) -> String {
    "\(owner)#attribute=\(name.iriPart)"
  }

  /// A term of our own vocabulary.
  func term(_ id: String) -> String { "ng:" + id.iriPart }
}
