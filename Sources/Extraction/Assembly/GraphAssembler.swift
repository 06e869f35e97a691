public import Article
public import Document
public import KnowledgeGraph
public import Ontology
internal import Base

/// Makes the graph of one article out of what was found in it.
public struct GraphAssembler: Sendable {
  private let ontology: Ontology
  private let generator: KnowledgeGraph.Generator

  public init(ontology: Ontology, generator: KnowledgeGraph.Generator) {
    self.ontology = ontology
    self.generator = generator
  }

  /// The mention kind under which an event's triggers stand in the graph: the last of the ontology's.
  private var triggerKind: String { ontology.mentionKinds.last?.id ?? "" }

  public func graph(
    of extraction: Extraction, in document: Document, article: Article
  ) -> KnowledgeGraph {
    let info = ArticleInfo(
      id: "a1", title: article.title, url: article.url, publisher: article.publisher,
      byline: article.byline, published: article.published, language: article.language ?? "en",
      characters: document.text.unicodeScalars.count, sha256: article.sha256)
    var builder = GraphBuilder(ontology: ontology, generator: generator, articles: [info])
    func evidence(_ span: TextSpan) -> Evidence {
      Evidence(article: info.id, span: span, text: document.text(of: span))
    }
    func time(_ index: Int?) -> TimeReference? {
      index.map {
        let time = extraction.times[$0]
        return TimeReference(value: time.value, evidence: evidence(time.span))
      }
    }

    let entities = extraction.entities.map { entity in
      builder.add(
        Node(
          id: "", type: entity.type, label: entity.label, aliases: entity.aliases,
          attributes: entity.attributes, salience: entity.salience,
          confidence: entity.confidence,
          mentions: entity.mentions.map {
            let mention = extraction.mentions[$0]
            return Mention(evidence(mention.span), kind: mention.kind)
          }))
    }
    // Events are named before they are added, since the speaker of one may be another's node.
    var events: [GraphBuilder.Handle] = []
    func handle(_ participant: Participant) -> GraphBuilder.Handle {
      switch participant {
      case .entity(let index): return entities[index]
      case .event(let index): return events[index]
      }
    }
    for event in extraction.events {
      let node = Node(
        id: "", type: ontology.nodeType(of: .event)?.id ?? "", label: event.label,
        attributes: event.attributes, salience: event.salience, confidence: event.confidence,
        mentions: event.triggers.map { Mention(evidence($0), kind: triggerKind) },
        event: EventDetails(
          type: event.type, time: time(event.time), factuality: event.factuality,
          attributedTo: nil))
      var speaker: GraphBuilder.Handle?
      if case .entity(let index)? = event.source { speaker = entities[index] }
      events.append(builder.add(node, attributedTo: speaker))
    }
    for (index, event) in extraction.events.enumerated() {
      for argument in event.arguments {
        builder.add(
          GraphBuilder.PendingEdge(
            type: argument.role, source: events[index], target: handle(argument.participant),
            factuality: event.factuality, attributedTo: event.source.map(handle),
            confidence: argument.confidence, evidence: [evidence(argument.evidence)]))
      }
    }
    for relation in extraction.relations {
      builder.add(
        GraphBuilder.PendingEdge(
          type: relation.type, source: handle(relation.subject), target: handle(relation.object),
          attributes: relation.attributes, time: time(relation.time),
          factuality: relation.factuality, attributedTo: relation.source.map(handle),
          confidence: relation.confidence, evidence: [evidence(relation.evidence)]))
    }
    addClaims(extraction, to: &builder, evidence: evidence, handle: handle)
    return builder.graph()
  }

  private func addClaims(
    _ extraction: Extraction, to builder: inout GraphBuilder,
    evidence: (TextSpan) -> Evidence, handle: (Participant) -> GraphBuilder.Handle
  ) {
    let surest = ontology.factuality.first?.id ?? ""
    for claim in extraction.claims {
      let content = evidence(claim.content)
      let node = builder.add(
        Node(
          id: "", type: ontology.nodeType(of: .claim)?.id ?? "",
          label: Self.label(of: content.text), salience: 0, confidence: claim.confidence,
          mentions: [],
          claim: ClaimDetails(
            stance: claim.stance, isDirect: claim.isDirect, cue: claim.cue.map(evidence),
            content: content)))
      let cue = evidence(claim.cue ?? claim.content)
      var ends: [(Ontology.ClaimFunction, Participant)] = [(.source, claim.source)]
      ends += claim.about.map { (.about, $0) }
      if let addressee = claim.addressee { ends.append((.addressee, addressee)) }
      for (function, participant) in ends {
        guard let type = ontology.claimEdge(function)?.id else { continue }
        builder.add(
          GraphBuilder.PendingEdge(
            type: type, source: node, target: handle(participant), factuality: surest,
            confidence: claim.confidence, evidence: [function == .about ? content : cue]))
      }
    }
  }

  /// The first words of a claim's content, as a name for it.
  static func label(of content: String, limit: Int = 80) -> String {
    let words = content.split(whereSeparator: \.isWhitespace)
    var label = ""
    for word in words {
      if !label.isEmpty, label.count + 1 + word.count > limit { return label + " …" }
      label += (label.isEmpty ? "" : " ") + word
    }
    return label.isEmpty ? "…" : label
  }
}
