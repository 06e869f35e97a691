internal import Ontology

/// What the stages ask the ontology: which ends a role or relation may have.
struct OntologyView: Sendable {
  let ontology: Ontology

  /// Whether an event of this type may have an argument of this node type under the role.
  func allows(_ role: String, of eventType: String, filledBy nodeType: String) -> Bool {
    ontology.eventType(eventType)?.roles[role]?.contains(nodeType) ?? false
  }

  /// Whether a relation may hold between nodes of these types.
  func allows(_ relation: String, from source: String, to target: String) -> Bool {
    guard let type = ontology.relationType(relation) else { return false }
    return type.source.contains(source) && type.target.contains(target)
  }
}
