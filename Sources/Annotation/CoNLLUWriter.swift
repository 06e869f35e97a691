public import Base

/// Writes CoNLL-U, with spans and mentions in the last column: `Start=0|End=4|Entity=(name-Person`, `Entity=name)` and, for a mention of
/// one word, `Entity=(name-Person)`; several on one word stand behind each other, outer ones first on opening.
public struct CoNLLUWriter: Sendable {
  public init() {}

  public func write<Sink: ByteSink>(
    _ text: AnnotatedText, to sink: inout Sink
  ) throws(Sink.SinkError) {
    var opening: [Int: [AnnotatedText.Mention]] = [:]
    var closing: [Int: [AnnotatedText.Mention]] = [:]
    for mention in text.mentions {
      opening[mention.words.lowerBound, default: []].append(mention)
      closing[mention.words.upperBound - 1, default: []].append(mention)
    }
    for (number, sentence) in text.sentences.enumerated() {
      var block = ""
      if sentence.opensParagraph { block += "# newpar\n" }
      block += "# sent_id = \(sentence.id?.oneLine ?? String(number + 1))\n"
      block += "# text = \(surface(sentence, in: text).oneLine)\n"
      for index in sentence.words {
        let word = text.words[index]
        let governor = word.governor.map { $0 - sentence.words.lowerBound + 1 } ?? 0
        let columns = [
          String(index - sentence.words.lowerBound + 1), Self.field(word.text), "_",
          Self.field(word.tag), "_", "_", String(governor), Self.field(word.relation), "_",
          misc(
            word, isLast: index == sentence.words.upperBound - 1,
            entity: entity(opening[index] ?? [], closing[index] ?? [])),
        ]
        block += columns.joined(separator: "\t") + "\n"
      }
      try sink.write(Array((block + "\n").utf8))
    }
  }

  /// A value of a column: tabs and line breaks would break the table.
  private static func field(_ value: String) -> String {
    value.isEmpty ? "_" : value.oneLine
  }

  private func surface(_ sentence: AnnotatedText.Sentence, in text: AnnotatedText) -> String {
    var surface = ""
    for index in sentence.words {
      surface += text.words[index].text
      if text.words[index].isSpaceAfter, index < sentence.words.upperBound - 1 { surface += " " }
    }
    return surface
  }

  private func entity(
    _ opening: [AnnotatedText.Mention], _ closing: [AnnotatedText.Mention]
  ) -> String {
    var value = ""
    for mention in opening {
      value += "(\(mention.kind)-\(mention.type)" + (mention.words.count == 1 ? ")" : "")
    }
    // Inner mentions close first: they are the ones that opened last.
    for mention in closing.reversed() where mention.words.count > 1 { value += "\(mention.kind))" }
    return value
  }

  private func misc(_ word: AnnotatedText.Word, isLast: Bool, entity: String) -> String {
    var parts: [String] = []
    if let span = word.span { parts += ["Start=\(span.start)", "End=\(span.end)"] }
    if !entity.isEmpty { parts.append("Entity=\(entity)") }
    if !word.isSpaceAfter, !isLast { parts.append("SpaceAfter=No") }
    return parts.isEmpty ? "_" : parts.joined(separator: "|")
  }
}
