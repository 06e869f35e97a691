/// The attributes that nodes, edges and the graph have in GraphML: one table, used for the declarations and for the data.
///
/// Names are unique regardless of case, hold no spaces (igraph, the schema), and avoid what Gephi takes for itself (`id`, `x`, `size` …,
/// and the key ids `d3` and `d7`). Readers ignore defaults and `for="all"`, so neither occurs.
struct GraphMLKey {
  enum Domain: String { case graph, node, edge }
  enum ValueType: String { case string, boolean, int, double }

  let domain: Domain
  let name: String
  let type: ValueType

  var id: String { "\(domain.rawValue).\(name)" }

  private static func keys(
    _ domain: Domain, _ type: ValueType, _ names: [String]
  ) -> [GraphMLKey] {
    names.map { GraphMLKey(domain: domain, name: $0, type: type) }
  }

  /// All of them, in the order of the declarations.
  static let all: [GraphMLKey] =
    keys(.graph, .string, ["format", "generator", "articles"])
    + keys(
      .node, .string,
      [
        "label", "name", "kind", "type", "eventType", "factuality", "attributedTo", "time",
        "timeWords", "stance",
        "content", "quote", "article", "aliases", "sameAs", "attributes", "mentions",
        "timeEvidence", "cueEvidence",
        "contentEvidence",
      ])
    + keys(.node, .boolean, ["direct"])
    + keys(.node, .int, ["start", "end"])
    + keys(.node, .double, ["salience", "confidence"])
    + keys(
      .edge, .string,
      [
        "label", "interaction", "kind", "type", "factuality", "attributedTo", "attributedToLabel",
        "time", "timeWords", "quote",
        "article", "attributes", "evidence", "timeEvidence",
      ])
    + keys(.edge, .int, ["start", "end"])
    + keys(.edge, .double, ["confidence"])
}
