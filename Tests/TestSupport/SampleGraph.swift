internal import Base
public import KnowledgeGraph
public import Ontology

/// A small graph made by hand, with one of everything: entities, an event with roles and a time, an alleged event, a claim, relations in
/// the article's own voice and one that is only claimed.
public enum SampleGraph {
  public static let text = """
    Harbour board sells ferry

    Ana Reis, president of the Harbour Board, sold the ferry Aurora to Harrow Shipping on 30 June 2018.
    "Harrow Shipping bribed two officials and owns the tug Bora," the union leader Kofi Mensah said. Harrow Shipping denied it.

    """

  /// The first passage with these words, from the given words on.
  public static func passage(_ words: String, after before: String = "") -> Evidence {
    let scalars = Array(text.unicodeScalars)
    let start =
      before.isEmpty ? 0 : position(of: Array(before.unicodeScalars), in: scalars, from: 0)
    let at = position(of: Array(words.unicodeScalars), in: scalars, from: start)
    return Evidence(
      article: "a1", span: TextSpan(start: at, end: at + words.unicodeScalars.count), text: words)
  }

  private static func position(
    of words: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int
  ) -> Int {
    (start...(text.count - words.count)).first {
      text[$0..<($0 + words.count)].elementsEqual(words)
    } ?? 0
  }

  public static var article: ArticleInfo {
    ArticleInfo(
      id: "a1", title: "Harbour board sells ferry", url: "https://example.org/ferry",
      publisher: "The Quay",
      byline: ["Lin Osei"], published: EDTFDate("2018-07-01"), language: "en",
      characters: text.unicodeScalars.count,
      sha256: SHA256.hexDigest(text.utf8))
  }

  /// The parts, in an order that the random source chooses; the graph must not depend on it.
  public static func graph(
    _ ontology: Ontology, shuffledBy random: RandomSource? = nil, addingParagraph: Bool = false
  ) -> KnowledgeGraph {
    var builder = GraphBuilder(
      ontology: ontology,
      generator: KnowledgeGraph.Generator(name: "sample", version: "1", model: ""),
      articles: [article])
    var specifications = nodes
    if addingParagraph {
      specifications["another"] = entity("Person", "Ana Reis", at: [passage("it", after: "denied")])
    }
    var names = specifications.keys.sorted()
    var edges = edges(addingParagraph: addingParagraph)
    if var random {
      names.shuffle(using: &random)
      edges.shuffle(using: &random)
    }
    // An event's speaker must be there before the event.
    names.sort {
      (specifications[$0]?.event == nil ? 0 : 1) < (specifications[$1]?.event == nil ? 0 : 1)
    }
    var handles: [String: GraphBuilder.Handle] = [:]
    for name in names {
      guard let node = specifications[name] else { continue }
      handles[name] = builder.add(node, attributedTo: name == "bribery" ? handles["mensah"] : nil)
    }
    for edge in edges {
      guard let source = handles[edge.source], let target = handles[edge.target] else { continue }
      builder.add(
        GraphBuilder.PendingEdge(
          type: edge.type, source: source, target: target, attributes: edge.attributes,
          factuality: edge.factuality,
          attributedTo: edge.speaker.flatMap { handles[$0] }, confidence: 0.9,
          evidence: [edge.evidence]))
    }
    return builder.graph()
  }

  private static func entity(_ type: String, _ label: String, at passages: [Evidence]) -> Node {
    Node(
      id: "", type: type, label: label, salience: 0.5, confidence: 0.95,
      mentions: passages.map { Mention($0, kind: "name") })
  }

  private static var nodes: [String: Node] {
    var sale = Node(
      id: "", type: "Event", label: "sale of the Aurora", attributes: ["amount": .text("EUR 2m")],
      salience: 0.8, confidence: 0.9,
      mentions: [Mention(passage("sold"), kind: "trigger")])
    sale.event = EventDetails(
      type: "Transaction",
      time: TimeReference(value: EDTFDate("2018-06-30"), evidence: passage("30 June 2018")),
      factuality: "asserted",
      attributedTo: nil)
    var bribery = Node(
      id: "", type: "Event", label: "bribery of officials", salience: 0.6, confidence: 0.8,
      mentions: [Mention(passage("bribed"), kind: "trigger")])
    bribery.event = EventDetails(type: "Crime", time: nil, factuality: "alleged", attributedTo: nil)
    let content = passage(
      "Harrow Shipping bribed two officials and owns the tug Bora", after: "\n\"")
    let claim = Node(
      id: "", type: "Claim", label: "Harrow Shipping bribed two officials", salience: 0.4,
      confidence: 0.9, mentions: [],
      claim: ClaimDetails(
        stance: "accuses", isDirect: true, cue: passage("said", after: "Mensah"), content: content))
    var reis = entity("Person", "Ana Reis", at: [passage("Ana Reis")])
    reis.aliases = ["Reis"]
    reis.sameAs = ["http://www.wikidata.org/entity/Q1"]
    return [
      "reis": reis,
      "board": entity(
        "Agency", "Harbour Board", at: [passage("Harbour Board", after: "president")]),
      "aurora": entity("Product", "Aurora", at: [passage("Aurora")]),
      "harrow": entity(
        "Organization", "Harrow Shipping",
        at: [passage("Harrow Shipping"), passage("Harrow Shipping", after: "\"Harrow")]),
      "officials": entity("Group", "two officials", at: [passage("two officials")]),
      "bora": entity("Product", "Bora", at: [passage("Bora")]),
      "mensah": entity("Person", "Kofi Mensah", at: [passage("Kofi Mensah")]), "sale": sale,
      "bribery": bribery, "claim": claim,
    ]
  }

  private struct EdgeSpecification {
    var type: String
    var source: String
    var target: String
    var words: String
    var factuality = "asserted"
    var speaker: String?
    var attributes: Attributes = [:]

    var evidence: Evidence { passage(words) }
  }

  private static func edges(addingParagraph: Bool) -> [EdgeSpecification] {
    [
      EdgeSpecification(
        type: "headOf", source: "reis", target: "board",
        words: "Ana Reis, president of the Harbour Board",
        attributes: ["title": .text("president"), "former": .flag(false)]),
      EdgeSpecification(
        type: "agent", source: "sale", target: "reis",
        words: "Ana Reis, president of the Harbour Board, sold"),
      EdgeSpecification(
        type: "patient", source: "sale", target: "aurora", words: "sold the ferry Aurora"),
      EdgeSpecification(
        type: "recipient", source: "sale", target: "harrow",
        words: "sold the ferry Aurora to Harrow Shipping"),
      EdgeSpecification(
        type: "agent", source: "bribery", target: "harrow", words: "Harrow Shipping bribed",
        factuality: "alleged", speaker: "mensah"),
      EdgeSpecification(
        type: "patient", source: "bribery", target: "officials", words: "bribed two officials",
        factuality: "alleged", speaker: "mensah"),
      EdgeSpecification(
        type: "ownerOf", source: "harrow", target: "bora",
        words: "Harrow Shipping bribed two officials and owns the tug Bora",
        speaker: "mensah"),
      EdgeSpecification(
        type: "claimedBy", source: "claim", target: "mensah",
        words: "the union leader Kofi Mensah said"),
      EdgeSpecification(
        type: "about", source: "claim", target: "harrow", words: "Harrow Shipping bribed"),
    ]
      // Two edges that differ in their evidence only.
      + ["Harrow Shipping on", "to Harrow Shipping"].map {
        EdgeSpecification(type: "participant", source: "sale", target: "harrow", words: $0)
      }
      + (addingParagraph
        ? [
          EdgeSpecification(type: "partyTo", source: "another", target: "sale", words: "denied it")
        ] : [])
  }
}
