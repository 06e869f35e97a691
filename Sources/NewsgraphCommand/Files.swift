import Foundation
import Newsgraph

/// Trouble with a file as such.
struct FileError: Failure {
  let kind: FailureKind
  let summary: String
  let location: SourceLocation?
  let advice: String

  init(_ kind: FailureKind, _ summary: String, file: String, advice: String = "") {
    self.kind = kind
    self.summary = summary
    location = SourceLocation(name: file)
    self.advice = advice
  }
}

/// A file that is read; `-` is standard input.
struct InputFile {
  let path: String

  /// How the file is called in messages.
  var name: String { path == "-" ? "standard input" : path }

  func read() throws -> [UInt8] {
    if path == "-" {
      return [UInt8](try FileHandle.standardInput.readToEnd() ?? Data())
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw FileError(.missingInput, "no such file", file: path)
    }
    guard !isDirectory.boolValue else {
      throw FileError(.badInput, "a directory, where a file is expected", file: path)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileError(
        .missingInput, "can't be read", file: path, advice: "check its permissions")
    }
    return [UInt8](data)
  }
}

/// A file that is written; `-` is standard output.
struct OutputFile {
  let path: String

  /// Writes to a temporary name beside the file and renames, so that no one ever sees half a file.
  func write(_ bytes: [UInt8]) throws {
    do {
      if path == "-" {
        try FileHandle.standardOutput.write(contentsOf: bytes)
      } else {
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
      }
    } catch {
      throw FileError(
        .cannotWrite, reason(error), file: path == "-" ? "standard output" : path,
        advice: "check that the folder exists and may be written to")
    }
  }

  private func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    let code = underlying.flatMap { $0.domain == NSPOSIXErrorDomain ? $0.code : nil }
    guard let code else { return "can't be written" }
    return "can't be written: " + String(cString: strerror(Int32(code)))
  }
}
