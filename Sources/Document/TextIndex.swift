/// Finds the byte of a code point: a checkpoint every 256 code points, or nothing at all for text in ASCII.
struct TextIndex: Sendable {
  private static let step = 256

  /// Byte offsets of code points 0, 256, 512, …; empty when every code point is one byte.
  private let checkpoints: [Int32]
  /// Number of code points.
  let count: Int

  init(_ bytes: [UInt8]) {
    var checkpoints: [Int32] = []
    var count = 0
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if count % Self.step == 0 { checkpoints.append(Int32(truncatingIfNeeded: offset)) }
      count += 1
    }
    self.count = count
    self.checkpoints = count == bytes.count ? [] : checkpoints
  }

  /// Byte offset of the code point with the given number; the number of bytes for all numbers past the end.
  func byte(ofScalar scalar: Int, in bytes: [UInt8]) -> Int {
    guard scalar < count else { return bytes.count }
    guard !checkpoints.isEmpty else { return scalar }
    var offset = Int(checkpoints[scalar / Self.step])
    var remaining = scalar % Self.step
    while remaining > 0 {
      let byte = bytes[offset]
      offset += byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      remaining -= 1
    }
    return offset
  }
}
