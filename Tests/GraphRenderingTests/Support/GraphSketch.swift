import Base
import Foundation
import KnowledgeGraph
import Ontology

@testable import GraphRendering

/// A graph written down in a few lines; evidence is made up from the words given.
struct GraphSketch {
  private(set) var nodes: [Node] = []
  private(set) var edges: [Edge] = []
  private var offset = 0

  var graph: KnowledgeGraph {
    KnowledgeGraph(
      generator: .init(name: "test", version: "1", model: ""), articles: [article], nodes: nodes,
      edges: edges)
  }

  var article = ArticleInfo(
    id: "a1", title: "Harbour chief held over crane contracts", url: nil,
    publisher: "Vellmar Courier", byline: ["Ida Brandt"], published: EDTFDate("2024-03-15"),
    language: "en", characters: 4000, sha256: "")

  mutating func evidence(_ text: String) -> Evidence {
    let span = TextSpan(start: offset, end: offset + text.unicodeScalars.count)
    offset = span.end + 1
    return Evidence(article: "a1", span: span, text: text)
  }

  @discardableResult
  mutating func add(
    _ type: String, _ label: String, id: String? = nil, salience: Double = 0.5
  ) -> String {
    let id = id ?? type.lowercased() + "/" + label.slug()
    nodes.append(
      Node(
        id: id, type: type, label: label, salience: salience, confidence: 0.9,
        mentions: [Mention(evidence(label), kind: "name")]))
    return id
  }

  @discardableResult
  mutating func event(
    _ type: String, _ label: String, time: String? = nil, factuality: String = "asserted",
    by speaker: String? = nil, attributes: Attributes = [:], roles: [(String, String)] = []
  ) -> String {
    let id = "event/\(type.slug())-\(label.slug())"
    nodes.append(
      Node(
        id: id, type: "Event", label: label, attributes: attributes, salience: 0.6,
        confidence: 0.9, mentions: [Mention(evidence(label), kind: "trigger")],
        event: EventDetails(
          type: type, time: time.map { TimeReference(value: EDTFDate($0), evidence: nil) },
          factuality: factuality, attributedTo: speaker)))
    for (role, node) in roles {
      link(id, role, node, factuality: factuality, by: speaker, words: label)
    }
    return id
  }

  mutating func link(
    _ source: String, _ type: String, _ target: String, factuality: String = "asserted",
    by speaker: String? = nil, attributes: Attributes = [:], words: String = "the words that say it"
  ) {
    edges.append(
      Edge(
        id: "e-\(edges.count + 1)", type: type, source: source, target: target,
        attributes: attributes, factuality: factuality, attributedTo: speaker, confidence: 0.9,
        evidence: [evidence(words)]))
  }

  mutating func claim(
    _ speaker: String, _ stance: String, _ words: String, about: [String], direct: Bool = false
  ) {
    let id = "claim/\(nodes.count + 1)"
    nodes.append(
      Node(
        id: id, type: "Claim", label: words, salience: 0.4, confidence: 0.9, mentions: [],
        claim: ClaimDetails(
          stance: stance, isDirect: direct, cue: nil, content: evidence(words))))
    link(id, "claimedBy", speaker, words: words)
    for topic in about { link(id, "about", topic, words: words) }
  }

  /// A story with everything that a picture can show: each node type, each factuality, claims, parallel edges, a lone name.
  static var news: KnowledgeGraph {
    var s = GraphSketch()
    let lund = s.add("Person", "Marten Lund", salience: 1)
    let port = s.add("Agency", "Vellmar Port Authority", salience: 1)
    let firm = s.add("Organization", "Ostrava Lift & Hoist", salience: 0.9)
    let prosecutors = s.add("Agency", "Public Prosecutor's Office", salience: 0.8)
    let police = s.add("Agency", "Vellmar police")
    let court = s.add("Agency", "Vellmar District Court")
    let city = s.add("Place", "Vellmar", salience: 0.7)
    let country = s.add("Place", "Kordania")
    let council = s.add("Agency", "Vellmar City Council")
    let mayor = s.add("Person", "Ana Petrescu", salience: 0.7)
    let lawyer = s.add("Person", "Josef Halik")
    let director = s.add("Person", "Tereza Novak")
    let dockers = s.add("Group", "some 300 dock workers", salience: 0.6)
    let union = s.add("Organization", "Dockers' Union")
    let report = s.add("Work", "the audit report of January")
    let crane = s.add("Product", "HX-7 gantry crane")
    let pier = s.add("Place", "Pier 9")
    let auditors = s.add("Organization", "Brandt Audit")
    s.add("Organization", "Radio Kordania")
    let arrest = s.event(
      "Arrest", "arrested", time: "2024-03-14",
      roles: [("agent", police), ("patient", lund), ("place", city)])
    let charge = s.event(
      "Charge", "charged with bribery", time: "2024-03-15",
      roles: [("agent", prosecutors), ("patient", lund)])
    let bribe = s.event(
      "Crime", "took payments", time: "2021/2023", factuality: "alleged", by: prosecutors,
      roles: [("agent", lund), ("recipient", lund), ("patient", firm)])
    let payment = s.event(
      "Transaction", "paid 1.2 million", factuality: "denied", by: firm,
      roles: [("agent", firm), ("recipient", lund)])
    let trial = s.event(
      "Trial", "trial of Marten Lund", time: "2024-09", factuality: "planned",
      roles: [("patient", lund), ("authority", court)])
    let accident = s.event(
      "Accident", "collapse of a crane", time: "2023-11-02",
      attributes: ["injured": .integer(4)], roles: [("patient", crane), ("place", pier)])
    let injury = s.event(
      "Injury", "injured", time: "2023-11-02", attributes: ["injured": .integer(4)],
      roles: [("patient", dockers)])
    let strike = s.event(
      "Protest", "walked out", time: "2024-03-15", roles: [("agent", dockers), ("place", pier)])
    let audit = s.event(
      "Investigation", "audit", time: "2024-01",
      roles: [("agent", auditors), ("topic", port), ("patient", firm)])
    let dismissal = s.event(
      "Departure", "dismissal", factuality: "possible", by: mayor,
      roles: [("agent", council), ("patient", lund), ("origin", port)])
    let inspection = s.event(
      "Investigation", "inspection of the cranes", factuality: "counterfactual", by: union,
      roles: [("agent", port), ("patient", crane)])
    s.link(lund, "headOf", port, attributes: ["title": .text("director")])
    s.link(mayor, "headOf", city, attributes: ["title": .text("mayor")])
    s.link(
      director, "headOf", firm,
      attributes: ["title": .text("chief executive"), "former": .flag(true)])
    s.link(lawyer, "represents", lund, attributes: ["title": .text("lawyer")])
    s.link(firm, "makerOf", crane)
    s.link(auditors, "authorOf", report)
    s.link(firm, "basedIn", country)
    s.link(pier, "locatedIn", city)
    s.link(city, "locatedIn", country)
    s.link(council, "governs", city)
    s.link(port, "governs", pier)
    s.link(dockers, "memberOf", union)
    s.link(union, "opposes", port)
    s.link(accident, "causes", injury)
    s.link(strike, "respondsTo", arrest)
    s.link(charge, "respondsTo", audit)
    s.link(firm, "supports", lund, factuality: "alleged", by: union)
    s.link(lund, "affiliatedWith", firm, factuality: "denied", by: lawyer)
    s.claim(
      prosecutors, "accuses", "Lund steered nine contracts to the firm in return for money",
      about: [lund, bribe])
    s.claim(
      lawyer, "denies", "Not a single crown ever reached my client.", about: [bribe, payment],
      direct: true)
    s.claim(firm, "denies", "it had paid anybody", about: [payment])
    s.claim(
      mayor, "promises", "the council would decide on his post within a week", about: [dismissal])
    s.claim(
      union, "accuses", "nobody had looked at the cranes for two years", about: [inspection, port])
    s.claim(director, "asserts", "We build cranes, not careers", about: [firm], direct: true)
    s.claim(prosecutors, "asserts", "the trial is to open in September", about: [trial])
    return s.graph
  }

  /// A ring of nodes with chords: every node has edges, some two between the same nodes.
  static func ring(_ count: Int) -> KnowledgeGraph {
    var s = GraphSketch()
    let types = ["Person", "Organization", "Place", "Group"]
    let ids = (0..<count).map {
      s.add(types[$0 % types.count], "Node number \($0)", salience: Double($0 % 10) / 10)
    }
    for index in ids.indices {
      s.link(ids[index], "affiliatedWith", ids[(index + 1) % count])
      if index % 3 == 0 { s.link(ids[index], "supports", ids[(index * 7 + 5) % count]) }
    }
    return s.graph
  }
}

/// The project's own schemas and style, read from the source tree.
enum TestSchemas {
  static let files = SchemaFiles(
    directory: URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Schemas").path)

  static func renderer() throws -> GraphRenderer {
    GraphRenderer(ontology: try Ontology.load(files), style: try DiagramStyle.load(from: files))
  }
}
