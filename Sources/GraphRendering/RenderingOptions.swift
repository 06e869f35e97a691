/// A form of picture.
public enum DiagramFormat: String, Sendable, CaseIterable {
  case dot, svg, png, pdf
}

/// Which method of Graphviz places the nodes.
public enum DiagramLayout: String, Sendable, CaseIterable {
  /// In ranks from left to right: events between who does and what is done to. The clearest for one article.
  case ranked = "dot"
  /// By springs, with few crossings and no direction; edges may pass behind labels.
  case springs = "neato"
  /// By forces, for large graphs.
  case forces = "sfdp"
  /// On circles.
  case circles = "circo"
  /// On rings around the most central node.
  case rings = "twopi"

  /// - Throws: `RenderingError.unknownLayout` for a name that is none of the cases'.
  public init(named name: String) throws(RenderingError) {
    guard let layout = DiagramLayout(rawValue: name) else { throw .unknownLayout(name) }
    self = layout
  }
}

/// How the claims (who says what) are drawn.
public enum ClaimDisplay: String, Sendable, CaseIterable {
  /// Not at all.
  case hidden
  /// As a list below the picture: who says what, about whom.
  case list
  /// As arrows from who says to what it is about.
  case arrows
  /// As notes with the words, between who says and what they are about.
  case notes
}

/// What to draw of a graph, and how.
public struct DiagramOptions: Sendable {
  public var layout: DiagramLayout
  public var claims: ClaimDisplay
  /// How many entities and events at most; the most salient are kept.
  public var maximumNodes: Int
  /// How many claims at most; the surest are kept. Arrows and notes are only drawn between drawn nodes.
  public var maximumClaims: Int
  /// Whether title, counts, legend and the list of what was left out stand around the picture.
  public var hasCaption: Bool

  public init(
    layout: DiagramLayout = .ranked, claims: ClaimDisplay = .list, maximumNodes: Int = 50,
    maximumClaims: Int = 24, hasCaption: Bool = true
  ) {
    self.layout = layout
    self.claims = claims
    self.maximumNodes = maximumNodes
    self.maximumClaims = maximumClaims
    self.hasCaption = hasCaption
  }
}

/// A finished picture.
public struct Diagram: Sendable {
  public let format: DiagramFormat
  public let bytes: [UInt8]
  public let coverage: DiagramCoverage
  /// What Graphviz found odd but drew, such as a picture that had to be scaled down; one line each.
  public let warnings: [String]
}

/// How much of a graph a picture shows.
public struct DiagramCoverage: Sendable, Equatable {
  /// Ids of the entities and events that are drawn as nodes, in the graph's order.
  public var drawnNodes: [String] = []
  /// Ids of the entities that are only listed below the picture, because nothing is said of them.
  public var listedNodes: [String] = []
  /// Ids of the entities and events that are not in the picture.
  public var omittedNodes: [String] = []
  /// Ids of the roles and relations that are drawn, also those drawn as one line with others.
  public var drawnEdges: [String] = []
  /// Ids of the roles and relations that are not, because one of their ends is not.
  public var omittedEdges: [String] = []
  public var drawnClaims: [String] = []
  public var omittedClaims: [String] = []
}
