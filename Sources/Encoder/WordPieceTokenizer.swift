/// Splits words into the vocabulary's pieces, as the trainer's reference does
/// (Training/newsgraph_training/tokenizer_reference.py), by the tables in the weights file.
struct WordPieceTokenizer: Sendable {
  let unknown: Int32
  let start: Int32
  let end: Int32
  let piecesPerWord: Int
  private let longestChunk: Int
  private let longestEntry: Int
  private let entryBytes: View<UInt8>
  private let entryOffsets: View<UInt32>
  private let entryTable: View<UInt32>
  private let characters: CharacterTable
  /// Keeps the tables mapped.
  private let file: MappedFile

  init(_ weights: WeightsFile, vocabulary: Int) throws(EncoderModelError) {
    let settings = weights.header["tokenizer"]
    guard let unknown = settings?["unknown"]?.size, let start = settings?["start"]?.size,
      let end = settings?["end"]?.size, let longestChunk = settings?["longestChunk"]?.size,
      let piecesPerWord = settings?["piecesPerWord"]?.size,
      let longestEntry = settings?["longestEntry"]?.size,
      max(unknown, start, end) < vocabulary, piecesPerWord > 0
    else {
      throw .invalidHeader(path: weights.path, reason: "the tokenizer's settings are incomplete")
    }
    self.unknown = Int32(unknown)
    self.start = Int32(start)
    self.end = Int32(end)
    self.longestChunk = longestChunk
    self.piecesPerWord = piecesPerWord
    self.longestEntry = longestEntry
    entryBytes = try weights.view("vocabulary.bytes", type: "u8", as: UInt8.self)
    entryOffsets = try weights.view(
      "vocabulary.offsets", type: "u32", shape: [vocabulary + 1], as: UInt32.self)
    entryTable = try weights.view("vocabulary.table", type: "u32", as: UInt32.self)
    characters = try CharacterTable(weights)
    file = weights.file
    let offsets = entryOffsets.elements
    guard entryTable.count.nonzeroBitCount == 1, entryTable.count > vocabulary,
      entryTable.elements.allSatisfy({ $0 <= vocabulary }), entryTable.elements.contains(0),
      zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }),
      offsets.last.map(Int.init) == entryBytes.count
    else { throw .invalidHeader(path: weights.path, reason: "the vocabulary's tables disagree") }
  }

  /// Appends the word's pieces (at least one) and returns its shape class.
  func appendPieces(of word: some Collection<UInt8>, to pieces: inout [Int32]) -> UInt8 {
    let first = pieces.count
    var shape = ShapeCounter()
    var chunk = Chunk()
    scalars(of: word) { scalar in
      let properties = characters.properties(of: scalar)
      shape.add(properties)
      guard !properties.contains(.dropped), pieces.count - first < piecesPerWord else { return }
      characters.forEachMapped(scalar, properties) { mapped, kind in
        switch kind {
        case .part: chunk.append(mapped)
        case .space: flush(&chunk, into: &pieces)
        case .alone:
          flush(&chunk, into: &pieces)
          chunk.append(mapped)
          flush(&chunk, into: &pieces)
        case .mark: break
        }
      }
    }
    flush(&chunk, into: &pieces)
    if pieces.count == first { pieces.append(unknown) }
    if pieces.count - first > piecesPerWord {
      pieces.removeLast(pieces.count - first - piecesPerWord)
    }
    return shape.shape
  }

  /// A run of characters between spaces and punctuation, with the places where characters end.
  private struct Chunk {
    var bytes: [UInt8] = []
    var ends: [Int] = []

    mutating func append(_ scalar: Unicode.Scalar) {
      if scalar.value < 0x80 {
        bytes.append(UInt8(scalar.value))
      } else {
        bytes.append(contentsOf: String(scalar).utf8)
      }
      ends.append(bytes.count)
    }

    mutating func clear() {
      bytes.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
    }
  }

  /// Greedy longest match from the left; a chunk that can't be covered is one unknown piece.
  private func flush(_ chunk: inout Chunk, into pieces: inout [Int32]) {
    guard !chunk.ends.isEmpty else { return }
    defer { chunk.clear() }
    guard chunk.ends.count <= longestChunk else {
      pieces.append(unknown)
      return
    }
    let first = pieces.count
    var start = 0
    var character = 0
    var hashes: [UInt32] = []
    while character < chunk.ends.count {
      // FNV-1a of every prefix in one pass, then look-ups from the longest down.
      var hash: UInt32 = 0x811C_9DC5
      let prefixLength = start == 0 ? 0 : 2
      if start > 0 {
        hash = Self.fnv(Self.fnv(hash, UInt8(ascii: "#")), UInt8(ascii: "#"))
      }
      hashes.removeAll(keepingCapacity: true)
      var from = start
      var last = character
      while last < chunk.ends.count, chunk.ends[last] - start + prefixLength <= longestEntry {
        for byte in chunk.bytes[from..<chunk.ends[last]] { hash = Self.fnv(hash, byte) }
        from = chunk.ends[last]
        hashes.append(hash)
        last += 1
      }
      var found: Int32?
      while last > character {
        last -= 1
        found = entry(
          chunk.bytes[start..<chunk.ends[last]], continuing: start > 0,
          hash: hashes[last - character])
        if found != nil { break }
      }
      guard let found else {
        pieces.removeLast(pieces.count - first)
        pieces.append(unknown)
        return
      }
      pieces.append(found)
      start = chunk.ends[last]
      character = last + 1
    }
  }

  private static func fnv(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    (hash ^ UInt32(byte)) &* 0x0100_0193
  }

  private func entry(_ bytes: ArraySlice<UInt8>, continuing: Bool, hash: UInt32) -> Int32? {
    let table = entryTable.elements
    let offsets = entryOffsets.elements
    let all = entryBytes.elements
    let prefix = continuing ? 2 : 0
    var slot = Int(hash) & (table.count - 1)
    while table[slot] != 0 {
      let index = Int(table[slot]) - 1
      let from = Int(offsets[index])
      let to = Int(offsets[index + 1])
      if to - from == bytes.count + prefix,
        !continuing || (all[from] == UInt8(ascii: "#") && all[from + 1] == UInt8(ascii: "#")),
        all[from + prefix..<to].elementsEqual(bytes)
      {
        return Int32(index)
      }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  /// Calls `body` with each scalar; malformed bytes come as U+FFFD.
  private func scalars(of word: some Collection<UInt8>, _ body: (Unicode.Scalar) -> Void) {
    var decoder = UTF8()
    var bytes = word.makeIterator()
    while true {
      switch decoder.decode(&bytes) {
      case .scalarValue(let scalar): body(scalar)
      case .emptyInput: return
      case .error: body("\u{FFFD}")
      }
    }
  }
}

/// Classes and mappings of characters: lower case, canonical decomposition, marks dropped. The
/// tables come from the trainer, so that both sides know the same version of Unicode.
struct CharacterTable: Sendable {
  struct Properties: OptionSet, Sendable {
    let rawValue: UInt8
    static let dropped = Properties(rawValue: 4)
    static let letter = Properties(rawValue: 8)
    static let upper = Properties(rawValue: 16)
    static let digit = Properties(rawValue: 32)
    static let mapped = Properties(rawValue: 64)

    var kind: Kind { Kind(rawValue: rawValue & 3) ?? .part }
  }

  enum Kind: UInt8, Sendable {
    case part, space, alone, mark
  }

  private let pages: View<UInt16>
  private let classes: View<UInt8>
  private let keys: View<UInt32>
  private let offsets: View<UInt32>
  private let scalars: View<UInt32>

  init(_ weights: WeightsFile) throws(EncoderModelError) {
    pages = try weights.view("characters.pages", type: "u16", shape: [0x1100], as: UInt16.self)
    classes = try weights.view("characters.classes", type: "u8", as: UInt8.self)
    keys = try weights.view("characters.keys", type: "u32", as: UInt32.self)
    offsets = try weights.view(
      "characters.offsets", type: "u32", shape: [keys.count + 1], as: UInt32.self)
    scalars = try weights.view("characters.scalars", type: "u32", as: UInt32.self)
    let ends = offsets.elements
    guard pages.elements.allSatisfy({ (Int($0) + 1) * 256 <= classes.count }),
      zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 }),
      ends.last.map(Int.init) == scalars.count
    else { throw .invalidHeader(path: weights.path, reason: "the character tables disagree") }
  }

  func properties(of scalar: Unicode.Scalar) -> Properties {
    let value = Int(scalar.value)
    return Properties(
      rawValue: classes.elements[Int(pages.elements[value >> 8]) << 8 | value & 255])
  }

  func forEachMapped(
    _ scalar: Unicode.Scalar, _ properties: Properties, _ body: (Unicode.Scalar, Kind) -> Void
  ) {
    if properties.contains(.mapped) {
      guard let index = index(of: scalar.value) else { return }
      for value in scalars.elements[
        Int(offsets.elements[index])..<Int(offsets.elements[index + 1])]
      {
        guard let mapped = Unicode.Scalar(value) else { continue }
        body(mapped, self.properties(of: mapped).kind)
      }
    } else if (0xAC00..<0xAC00 + 11172).contains(scalar.value) {
      // Hangul syllables decompose by rule.
      let syllable = scalar.value - 0xAC00
      var parts = [0x1100 + syllable / 588, 0x1161 + syllable % 588 / 28]
      if syllable % 28 != 0 { parts.append(0x11A7 + syllable % 28) }
      for part in parts {
        guard let mapped = Unicode.Scalar(part) else { continue }
        body(mapped, self.properties(of: mapped).kind)
      }
    } else {
      body(scalar, properties.kind)
    }
  }

  private func index(of key: UInt32) -> Int? {
    let keys = keys.elements
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low] == key ? low : nil
  }
}

/// Counts letters and digits of a word and tells its shape class. The numbers are those of the
/// trainer's reference.
struct ShapeCounter {
  static let special: UInt8 = 0

  private var letters = 0
  private var upper = 0
  private var firstIsUpper = false
  private var hasDigit = false

  mutating func add(_ properties: CharacterTable.Properties) {
    if properties.contains(.letter) {
      let isUpper = properties.contains(.upper)
      if letters == 0 { firstIsUpper = isUpper }
      letters += 1
      if isUpper { upper += 1 }
    }
    if properties.contains(.digit) { hasDigit = true }
  }

  var shape: UInt8 {
    if letters == 0 { return hasDigit ? 1 : 2 }
    if hasDigit { return 3 }
    if upper == 0 { return 4 }
    if upper == letters { return upper == 1 ? 5 : 6 }
    if !firstIsUpper { return 9 }
    return upper == 1 ? 7 : 8
  }
}
