/// What kind of trouble an error is; the command gives each kind its own exit code.
public enum FailureKind: Sendable, CaseIterable {
  /// The request itself makes no sense (an unknown format or name).
  case usage
  /// Input that can't be used: damaged, not text, against the schema.
  case badInput
  /// No such file.
  case missingInput
  /// A file of the installation (model, schema, font) is missing or damaged.
  case missingResource
  /// The output can't be written.
  case cannotWrite
  /// A mistake of this program.
  case internalFault
}

/// A place in a file, for messages; every part is optional because not every format has lines.
public struct SourceLocation: Hashable, Sendable {
  public var name: String
  /// Counted from 1.
  public var line: Int?
  /// In code points, counted from 1.
  public var column: Int?
  /// Offset in bytes from the start of the file.
  public var byte: Int?

  public init(name: String, line: Int? = nil, column: Int? = nil, byte: Int? = nil) {
    self.name = name
    self.line = line
    self.column = column
    self.byte = byte
  }

  /// `name:line:column`, or `name (byte n)` where only the byte is known.
  public var description: String {
    if let line { return "\(name):\(line)" + (column.map { ":\($0)" } ?? "") }
    if let byte { return "\(name) (byte \(byte))" }
    return name
  }
}

/// An error that can be shown to a user in one line: what is wrong, where, and what to do.
public protocol Failure: Error, CustomStringConvertible {
  var kind: FailureKind { get }
  /// What is wrong, in a few words, without the place.
  var summary: String { get }
  var location: SourceLocation? { get }
  /// What to do about it; empty where there is nothing to say.
  var advice: String { get }
}

extension Failure {
  public var location: SourceLocation? { nil }
  public var advice: String { "" }

  /// One line, with control characters and line breaks of untrusted text made visible.
  public var description: String {
    let place = location.map { $0.description + ": " } ?? ""
    let hint = advice.isEmpty ? "" : " (\(advice))"
    return (place + summary + hint).oneLine
  }
}

extension String {
  /// The text with control, line-break and direction-changing characters written as `\u{…}`, so that it can't disturb a terminal or a log.
  public var oneLine: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
