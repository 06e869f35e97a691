public import Base

/// What a graph can be written as.
public enum OutputFormat: String, Sendable, CaseIterable {
  case json, graphml, jsonld, dot, svg, png, pdf, summary

  /// File name extensions, without the dot; the first is the usual one.
  public var extensions: [String] {
    switch self {
    case .json: return ["json"]
    case .jsonld: return ["jsonld"]
    case .dot: return ["dot", "gv"]
    case .summary: return ["txt"]
    case .graphml, .svg, .png, .pdf: return [rawValue]
    }
  }

  /// Whether it is a picture, or the text that a picture is made from.
  public var isPicture: Bool { [.dot, .svg, .png, .pdf].contains(self) }

  /// The format that a file's name asks for.
  public init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: "."), !fileName[dot...].contains("/") else { return nil }
    let suffix = fileName[fileName.index(after: dot)...].lowercased()
    guard let format = Self.allCases.first(where: { $0.extensions.contains(suffix) }) else {
      return nil
    }
    self = format
  }

  /// All names, for messages.
  public static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// A request that makes no sense: an unknown format, an option that doesn't fit.
public struct UsageError: Failure {
  public let kind = FailureKind.usage
  public let summary: String
  public let advice: String

  public init(_ summary: String, advice: String = "") {
    self.summary = summary
    self.advice = advice
  }
}
