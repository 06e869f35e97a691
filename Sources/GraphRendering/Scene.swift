internal import Base
internal import KnowledgeGraph
internal import Ontology

/// What stands in a picture, before anything has a place: Graphviz's nodes and edges, what their hover texts say, and what the legend
/// must explain.
struct Scene {
  /// What a reader is told of a node or edge beyond its label.
  struct Remark: Sendable {
    let title: String
    /// The passages it comes from.
    let quotes: [String]
  }

  var graph = GraphvizGraph()
  /// By the elements' ids in the picture.
  var remarks: [String: Remark] = [:]
  var legend = Legend()
  /// Claims to be listed below the picture, by speaker in the order of the text.
  var statements: [(speaker: String, statements: [Statement])] = []

  struct Statement: Sendable {
    let id: String
    let classes: String
    let text: String
  }
}

/// What occurs in a picture, in the order of the ontology.
struct Legend {
  var nodeTypes: Set<String> = []
  var eventGroups: Set<String> = []
  var silentRoles: Set<String> = []
  var edgeKinds: Set<EdgeKind> = []
  var factualities: Set<String> = []
}

/// Turns the selected part of a graph into a scene.
struct SceneBuilder {
  let selection: Selection
  let ontology: Ontology
  let style: DiagramStyle
  let options: DiagramOptions
  private var scene = Scene()
  private var lines = EdgeBundles()

  init(
    _ selection: Selection, ontology: Ontology, style: DiagramStyle, options: DiagramOptions
  ) {
    self.selection = selection
    self.ontology = ontology
    self.style = style
    self.options = options
  }

  static func build(
    _ selection: Selection, ontology: Ontology, style: DiagramStyle, options: DiagramOptions
  ) -> Scene {
    var builder = SceneBuilder(selection, ontology: ontology, style: style, options: options)
    return builder.scened()
  }

  private mutating func scened() -> Scene {
    scene.graph.attributes = [
      .init("rankdir", "LR"), .init("nodesep", style.spacing.node),
      .init("outputorder", "edgesfirst"), .init("bgcolor", style.background),
      .init("charset", "UTF-8"), .init("overlap", "prism"), .init("sep", "+18,12"),
    ]
    for node in selection.nodes { add(node) }
    for edge in selection.edges { add(edge) }
    for claim in selection.claims {
      switch options.claims {
      case .hidden: break
      case .list: addStatement(claim)
      case .arrows: addArrows(claim)
      case .notes: addNote(claim)
      }
    }
    for bundle in lines.bundles { add(bundle) }
    scene.graph.attributes += effort
    return scene
  }

  /// How hard Graphviz tries. Without limits, ranks for 300 nodes and curves around them take ten times as long as a reader waits.
  private var effort: [GraphvizGraph.Attribute] {
    let isLarge = scene.graph.edges.count > (options.layout == .ranked ? 150 : 100)
    switch (options.layout, isLarge) {
    case (.ranked, false): return [.init("splines", "true"), .init("searchsize", 60.0)]
    case (.ranked, true):
      return [.init("splines", "true"), .init("nslimit", 1.0), .init("nslimit1", 1.0)]
    case (_, false): return [.init("splines", "true")]
    case (_, true): return [.init("splines", "line")]
    }
  }

  // MARK: Nodes

  private mutating func add(_ node: Node) {
    let look = style.look(ofNode: node.type)
    let group = node.event.flatMap { ontology.eventType($0.type)?.group }
    let colours = group.flatMap { style.colours(ofEventGroup: $0) }
    let factuality = node.event.map { style.look(ofFactuality: $0.factuality) }
    scene.legend.nodeTypes.insert(node.type)
    if let group { scene.legend.eventGroups.insert(group) }
    if let event = node.event { scene.legend.factualities.insert(event.factuality) }
    var classes = [node.type.slug()]
    if let event = node.event {
      classes += [group ?? "", event.type, event.factuality].map { $0.slug() }
    }
    let id = PictureID.node(node.id)
    let pattern = ["filled", look.pattern, factuality?.pattern ?? ""]
      .filter { !$0.isEmpty && $0 != "solid" }.joined(separator: ",")
    scene.graph.nodes.append(
      GraphvizGraph.Node(
        name: id,
        attributes: [
          .init("id", id), .init("class", classes.filter { !$0.isEmpty }.joined(separator: " ")),
          .init("label", LabelText.escaped(label(of: node))),
        ]
          + look.attributes(
            fill: colours?.fill, line: colours?.line, pattern: pattern, text: style.node,
            font: style.fontName(style.node))))
    scene.remarks[id] = Scene.Remark(
      title: title(of: node), quotes: Self.quotes(node.mentions.map(\.evidence)))
  }

  private func label(of node: Node) -> [String] {
    let labels = style.labels
    guard let event = node.event else {
      return LabelText.wrap(node.label, columns: labels.nodeColumns, lines: labels.nodeLines)
        .orPlaceholder
    }
    let type = ontology.eventType(event.type)?.label ?? event.type
    let says = LabelText.clean(node.label)
    let named = Self.isNamed(type, in: says) ? says : says.isEmpty ? type : "\(type): \(says)"
    // Types are words of a sentence; a label starts one.
    var lines = LabelText.wrap(
      named.capitalizedFirst, columns: labels.nodeColumns,
      lines: labels.nodeLines
    ).orPlaceholder
    let details =
      [event.time?.value?.text ?? event.time?.evidence?.text]
      + shown(node.attributes, style.eventAttributes).map { Optional($0) }
    let small = details.compactMap { $0 }.joined(separator: ", ")
    if !small.isEmpty {
      lines += LabelText.wrap(small, columns: labels.nodeColumns, lines: 2)
    }
    if let mark = mark(event.factuality, speaker: event.attributedTo) {
      lines += LabelText.wrap("(\(mark))", columns: labels.nodeColumns, lines: 2)
    }
    return lines
  }

  /// Whether a label tells its type already, in one form of the word or another ("injured" for an injury).
  private static func isNamed(_ type: String, in label: String) -> Bool {
    let (type, label) = (type.lowercased(), label.lowercased())
    return label.contains(type)
      || label.split(separator: " ").contains { word in
        zip(word, type).prefix { $0 == $1 }.count >= 4
      }
  }

  private func title(of node: Node) -> String {
    let type =
      node.event.flatMap { ontology.eventType($0.type)?.label }
      ?? ontology.nodeType(node.type)?.label ?? node.type
    let mark = node.event.flatMap { self.mark($0.factuality, speaker: $0.attributedTo) }
    return node.label + " (" + ([type] + (mark.map { [$0] } ?? [])).joined(separator: ", ") + ")"
  }

  /// Values of the attributes that the style shows: a text as it is, a flag by its name, a number behind its name.
  private func shown(_ attributes: Attributes, _ names: [String]) -> [String] {
    names.compactMap { name in
      switch attributes[name] {
      case .text(let value): return value
      case .integer(let value): return "\(value) \(name)"
      case .number(let value): return "\(value.graphvizText) \(name)"
      case .flag(true): return name
      case .flag(false), .list, nil: return nil
      }
    }
  }

  private func mark(_ factuality: String, speaker: String?) -> String? {
    let look = style.look(ofFactuality: factuality)
    guard let speaker else { return look.mark.isEmpty ? nil : look.mark }
    let name = selection.byID[speaker].map { LabelText.shorten($0.label, columns: 26) } ?? speaker
    return look.attributed.replacing("{speaker}", with: name)
  }

  // MARK: Edges

  private mutating func add(_ edge: Edge) {
    let kind = ontology.edgeKind(edge.type) ?? .relation
    let role = kind == .role ? style.look(ofRole: edge.type) : nil
    let event = kind == .role ? selection.byID[edge.source]?.event : nil
    let look = style.look(ofEdge: kind)
    let factuality = style.look(ofFactuality: edge.factuality)
    var label = role?.label ?? ontology.edgeLabel(edge.type)
    if let role, role.label == "" { scene.legend.silentRoles.insert(edge.type) }
    // An event's label says already how sure it is and who says so.
    let isSaid = event?.factuality == edge.factuality && event?.attributedTo == edge.attributedTo
    let details = shown(edge.attributes, style.edgeAttributes)
    if !details.isEmpty { label += (label.isEmpty ? "" : ": ") + details.joined(separator: ", ") }
    let mark = isSaid ? nil : self.mark(edge.factuality, speaker: edge.attributedTo)
    if let mark { label += (label.isEmpty ? "" : " ") + "(\(mark))" }
    scene.legend.edgeKinds.insert(kind)
    scene.legend.factualities.insert(edge.factuality)
    let isReversed = role?.isReversed ?? false
    let arrowhead =
      ontology.relationType(edge.type)?.isSymmetric == true
      ? style.symmetricArrowhead : factuality.arrowhead ?? look.arrowhead
    lines.add(
      EdgeBundle.Key(
        tail: isReversed ? edge.target : edge.source, head: isReversed ? edge.source : edge.target,
        kind: kind, pattern: factuality.pattern, arrowhead: arrowhead),
      EdgeBundle.Strand(
        id: edge.id, label: label, classes: [edge.type.slug(), edge.factuality.slug()],
        title: title(of: edge), quotes: Self.quotes(edge.evidence)))
  }

  private func title(of edge: Edge) -> String {
    let source = selection.byID[edge.source]?.label ?? edge.source
    let target = selection.byID[edge.target]?.label ?? edge.target
    let mark = self.mark(edge.factuality, speaker: edge.attributedTo).map { " (\($0))" } ?? ""
    return "\(source) → \(ontology.edgeLabel(edge.type)) → \(target)\(mark)"
  }

  private func verb(_ stance: String) -> String {
    style.verb(ofStance: stance) ?? ontology.stances.first { $0.id == stance }?.label ?? stance
  }

  private mutating func addStatement(_ claim: Selection.ClaimEnds) {
    guard let details = claim.claim.claim else { return }
    let words = LabelText.clean(details.content.text)
    let topics =
      claim.topics.prefix(3).map { LabelText.shorten($0.label, columns: 24) }
      .joined(separator: ", ") + (claim.topics.count > 3 ? ", …" : "")
    let statement = Scene.Statement(
      id: PictureID.node(claim.claim.id),
      classes: "claim " + details.stance.slug(),
      text: verb(details.stance) + (topics.isEmpty ? "" : " (\(topics))") + ": "
        + (details.isDirect ? "“\(words)”" : words))
    scene.remarks[statement.id] = Scene.Remark(
      title: claim.speaker.label + " " + verb(details.stance), quotes: [details.content.text])
    let speaker = LabelText.clean(claim.speaker.label)
    if let place = scene.statements.firstIndex(where: { $0.speaker == speaker }) {
      scene.statements[place].statements.append(statement)
    } else {
      scene.statements.append((speaker, [statement]))
    }
  }

  private mutating func addArrows(_ claim: Selection.ClaimEnds) {
    guard let details = claim.claim.claim else { return }
    let stance = verb(details.stance)
    for topic in claim.topics {
      lines.add(
        EdgeBundle.Key(
          tail: claim.speaker.id, head: topic.id, kind: .claim, pattern: "solid",
          arrowhead: style.look(ofEdge: .claim).arrowhead),
        EdgeBundle.Strand(
          id: claim.claim.id + "/" + topic.id, label: stance, classes: [details.stance.slug()],
          title: "\(claim.speaker.label) \(stance), of \(topic.label)",
          quotes: [details.content.text]))
    }
    scene.legend.edgeKinds.insert(.claim)
  }

  private mutating func addNote(_ claim: Selection.ClaimEnds) {
    guard let details = claim.claim.claim else { return }
    let node = claim.claim
    let look = style.look(ofNode: node.type)
    let id = PictureID.node(node.id)
    let stance = verb(details.stance)
    let words = LabelText.clean(details.content.text)
    let quoted = details.isDirect ? "“\(words)”" : words
    scene.graph.nodes.append(
      GraphvizGraph.Node(
        name: id,
        attributes: [
          .init("id", id), .init("class", "\(node.type.slug()) \(details.stance.slug())"),
          .init(
            "label",
            LabelText.escaped(
              LabelText.wrap(
                quoted, columns: style.labels.claimColumns, lines: style.labels.claimLines
              ).orPlaceholder, alignment: "l")),
        ]
          + look.attributes(
            fill: nil, line: nil, pattern: "filled", text: style.edge,
            font: style.fontName(style.edge))))
    scene.remarks[id] = Scene.Remark(
      title: "\(claim.speaker.label) \(stance)", quotes: [details.content.text])
    scene.legend.nodeTypes.insert(node.type)
    scene.legend.edgeKinds.insert(.claim)
    func line(from tail: String, to head: String, label: String, arrow: String) {
      lines.add(
        EdgeBundle.Key(tail: tail, head: head, kind: .claim, pattern: "solid", arrowhead: arrow),
        EdgeBundle.Strand(
          id: tail + "/" + head, label: label, classes: [details.stance.slug()],
          title: "\(claim.speaker.label) \(stance)", quotes: [details.content.text]))
    }
    line(from: claim.speaker.id, to: node.id, label: stance, arrow: "none")
    for topic in claim.topics {
      line(
        from: node.id, to: topic.id, label: "", arrow: style.look(ofEdge: .claim).arrowhead)
    }
  }

  private mutating func add(_ bundle: EdgeBundle) {
    let key = bundle.key
    let look = style.look(ofEdge: key.kind)
    let id = PictureID.edge(bundle.strands[0].id)
    var attributes: [GraphvizGraph.Attribute] = [
      .init("id", id),
      .init("class", ([key.kind.rawValue] + bundle.classes).joined(separator: " ")),
      .init("color", look.line), .init("penwidth", look.width),
      .init("arrowhead", key.arrowhead), .init("arrowsize", 0.8),
    ]
    if key.pattern != "solid" { attributes.append(.init("style", key.pattern)) }
    let lines = bundle.lines(columns: style.labels.edgeColumns, limit: style.labels.edgeLines)
    if !lines.isEmpty {
      attributes += [
        .init("label", LabelText.escaped(lines)), .init("fontcolor", look.text),
        .init("fontsize", style.edge.size), .init("fontname", style.fontName(style.edge)),
      ]
    }
    scene.graph.edges.append(
      GraphvizGraph.Edge(
        tail: PictureID.node(key.tail), head: PictureID.node(key.head), attributes: attributes))
    scene.remarks[id] = Scene.Remark(
      title: bundle.strands.map(\.title).joined(separator: "; "),
      quotes: bundle.strands.flatMap(\.quotes))
  }

  /// The distinct passages, the first few: a hover text that fills the screen helps nobody.
  private static func quotes(_ evidence: [Evidence]) -> [String] {
    var seen: Set<String> = []
    return Array(evidence.map(\.text).filter { seen.insert($0).inserted }.prefix(3))
  }
}

extension DiagramStyle.NodeLook {
  /// - Parameters:
  ///   - fill: Instead of the look's own.
  ///   - pattern: Words of Graphviz's `style`.
  func attributes(
    fill: String?, line: String?, pattern: String, text: DiagramStyle.Text, font: String
  ) -> [GraphvizGraph.Attribute] {
    [
      .init("shape", shape), .init("style", pattern), .init("fillcolor", fill ?? self.fill),
      .init("color", line ?? self.line), .init("penwidth", width),
      .init("peripheries", String(peripheries)),
      .init("margin", margin.0.graphvizText + "," + margin.1.graphvizText),
      .init("width", 0.0), .init("height", 0.0), .init("fontcolor", text.colour),
      .init("fontsize", text.size), .init("fontname", font),
    ]
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension [String] {
  /// A label must show something, even if the graph's is blank.
  var orPlaceholder: [String] { isEmpty ? ["—"] : self }
}
