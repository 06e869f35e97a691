public import Base

/// A graph of one or more articles: who and what is in them, how they are related, and who claims what.
///
/// A value: made by `GraphBuilder` or by a reader of graph files, then only read. Nodes and edges stand in the order of the text, so
/// that the same article gives the same graph, byte for byte.
public struct KnowledgeGraph: Sendable, Equatable {
  /// What made the graph.
  public struct Generator: Sendable, Equatable {
    public var name: String
    public var version: String
    /// The extractor's model; empty where there was none.
    public var model: String

    public init(name: String, version: String, model: String) {
      self.name = name
      self.version = version
      self.model = model
    }
  }

  public var generator: Generator
  public var articles: [ArticleInfo]
  public var nodes: [Node]
  public var edges: [Edge]

  public init(generator: Generator, articles: [ArticleInfo], nodes: [Node], edges: [Edge]) {
    self.generator = generator
    self.articles = articles
    self.nodes = nodes
    self.edges = edges
  }
}

/// What the graph says of an article that it was made from.
public struct ArticleInfo: Sendable, Equatable {
  /// Short name inside this graph, such as `a1`.
  public var id: String
  public var title: String?
  public var url: String?
  public var publisher: String?
  public var byline: [String]
  public var published: EDTFDate?
  /// BCP 47 language tag.
  public var language: String
  /// Length of the text in code points.
  public var characters: Int
  /// SHA-256 of the text's UTF-8 bytes, hexadecimal.
  public var sha256: String

  public init(
    id: String, title: String?, url: String?, publisher: String?, byline: [String],
    published: EDTFDate?, language: String, characters: Int, sha256: String
  ) {
    self.id = id
    self.title = title
    self.url = url
    self.publisher = publisher
    self.byline = byline
    self.published = published
    self.language = language
    self.characters = characters
    self.sha256 = sha256
  }
}

/// A passage of an article, with its words.
public struct Evidence: Sendable, Hashable {
  /// Id of the article in this graph.
  public var article: String
  public var span: TextSpan
  /// The covered text, exactly.
  public var text: String

  public init(article: String, span: TextSpan, text: String) {
    self.article = article
    self.span = span
    self.text = text
  }
}

/// One place where a node is named, described or referred to; for an event, one of its triggers.
public struct Mention: Sendable, Hashable {
  public var evidence: Evidence
  /// Id of a mention kind of the ontology.
  public var kind: String

  public init(_ evidence: Evidence, kind: String) {
    self.evidence = evidence
    self.kind = kind
  }
}

/// When something happened or held, with the words that say so.
public struct TimeReference: Sendable, Hashable {
  /// nil where the words can't be resolved to a date.
  public var value: EDTFDate?
  /// The words; nil where the time was inferred.
  public var evidence: Evidence?

  public init(value: EDTFDate?, evidence: Evidence?) {
    self.value = value
    self.evidence = evidence
  }
}

/// A value of a free attribute ("title", "killed").
public enum AttributeValue: Sendable, Hashable {
  case text(String)
  case integer(Int)
  case number(Double)
  case flag(Bool)
  case list([AttributeValue])
}

public typealias Attributes = [String: AttributeValue]

public struct Node: Sendable, Equatable {
  /// Stable id made from the content, such as `person/maryam-rajavi`.
  public var id: String
  /// Id of a node type of the ontology.
  public var type: String
  public var label: String
  public var aliases: [String]
  /// IRIs of the same thing elsewhere.
  public var sameAs: [String]
  public var attributes: Attributes
  /// How much the article is about it, 0 to 1.
  public var salience: Double
  /// How sure the extractor is, 0 to 1.
  public var confidence: Double
  /// In the order of the text.
  public var mentions: [Mention]
  /// Set for nodes of the event type only.
  public var event: EventDetails?
  /// Set for nodes of the claim type only.
  public var claim: ClaimDetails?

  public init(
    id: String, type: String, label: String, aliases: [String] = [], sameAs: [String] = [],
    attributes: Attributes = [:], salience: Double, confidence: Double, mentions: [Mention],
    event: EventDetails? = nil, claim: ClaimDetails? = nil
  ) {
    self.id = id
    self.type = type
    self.label = label
    self.aliases = aliases
    self.sameAs = sameAs
    self.attributes = attributes
    self.salience = salience
    self.confidence = confidence
    self.mentions = mentions
    self.event = event
    self.claim = claim
  }
}

/// What an event has beyond other nodes.
public struct EventDetails: Sendable, Equatable {
  /// Id of an event type of the ontology.
  public var type: String
  public var time: TimeReference?
  /// Id of a factuality of the ontology.
  public var factuality: String
  /// Id of the node that says so; nil when the article does in its own voice.
  public var attributedTo: String?

  public init(type: String, time: TimeReference?, factuality: String, attributedTo: String?) {
    self.type = type
    self.time = time
    self.factuality = factuality
    self.attributedTo = attributedTo
  }
}

/// What a claim has beyond other nodes; who makes it is the edge of the claim's source.
public struct ClaimDetails: Sendable, Equatable {
  /// Id of a stance of the ontology.
  public var stance: String
  /// Whether the content is a direct quotation.
  public var isDirect: Bool
  /// The words that announce it ("said"); nil where there are none.
  public var cue: Evidence?
  public var content: Evidence

  public init(stance: String, isDirect: Bool, cue: Evidence?, content: Evidence) {
    self.stance = stance
    self.isDirect = isDirect
    self.cue = cue
    self.content = content
  }
}

public struct Edge: Sendable, Equatable {
  /// Stable id made from the content.
  public var id: String
  /// Id of a role, claim edge or relation type of the ontology.
  public var type: String
  /// Id of a node.
  public var source: String
  /// Id of a node.
  public var target: String
  public var attributes: Attributes
  public var time: TimeReference?
  /// Id of a factuality of the ontology.
  public var factuality: String
  /// Id of the node that says so; nil when the article does in its own voice.
  public var attributedTo: String?
  /// How sure the extractor is, 0 to 1.
  public var confidence: Double
  /// In the order of the text.
  public var evidence: [Evidence]

  public init(
    id: String, type: String, source: String, target: String, attributes: Attributes = [:],
    time: TimeReference? = nil, factuality: String, attributedTo: String? = nil,
    confidence: Double, evidence: [Evidence]
  ) {
    self.id = id
    self.type = type
    self.source = source
    self.target = target
    self.attributes = attributes
    self.time = time
    self.factuality = factuality
    self.attributedTo = attributedTo
    self.confidence = confidence
    self.evidence = evidence
  }
}
