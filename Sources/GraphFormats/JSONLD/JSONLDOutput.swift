internal import Base
internal import KnowledgeGraph
internal import Ontology

/// The document under construction: the context, how the graph was made, its nodes and their spans.
struct JSONLDOutput {
  var json = JSONWriter()
  let ontology: Ontology
  let mapping: JSONLDMapping
  let names: JSONLDNames
  let graph: KnowledgeGraph
  /// Names that the context gives a meaning; an IRI with one of them as its scheme would be taken for a short form.
  private let reservedSchemes: Set<String>
  private let articlePositions: [String: Int]
  private var writtenSpans: Set<SpanKey> = []

  private struct SpanKey: Hashable {
    let article: Int
    let span: TextSpan
  }

  init(_ graph: KnowledgeGraph, ontology: Ontology, mapping: JSONLDMapping, context: JSONValue) {
    self.graph = graph
    self.ontology = ontology
    self.mapping = mapping
    names = JSONLDNames(graph, ontology)
    reservedSchemes = Set((context.members ?? []).map(\.key) + [JSONLDNames.prefix])
    articlePositions = Dictionary(
      graph.articles.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  // MARK: - Context

  /// The graph's own prefix first, then the shipped context.
  mutating func writeContext(_ context: JSONValue, base: String) {
    json.beginObject()
    json.key(JSONLDNames.prefix)
    // Said to be a prefix, because a base may end in any character.
    json.beginObject(inline: true)
    json.member("@id", base)
    json.member("@prefix", true)
    json.endObject()
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

  mutating func ids(_ name: String, _ ids: [String]) {
    guard !ids.isEmpty else { return }
    json.member(name, ids)
  }

  /// An address that was given, as a link where it is one, else as a text under the other name.
  private mutating func link(_ name: String, _ addresses: [String], orText textName: String) {
    let isLink: (String) -> Bool = { [reservedSchemes] address in
      address.isAbsoluteIRI && !reservedSchemes.contains(address.iriScheme ?? "")
    }
    ids(name, addresses.filter(isLink))
    ids(textName, addresses.filter { !isLink($0) })
  }

  /// A name in all the vocabularies where consumers look for it.
  private mutating func aliases(_ aliases: [String]) {
    ids("altLabel", aliases)
    ids("alternateName", aliases)
  }

  // MARK: - Articles and how the graph was made

  mutating func writeProvenance() {
    json.beginObject()
    json.member("id", names.graph)
    json.member("type", "prov:Entity")
    json.member("formatVersion", NativeJSONWriter.version)
    json.member("generatedBy", names.extraction)
    ids("derivedFrom", graph.articles.map { names.article($0.id) })
    json.endObject()
    json.beginObject()
    json.member("id", names.extraction)
    json.member("type", "prov:Activity")
    json.member("associatedWith", names.generator)
    ids("used", graph.articles.map { names.article($0.id) })
    json.endObject()
    json.beginObject()
    json.member("id", names.generator)
    json.member("type", ["prov:SoftwareAgent", "schema:SoftwareApplication"])
    json.member("name", graph.generator.name)
    json.member("softwareVersion", graph.generator.version)
    if !graph.generator.model.isEmpty { json.member("usedModel", graph.generator.model) }
    json.endObject()
    for article in graph.articles { write(article) }
  }

  private mutating func write(_ article: ArticleInfo) {
    json.beginObject()
    json.member("id", names.article(article.id))
    json.member("type", ["schema:NewsArticle", "prov:Entity"])
    if let title = article.title { json.member("headline", title) }
    if let published = article.published {
      if published.day != nil { json.member("datePublished", published.text) }
      json.member("publishedEDTF", published.text)
    }
    if let url = article.url { link("url", [url], orText: "urlText") }
    let authors = article.byline.indices.map { names.author($0 + 1, of: article.id) }
    ids("author", authors)
    if article.publisher != nil { json.member("publisher", names.publisher(of: article.id)) }
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
      json.member("id", names.publisher(of: article.id))
      json.member("type", "schema:Organization")
      json.member("name", publisher)
      json.endObject()
    }
  }

  // MARK: - Spans

  /// Writes those spans that were not written before, as nodes of their own.
  mutating func writeSpans(_ passages: [Evidence]) {
    for passage in passages {
      let key = SpanKey(article: articlePositions[passage.article] ?? -1, span: passage.span)
      guard writtenSpans.insert(key).inserted else { continue }
      json.beginObject()
      json.member("id", names.span(passage))
      json.member("type", "oa:SpecificResource")
      json.member("source", names.article(passage.article))
      json.key("selector")
      json.beginArray()
      json.beginObject(inline: true)
      json.member("id", names.selector("position", of: passage))
      json.member("type", "oa:TextPositionSelector")
      json.member("start", passage.span.start)
      json.member("end", passage.span.end)
      json.endObject()
      json.beginObject(inline: true)
      json.member("id", names.selector("quote", of: passage))
      json.member("type", "oa:TextQuoteSelector")
      json.member("exact", passage.text)
      json.endObject()
      json.endArray()
      json.endObject()
    }
  }

  // MARK: - Nodes

  mutating func write(_ node: Node) {
    let id = names.node(node.id)
    json.beginObject()
    json.member("id", id)
    json.member("type", types(of: node))
    json.member("name", node.label)
    aliases(node.aliases)
    link("sameAs", node.sameAs, orText: "sameAsText")
    if let event = node.event { writeDetails(event, id: id) }
    if let claim = node.claim {
      json.member("stance", names.term(claim.stance))
      json.member("direct", claim.isDirect)
      json.member("text", claim.content.text)
      json.member("content", names.span(claim.content))
      if let cue = claim.cue { json.member("cue", names.span(cue)) }
      json.member("appearance", names.article(claim.content.article))
    }
    json.member("salience", XSDNumber.decimal(node.salience))
    json.member("confidence", XSDNumber.decimal(node.confidence))
    ids("attribute", node.attributes.keys.sorted().map { names.attribute($0, of: id) })
    let mentions = node.mentions.map { names.mention($0, of: id) }
    ids("mention", mentions)
    json.endObject()
    for (mention, mentionID) in zip(node.mentions, mentions) {
      json.beginObject(inline: true)
      json.member("id", mentionID)
      json.member("type", "ng:Mention")
      json.member("mentionKind", names.term(mention.kind))
      json.member("span", names.span(mention.evidence))
      json.endObject()
    }
    write(node.event?.time, of: id)
    write(node.attributes, of: id)
    var passages = node.mentions.map(\.evidence)
    if let claim = node.claim { passages += [claim.content] + (claim.cue.map { [$0] } ?? []) }
    if let words = node.event?.time?.evidence { passages.append(words) }
    writeSpans(passages)
  }

  private func types(of node: Node) -> [String] {
    let nodeType = ontology.nodeType(node.type)?.mapsTo ?? [:]
    let eventType = node.event.flatMap { ontology.eventType($0.type)?.mapsTo } ?? [:]
    var types = [names.term(node.type)] + (node.event.map { [names.term($0.type)] } ?? [])
    for vocabulary in mapping.nodeVocabularies {
      for term in (nodeType[vocabulary] ?? []) + (eventType[vocabulary] ?? [])
      where !types.contains(term) {
        types.append(term)
      }
    }
    return types
  }

  private mutating func writeDetails(_ event: EventDetails, id: String) {
    json.member("eventType", names.term(event.type))
    json.member("factuality", names.term(event.factuality))
    if let speaker = event.attributedTo { json.member("attributedTo", names.node(speaker)) }
    guard let time = event.time else { return }
    // Of an interval, the ends that are exact days.
    let ends = (time.value?.text ?? "").split(separator: "/")
    if let start = ends.first, CalendarDay(start) != nil { json.member("startDate", String(start)) }
    if ends.count == 2, CalendarDay(ends[1]) != nil { json.member("endDate", String(ends[1])) }
    json.member("time", names.time(of: id))
  }

  mutating func write(_ time: TimeReference?, of owner: String) {
    guard let time else { return }
    json.beginObject(inline: true)
    json.member("id", names.time(of: owner))
    json.member("type", "ng:Time")
    if let value = time.value { json.member("edtf", value.text) }
    if let evidence = time.evidence { json.member("span", names.span(evidence)) }
    json.endObject()
  }

  mutating func write(_ attributes: Attributes, of owner: String) {
    for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
      json.beginObject(inline: true)
      json.member("id", names.attribute(name, of: owner))
      json.member("type", "ng:Attribute")
      json.member("key", name)
      json.key("value")
      switch value {
      case .text(let text): json.value(text)
      case .flag(let flag): json.value(flag)
      // Beyond 2^53 a reader that keeps numbers as doubles would change it.
      case .integer(let number) where number.magnitude > 1 << 53:
        typed(String(number), "xsd:integer")
      case .integer(let number): json.value(number)
      // Exact, where a reader may round a double to fifteen digits; far outside of what is counted or measured, its digits would be too many.
      case .number(let number) where number == 0 || (1e-20...1e21).contains(abs(number)):
        typed(XSDNumber.decimal(number), "xsd:decimal")
      case .number(let number) where number.isFinite: typed(XSDNumber.double(number), "xsd:double")
      // A list would need blank nodes; its JSON says the same.
      case .number, .list: json.value(JSONFragment.value(value))
      }
      json.endObject()
    }
  }

  private mutating func typed(_ text: String, _ type: String) {
    json.beginObject(inline: true)
    json.member("@value", text)
    json.member("@type", type)
    json.endObject()
  }
}
