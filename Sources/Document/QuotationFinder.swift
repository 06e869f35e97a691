import Base

/// Finds what stands between quotation marks.
///
/// Marks are matched inside a paragraph with a stack. A quotation that is open where its paragraph ends goes on if the next paragraph
/// starts with the same kind of opening mark, as news style has it; otherwise it ends there, unclosed. A straight mark opens or closes by
/// the white space around it and by what is open; after a digit it is an inch or a minute. Single marks count only where they can't be
/// an apostrophe and are closed in the same paragraph.
struct QuotationFinder {
  private enum Family: UInt8 {
    case straight, curly, guillemet, singleGuillemet, low, corner, doubled, curlySingle,
      straightSingle

    var isSingle: Bool {
      self == .curlySingle || self == .straightSingle || self == .singleGuillemet
    }
  }

  private struct Open {
    let family: Family
    /// Code points: the opening mark, and the start of the content of the paragraph that is being read.
    let start: Int
    var contentStart: Int
    var contents: [TextSpan] = []
    let depth: Int
    /// The token of the closing mark, where it was looked up when the quotation opened.
    let closing: Int?
  }

  /// How many tokens a quotation in single marks may have: what is longer is an apostrophe's accident.
  private static let longestSingle = 400
  /// How deep quotations may nest; no text needs more, and a run of marks must not make the search slow.
  private static let deepest = 6

  let bytes: [UInt8]
  let tokens: [Token]
  private var stack: [Open] = []
  private var found: [Quotation] = []

  init(bytes: [UInt8], tokens: [Token]) {
    self.bytes = bytes
    self.tokens = tokens
  }

  /// All quotations of the document, by start.
  mutating func quotations(in paragraphs: [Paragraph]) -> [Quotation] {
    for (number, paragraph) in paragraphs.enumerated() {
      read(paragraph)
      let next = number + 1 < paragraphs.count ? paragraphs[number + 1] : nil
      endParagraph(paragraph, next: next)
    }
    return found.sorted { ($0.span, $0.depth) < ($1.span, $1.depth) }
  }

  // MARK: - Marks

  private enum Role { case opening, closing, either }

  private func mark(at index: Int) -> (family: Family, role: Role)? {
    let token = tokens[index]
    guard token.shape.contains(.punctuation) else { return nil }
    let start = Int(token.byteStart)
    switch bytes[start] {
    case UInt8(ascii: "\""): return (.straight, .either)
    case UInt8(ascii: "'"):
      if token.bytes.count == 2 { return (.doubled, .either) }
      return token.bytes.count == 1 ? (.straightSingle, .either) : nil
    case UInt8(ascii: "`"):
      if token.bytes.count == 2 { return (.doubled, .opening) }
      return token.bytes.count == 1 ? (.straightSingle, .opening) : nil
    case 0..<0x80: return nil
    default: break
    }
    switch ScalarClass.decode(bytes, start).value {
    case 0x201C: return (.curly, .opening)
    case 0x201D: return (.curly, .closing)
    case 0x201E, 0x201F: return (.low, .opening)
    case 0xAB: return (.guillemet, .opening)
    case 0xBB: return (.guillemet, .closing)
    case 0x2039: return (.singleGuillemet, .opening)
    case 0x203A: return (.singleGuillemet, .closing)
    case 0x300C, 0x300E: return (.corner, .opening)
    case 0x300D, 0x300F: return (.corner, .closing)
    case 0x2018, 0x201A, 0x201B: return (.curlySingle, .opening)
    case 0x2019: return (.curlySingle, .closing)
    default: return nil
    }
  }

  private mutating func read(_ paragraph: Paragraph) {
    var index = paragraph.tokens.lowerBound
    let end = paragraph.tokens.upperBound
    if !stack.isEmpty { index = continueQuotations(index, end) }
    while index < end {
      if let top = stack.last, top.closing == index {
        close(at: index)
      } else if let (family, role) = mark(at: index) {
        handle(family, role, index, paragraph)
      }
      index += 1
    }
  }

  /// Steps over the opening marks that repeat those still open from the paragraph before.
  private mutating func continueQuotations(_ start: Int, _ end: Int) -> Int {
    var index = start
    for level in stack.indices {
      guard index < end, let (family, role) = mark(at: index), family == stack[level].family,
        role != .closing
      else { break }
      stack[level].contentStart = Int(tokens[index].end)
      index += 1
    }
    return index
  }

  private mutating func handle(_ family: Family, _ role: Role, _ index: Int, _ paragraph: Paragraph)
  {
    if family.isSingle, family != .singleGuillemet {
      guard role != .closing || stack.contains(where: { $0.family == family && $0.closing == nil })
      else { return }
      if role == .closing { return closeContinued(family, index) }
      guard stack.last?.family != family,
        let closing = singleClosing(from: index, family, paragraph)
      else { return openContinued(family, role, index, paragraph) }
      open(family, index, closing: closing)
      return
    }
    switch role {
    case .opening where family == .curly && stack.last?.family == .low:
      // „German style“: the mark that opens elsewhere closes here.
      closeLevel(stack.count - 1, index)
    case .opening:
      // An opening mark inside its own kind was meant to close, or the closing one was forgotten.
      if stack.last?.family == family, family != .corner, family != .guillemet {
        abandonTop(before: index)
      }
      open(family, index, closing: nil)
    case .closing:
      if let level = stack.lastIndex(where: {
        $0.family == family || $0.family == .low && family == .curly
      }) {
        closeLevel(level, index)
      }
    case .either:
      if let level = stack.lastIndex(where: { $0.family == family }) {
        if canOpen(index, paragraph), !canClose(index, paragraph) {
          abandonTop(before: index)
          open(family, index, closing: nil)
        } else {
          closeLevel(level, index)
        }
      } else if !isMeasure(index), canOpen(index, paragraph) || !canClose(index, paragraph) {
        open(family, index, closing: nil)
      }
    }
  }

  private mutating func open(_ family: Family, _ index: Int, closing: Int?) {
    guard stack.count < Self.deepest else { return }
    stack.append(
      Open(
        family: family, start: Int(tokens[index].start), contentStart: Int(tokens[index].end),
        depth: stack.count, closing: closing))
  }

  private mutating func close(at index: Int) { closeLevel(stack.count - 1, index) }

  private mutating func closeLevel(_ level: Int, _ index: Int) {
    // What opened inside and was not closed is dropped: a stray mark.
    stack.removeSubrange((level + 1)...)
    var top = stack.removeLast()
    appendContent(&top, until: Int(tokens[index].start))
    guard !top.contents.isEmpty else { return }
    finish(top, end: Int(tokens[index].end), isClosed: true)
  }

  private func appendContent(_ open: inout Open, until end: Int) {
    if end > open.contentStart {
      open.contents.append(TextSpan(start: open.contentStart, end: end))
    }
  }

  private mutating func finish(_ open: Open, end: Int, isClosed: Bool) {
    found.append(
      Quotation(
        span: TextSpan(start: open.start, end: end), contents: open.contents, isClosed: isClosed,
        isSingle: open.family.isSingle, depth: open.depth))
  }

  private mutating func abandonTop(before index: Int) {
    guard index > 0, var top = stack.popLast() else { return }
    let end = Int(tokens[index - 1].end)
    appendContent(&top, until: end)
    if top.contents.count > 1 { finish(top, end: end, isClosed: false) }
  }

  /// At the end of a paragraph every open quotation goes on, ends unclosed, or was a stray mark.
  private mutating func endParagraph(_ paragraph: Paragraph, next: Paragraph?) {
    var kept = 0
    if let next {
      var index = next.tokens.lowerBound
      for open in stack {
        guard index < next.tokens.upperBound, let (family, role) = mark(at: index),
          family == open.family, role != .closing
        else { break }
        kept += 1
        index += 1
      }
    }
    let end = paragraph.span.end
    while stack.count > kept, var top = stack.popLast() {
      appendContent(&top, until: end)
      // A straight or single mark that nothing answers says nothing; a curly one does.
      guard top.contents.count > 1 || top.family != .straight && !top.family.isSingle else {
        continue
      }
      if !top.contents.isEmpty { finish(top, end: end, isClosed: false) }
    }
    for level in stack.indices { appendContent(&stack[level], until: end) }
  }

  // MARK: - What straight and single marks do

  private func isSpace(before index: Int, _ paragraph: Paragraph) -> Bool {
    index == paragraph.tokens.lowerBound || tokens[index - 1].isSpaceAfter
  }

  private func canOpen(_ index: Int, _ paragraph: Paragraph) -> Bool {
    guard index + 1 < paragraph.tokens.upperBound else { return false }
    if tokens[index].isSpaceAfter { return false }
    if isSpace(before: index, paragraph) { return true }
    let before = ScalarClass.of(tokens[index - 1], bytes)
    return before == .opening || before == .openQuote || before == .dash
      || tokens[index - 1].shape.contains(.punctuation) && !tokens[index].isSpaceAfter
        && isQuoteOrSlash(index - 1)
  }

  private func isQuoteOrSlash(_ index: Int) -> Bool {
    let byte = bytes[Int(tokens[index].byteStart)]
    return byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: ":")
  }

  private func canClose(_ index: Int, _ paragraph: Paragraph) -> Bool {
    if isSpace(before: index, paragraph) { return false }
    if tokens[index].isSpaceAfter || index + 1 == paragraph.tokens.upperBound { return true }
    let after = ScalarClass.of(tokens[index + 1], bytes)
    return after != .letter && after != .digit
  }

  /// 6'2", 15": a straight mark right after a digit while nothing is open.
  private func isMeasure(_ index: Int) -> Bool {
    index > 0 && !tokens[index - 1].isSpaceAfter && tokens[index - 1].shape.contains(.number)
  }

  /// The token that closes the single mark at `index`, in the same paragraph.
  ///
  /// A mark after a final "s" may be a possessive: it closes only if punctuation follows or no better one comes.
  private func singleClosing(from index: Int, _ family: Family, _ paragraph: Paragraph) -> Int? {
    guard canOpen(index, paragraph) || family == .curlySingle && !tokens[index].isSpaceAfter else {
      return nil
    }
    guard index + 1 < paragraph.tokens.upperBound else { return nil }
    var doubtful: Int?
    var doubles = 0
    let end = min(paragraph.tokens.upperBound, index + Self.longestSingle)
    for candidate in (index + 1)..<end {
      guard let (other, role) = mark(at: candidate) else { continue }
      if other == .curly || other == .straight {
        doubles += role == .opening ? 1 : role == .closing ? -1 : 0
        // The double quotation around this one ends: so must this one have.
        if doubles < 0 || other == .straight && stack.contains(where: { $0.family == .straight }) {
          break
        }
        continue
      }
      guard other == family, candidate > index + 1, doubles == 0 else { continue }
      if role == .opening { break }
      guard canClose(candidate, paragraph) else { continue }
      let before = bytes[Int(tokens[candidate - 1].byteEnd) - 1] | 0x20
      let isAtEnd = candidate + 1 == paragraph.tokens.upperBound
      let followed = isAtEnd || tokens[candidate + 1].shape.contains(.punctuation)
      if before != UInt8(ascii: "s") || followed { return candidate }
      if doubtful == nil { doubtful = candidate }
    }
    return doubtful
  }

  /// A single curly mark at the start of a paragraph that is not closed in it may open a quotation over paragraphs.
  private mutating func openContinued(
    _ family: Family, _ role: Role, _ index: Int, _ paragraph: Paragraph
  ) {
    guard family == .curlySingle, role == .opening, index == paragraph.tokens.lowerBound,
      stack.isEmpty
    else { return }
    open(family, index, closing: nil)
  }

  private mutating func closeContinued(_ family: Family, _ index: Int) {
    guard let level = stack.lastIndex(where: { $0.family == family && $0.closing == nil }),
      index > 0, tokens[index].isSpaceAfter, tokens[index - 1].shape.contains(.punctuation)
    else { return }
    closeLevel(level, index)
  }
}

extension ScalarClass {
  /// The class of a token's first code point.
  static func of(_ token: Token, _ bytes: [UInt8]) -> ScalarClass {
    let byte = bytes[Int(token.byteStart)]
    if byte < 0x80 { return ascii[Int(byte)] }
    return of(decode(bytes, Int(token.byteStart)).value)
  }
}
