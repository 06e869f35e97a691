internal import Base
internal import KnowledgeGraph

/// Parts of a graph as JSON on one line, for formats that have no lists of their own. The members are those of the native file.
enum JSONFragment {
  private static func text(_ write: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter()
    write(&json)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  static func texts(_ texts: [String]) -> String {
    text { json in
      json.beginArray(inline: true)
      for text in texts { json.value(text) }
      json.endArray()
    }
  }

  static func attributes(_ attributes: Attributes) -> String { text { $0.write(attributes) } }

  static func value(_ value: AttributeValue) -> String { text { $0.write(value) } }

  static func evidence(_ passages: [Evidence]) -> String {
    text { json in
      json.beginArray(inline: true)
      for passage in passages { json.write(passage) }
      json.endArray()
    }
  }

  static func mentions(_ mentions: [Mention]) -> String {
    text { json in
      json.beginArray(inline: true)
      for mention in mentions { json.write(mention.evidence, kind: mention.kind) }
      json.endArray()
    }
  }

  static func articles(_ articles: [ArticleInfo]) -> String {
    text { json in
      json.beginArray(inline: true)
      for article in articles { json.write(article) }
      json.endArray()
    }
  }

  static func generator(_ generator: KnowledgeGraph.Generator) -> String {
    text { $0.write(generator) }
  }
}
