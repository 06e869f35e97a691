import Foundation

/// Compares bytes with a file in the folder `Snapshots` beside the calling test; with `NEWSGRAPH_RECORD=1` in the environment it writes
/// the file instead. Record only after looking at what has changed.
/// - Returns: What differs first; nil where nothing does.
public func difference(
  fromSnapshot name: String, _ bytes: [UInt8], testFile: String = #filePath
) throws -> String? {
  let folder = URL(filePath: testFile).deletingLastPathComponent().appending(path: "Snapshots")
  let file = folder.appending(path: name)
  if ProcessInfo.processInfo.environment["NEWSGRAPH_RECORD"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return nil
  }
  let expected = [UInt8](try Data(contentsOf: file))
  guard expected != bytes else { return nil }
  let (old, new) = (lines(expected), lines(bytes))
  let at =
    zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    ?? min(old.count, new.count)
  return """
    \(name) has changed at line \(at + 1)
    was: \(at < old.count ? old[at] : "(the end)")
    is:  \(at < new.count ? new[at] : "(the end)")
    """
}

private func lines(_ bytes: [UInt8]) -> [String] {
  String(decoding: bytes, as: UTF8.self)
    .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
