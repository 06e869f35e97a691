internal import Base
public import KnowledgeGraph
public import Ontology

/// Makes sound graphs of every shape from a seed: hostile names and ids, parallel edges, loops, several articles, empty graphs.
///
/// Each article's text is made together with its graph, so that spans and words fit each other as they do in a real one.
public struct GraphGenerator {
  private let ontology: Ontology
  private var random: RandomSource
  /// The code points of each article.
  private var texts: [[Unicode.Scalar]] = []
  private var passages: [Evidence] = []

  public init(ontology: Ontology, seed: UInt64) {
    self.ontology = ontology
    random = RandomSource(seed: seed)
  }

  /// A graph of random size; one in twenty is empty.
  public mutating func graph() -> KnowledgeGraph {
    if random.oneIn(20) { return graph(nodes: 0, edges: 0) }
    return graph(nodes: random.number(1...24), edges: random.number(0...40))
  }

  /// A graph with the given numbers of nodes and edges; claims bring the edge of their source on top.
  public mutating func graph(nodes nodeCount: Int, edges edgeCount: Int) -> KnowledgeGraph {
    texts = []
    passages = []
    let articleIDs = (0..<random.number(1...3)).map { index in
      random.oneIn(8) ? "\(index)" + HostileText.make(&random) : "a\(index + 1)"
    }
    texts = articleIDs.map { _ in [] }
    var nodes: [Node] = []
    var ids: Set<String> = []
    while nodes.count < nodeCount { nodes.append(node(articleIDs, &ids)) }
    for index in nodes.indices where nodes[index].event != nil && random.oneIn(3) {
      let speaker = random.pick(nodes).id
      nodes[index].event?.attributedTo = speaker
    }
    var edges: [Edge] = []
    var edgeIDs: Set<String> = []
    let events = nodes.filter { $0.event != nil }
    let claims = nodes.filter { $0.claim != nil }
    let others = nodes.filter { $0.claim == nil }
    if let source = ontology.claimEdge(.source) {
      for claim in claims {
        edges.append(edge(source.id, claim, random.pick(nodes), nodes, articleIDs, &edgeIDs))
      }
    }
    let free = ontology.claimEdges.filter { $0.function != .source }.map(\.id)
    for _ in 0..<(nodes.isEmpty ? 0 : edgeCount) {
      let target = random.pick(nodes)
      switch random.number(0...3) {
      case 0 where !events.isEmpty:
        let role = random.pick(ontology.roles).id
        edges.append(edge(role, random.pick(events), target, nodes, articleIDs, &edgeIDs))
      case 1 where !claims.isEmpty:
        edges.append(
          edge(random.pick(free), random.pick(claims), target, nodes, articleIDs, &edgeIDs))
      default:
        guard !others.isEmpty else { continue }
        let source = random.pick(others)
        let relation = random.pick(ontology.relationTypes).id
        let copies = random.oneIn(6) ? 3 : 1
        for _ in 0..<copies {
          edges.append(
            edge(relation, source, random.oneIn(8) ? source : target, nodes, articleIDs, &edgeIDs))
        }
      }
    }
    return KnowledgeGraph(
      generator: KnowledgeGraph.Generator(
        name: "generated", version: "0", model: random.oneIn(2) ? "" : HostileText.make(&random)),
      articles: articleIDs.enumerated().map { article($0.element, texts[$0.offset]) }, nodes: nodes,
      edges: edges)
  }

  /// The articles' texts, of the last graph.
  public var articleTexts: [String] { texts.map(Self.string) }

  static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  // MARK: - Parts

  private mutating func article(_ id: String, _ text: [Unicode.Scalar]) -> ArticleInfo {
    ArticleInfo(
      id: id, title: random.oneIn(4) ? nil : HostileText.make(&random),
      url: random.oneIn(2)
        ? nil
        : random.oneIn(2)
          ? "https://example.org/a%20b?c=d&e=\(id.unicodeScalars.count)#f"
          : HostileText.make(&random),
      publisher: random.oneIn(2) ? nil : HostileText.make(&random),
      byline: (0..<random.number(0...2)).map { _ in HostileText.make(&random) },
      published: random.oneIn(3) ? nil : date(), language: "en", characters: text.count,
      sha256: SHA256.hexDigest(Self.string(text).utf8))
  }

  private mutating func node(_ articles: [String], _ ids: inout Set<String>) -> Node {
    let type = random.pick(ontology.nodeTypes)
    let first = passage(articles)
    let label = first.text.isEmpty ? "x" : first.text
    var id = random.oneIn(4) ? HostileText.make(&random) : type.prefix + "/" + label.slug()
    while !ids.insert(id).inserted { id += "-\(ids.count)" }
    let mentions = [first] + (0..<random.number(0...3)).map { _ in passage(articles) }
    var node = Node(
      id: id, type: type.id, label: label,
      aliases: (0..<random.number(0...2)).map { _ in
        random.oneIn(9) ? "" : HostileText.make(&random)
      },
      sameAs: (0..<random.number(0...1)).map { _ in
        random.oneIn(3)
          ? HostileText.make(&random) : "http://www.wikidata.org/entity/Q\(random.number(1...999))"
      },
      attributes: attributes(), salience: fraction(), confidence: fraction(),
      mentions: mentions.map { Mention($0, kind: random.pick(ontology.mentionKinds).id) })
    switch type.kind {
    case .entity: break
    case .event:
      node.event = EventDetails(
        type: random.pick(ontology.eventTypes).id, time: time(articles),
        factuality: random.pick(ontology.factuality).id, attributedTo: nil)
    case .claim:
      node.claim = ClaimDetails(
        stance: random.pick(ontology.stances).id, isDirect: random.oneIn(2),
        cue: random.oneIn(3) ? nil : passage(articles), content: passage(articles))
      if random.oneIn(2) { node.mentions = [] }
    }
    return node
  }

  private mutating func edge(
    _ type: String, _ source: Node, _ target: Node, _ nodes: [Node], _ articles: [String],
    _ ids: inout Set<String>
  ) -> Edge {
    var id = random.oneIn(6) ? HostileText.make(&random) : "e\(ids.count + 1)"
    while !ids.insert(id).inserted { id += "-\(ids.count)" }
    return Edge(
      id: id, type: type, source: source.id, target: target.id, attributes: attributes(),
      time: time(articles),
      factuality: random.pick(ontology.factuality).id,
      attributedTo: random.oneIn(3) ? random.pick(nodes).id : nil,
      confidence: fraction(), evidence: (0..<random.number(1...3)).map { _ in passage(articles) })
  }

  /// New words at the end of an article's text, or words, or a part of words, that stand there already.
  private mutating func passage(_ articles: [String]) -> Evidence {
    if !passages.isEmpty, random.oneIn(3) { return random.pick(passages) }
    let index = random.number(0...(articles.count - 1))
    let words = Array(HostileText.make(&random).unicodeScalars)
    let start = texts[index].count
    texts[index] += words + [" "]
    let evidence = Evidence(
      article: articles[index], span: TextSpan(start: start, end: start + words.count),
      text: Self.string(words))
    passages.append(evidence)
    return evidence
  }

  private mutating func date() -> EDTFDate? {
    EDTFDate(
      random.pick([
        "2018", "2018-06", "2018-06-30", "2018-21", "201X", "2018-06~", "2018?", "2018-01/2018-02",
        "2018-01-05/2018-02-01", "2018-01/..",
        "../2018-06-01", "0001-01-01", "9999-12-31",
      ]))
  }

  private mutating func time(_ articles: [String]) -> TimeReference? {
    guard random.oneIn(2) else { return nil }
    return TimeReference(
      value: random.oneIn(4) ? nil : date(), evidence: random.oneIn(3) ? nil : passage(articles))
  }

  private mutating func fraction() -> Double {
    random.oneIn(12)
      ? random.pick([0, 1, 1e-7, 0.1 + 0.2, 1 / 3]) : Double(random.number(0...1000)) / 1000
  }

  private mutating func attributes() -> Attributes {
    var result: Attributes = [:]
    for _ in 0..<random.number(0...3) {
      let name =
        random.oneIn(3)
        ? HostileText.make(&random)
        : random.pick(["title", "former", "killed", "amount", "", "a b", "id", "@id"])
      result[name] = value(depth: 0)
    }
    return result
  }

  private mutating func value(depth: Int) -> AttributeValue {
    switch random.number(0...(depth < 3 ? 5 : 4)) {
    case 0, 1: return .text(random.oneIn(9) ? "" : HostileText.make(&random))
    case 2: return .integer(random.pick([0, -1, 42, 9_007_199_254_740_993, Int.max, Int.min]))
    case 3:
      return .number(
        random.pick([
          0.5, -2.25, 2, 0, 1e300, Double.leastNonzeroMagnitude, 1 / 3, 1e15, 123_456_789.125,
        ]))
    case 4: return .flag(random.oneIn(2))
    default: return .list((0..<random.number(0...3)).map { _ in value(depth: depth + 1) })
    }
  }
}
