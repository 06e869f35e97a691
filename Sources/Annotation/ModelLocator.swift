public import Base
public import Encoder
internal import FoundationEssentials

/// Finds the weights file, without the package manager's bundles: they hold only where the program was built.
public enum ModelLocator {
  static let fileName = "newsgraph.ngw"

  /// Loads the model.
  ///
  /// Looked for at the path that is given; else at the one in the environment's `NEWSGRAPH_MODEL`; else, from the program's folder
  /// upwards, at `share/newsgraph/newsgraph.ngw` (installed), `Model/newsgraph.ngw` (in the package's folder) and beside the program.
  ///
  /// - Throws: `ModelError` when there is none, with the places that were tried, or when it is damaged.
  public static func load(path: String? = nil) throws(ModelError) -> EncoderModel {
    let environment = ProcessInfo.processInfo.environment["NEWSGRAPH_MODEL"]
    if let named = path ?? environment.flatMap({ $0.isEmpty ? nil : $0 }) { return try open(named) }
    var tried: [String] = []
    var folder = URL(filePath: executablePath()).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    for level in 0..<8 {
      let names =
        (level == 0 ? [fileName] : []) + ["share/newsgraph/" + fileName, "Model/" + fileName]
      for name in names {
        let candidate = folder.appending(path: name).path(percentEncoded: false)
        if FileManager.default.fileExists(atPath: candidate) { return try open(candidate) }
        tried.append(candidate)
      }
      let parent = folder.deletingLastPathComponent()
      guard parent.path(percentEncoded: false) != folder.path(percentEncoded: false) else { break }
      folder = parent
    }
    throw ModelError(
      summary:
        "there is no weights file; tried \(tried.prefix(4).joined(separator: ", ")) and above",
      advice: "name it with --model or in NEWSGRAPH_MODEL")
  }

  private static func open(_ path: String) throws(ModelError) -> EncoderModel {
    do {
      return try EncoderModel(path: path)
    } catch {
      throw ModelError(
        summary: error.description, advice: "restore the file, or name another with --model")
    }
  }

  private static func executablePath() -> String {
    #if os(Linux)
      return (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        ?? CommandLine.arguments[0]
    #else
      return CommandLine.arguments[0]
    #endif
  }
}

/// Why there is no model.
public struct ModelError: Failure, Equatable {
  public let kind = FailureKind.missingResource
  public let summary: String
  public let advice: String
}
