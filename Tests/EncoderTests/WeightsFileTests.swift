import CKernels
import Foundation
import Testing

@testable import Encoder

@Suite struct WeightsFileTests {
  /// The error from loading some bytes, or nil where they load.
  private func error(_ bytes: [UInt8]) throws -> EncoderModelError? {
    try Fixture.withFile(bytes) { path in
      do {
        _ = try EncoderModel(path: path)
        return nil
      } catch let error as EncoderModelError {
        return error
      }
    }
  }

  /// Corrects length and checksum, as only a malicious change would.
  private func sealed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes + [UInt8](repeating: 0, count: (64 - bytes.count % 64) % 64)
    withUnsafeBytes(of: UInt64(bytes.count).littleEndian) {
      bytes.replaceSubrange(16..<24, with: $0)
    }
    let sum = ngk_checksum(bytes, bytes.count / 8, 3)
    withUnsafeBytes(of: sum.littleEndian) { bytes.replaceSubrange(24..<32, with: $0) }
    return bytes
  }

  private func replacing(_ old: String, _ new: String) throws -> [UInt8] {
    var bytes = try Fixture.bytes()
    let range = try #require(Data(bytes).range(of: Data(old.utf8)))
    #expect(old.utf8.count == new.utf8.count)
    bytes.replaceSubrange(range, with: Array(new.utf8))
    return sealed(bytes)
  }

  private func code(of old: String, _ new: String) throws -> String? {
    try error(replacing(old, new))?.code
  }

  @Test func loads() throws {
    let model = try Fixture.model()
    #expect(model.wordHeads == ["upos", "boundary"])
    #expect(model.spanHeads == ["span"])
    #expect(model.labels(ofHead: "span")?.first == "NONE")
    #expect(model.relationHead == "rel")
    #expect(model.labels(ofHead: "nothing") == nil)
    #expect(model.provenance.map(\.name) == ["note"])
  }

  @Test func missing() {
    #expect(throws: EncoderModelError.missing(path: "/nowhere/model.ngw")) {
      try EncoderModel(path: "/nowhere/model.ngw")
    }
  }

  @Test func notAWeightsFile() throws {
    let path = FileManager.default.temporaryDirectory.path
    #expect(throws: EncoderModelError.notAWeightsFile(path: path)) { try EncoderModel(path: path) }
    for bytes in [[], Array("PK".utf8), Array("version https://git-lfs".utf8) + [0, 0, 0, 0]] {
      #expect(try error(bytes)?.code == "model-not-a-weights-file")
    }
  }

  @Test func truncated() throws {
    let bytes = try Fixture.bytes()
    for count in [8, 40, 63, 64, 100, 128, 4096, bytes.count - 64, bytes.count - 1] {
      #expect(try error(Array(bytes[0..<count]))?.code == "model-truncated", "\(count)")
    }
    let error = try #require(try error(bytes + [0]))
    #expect(error.code == "model-truncated")
    #expect(error.description.contains("\(bytes.count + 1)"))
  }

  @Test func wrongVersion() throws {
    var bytes = try Fixture.bytes()
    bytes[8] = 2
    let error = try #require(try error(bytes))
    guard case .wrongVersion(_, found: 2, supported: 1) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func damaged() throws {
    let bytes = try Fixture.bytes()
    var generator = Generator(seed: 1)
    for _ in 0..<40 {
      var changed = bytes
      changed[Int.random(in: 32..<bytes.count, using: &generator)] ^=
        1 << UInt8.random(in: 0..<8, using: &generator)
      #expect(try error(changed)?.code == "model-damaged")
    }
  }

  @Test func swappedBlocksAreDamage() throws {
    var bytes = try Fixture.bytes()
    let middle = bytes.count / 128 * 64
    let block = Array(bytes[middle..<middle + 8])
    let other = try #require(
      stride(from: middle + 64, to: bytes.count, by: 8).first {
        Array(bytes[$0..<$0 + 8]) != block
      })
    for index in 0..<8 { bytes.swapAt(middle + index, other + index) }
    #expect(try error(bytes)?.code == "model-damaged")
  }

  @Test func wrongShape() throws {
    #expect(try code(of: "\"inner\":64", "\"inner\":80") == "model-wrong-shape")
    #expect(try code(of: "\"window\":64", "\"window\":48") == "model-wrong-shape")
  }

  @Test func missingTensor() throws {
    let bytes = try replacing("\"name\":\"layers.1.qkv\"", "\"name\":\"layers.9.qkv\"")
    let error = try #require(try error(bytes))
    #expect(error.code == "model-missing-tensor")
    #expect(error.description.contains("layers.1.qkv"))
  }

  @Test(arguments: [
    ("\"hidden\":32", "\"hidden\":33"), ("\"layers\":2", "\"layers\":0"),
    ("\"window\":64", "\"window\":-1"), ("\"kind\":\"linear\"", "\"kind\":\"linger\""),
    ("\"labels\":[", "\"labels\"![,"), ("\"attentionHeads\":2", "\"attentionHeads\":3"),
    ("{\"heads\":", "[\"heads\":"), ("\"piecesPerWord\":12", "\"piecesPerWord\":-2"),
    ("\"type\":\"f32\"", "\"type\":\"f64\""), ("\"offset\":0,", "\"offset\":1,"),
  ])
  func invalidHeader(_ change: (String, String)) throws {
    var old = change.0
    var new = change.1
    // Same length, so that all offsets stay.
    while new.utf8.count < old.utf8.count { new += " " }
    while old.utf8.count < new.utf8.count { new.removeLast() }
    old = change.0
    #expect(try code(of: old, new) == "model-invalid-header")
  }

  /// Whatever the header says, loading ends with a model or a typed error.
  @Test func mutatedHeaders() throws {
    let bytes = try Fixture.bytes()
    let length = Int(bytes[12]) | Int(bytes[13]) << 8 | Int(bytes[14]) << 16
    var generator = Generator(seed: 2)
    let spare = Array("0123456789{}[]\",:-e.".utf8)
    var failures = 0
    for _ in 0..<400 {
      var changed = bytes
      for _ in 0...Int.random(in: 0..<3, using: &generator) {
        changed[Int.random(in: 64..<64 + length, using: &generator)] =
          spare.randomElement(using: &generator) ?? 0
      }
      if try error(sealed(changed)) != nil { failures += 1 }
    }
    #expect(failures > 100)
  }

  @Test func mutatedPreludes() throws {
    let bytes = try Fixture.bytes()
    var generator = Generator(seed: 3)
    for _ in 0..<200 {
      var changed = bytes
      for index in [12, 13, 14, 15, 32, 33, 34, 39] {
        changed[index] = UInt8.random(in: 0...255, using: &generator)
      }
      #expect(try error(sealed(changed)) != nil)
    }
  }

  @Test func checksumOfKnownBytes() {
    // The same sum in Python: newsgraph_training.weights_file.checksum(bytes(range(64))).
    #expect(ngk_checksum((0..<64).map { UInt8($0) }, 8, 3) == 8_844_697_815_712_530_553)
  }
}

@Suite struct HeaderReaderTests {
  private func value(_ text: String) throws -> HeaderValue {
    try HeaderReader.value(of: Array(text.utf8))
  }

  @Test func values() throws {
    #expect(
      try value(" {\"a\": [1, -2.5e1, true, false, null, \"x\\n\\u00e9\\ud83d\\ude00\\\"\"]} ")
        == .object([
          "a": .array([
            .number(1), .number(-25), .bool(true), .bool(false), .null, .string("x\né😀\""),
          ])
        ]))
    #expect(try value("[]") == .array([]))
    #expect(try value("{}") == .object([:]))
    #expect(try value("12")["a"] == nil)
    #expect(try value("1.5").size == nil)
    #expect(try value("-1").size == nil)
    #expect(try value("1e99").size == nil)
  }

  @Test(arguments: [
    "", "{", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "\"x", "\"\\x\"", "\"\\u12\"",
    "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "tru", "1 2", "{\"a\":1,\"a\":2}", "nan",
    "1e999", "\"\u{1}\"", "\\",
  ])
  func errors(_ text: String) {
    #expect(throws: HeaderReader.Failure.self) { try value(text) }
  }

  @Test func deepNesting() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: HeaderReader.Failure.self) { try value(text) }
  }

  @Test func malformedUTF8() {
    #expect(throws: HeaderReader.Failure.self) {
      try HeaderReader.value(of: [0x22, 0xFF, 0x22])
    }
  }
}
