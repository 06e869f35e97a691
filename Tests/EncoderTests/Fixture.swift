import Foundation
import Testing

@_spi(Inspection) @testable import Encoder

/// The tiny random model and what torch computes with it (Training/newsgraph_training/tiny_model.py).
enum Fixture {
  struct Expected: Decodable {
    let sentences: [Sentence]
    let pieces: [Pieces]
  }

  struct Sentence: Decodable {
    let words: [String]
    let ids: [Int32]
    let shapes: [UInt8]
    let vectors, upos, boundary, arc, rel, span: [Float]

    var input: EncoderInput { EncoderInput(sentences: [words.map { Array($0.utf8) }]) }
  }

  struct Pieces: Decodable {
    let word: String
    let shape: UInt8
    let pieces: [Int32]
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/encoder")

  static func path(_ name: String) -> String { folder.appending(path: name).path }

  static func expected() throws -> Expected {
    try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: folder.appending(path: "expected.json")))
  }

  static func model(float: Bool = false) throws -> EncoderModel {
    try EncoderModel(path: path(float ? "tiny-float.ngw" : "tiny.ngw"))
  }

  static func bytes() throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path("tiny.ngw"))))
  }

  /// Calls `body` with the path of a file that holds the bytes.
  static func withFile<Result>(
    _ bytes: [UInt8], _ body: (String) throws -> Result
  ) throws -> Result {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "newsgraph-\(UUID().uuidString).ngw")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file.path)
  }

  static let supportedKernels = Kernels.allCases.filter(\.isSupported)
}

/// Small and the same everywhere.
struct Generator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func float(_ range: ClosedRange<Float>) -> Float {
    Float.random(in: range, using: &self)
  }
}

func largestDifference(_ a: [Float], _ b: [Float]) -> Float {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).map { abs($0 - $1) }.max() ?? 0
}
