/// A look-up table from words to values that is asked with a range of bytes, so that no `String` is made for a word of a text.
///
/// Letters A to Z are folded; words have no order, so nothing that iterates can leak one.
struct ByteDictionary<Value: Sendable>: Sendable {
  private var pool: [UInt8] = []
  private var entries: [(offset: Int, count: Int, value: Value)] = []
  private var slots: [Int32]
  /// Bit n: some word has n bytes (the last bit stands for all longer ones).
  private var lengths: UInt64 = 0
  /// Bit n: some word starts with a byte whose last five bits are n.
  private var starts: UInt32 = 0

  init(_ words: some Sequence<(String, Value)>) {
    slots = Array(repeating: -1, count: 16)
    for (word, value) in words { insert(Array(word.utf8), value) }
  }

  var count: Int { entries.count }

  @inline(__always)
  static func fold(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }

  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in range { hash = (hash ^ UInt64(fold(bytes[index]))) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & 0x7FFF_FFFF)
  }

  private mutating func insert(_ word: [UInt8], _ value: Value) {
    guard !word.isEmpty else { return }
    if let index = entry(in: word, 0..<word.count) {
      entries[index].value = value
      return
    }
    entries.append((pool.count, word.count, value))
    pool.append(contentsOf: word.map(Self.fold))
    lengths |= 1 << UInt64(min(word.count, 63))
    starts |= 1 << UInt32(word[0] & 31)
    if entries.count * 2 > slots.count {
      slots = Array(repeating: -1, count: slots.count * 2)
      for index in entries.indices { place(index) }
    } else {
      place(entries.count - 1)
    }
  }

  private mutating func place(_ index: Int) {
    let range = entries[index].offset..<(entries[index].offset + entries[index].count)
    var slot = Self.hash(pool, range) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(index)
  }

  private func entry(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard !range.isEmpty, lengths & (1 << UInt64(min(range.count, 63))) != 0,
      starts & (1 << UInt32(bytes[range.lowerBound] & 31)) != 0
    else { return nil }
    var slot = Self.hash(bytes, range) & (slots.count - 1)
    search: while slots[slot] >= 0 {
      let index = Int(slots[slot])
      slot = (slot + 1) & (slots.count - 1)
      guard entries[index].count == range.count else { continue }
      var offset = entries[index].offset
      for position in range {
        if Self.fold(bytes[position]) != pool[offset] { continue search }
        offset += 1
      }
      return index
    }
    return nil
  }

  /// The value of the word that stands at `range`.
  func value(in bytes: [UInt8], _ range: Range<Int>) -> Value? {
    entry(in: bytes, range).map { entries[$0].value }
  }

  func contains(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    entry(in: bytes, range) != nil
  }
}
