internal import Base
internal import KnowledgeGraph

/// Parts of a graph as JSON on one line, for formats that have no lists of their own. The members are those of the native file.
enum JSONFragment {
  private static func text(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    write(&json)
    return json.bytes
  }

  static func texts(_ texts: [String]) -> [UInt8] {
    text { json in
      json.beginArray(inline: true)
      for text in texts { json.value(text) }
      json.endArray()
    }
  }

  static func attributes(_ attributes: Attributes) -> [UInt8] { text { $0.write(attributes) } }

  static func value(_ value: AttributeValue) -> String {
    String(decoding: text { $0.write(value) }, as: UTF8.self)
  }

  static func evidence(_ passages: [Evidence]) -> [UInt8] {
    text { json in
      json.beginArray(inline: true)
      for passage in passages { json.write(passage) }
      json.endArray()
    }
  }

  static func mentions(_ mentions: [Mention]) -> [UInt8] {
    text { json in
      json.beginArray(inline: true)
      for mention in mentions { json.write(mention.evidence, kind: mention.kind) }
      json.endArray()
    }
  }

  static func articles(_ articles: [ArticleInfo]) -> [UInt8] {
    text { json in
      json.beginArray(inline: true)
      for article in articles { json.write(article) }
      json.endArray()
    }
  }

  static func generator(_ generator: KnowledgeGraph.Generator) -> [UInt8] {
    text { $0.write(generator) }
  }
}
