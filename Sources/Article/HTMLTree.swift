import Base
import CLibXML2

/// A parsed page as a flat array of elements and texts in document order.
struct HTMLTree {
  struct Node {
    /// Element name in lower case; empty for text.
    let name: String
    /// The text of a text node.
    let text: String
    let attributes: [(name: String, value: String)]
    /// Index of the parent; -1 at the top.
    let parent: Int
    /// Index after the last node below this one.
    let end: Int
    let line: Int

    var isText: Bool { name.isEmpty }

    /// The value of an attribute, as written.
    subscript(attribute: String) -> String? {
      attributes.first { $0.name == attribute }?.value
    }
  }

  /// Browsers keep this many levels too.
  private static let keptDepth = 512

  let nodes: [Node]

  /// Parses text that is known to be valid UTF-8.
  init(_ bytes: [UInt8], name: String, limits: Article.Limits) throws(ArticleError) {
    let tree = bytes.withUnsafeBytes { buffer in
      ng_html_parse(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, Self.keptDepth,
        max(limits.depth, 1), max(limits.nodes, 1))
    }
    defer { ng_html_free(tree) }
    guard let result = tree?.pointee else {
      throw ArticleError(
        .tooLarge, "not enough memory for the page", at: SourceLocation(name: name))
    }
    let location = SourceLocation(name: name, line: result.line > 0 ? Int(result.line) : nil)
    switch result.status {
    case NG_HTML_OK: break
    case NG_HTML_TOO_DEEP:
      throw ArticleError(
        .tooDeep, "elements nest deeper than \(limits.depth) levels", at: location,
        advice: "this is no article as a newsroom makes it; save the page's text instead")
    case NG_HTML_TOO_MANY_NODES:
      throw ArticleError(
        .tooLarge, "the page has more than \(limits.nodes) elements", at: location,
        advice: "cut the page down to the article")
    case NG_HTML_TOO_MANY_ATTRIBUTES:
      throw ArticleError(
        .tooLarge, "an element has more than 1000 attributes", at: location,
        advice: "this is no article as a newsroom makes it; save the page's text instead")
    case NG_HTML_OUT_OF_MEMORY:
      throw ArticleError(.tooLarge, "not enough memory for the page", at: location)
    default:
      throw ArticleError(
        .noArticleText, "there are no elements and no text in the page", at: location,
        advice: "give plain text as .txt")
    }
    let text = UnsafeRawBufferPointer(start: result.text, count: result.text_length)
    func string(_ piece: ng_html_string) -> String {
      let start = Int(piece.offset)
      return String(decoding: text[start..<(start + Int(piece.length))], as: UTF8.self)
    }
    let attributes = UnsafeBufferPointer(start: result.attributes, count: result.attribute_count)
    nodes = UnsafeBufferPointer(start: result.nodes, count: result.node_count).map { node in
      let first = Int(node.first_attribute)
      return Node(
        name: node.is_text != 0 ? "" : string(node.content),
        text: node.is_text != 0 ? string(node.content) : "",
        attributes: attributes[first..<(first + Int(node.attribute_count))].map {
          (name: string($0.name), value: string($0.value))
        }, parent: Int(node.parent), end: Int(node.end), line: Int(node.line))
    }
  }

  /// Indices of the elements with the given name, in document order.
  func elements(_ name: String) -> [Int] { nodes.indices.filter { nodes[$0].name == name } }

  /// All text below a node, as it stands.
  func rawText(_ index: Int) -> String {
    if nodes[index].isText { return nodes[index].text }
    var result = ""
    for below in index..<nodes[index].end where nodes[below].isText { result += nodes[below].text }
    return result
  }

  /// All text below a node on one line.
  func lineText(_ index: Int) -> String { rawText(index).collapsed }

  /// Whether `index` is `ancestor` or stands below it.
  func isInside(_ index: Int, _ ancestor: Int) -> Bool {
    index >= ancestor && index < nodes[ancestor].end
  }
}
