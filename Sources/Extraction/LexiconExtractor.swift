public import Article
public import Document
public import Ontology
internal import Base

/// The first, rule-based extraction: names by capitals and cues, events and claims by lexicon, dates by rule.
///
/// Deliberately small; a learned extractor that fills the same `Extraction` takes its place.
public struct LexiconExtractor: Sendable {
  private let lexicon: ExtractionLexicon
  private let ontology: OntologyView

  public init(lexicon: ExtractionLexicon, ontology: Ontology) {
    self.lexicon = lexicon
    self.ontology = OntologyView(ontology: ontology)
  }

  public func extract(_ document: Document, of article: Article) -> Extraction {
    let tokens = TokenText(document)
    var extraction = Extraction()
    let names = NameFinder(tokens: tokens, lexicon: lexicon).names()
    let resolution = EntityResolver(tokens: tokens, lexicon: lexicon, names: names).resolve()
    extraction.mentions = resolution.mentions
    extraction.entities = resolution.entities
    extraction.times = TimeFinder(
      tokens: tokens, lexicon: lexicon.dates, published: article.published?.day
    ).expressions()
    extraction.events = EventFinder(
      tokens: tokens, lexicon: lexicon, ontology: ontology, resolution: resolution,
      times: extraction.times
    ).events()
    extraction.relations = RelationFinder(
      tokens: tokens, lexicon: lexicon, ontology: ontology, resolution: resolution
    ).relations()
    extraction.claims = ClaimFinder(tokens: tokens, lexicon: lexicon, resolution: resolution)
      .claims()
    attribute(&extraction, in: document)
    dropUnused(&extraction)
    return extraction
  }

  /// What stands inside a claim is the speaker's word, not the article's; what a claim denies is denied.
  private func attribute(_ extraction: inout Extraction, in document: Document) {
    let settings = lexicon.settings
    // A claim is looked for under every sentence that its content touches.
    var claimsBySentence: [Int: [Int]] = [:]
    for (index, claim) in extraction.claims.enumerated() {
      guard let first = document.sentence(at: claim.content.start) else { continue }
      let last = document.sentence(at: max(claim.content.start, claim.content.end - 1)) ?? first
      for sentence in first...max(first, last) {
        claimsBySentence[sentence, default: []].append(index)
      }
    }
    func claim(with spans: [TextSpan]) -> ExtractedClaim? {
      guard let first = spans.first, let sentence = document.sentence(at: first.start) else {
        return nil
      }
      return claimsBySentence[sentence]?.map { extraction.claims[$0] }
        .last { claim in spans.allSatisfy { claim.content.contains($0) } }
    }
    for index in extraction.events.indices {
      guard let claim = claim(with: extraction.events[index].triggers) else { continue }
      extraction.events[index].source = claim.source
      if claim.stance == settings.deniesStance {
        extraction.events[index].factuality = settings.denied
      }
    }
    for index in extraction.relations.indices {
      guard let claim = claim(with: [extraction.relations[index].evidence]) else { continue }
      extraction.relations[index].source = claim.source
      if claim.stance == settings.deniesStance {
        extraction.relations[index].factuality = settings.denied
      }
    }
  }

  /// Groups that take part in nothing are generic nouns, no nodes.
  private func dropUnused(_ extraction: inout Extraction) {
    var used: Set<Int> = []
    func use(_ participant: Participant?) {
      if case .entity(let index)? = participant { used.insert(index) }
    }
    for event in extraction.events {
      use(event.source)
      for argument in event.arguments { use(argument.participant) }
    }
    for relation in extraction.relations {
      use(relation.subject)
      use(relation.object)
      use(relation.source)
    }
    for claim in extraction.claims {
      use(claim.source)
      use(claim.addressee)
      for participant in claim.about { use(participant) }
    }
    let kept = extraction.entities.indices.filter { index in
      used.contains(index)
        || extraction.entities[index].mentions.contains {
          extraction.mentions[$0].kind == lexicon.settings.name
        }
    }
    extraction.keepEntities(kept)
  }
}

extension Extraction {
  /// Drops all entities but these (ascending indices) and renumbers what refers to them; nothing kept may refer to a dropped one.
  mutating func keepEntities(_ kept: [Int]) {
    var renumbered: [Int: Int] = [:]
    for (new, old) in kept.enumerated() { renumbered[old] = new }
    func moved(_ participant: Participant) -> Participant {
      guard case .entity(let index) = participant, let new = renumbered[index] else {
        return participant
      }
      return .entity(new)
    }
    entities = kept.map { entities[$0] }
    for index in events.indices {
      events[index].source = events[index].source.map(moved)
      for argument in events[index].arguments.indices {
        events[index].arguments[argument].participant = moved(
          events[index].arguments[argument].participant)
      }
    }
    for index in relations.indices {
      relations[index].subject = moved(relations[index].subject)
      relations[index].object = moved(relations[index].object)
      relations[index].source = relations[index].source.map(moved)
    }
    for index in claims.indices {
      claims[index].source = moved(claims[index].source)
      claims[index].addressee = claims[index].addressee.map(moved)
      claims[index].about = claims[index].about.map(moved)
    }
  }
}
