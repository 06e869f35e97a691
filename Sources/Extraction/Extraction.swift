public import Base
public import KnowledgeGraph

/// What was found in one article, stage by stage: plain values with indices into each other's lists, before ids and graph.
///
/// The stages fill it in this order: mentions, entities (coreference), times, events, relations, claims, factuality. A stage reads what
/// earlier ones made. How it is found, by rules or by a learned model, doesn't show here.
public struct Extraction: Sendable, Equatable {
  /// Mentions in the order of the text.
  public var mentions: [EntityMention] = []
  /// Coreference clusters, ordered by their first mention.
  public var entities: [Entity] = []
  /// Time expressions in the order of the text.
  public var times: [TimeExpression] = []
  public var events: [ExtractedEvent] = []
  public var relations: [ExtractedRelation] = []
  public var claims: [ExtractedClaim] = []

  public init() {}
}

/// A place where an entity is named, described or referred to.
public struct EntityMention: Sendable, Equatable {
  public var span: TextSpan
  /// Id of a mention kind of the ontology.
  public var kind: String
  /// Id of a node type of the ontology.
  public var type: String
  /// The extractor's confidence, 0 to 1.
  public var score: Double

  public init(span: TextSpan, kind: String, type: String, score: Double) {
    self.span = span
    self.kind = kind
    self.type = type
    self.score = score
  }
}

/// A coreference cluster: all mentions of one person, body, group, place, work or product.
public struct Entity: Sendable, Equatable {
  /// Id of a node type of the ontology.
  public var type: String
  public var label: String
  /// Other name forms in the text.
  public var aliases: [String]
  /// Indices into `Extraction.mentions`, ascending.
  public var mentions: [Int]
  public var attributes: Attributes
  public var salience: Double
  public var confidence: Double

  public init(
    type: String, label: String, aliases: [String], mentions: [Int],
    attributes: Attributes = [:], salience: Double, confidence: Double
  ) {
    self.type = type
    self.label = label
    self.aliases = aliases
    self.mentions = mentions
    self.attributes = attributes
    self.salience = salience
    self.confidence = confidence
  }
}

/// A date or period in the text.
public struct TimeExpression: Sendable, Equatable {
  public var span: TextSpan
  /// nil where the words can't be resolved.
  public var value: EDTFDate?

  public init(span: TextSpan, value: EDTFDate?) {
    self.span = span
    self.value = value
  }
}

/// Something that can stand at the end of an edge.
public enum Participant: Sendable, Hashable {
  /// Index into `Extraction.entities`.
  case entity(Int)
  /// Index into `Extraction.events`.
  case event(Int)
}

public struct ExtractedEvent: Sendable, Equatable {
  public struct Argument: Sendable, Equatable {
    /// Id of a role of the ontology.
    public var role: String
    public var participant: Participant
    /// The words that show it: usually from trigger to mention.
    public var evidence: TextSpan
    public var confidence: Double

    public init(role: String, participant: Participant, evidence: TextSpan, confidence: Double) {
      self.role = role
      self.participant = participant
      self.evidence = evidence
      self.confidence = confidence
    }
  }

  /// Id of an event type of the ontology.
  public var type: String
  /// The words that name it, in the order of the text; never empty.
  public var triggers: [TextSpan]
  public var label: String
  /// Index into `Extraction.times`.
  public var time: Int?
  /// Id of a factuality of the ontology.
  public var factuality: String
  /// Who says so; nil when the article does in its own voice.
  public var source: Participant?
  public var arguments: [Argument]
  public var attributes: Attributes
  public var salience: Double
  public var confidence: Double

  public init(
    type: String, triggers: [TextSpan], label: String, time: Int? = nil, factuality: String,
    source: Participant? = nil, arguments: [Argument] = [], attributes: Attributes = [:],
    salience: Double, confidence: Double
  ) {
    self.type = type
    self.triggers = triggers
    self.label = label
    self.time = time
    self.factuality = factuality
    self.source = source
    self.arguments = arguments
    self.attributes = attributes
    self.salience = salience
    self.confidence = confidence
  }
}

public struct ExtractedRelation: Sendable, Equatable {
  /// Id of a relation type of the ontology.
  public var type: String
  public var subject: Participant
  public var object: Participant
  public var attributes: Attributes
  /// Index into `Extraction.times`.
  public var time: Int?
  public var factuality: String
  public var source: Participant?
  /// The words that state it.
  public var evidence: TextSpan
  public var confidence: Double

  public init(
    type: String, subject: Participant, object: Participant, attributes: Attributes = [:],
    time: Int? = nil, factuality: String, source: Participant? = nil, evidence: TextSpan,
    confidence: Double
  ) {
    self.type = type
    self.subject = subject
    self.object = object
    self.attributes = attributes
    self.time = time
    self.factuality = factuality
    self.source = source
    self.evidence = evidence
    self.confidence = confidence
  }
}

public struct ExtractedClaim: Sendable, Equatable {
  public var source: Participant
  public var cue: TextSpan?
  public var content: TextSpan
  public var isDirect: Bool
  /// Id of a stance of the ontology.
  public var stance: String
  /// What the content is about, in the order of the text.
  public var about: [Participant]
  public var addressee: Participant?
  public var confidence: Double

  public init(
    source: Participant, cue: TextSpan?, content: TextSpan, isDirect: Bool, stance: String,
    about: [Participant] = [], addressee: Participant? = nil, confidence: Double
  ) {
    self.source = source
    self.cue = cue
    self.content = content
    self.isDirect = isDirect
    self.stance = stance
    self.about = about
    self.addressee = addressee
    self.confidence = confidence
  }
}
