import Base
import KnowledgeGraph
import Ontology
import TestSupport
import Testing

@Suite struct GraphBuilderTests {
  let ontology: Ontology

  init() throws {
    ontology = try Ontology.load()
  }

  @Test func sampleIsSound() {
    let graph = SampleGraph.graph(ontology)
    #expect(graph.problems(ontology).isEmpty)
    #expect(graph.nodes.count == 10)
    #expect(graph.edges.count == 11)
    #expect(graph.nodes.map(\.id).contains("event/transaction-sale-of-the-aurora"))
  }

  @Test func orderOfArrivalDoesNotMatter() {
    let graph = SampleGraph.graph(ontology)
    for seed in 0..<200 {
      let shuffled = SampleGraph.graph(ontology, shuffledBy: RandomSource(seed: UInt64(seed)))
      #expect(shuffled == graph, "seed \(seed)")
    }
  }

  @Test func addedParagraphLeavesIDs() {
    let before = SampleGraph.graph(ontology)
    let after = SampleGraph.graph(ontology, addingParagraph: true)
    #expect(Set(after.nodes.map(\.id)).isSuperset(of: before.nodes.map(\.id)))
    #expect(Set(after.edges.map(\.id)).isSuperset(of: before.edges.map(\.id)))
    #expect(
      after.nodes.first { $0.id == "person/ana-reis" }
        == before.nodes.first { $0.id == "person/ana-reis" })
    #expect(after.nodes.contains { $0.id == "person/ana-reis-2" })
  }

  /// Two speakers of one statement: the claims differ in nothing but their source.
  @Test func likeClaimsKeepTheirSpeakers() {
    let content = SampleGraph.passage("Harrow Shipping denied it")
    func graph(_ reversed: Bool) -> KnowledgeGraph {
      var builder = GraphBuilder(
        ontology: ontology, generator: .init(name: "t", version: "1", model: ""),
        articles: [SampleGraph.article])
      var speakers = [("Ana Reis", "Ana Reis"), ("Kofi Mensah", "Kofi Mensah")]
      if reversed { speakers.reverse() }
      for (name, words) in speakers {
        let person = builder.add(
          Node(
            id: "", type: "Person", label: name, salience: 0, confidence: 1,
            mentions: [Mention(SampleGraph.passage(words), kind: "name")]))
        let claim = builder.add(
          Node(
            id: "", type: "Claim", label: "denial", salience: 0, confidence: 1, mentions: [],
            claim: ClaimDetails(stance: "denies", isDirect: false, cue: nil, content: content)))
        builder.add(
          GraphBuilder.PendingEdge(
            type: "claimedBy", source: claim, target: person, factuality: "asserted", confidence: 1,
            evidence: [content]))
      }
      return builder.graph()
    }
    #expect(graph(false) == graph(true))
    #expect(graph(false).problems(ontology).isEmpty)
  }

  @Test func confidenceIsRoundedAndBounded() {
    func confidence(_ value: Double) -> Double? {
      var builder = GraphBuilder(
        ontology: ontology, generator: .init(name: "t", version: "1", model: ""), articles: [])
      _ = builder.add(
        Node(id: "", type: "Person", label: "x", salience: value, confidence: value, mentions: []))
      return builder.graph().nodes.first?.confidence
    }
    #expect(confidence(0.1 + 0.2) == 0.3)
    #expect(confidence(-1) == 0)
    #expect(confidence(7) == 1)
    #expect(confidence(.nan) == 0)
  }

  @Test func labelsOfEveryKindGiveIDs() {
    var random = RandomSource(seed: 5)
    var builder = GraphBuilder(
      ontology: ontology, generator: .init(name: "t", version: "1", model: ""),
      articles: [SampleGraph.article])
    for _ in 0..<500 {
      _ = builder.add(
        Node(
          id: "", type: "Person", label: HostileText.make(&random), salience: 0, confidence: 1,
          mentions: [Mention(SampleGraph.passage("Ana Reis"), kind: "name")]))
    }
    let ids = builder.graph().nodes.map(\.id)
    #expect(Set(ids).count == 500)
    #expect(ids.allSatisfy { $0.hasPrefix("person/") && $0.count > 7 && !$0.contains(" ") })
  }
}
