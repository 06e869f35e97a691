internal import Ontology

/// One entry of a legend: a sample node with its name inside, or a sample line with its name beside it.
enum LegendItem {
  case node(label: String, attributes: [GraphvizGraph.Attribute])
  case line(label: String, attributes: [GraphvizGraph.Attribute])
}

extension Legend {
  /// Rows of entries for exactly what occurs, in the ontology's order; no row is empty.
  func rows(ontology: Ontology, style: DiagramStyle) -> [[LegendItem]] {
    [
      nodeItems(ontology, style) + groupItems(ontology, style), lineItems(ontology, style),
    ].filter { !$0.isEmpty }
  }

  private func nodeItems(_ ontology: Ontology, _ style: DiagramStyle) -> [LegendItem] {
    ontology.nodeTypes.compactMap { type in
      guard nodeTypes.contains(type.id), type.kind != .event || eventGroups.isEmpty else {
        return nil
      }
      return sample(type.label, look: style.look(ofNode: type.id), colours: nil, style)
    }
  }

  private func groupItems(_ ontology: Ontology, _ style: DiagramStyle) -> [LegendItem] {
    guard let event = ontology.nodeType(of: .event) else { return [] }
    return ontology.eventGroups.compactMap { group in
      guard eventGroups.contains(group.id) else { return nil }
      return sample(
        "\(event.label): \(group.label)", look: style.look(ofNode: event.id),
        colours: style.colours(ofEventGroup: group.id), style)
    }
  }

  private func sample(
    _ label: String, look: DiagramStyle.NodeLook, colours: DiagramStyle.Colours?,
    _ style: DiagramStyle
  ) -> LegendItem {
    let pattern = ["filled", look.pattern].filter { !$0.isEmpty }.joined(separator: ",")
    return .node(
      label: label,
      attributes: look.attributes(
        fill: colours?.fill, line: colours?.line, pattern: pattern, text: style.legend,
        font: style.fontName(style.legend)))
  }

  private func lineItems(_ ontology: Ontology, _ style: DiagramStyle) -> [LegendItem] {
    var items: [LegendItem] = []
    func add(_ label: String, _ kind: EdgeKind, pattern: String = "solid", arrowhead: String? = nil)
    {
      let look = style.look(ofEdge: kind)
      items.append(
        .line(
          label: label,
          attributes: [
            .init("color", look.line), .init("penwidth", look.width), .init("style", pattern),
            .init("arrowhead", arrowhead ?? look.arrowhead), .init("arrowsize", 0.8),
          ]))
    }
    if edgeKinds.contains(.role) {
      let silent = ontology.roles.filter { silentRoles.contains($0.id) }
        .compactMap { style.look(ofRole: $0.id).legend }
      add(silent.isEmpty ? "part in an event" : silent.joined(separator: "; "), .role)
    }
    if edgeKinds.contains(.relation) { add("standing relation", .relation) }
    if edgeKinds.contains(.claim) { add("says something about", .claim) }
    let kind: EdgeKind = edgeKinds.contains(.relation) ? .relation : .role
    for term in ontology.factuality where factualities.contains(term.id) {
      let look = style.look(ofFactuality: term.id)
      guard !look.mark.isEmpty else { continue }
      add(term.label, kind, pattern: look.pattern, arrowhead: look.arrowhead)
    }
    return items
  }
}
