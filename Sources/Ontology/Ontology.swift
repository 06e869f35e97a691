internal import Base

/// What a node type is to the graph's structure; everything else about types is data.
public enum NodeKind: String, Sendable, CaseIterable {
  case entity, event, claim
}

/// What an edge type is to the graph's structure.
public enum EdgeKind: String, Sendable, CaseIterable {
  /// From an event to one of its arguments.
  case role
  /// From a claim to its source, to what it is about, or to whom it was said.
  case claim
  /// A standing fact, from subject to object.
  case relation
}

/// The closed sets of types that graphs are made of, loaded from `Schemas/ontology/`.
///
/// No type's name stands in the code: a type is known by its id from the data, and the few things that the graph's structure needs
/// (which type is a claim, which edge names its source) are marked in the data.
public struct Ontology: Sendable {
  /// Other vocabularies' terms for a type, by vocabulary name ("schema", "wikidata", "plover").
  public typealias Mappings = [String: [String]]

  public struct NodeType: Sendable {
    public let id: String
    public let kind: NodeKind
    /// First part of its nodes' ids.
    public let prefix: String
    public let label: String
    public let plural: String
    public let definition: String
    public let mapsTo: Mappings
  }

  public struct EventType: Sendable {
    public let id: String
    public let label: String
    public let plural: String
    /// Id of the group it belongs to, for colours and filters.
    public let group: String
    public let definition: String
    /// For each role the node types that may fill it.
    public let roles: [String: [String]]
    public let mapsTo: Mappings
  }

  public struct RelationType: Sendable {
    public let id: String
    public let label: String
    public let inverse: String
    public let definition: String
    /// Node types that may be the subject.
    public let source: [String]
    /// Node types that may be the object.
    public let target: [String]
    public let isSymmetric: Bool
    public let mapsTo: Mappings
  }

  public struct Role: Sendable {
    public let id: String
    public let label: String
    public let definition: String
    public let mapsTo: Mappings
  }

  /// What an edge out of a claim says.
  public enum ClaimFunction: String, Sendable, CaseIterable { case source, about, addressee }

  public struct ClaimEdge: Sendable {
    public let id: String
    public let function: ClaimFunction
    public let label: String
    public let mapsTo: Mappings
  }

  /// A value of a closed set, such as one factuality.
  public struct Term: Sendable {
    public let id: String
    public let label: String
    public let definition: String
  }

  public let nodeTypes: [NodeType]
  public let eventTypes: [EventType]
  public let eventGroups: [Term]
  public let relationTypes: [RelationType]
  public let roles: [Role]
  public let claimEdges: [ClaimEdge]
  /// From the surest to the least.
  public let factuality: [Term]
  public let stances: [Term]
  public let mentionKinds: [Term]

  private let nodeIndex: [String: Int]
  private let eventIndex: [String: Int]
  private let relationIndex: [String: Int]
  private let roleIndex: [String: Int]
  private let claimEdgeIndex: [String: Int]
  private let factualityIndex: [String: Int]
  private let stanceIndex: [String: Int]
  private let mentionKindIndex: [String: Int]

  public func nodeType(_ id: String) -> NodeType? { nodeIndex[id].map { nodeTypes[$0] } }
  public func eventType(_ id: String) -> EventType? { eventIndex[id].map { eventTypes[$0] } }
  public func relationType(_ id: String) -> RelationType? {
    relationIndex[id].map { relationTypes[$0] }
  }
  public func role(_ id: String) -> Role? { roleIndex[id].map { roles[$0] } }
  public func claimEdge(_ id: String) -> ClaimEdge? { claimEdgeIndex[id].map { claimEdges[$0] } }
  public func isFactuality(_ id: String) -> Bool { factualityIndex[id] != nil }
  public func isStance(_ id: String) -> Bool { stanceIndex[id] != nil }
  public func isMentionKind(_ id: String) -> Bool { mentionKindIndex[id] != nil }

  /// Position of a factuality in the order of the data: 0 is the surest.
  public func factualityRank(_ id: String) -> Int? { factualityIndex[id] }

  /// The node type of events, and that of claims.
  public func nodeType(of kind: NodeKind) -> NodeType? { nodeTypes.first { $0.kind == kind } }

  /// The edge type with the given function out of a claim.
  public func claimEdge(_ function: ClaimFunction) -> ClaimEdge? {
    claimEdges.first { $0.function == function }
  }

  /// What an edge type is to the graph's structure; nil for an unknown type.
  public func edgeKind(_ type: String) -> EdgeKind? {
    if roleIndex[type] != nil { return .role }
    if claimEdgeIndex[type] != nil { return .claim }
    return relationIndex[type] != nil ? .relation : nil
  }

  /// Other vocabularies' terms for an edge type of any kind.
  public func edgeMappings(_ type: String) -> Mappings {
    relationType(type)?.mapsTo ?? role(type)?.mapsTo ?? claimEdge(type)?.mapsTo ?? [:]
  }

  /// An edge type's label, for people.
  public func edgeLabel(_ type: String) -> String {
    role(type)?.label ?? claimEdge(type)?.label ?? relationType(type)?.label ?? type
  }

  /// Position of an edge type in the order of the data: roles, claim edges, relations.
  public func edgeRank(_ type: String) -> Int {
    if let index = roleIndex[type] { return index }
    if let index = claimEdgeIndex[type] { return roles.count + index }
    return roles.count + claimEdges.count + (relationIndex[type] ?? relationTypes.count)
  }

  /// Loads and checks the ontology's files.
  /// - Throws: `SchemaError` with file and line for what is missing, of the wrong kind, named twice or refers to nothing.
  public static func load(_ files: SchemaFiles = .embedded) throws(SchemaError) -> Ontology {
    try Ontology(OntologyReader(files: files))
  }

  init(_ reader: OntologyReader) throws(SchemaError) {
    let nodes = try reader.file("ontology/nodes.json")
    nodeTypes = try nodes.list("nodes") { (item) throws(SchemaError) in
      NodeType(
        id: try item.string("id"), kind: try item.choice("kind", of: NodeKind.self),
        prefix: try item.string("prefix"), label: try item.string("label"),
        plural: try item.string("plural"), definition: try item.string("definition"),
        mapsTo: try item.mappings())
    }
    nodeIndex = try nodes.index(nodeTypes.map(\.id))
    let knownNodes = Set(nodeTypes.map(\.id))

    let roleFile = try reader.file("ontology/roles.json")
    roles = try roleFile.list("roles") { (item) throws(SchemaError) in
      Role(
        id: try item.string("id"), label: try item.string("label"),
        definition: try item.string("definition"), mapsTo: try item.mappings())
    }
    roleIndex = try roleFile.index(roles.map(\.id))
    claimEdges = try roleFile.list("claimEdges") { (item) throws(SchemaError) in
      ClaimEdge(
        id: try item.string("id"), function: try item.choice("function", of: ClaimFunction.self),
        label: try item.string("label"), mapsTo: try item.mappings())
    }
    claimEdgeIndex = try roleFile.index(claimEdges.map(\.id))
    let knownRoles = Set(roles.map(\.id))

    let events = try reader.file("ontology/events.json")
    eventGroups = try events.terms("groups")
    let knownGroups = Set(eventGroups.map(\.id))
    eventTypes = try events.list("events") { (item) throws(SchemaError) in
      EventType(
        id: try item.string("id"), label: try item.string("label"),
        plural: try item.string("plural"), group: try item.reference("group", in: knownGroups),
        definition: try item.string("definition"),
        roles: try item.table("roles", keys: knownRoles, values: knownNodes),
        mapsTo: try item.mappings())
    }
    eventIndex = try events.index(eventTypes.map(\.id))

    let relations = try reader.file("ontology/relations.json")
    relationTypes = try relations.list("relations") { (item) throws(SchemaError) in
      RelationType(
        id: try item.string("id"), label: try item.string("label"),
        inverse: try item.string("inverse"), definition: try item.string("definition"),
        source: try item.references("source", in: knownNodes),
        target: try item.references("target", in: knownNodes),
        isSymmetric: try item.flag("symmetric"), mapsTo: try item.mappings())
    }
    relationIndex = try relations.index(relationTypes.map(\.id))

    let vocabulary = try reader.file("ontology/vocabulary.json")
    factuality = try vocabulary.terms("factuality")
    factualityIndex = try vocabulary.index(factuality.map(\.id))
    stances = try vocabulary.terms("stances")
    stanceIndex = try vocabulary.index(stances.map(\.id))
    mentionKinds = try vocabulary.terms("mentionKinds")
    mentionKindIndex = try vocabulary.index(mentionKinds.map(\.id))
    try check(roleFile: roleFile, nodes: nodes, relations: relations)
  }

  /// What no single file can promise: each structural function is filled, and an edge type has one meaning.
  private func check(
    roleFile: OntologyReader.File, nodes: OntologyReader.File, relations: OntologyReader.File
  ) throws(SchemaError) {
    for kind in NodeKind.allCases where nodeType(of: kind) == nil {
      throw nodes.problem("no node type is of kind \"\(kind.rawValue)\"")
    }
    for kind in [NodeKind.event, .claim] where nodeTypes.count(where: { $0.kind == kind }) > 1 {
      throw nodes.problem("more than one node type is of kind \"\(kind.rawValue)\"")
    }
    for function in ClaimFunction.allCases where claimEdge(function) == nil {
      throw roleFile.problem("no claim edge has the function \"\(function.rawValue)\"")
    }
    for relation in relationTypes
    where roleIndex[relation.id] != nil || claimEdgeIndex[relation.id] != nil {
      throw relations.problem("\"\(relation.id)\" is a relation and a role")
    }
  }
}
