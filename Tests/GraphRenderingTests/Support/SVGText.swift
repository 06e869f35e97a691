import Foundation
import Testing

/// Reads what the tests look for in an SVG; its well-formedness is checked by xmllint.
struct SVGText {
  let source: String

  init(_ bytes: [UInt8]) { source = String(decoding: bytes, as: UTF8.self) }

  /// The group with the given id, to its end.
  func group(_ id: String) -> String? {
    guard let start = source.range(of: "<g id=\"\(id)\"") else { return nil }
    guard let end = source.range(of: "</g>", range: start.lowerBound..<source.endIndex) else {
      return nil
    }
    return String(source[start.lowerBound..<end.upperBound])
  }

  /// The lines of text in a piece, as a reader sees them.
  static func lines(_ piece: String) -> [String] {
    piece.components(separatedBy: "<text ").dropFirst().compactMap { part in
      guard let open = part.range(of: ">"), let close = part.range(of: "</text>") else {
        return nil
      }
      return plain(String(part[open.upperBound..<close.lowerBound]))
    }
  }

  static func plain(_ text: String) -> String {
    text.replacingOccurrences(of: "&#160;", with: "\u{A0}")
      .replacingOccurrences(of: "&#39;", with: "'")
      .replacingOccurrences(of: "&quot;", with: "\"")
      .replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
      .replacingOccurrences(of: "&amp;", with: "&")
  }

  var ids: [String] {
    source.components(separatedBy: " id=\"").dropFirst().compactMap {
      $0.components(separatedBy: "\"").first
    }
  }
}

/// Runs a program where there is one.
enum ExternalTool {
  static func path(_ name: String) -> String? {
    ["/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].map { $0 + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// - Returns: What it complained of, and whether it ended well; nil where it isn't installed.
  static func run(_ name: String, _ arguments: [String], input: [UInt8]) throws -> (
    ok: Bool, messages: String
  )? {
    guard let path = path(name) else { return nil }
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(input).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments + [file.path]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let messages = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus == 0, String(decoding: messages, as: UTF8.self))
  }

  static func expectWellFormed(_ svg: [UInt8], sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    guard let result = try run("xmllint", ["--noout", "--nonet"], input: svg) else { return }
    #expect(
      result.ok && result.messages.isEmpty, "\(result.messages)", sourceLocation: sourceLocation)
  }
}
