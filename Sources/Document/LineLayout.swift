/// Which line breaks of a text are meant, and which only wrap a paragraph at a margin.
///
/// A blank line always parts. Inside a block of lines a break is the margin's if the next line's first word would not have fitted into
/// the longest line of the block; a block whose breaks are mostly of that kind and whose lines are not longer than a page is wrapped.
/// All other breaks part (one paragraph a line, headlines, verses, addresses), and so does every break before a list mark.
struct LineLayout {
  private struct Line {
    let start: Int
    let end: Int
    /// Length and length of the first word, in code points.
    let width: Int
    let firstWord: Int
    let isListItem: Bool
    /// Whether the first character is a small letter, and whether the last one ends a sentence or a heading.
    let startsSmall: Bool
    let endsClosed: Bool
  }

  /// The longest line that a wrapped paragraph may have.
  private static let widestPage = 110
  /// How much shorter than the longest line a line may be although the next word would have fitted (ragged margins).
  private static let slack = 2

  /// Byte offsets of the breaks that part, ascending.
  private(set) var breaks: [Int] = []

  init(_ bytes: [UInt8]) {
    var block: [Line] = []
    var index = 0
    while index < bytes.count {
      let line = Self.line(bytes, from: index)
      if line.width == 0 {
        if !block.isEmpty { breaks.append(line.start) }
        close(&block)
      } else {
        block.append(line)
      }
      index = line.end
      if index < bytes.count, bytes[index] == 0x0D, index + 1 < bytes.count,
        bytes[index + 1] == 0x0A
      {
        index += 1
      }
      index += 1
    }
    close(&block)
    breaks.sort()
  }

  private mutating func close(_ block: inout [Line]) {
    defer { block.removeAll(keepingCapacity: true) }
    guard block.count > 1 else { return }
    let widest = block.reduce(0) { max($0, $1.width) }
    var natural = 0
    for index in 1..<block.count where Self.isWrapped(block[index - 1], block[index], widest) {
      natural += 1
    }
    let isWrapped =
      widest >= 30 && widest <= Self.widestPage && natural * 3 >= (block.count - 1) * 2
    for index in 1..<block.count {
      let keeps =
        isWrapped && !block[index].isListItem
        && Self.isWrapped(block[index - 1], block[index], widest)
      if !keeps { breaks.append(block[index - 1].end) }
    }
  }

  private static func isWrapped(_ line: Line, _ next: Line, _ widest: Int) -> Bool {
    next.startsSmall && !line.endsClosed || line.width + 1 + next.firstWord + slack > widest
  }

  private static func line(_ bytes: [UInt8], from start: Int) -> Line {
    var end = start
    var width = 0
    var lastInk = 0
    var firstWord = 0
    var inFirstWord = true
    var firstInk = -1
    var lastByte: UInt8 = 0
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D {
      let byte = bytes[end]
      if byte & 0xC0 != 0x80 {
        width += 1
        if byte == 0x20 || byte == 0x09 {
          if firstInk >= 0 { inFirstWord = false }
        } else if !(byte == 0xC2 && end + 1 < bytes.count && bytes[end + 1] == 0xA0) {
          if firstInk < 0 { firstInk = end }
          lastInk = width
          lastByte = byte
          if inFirstWord { firstWord += 1 }
        }
      }
      end += 1
    }
    let isListItem = firstInk >= 0 && Self.isListMark(bytes, firstInk, end)
    return Line(
      start: start, end: end, width: lastInk, firstWord: firstWord, isListItem: isListItem,
      startsSmall: firstInk >= 0 && bytes[firstInk] >= 0x61 && bytes[firstInk] <= 0x7A,
      endsClosed: [
        UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"),
        UInt8(ascii: ";"),
      ]
      .contains(lastByte))
  }

  /// "- ", "* ", "• ", "– ", "1. ", "2) "
  private static func isListMark(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    var index = start
    switch bytes[index] {
    case UInt8(ascii: "-"), UInt8(ascii: "*"): index += 1
    case 0xE2 where index + 2 < end:
      let mark = (bytes[index + 1], bytes[index + 2])
      guard mark == (0x80, 0xA2) || mark == (0x80, 0x93) || mark == (0x97, 0xA6) else {
        return false
      }
      index += 3
    case 48...57:
      while index < end, bytes[index] >= 48, bytes[index] <= 57 { index += 1 }
      guard index - start <= 2, index < end,
        bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ")")
      else { return false }
      index += 1
    default: return false
    }
    return index < end && (bytes[index] == 0x20 || bytes[index] == 0x09)
  }
}
