import Base
import KnowledgeGraph
import Ontology
import TestSupport
import Testing

@Suite struct GraphInvariantsTests {
  let ontology: Ontology
  let sample: KnowledgeGraph

  init() throws {
    ontology = try Ontology.load()
    sample = SampleGraph.graph(ontology)
  }

  @Test func generatedGraphsAreSound() {
    for seed in 0..<200 {
      var generator = GraphGenerator(ontology: ontology, seed: UInt64(seed))
      let problems = generator.graph().problems(ontology)
      #expect(problems.isEmpty, "seed \(seed): \(problems.first?.description ?? "")")
    }
  }

  /// Each change breaks one promise, and is named with its node or edge.
  @Test func brokenPromisesAreNamed() throws {
    let person = try #require(sample.nodes.firstIndex { $0.type == "Person" })
    let event = try #require(sample.nodes.firstIndex { $0.event != nil })
    let claim = try #require(sample.nodes.firstIndex { $0.claim != nil })
    let relation = try #require(sample.edges.firstIndex { $0.type == "headOf" })
    let source = try #require(sample.edges.firstIndex { $0.type == "claimedBy" })
    let role = try #require(sample.edges.firstIndex { $0.type == "patient" })
    let mention = try #require(sample.nodes[person].mentions.first)
    var elsewhere = mention
    elsewhere.evidence.article = "a9"
    var outside = mention
    outside.evidence.span = TextSpan(start: 9_000, end: 9_000 + mention.evidence.span.count)
    var shifted = mention
    shifted.evidence.span = TextSpan(start: 0, end: mention.evidence.span.count + 1)
    let cases: [(String, (inout KnowledgeGraph) -> Void)] = [
      ("id occurs twice", { $0.nodes.append($0.nodes[person]) }),
      ("id occurs twice", { $0.edges.append($0.edges[relation]) }),
      ("id occurs twice", { $0.articles += $0.articles }),
      ("id is empty", { $0.edges[relation].id = "" }),
      ("no SHA-256", { $0.articles[0].sha256 = "abc" }),
      ("unknown node type", { $0.nodes[person].type = "Alien" }),
      ("unknown event type", { $0.nodes[event].event?.type = "Fun" }),
      ("unknown edge type", { $0.edges[relation].type = "knows" }),
      ("unknown factuality", { $0.edges[relation].factuality = "sure" }),
      ("unknown factuality", { $0.nodes[event].event?.factuality = "sure" }),
      ("unknown stance", { $0.nodes[claim].claim?.stance = "shouts" }),
      ("unknown mention kind", { $0.nodes[person].mentions[0].kind = "verb" }),
      ("no label", { $0.nodes[person].label = "" }),
      ("stands nowhere", { $0.nodes[person].mentions = [] }),
      ("no evidence", { $0.edges[relation].evidence = [] }),
      ("which is no article", { $0.nodes[person].mentions[0] = elsewhere }),
      ("a span that ends", { $0.nodes[person].mentions[0] = outside }),
      ("code points with a text of", { $0.nodes[person].mentions[0] = shifted }),
      ("confidence outside", { $0.nodes[person].confidence = 1.5 }),
      ("confidence outside", { $0.edges[relation].confidence = .nan }),
      ("salience outside", { $0.nodes[person].salience = -0.1 }),
      ("starts at", { $0.edges[relation].source = "person/nobody" }),
      ("ends at", { $0.edges[relation].target = "" }),
      ("attributed to", { $0.edges[relation].attributedTo = "nobody" }),
      ("attributed to", { $0.nodes[event].event?.attributedTo = "nobody" }),
      ("event details", { $0.nodes[event].event = nil }),
      ("claim details", { $0.nodes[person].claim = $0.nodes[claim].claim }),
      ("a role that starts at no event", { $0.edges[role].source = $0.nodes[person].id }),
      ("a claim's edge", { $0.edges[source].source = $0.nodes[person].id }),
      ("a relation that starts at a claim", { $0.edges[relation].source = $0.nodes[claim].id }),
      ("exactly one source, this has 0", { $0.edges.remove(at: source) }),
      (
        "exactly one source, this has 2",
        {
          $0.edges.append($0.edges[source])
          $0.edges[$0.edges.count - 1].id = "other"
        }
      ),
      ("no finite number", { $0.edges[relation].attributes = ["x": .list([.number(.infinity)])] }),
      (
        "ends at",
        {
          $0.nodes[person].id = "person/jos\u{E9}"
          $0.edges[relation].target = "person/jose\u{301}"
        }
      ),
    ]
    for (words, change) in cases {
      var graph = sample
      change(&graph)
      let problems = graph.problems(ontology).map(\.description)
      #expect(problems.contains { $0.contains(words) }, "\(words): \(problems)")
    }
  }

  @Test func indexFindsNodesAndEdges() throws {
    let index = GraphIndex(sample)
    let person = try #require(sample.nodes.first { $0.label == "Ana Reis" })
    #expect(index.node(person.id) == person)
    #expect(index.edges(from: person.id).map(\.type) == ["headOf"])
    #expect(index.edges(to: person.id).map(\.type) == ["agent"])
    #expect(index.node("nobody") == nil)
    #expect(index.edges(from: "nobody").isEmpty)
  }
}
