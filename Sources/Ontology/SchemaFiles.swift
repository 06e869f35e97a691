internal import CSchemas
public import Base
internal import FoundationEssentials

/// Where the data files under `Schemas/` come from: built into the program, or a folder that replaces them.
public struct SchemaFiles: Sendable {
  private let directory: String?

  /// The files that were built in.
  public static let embedded = SchemaFiles(directory: nil)

  /// The files of a folder laid out as the project's `Schemas/`; a file that it lacks is taken from the built-in ones.
  public init(directory: String?) {
    self.directory = directory
  }

  /// Paths below `Schemas/`, sorted.
  public var names: [String] {
    (0..<ng_schema_count()).map { String(cString: ng_schema_at($0).name) }
  }

  /// The bytes of a file.
  /// - Parameter name: Path below `Schemas/`, such as `ontology/nodes.json`.
  /// - Throws: `SchemaError.missing` when there is no such file.
  public func bytes(of name: String) throws(SchemaError) -> [UInt8] {
    if let directory, let data = try? Data(contentsOf: URL(filePath: directory + "/" + name)) {
      return [UInt8](data)
    }
    for index in 0..<ng_schema_count() {
      let file = ng_schema_at(index)
      if String(cString: file.name) == name {
        return [UInt8](UnsafeBufferPointer(start: file.bytes, count: file.count))
      }
    }
    throw .missing(name: name)
  }

  /// A file's content as JSON.
  public func json(_ name: String) throws(SchemaError) -> JSONValue {
    let bytes = try bytes(of: name)
    do {
      return try JSONValue.parse(bytes, name: displayName(name))
    } catch {
      throw .invalid(error.summary, error.location ?? SourceLocation(name: name))
    }
  }

  /// The lines of a word list: one entry a line, `#` starts a comment line, blank lines don't count.
  public func lines(_ name: String) throws(SchemaError) -> [String] {
    String(decoding: try bytes(of: name), as: UTF8.self)
      .split(separator: "\n")
      .map { $0.hasSuffix("\r") ? String($0.dropLast()) : String($0) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }

  func displayName(_ name: String) -> String { (directory ?? "Schemas") + "/" + name }
}

/// A data file under `Schemas/` that is missing or doesn't hold what it should.
public enum SchemaError: Failure {
  case missing(name: String)
  case invalid(String, SourceLocation)

  public var kind: FailureKind { .missingResource }

  public var summary: String {
    switch self {
    case .missing(let name): return "there is no schema file \(name)"
    case .invalid(let reason, _): return reason
    }
  }

  public var location: SourceLocation? {
    if case .invalid(_, let location) = self { return location }
    return nil
  }

  public var advice: String {
    switch self {
    case .missing: return "restore it, or leave --schemas away to use the built-in ones"
    case .invalid: return "mend the file, or leave --schemas away to use the built-in ones"
    }
  }
}
