public import Base

/// Writes an annotated text as JSON, offsets in code points of the text.
public struct AnnotationJSONWriter: Sendable {
  /// Version of the file's form.
  public static let version = "1.0"

  public init() {}

  public func write<Sink: ByteSink>(
    _ text: AnnotatedText, to sink: inout Sink
  ) throws(Sink.SinkError) {
    var json = JSONWriter()
    json.beginObject()
    json.member("newsgraphAnnotation", Self.version)
    json.key("sentences")
    json.beginArray()
    for sentence in text.sentences {
      json.beginObject()
      if let id = sentence.id { json.member("id", id) }
      json.member("opensParagraph", sentence.opensParagraph)
      json.key("words")
      json.beginArray()
      for index in sentence.words {
        let word = text.words[index]
        json.beginObject(inline: true)
        json.member("text", word.text)
        json.span(word.span)
        json.member("tag", word.tag)
        json.key("governor")
        if let governor = word.governor { json.value(governor) } else { json.null() }
        json.member("relation", word.relation)
        json.endObject()
      }
      json.endArray()
      json.endObject()
      if json.bytes.count > 1 << 16 { try sink.write(json.take()) }
    }
    json.endArray()
    json.key("mentions")
    json.beginArray()
    for mention in text.mentions {
      json.beginObject(inline: true)
      json.key("words")
      json.beginArray()
      json.value(mention.words.lowerBound)
      json.value(mention.words.upperBound)
      json.endArray()
      if let first = text.words[mention.words.lowerBound].span,
        let last = text.words[mention.words.upperBound - 1].span
      {
        json.span(first.union(last))
      }
      json.member("kind", mention.kind)
      json.member("type", mention.type)
      json.member("score", (mention.score * 1000).rounded() / 1000)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.newline()
    try sink.write(json.take())
  }
}

extension JSONWriter {
  fileprivate mutating func span(_ span: TextSpan?) {
    guard let span else { return }
    member("start", span.start)
    member("end", span.end)
  }
}
