public import Base

/// Why a file is no CoNLL-U, and where.
public struct CoNLLUError: Failure, Equatable {
  public let kind = FailureKind.badInput
  public let summary: String
  public let location: SourceLocation?

  public static func == (a: CoNLLUError, b: CoNLLUError) -> Bool {
    a.summary == b.summary && a.location == b.location
  }
}

/// Reads the words and sentences of CoNLL-U; other columns don't count, since they are what is to be predicted.
public struct CoNLLUReader: Sendable {
  public init() {}

  /// - Parameter name: The file's name, for messages.
  public func read(_ bytes: [UInt8], name: String) throws(CoNLLUError) -> AnnotatedText {
    guard let content = String(validating: bytes, as: UTF8.self) else {
      throw CoNLLUError(summary: "not valid UTF-8", location: SourceLocation(name: name))
    }
    var text = AnnotatedText()
    var start = 0
    var id: String?
    var opensParagraph = false
    func close() {
      guard text.words.count > start else { return }
      text.sentences.append(
        AnnotatedText.Sentence(
          words: start..<text.words.count, opensParagraph: opensParagraph || start == 0, id: id))
      start = text.words.count
      id = nil
      opensParagraph = false
    }
    var number = 0
    // "\r\n" is one Character, so lines are cut at either.
    for line in content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      if line.isEmpty {
        close()
        continue
      }
      if line.hasPrefix("#") {
        if line.hasPrefix("# sent_id = ") { id = String(line.dropFirst(12)) }
        if line.hasPrefix("# newpar") || line.hasPrefix("# newdoc") { opensParagraph = true }
        continue
      }
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard columns.count == 10 else {
        throw CoNLLUError(
          summary: "a word line has ten columns between tabs, this has \(columns.count)",
          location: SourceLocation(name: name, line: number))
      }
      // Ranges ("1-2") repeat words that follow; decimals ("1.1") are words that aren't there.
      if columns[0].contains("-") || columns[0].contains(".") { continue }
      guard Int(columns[0]) == text.words.count - start + 1 else {
        throw CoNLLUError(
          summary: "word \"\(columns[0])\" where \(text.words.count - start + 1) was expected"
            .oneLine,
          location: SourceLocation(name: name, line: number))
      }
      text.words.append(
        AnnotatedText.Word(
          text: String(columns[1]), span: nil,
          isSpaceAfter: !columns[9].split(separator: "|").contains("SpaceAfter=No"), tag: "",
          governor: nil, relation: ""))
    }
    close()
    guard !text.words.isEmpty else {
      throw CoNLLUError(summary: "no words in the file", location: SourceLocation(name: name))
    }
    return text
  }
}
