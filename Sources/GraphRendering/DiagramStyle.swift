internal import Base
public import Ontology

/// How diagrams look, as data: shapes, colours, lines and texts by type, from a file under `Schemas/style/`.
public struct DiagramStyle: Sendable {
  struct Text: Sendable {
    let size: Double
    let colour: String
    let isBold: Bool
  }

  struct NodeLook: Sendable {
    let shape: String
    let fill: String
    let line: String
    let width: Double
    let peripheries: Int
    /// Further words of Graphviz's `style`, such as `rounded`.
    let pattern: String
    /// Inches beside and above the text.
    let margin: (Double, Double)
  }

  struct Colours: Sendable {
    let fill: String
    let line: String
  }

  struct EdgeLook: Sendable {
    let line: String
    let text: String
    let width: Double
    let arrowhead: String
  }

  struct RoleLook: Sendable {
    /// nil: the ontology's label.
    let label: String?
    /// Whether the arrow goes to the event.
    let isReversed: Bool
    /// What the legend says of an arrow without label.
    let legend: String?
  }

  struct FactualityLook: Sendable {
    let pattern: String
    /// Word for it in labels; empty for what needs none.
    let mark: String
    /// The same where somebody is named who says so; `{speaker}` stands for the name.
    let attributed: String
    /// nil: the edge's own.
    let arrowhead: String?
  }

  struct Labels: Sendable {
    let nodeColumns: Int
    let nodeLines: Int
    let edgeColumns: Int
    let edgeLines: Int
    let claimColumns: Int
    let claimLines: Int
  }

  struct Spacing: Sendable {
    /// Inches between nodes of a rank.
    let node: Double
    /// Inches between ranks.
    let rank: Double
    /// Points around the picture.
    let margin: Double
  }

  let fontFamily: String
  let fontFallbacks: [String]
  let background: String
  let title: Text
  let caption: Text
  let heading: Text
  let legend: Text
  let node: Text
  let edge: Text
  let labels: Labels
  let spacing: Spacing
  let symmetricArrowhead: String
  /// Names of the edges' attributes that stand in labels, in their order.
  let edgeAttributes: [String]
  let eventAttributes: [String]
  private let stances: [String: String]
  private let nodes: [String: NodeLook]
  private let eventGroups: [String: Colours]
  private let edges: [String: EdgeLook]
  private let roles: [String: RoleLook]
  private let factualities: [String: FactualityLook]
  private let plainNode: NodeLook
  private let plainEdge: EdgeLook

  func look(ofNode type: String) -> NodeLook { nodes[type] ?? plainNode }
  func colours(ofEventGroup group: String) -> Colours? { eventGroups[group] }
  func look(ofEdge kind: EdgeKind) -> EdgeLook { edges[kind.rawValue] ?? plainEdge }
  func look(ofRole role: String) -> RoleLook {
    roles[role] ?? RoleLook(label: nil, isReversed: false, legend: nil)
  }
  func look(ofFactuality factuality: String) -> FactualityLook {
    factualities[factuality]
      ?? FactualityLook(pattern: "solid", mark: factuality, attributed: "{speaker}", arrowhead: nil)
  }

  /// How a stance reads between who says something and the words.
  func verb(ofStance stance: String) -> String? { stances[stance] }

  /// Font name as Graphviz wants it.
  func fontName(_ text: Text) -> String { fontFamily + (text.isBold ? " Bold" : "") }

  /// Reads a style.
  /// - Parameter name: Name of a file in `Schemas/style/`, without its ending.
  /// - Throws: `SchemaError` with file and line for what is missing or of the wrong kind.
  public static func load(
    _ name: String = "default", from files: SchemaFiles = .embedded
  ) throws(SchemaError) -> DiagramStyle {
    let path = "style/\(name).json"
    return try DiagramStyle(
      StyleReader(
        name: path, bytes: try files.bytes(of: path), value: try files.json(path)))
  }

  private init(_ file: StyleReader) throws(SchemaError) {
    let font = try file.member("font")
    fontFamily = try font.string("family")
    fontFallbacks = try font.strings("fallbacks")
    background = try file.colour("background")
    let texts = try file.member("text")
    func text(_ name: String) throws(SchemaError) -> Text {
      let item = try texts.member(name)
      return Text(
        size: try item.number("size", 4...100), colour: try item.colour("colour"),
        isBold: try item.flag("bold"))
    }
    title = try text("title")
    caption = try text("caption")
    heading = try text("heading")
    legend = try text("legend")
    node = try text("node")
    edge = try text("edge")
    let sizes = try file.member("labels")
    func count(_ name: String) throws(SchemaError) -> Int {
      Int(try sizes.number(name, 1...1000))
    }
    labels = Labels(
      nodeColumns: try count("nodeColumns"), nodeLines: try count("nodeLines"),
      edgeColumns: try count("edgeColumns"), edgeLines: try count("edgeLines"),
      claimColumns: try count("claimColumns"), claimLines: try count("claimLines"))
    let distances = try file.member("spacing")
    spacing = Spacing(
      node: try distances.number("node", 0...10), rank: try distances.number("rank", 0...10),
      margin: try distances.number("margin", 0...500))
    symmetricArrowhead = try file.member("symmetric").string("arrowhead")
    stances = try file.table("stances") { (item) throws(SchemaError) in try item.text() }
    let attributes = try file.member("attributes")
    edgeAttributes = try attributes.strings("edges")
    eventAttributes = try attributes.strings("events")
    nodes = try file.table("nodes") { (item) throws(SchemaError) in
      NodeLook(
        shape: try item.string("shape"), fill: try item.colour("fill"),
        line: try item.colour("line"), width: try item.number("width", 0...20),
        peripheries: Int(try item.number("peripheries", 0...10)),
        pattern: try item.string("pattern"), margin: try item.pair("margin"))
    }
    eventGroups = try file.table("eventGroups") { (item) throws(SchemaError) in
      Colours(fill: try item.colour("fill"), line: try item.colour("line"))
    }
    edges = try file.table("edges") { (item) throws(SchemaError) in
      EdgeLook(
        line: try item.colour("line"), text: try item.colour("text"),
        width: try item.number("width", 0...20), arrowhead: try item.string("arrowhead"))
    }
    roles = try file.table("roles") { (item) throws(SchemaError) in
      RoleLook(
        label: try item.optionalString("label"), isReversed: try item.optionalFlag("reversed"),
        legend: try item.optionalString("legend"))
    }
    factualities = try file.table("factuality") { (item) throws(SchemaError) in
      FactualityLook(
        pattern: try item.string("pattern"), mark: try item.string("mark"),
        attributed: try item.string("attributed"),
        arrowhead: try item.optionalString("arrowhead"))
    }
    plainNode = NodeLook(
      shape: "box", fill: background, line: node.colour, width: 1, peripheries: 1, pattern: "",
      margin: (0.11, 0.06))
    plainEdge = EdgeLook(
      line: edge.colour, text: edge.colour, width: 1, arrowhead: "normal")
  }
}
