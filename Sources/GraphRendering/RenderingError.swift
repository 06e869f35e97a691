public import Base

/// Why there is no picture.
public enum RenderingError: Failure, Equatable {
  case unknownLayout(String)
  /// Graphviz itself can't work here: a library, plug-in or font is missing.
  case unavailable(String)
  /// Graphviz refused what it was given.
  case graphviz(step: String, messages: String)

  public var kind: FailureKind {
    switch self {
    case .unknownLayout: return .usage
    case .unavailable: return .missingResource
    case .graphviz: return .internalFault
    }
  }

  public var summary: String {
    switch self {
    case .unknownLayout(let name): return "there is no layout \"\(name)\""
    case .unavailable(let what): return "Graphviz can't be used: \(what)"
    case .graphviz(let step, let messages):
      return "Graphviz failed to \(step)" + (messages.isEmpty ? "" : ": " + messages)
    }
  }

  public var advice: String {
    switch self {
    case .unknownLayout:
      return "known are " + DiagramLayout.allCases.map(\.rawValue).joined(separator: ", ")
    case .unavailable: return "install Graphviz with its plug-ins, and run \"dot -c\""
    case .graphviz: return "please report it with the graph"
    }
  }
}
