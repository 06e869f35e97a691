internal import Base
internal import KnowledgeGraph
internal import Ontology

/// The document under construction.
struct JSONLDOutput {
  var json = JSONWriter()
  let base: String
  let ontology: Ontology
  let graph: KnowledgeGraph
  private var writtenSpans: Set<String> = []

  init(base: String, ontology: Ontology, graph: KnowledgeGraph) {
    self.base = base
    self.ontology = ontology
    self.graph = graph
  }

  // MARK: - Names

  /// The compact IRI of something in this graph.
  func own(_ path: String) -> String { "g:" + path.iriPart }

  func term(_ id: String) -> String { "ng:" + id.iriPart }

  /// The graph's own prefix first, then the shipped context.
  mutating func writeContext(_ context: JSONValue) {
    json.beginObject()
    json.member("g", base)
    for member in context.members ?? [] {
      json.key(member.key)
      copy(member.value)
    }
    json.endObject()
  }

  private mutating func copy(_ value: JSONValue) {
    switch value.content {
    case .null: json.null()
    case .bool(let flag): json.value(flag)
    case .integer(let number): json.value(Int(number))
    case .number(let number): json.value(number)
    case .string(let text): json.value(text)
    case .array(let values):
      json.beginArray(inline: true)
      for value in values { copy(value) }
      json.endArray()
    case .object(let members):
      json.beginObject(inline: true)
      for member in members {
        json.key(member.key)
        copy(member.value)
      }
      json.endObject()
    }
  }

  // MARK: - Members

  /// A decimal in the canonical form of XML Schema ("1.0", "0.25").
  mutating func decimal(_ name: String, _ value: Double) {
    json.member(name, value.description)
  }

  mutating func ids(_ name: String, _ ids: [String]) {
    guard !ids.isEmpty else { return }
    json.member(name, ids)
  }

  // MARK: - Articles and how the graph was made

  mutating func writeProvenance() {
    json.beginObject()
    json.member("id", own("extraction"))
    json.member("type", "prov:Activity")
    json.member("name", graph.generator.name)
    json.member("softwareVersion", graph.generator.version)
    json.member("usedModel", graph.generator.model)
    json.member("wasGeneratedFromVersion", NativeJSONWriter.version)
    json.endObject()
    for article in graph.articles { write(article) }
  }

  private mutating func write(_ article: ArticleInfo) {
    json.beginObject()
    json.member("id", own(article.id))
    json.member("type", ["schema:NewsArticle", "prov:Entity"])
    if let title = article.title { json.member("headline", title) }
    if let published = article.published {
      if published.day != nil {
        json.member("datePublished", published.text)
      } else {
        json.member("edtf", published.text)
      }
    }
    if let url = article.url, url.isAbsoluteIRI { json.member("url", url) }
    let authors = article.byline.indices.map { own("\(article.id)/author/\($0 + 1)") }
    ids("author", authors)
    if article.publisher != nil { json.member("publisher", own("\(article.id)/publisher")) }
    json.member("inLanguage", article.language)
    json.member("characters", article.characters)
    json.member("offsetUnit", "unicode-code-point")
    json.member("textSha256", article.sha256)
    json.endObject()
    for (author, name) in zip(authors, article.byline) {
      json.beginObject(inline: true)
      json.member("id", author)
      json.member("type", "schema:Person")
      json.member("name", name)
      json.endObject()
    }
    if let publisher = article.publisher {
      json.beginObject(inline: true)
      json.member("id", own("\(article.id)/publisher"))
      json.member("type", "schema:Organization")
      json.member("name", publisher)
      json.endObject()
    }
  }

  // MARK: - Spans

  func spanID(_ evidence: Evidence) -> String {
    own("\(evidence.article)/span/\(evidence.span.start)-\(evidence.span.end)")
  }

  /// Writes those spans that were not written before, as nodes of their own.
  mutating func writeSpans(_ passages: [Evidence]) {
    for passage in passages {
      let id = spanID(passage)
      guard writtenSpans.insert(id).inserted else { continue }
      json.beginObject()
      json.member("id", id)
      json.member("type", "oa:SpecificResource")
      json.member("source", own(passage.article))
      json.key("selector")
      json.beginArray()
      json.beginObject(inline: true)
      json.member("id", id + "/position")
      json.member("type", "oa:TextPositionSelector")
      json.member("start", passage.span.start)
      json.member("end", passage.span.end)
      json.endObject()
      json.beginObject(inline: true)
      json.member("id", id + "/quote")
      json.member("type", "oa:TextQuoteSelector")
      json.member("exact", passage.text)
      json.endObject()
      json.endArray()
      json.endObject()
    }
  }

  // MARK: - Nodes

  mutating func write(_ node: Node) {
    let id = own(node.id)
    let type = ontology.nodeType(node.type)
    json.beginObject()
    json.member("id", id)
    var types = [term(node.type)] + (type?.mapsTo["schema"] ?? []) + (type?.mapsTo["sem"] ?? [])
    if let event = node.event { types.append(term(event.type)) }
    json.member("type", types)
    json.member("name", node.label)
    ids("altLabel", node.aliases)
    ids("sameAs", node.sameAs.filter(\.isAbsoluteIRI))
    if let event = node.event {
      json.member("eventType", term(event.type))
      json.member("factuality", term(event.factuality))
      if let speaker = event.attributedTo { json.member("attributedTo", own(speaker)) }
      if let time = event.time {
        if let value = time.value, value.day != nil { json.member("date", value.text) }
        json.member("time", id + "/time")
      }
    }
    if let claim = node.claim {
      json.member("stance", term(claim.stance))
      json.member("direct", claim.isDirect)
      json.member("text", claim.content.text)
      json.member("content", spanID(claim.content))
      if let cue = claim.cue { json.member("cue", spanID(cue)) }
      json.member("appearance", own(claim.content.article))
    }
    decimal("salience", node.salience)
    decimal("confidence", node.confidence)
    ids("attribute", attributeIDs(node.attributes, of: id))
    let mentions = node.mentions.map { mentionID($0, of: id) }
    ids("mention", mentions)
    json.member("generatedBy", own("extraction"))
    json.endObject()
    for (mention, mentionID) in zip(node.mentions, mentions) {
      json.beginObject(inline: true)
      json.member("id", mentionID)
      json.member("type", "ng:Mention")
      json.member("mentionKind", term(mention.kind))
      json.member("span", spanID(mention.evidence))
      json.endObject()
    }
    write(node.event?.time, id: id + "/time")
    writeAttributes(node.attributes, of: id)
    var passages = node.mentions.map(\.evidence)
    if let claim = node.claim { passages += [claim.content] + (claim.cue.map { [$0] } ?? []) }
    if let words = node.event?.time?.evidence { passages.append(words) }
    writeSpans(passages)
  }

  private func mentionID(_ mention: Mention, of id: String) -> String {
    let evidence = mention.evidence
    return "\(id)/mention/\(evidence.article.iriPart)/\(evidence.span.start)-\(evidence.span.end)"
  }

  private mutating func write(_ time: TimeReference?, id: String) {
    guard let time else { return }
    json.beginObject(inline: true)
    json.member("id", id)
    json.member("type", "ng:Time")
    if let value = time.value { json.member("edtf", value.text) }
    if let evidence = time.evidence { json.member("span", spanID(evidence)) }
    json.endObject()
  }

  private func attributeIDs(_ attributes: Attributes, of id: String) -> [String] {
    attributes.keys.sorted().map { "\(id)/attribute/\($0.iriPart)" }
  }

  private mutating func writeAttributes(_ attributes: Attributes, of id: String) {
    for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
      json.beginObject(inline: true)
      json.member("id", "\(id)/attribute/\(name.iriPart)")
      json.member("type", "ng:Attribute")
      json.member("key", name)
      json.key("value")
      switch value {
      case .text(let text): json.value(text)
      case .integer(let number): json.value(number)
      case .flag(let flag): json.value(flag)
      case .number(let number):
        json.beginObject(inline: true)
        json.member("@value", number.description)
        json.member("@type", "xsd:double")
        json.endObject()
      // A list would need blank nodes; its JSON says the same.
      case .list: json.value(JSONFragment.value(value))
      }
      json.endObject()
    }
  }

  // MARK: - Edges

  /// The edge as a node of its own, with all that is known of it.
  mutating func write(_ edge: Edge) {
    let id = own(edge.id)
    json.beginObject()
    json.member("id", id)
    json.member("type", Self.edgeClass(ontology.edgeKind(edge.type)))
    json.member("edgeType", term(edge.type))
    json.member("subject", own(edge.source))
    json.member("object", own(edge.target))
    json.member("factuality", term(edge.factuality))
    if let speaker = edge.attributedTo { json.member("attributedTo", own(speaker)) }
    decimal("confidence", edge.confidence)
    if edge.time != nil { json.member("time", id + "/time") }
    ids("attribute", attributeIDs(edge.attributes, of: id))
    json.member("evidence", edge.evidence.map(spanID))
    json.endObject()
    write(edge.time, id: id + "/time")
    writeAttributes(edge.attributes, of: id)
    writeSpans(edge.evidence + (edge.time?.evidence.map { [$0] } ?? []))
  }

  private static func edgeClass(_ kind: EdgeKind?) -> [String] {
    switch kind {
    case .role: return ["ng:RoleEdge", "sem:Role"]
    case .claim: return ["ng:ClaimEdge"]
    case .relation, nil: return ["ng:RelationEdge"]
    }
  }

  /// The edges as plain triples: in the default graph where the article asserts them, else in the graph of each claim that has their words.
  mutating func writeShortEdges() {
    let claims = graph.nodes.filter { $0.claim != nil }
    for edge in graph.edges {
      switch ontology.edgeKind(edge.type) {
      case .claim: writeClaimEdge(edge)
      case .role, .relation:
        if edge.attributedTo == nil, ontology.factualityRank(edge.factuality) == 0 {
          writeTriple(edge)
        }
      case nil: break
      }
    }
    for claim in claims {
      guard let content = claim.claim?.content else { continue }
      let inside = graph.edges.filter { edge in
        ontology.edgeKind(edge.type) != .claim && !edge.evidence.isEmpty
          && edge.evidence.allSatisfy {
            $0.article == content.article && content.span.contains($0.span)
          }
      }
      guard !inside.isEmpty else { continue }
      json.beginObject()
      json.member("id", own(claim.id))
      json.key("@graph")
      json.beginArray()
      for edge in inside { writeTriple(edge) }
      json.endArray()
      json.endObject()
    }
  }

  private mutating func writeClaimEdge(_ edge: Edge) {
    json.beginObject(inline: true)
    json.member("id", own(edge.source))
    switch ontology.claimEdge(edge.type)?.function {
    case .source: json.member("attributedTo", own(edge.target))
    case .about: json.member("about", own(edge.target))
    case .addressee: json.member("addressee", own(edge.target))
    case nil: break
    }
    json.endObject()
  }

  private mutating func writeTriple(_ edge: Edge) {
    let mappings =
      ontology.relationType(edge.type)?.mapsTo ?? ontology.role(edge.type)?.mapsTo ?? [:]
    let forward = [term(edge.type)] + (mappings["schema"] ?? []) + (mappings["sem"] ?? [])
    triple(edge.source, forward, edge.target)
    if let backward = mappings["schemaInverse"], !backward.isEmpty {
      triple(edge.target, backward, edge.source)
    }
  }

  private mutating func triple(_ subject: String, _ predicates: [String], _ object: String) {
    json.beginObject(inline: true)
    json.member("id", own(subject))
    for predicate in predicates {
      json.key(predicate)
      json.beginObject(inline: true)
      json.member("id", own(object))
      json.endObject()
    }
    json.endObject()
  }
}
