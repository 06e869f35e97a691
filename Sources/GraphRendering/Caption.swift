internal import Base
internal import KnowledgeGraph
internal import Ontology

/// The words around a picture.
struct Caption {
  let title: String
  /// Publisher, date, authors.
  let origin: String
  /// How much of the graph is drawn, and what is not.
  let counts: String
  /// Names of what is listed only; empty when nothing is.
  let listed: String
  /// Shown instead of a picture when there is nothing to draw.
  let emptiness: String?

  /// The picture in sentences, for those who don't see it.
  var summary: String {
    ([
      "Diagram of who and what is in the article “\(title)”"
        + (origin.isEmpty ? "." : " (\(origin)).")
    ]
      + [emptiness ?? counts].filter { !$0.isEmpty }
      + (listed.isEmpty ? [] : ["Also named: \(listed)."])).joined(separator: " ")
  }

  init(_ graph: KnowledgeGraph, selection: Selection, ontology: Ontology) {
    let article = graph.articles.first
    let more = graph.articles.count - 1
    title =
      (article?.title.map(LabelText.clean) ?? "Untitled article")
      + (more > 0 ? " and \(more) more" : "")
    origin =
      [
        graph.articles.count > 1 ? nil : article?.publisher,
        graph.articles.count > 1 ? nil : article?.published?.text,
        graph.articles.count > 1 ? nil : article?.byline.joined(separator: ", "),
      ]
      .compactMap { $0 }.map(LabelText.clean).filter { !$0.isEmpty }.joined(separator: " · ")
    let coverage = selection.coverage
    let byKind = Dictionary(grouping: graph.nodes) { ontology.nodeType($0.type)?.kind }
    let drawn = Set(coverage.drawnNodes)
    func share(_ part: Int, _ whole: Int, _ one: String, _ many: String) -> String {
      (part == whole ? "\(whole) " : "\(part) of \(whole) ") + (whole == 1 ? one : many)
    }
    func nodes(_ kind: NodeKind) -> String? {
      let all = byKind[kind] ?? []
      guard !all.isEmpty, let type = ontology.nodeType(of: kind) else { return nil }
      let name = kind == .entity ? ("entity", "entities") : (type.label, type.plural)
      let count =
        kind == .claim ? coverage.drawnClaims.count : all.count { drawn.contains($0.id) }
      return share(count, all.count, name.0, name.1)
    }
    let links = coverage.drawnEdges.count + coverage.omittedEdges.count
    let parts = [
      nodes(.entity), nodes(.event),
      links > 0 ? share(coverage.drawnEdges.count, links, "link", "links") : nil, nodes(.claim),
    ].compactMap { $0 }
    let isWhole =
      coverage.omittedNodes.isEmpty && coverage.omittedEdges.isEmpty
      && coverage.omittedClaims.isEmpty
    counts =
      parts.isEmpty
      ? ""
      : "Shown: " + parts.joined(separator: ", ")
        + (isWhole ? "." : "; the most salient were chosen.")
    listed = selection.listed.map { LabelText.clean($0.label) }.joined(separator: "; ")
    emptiness =
      selection.nodes.isEmpty ? "Nothing to draw: the graph has no entities and no events." : nil
  }
}
