/// Writes a graph in the DOT language, one element a line.
enum DOTWriter {
  static func text(_ graph: GraphvizGraph, name: String) -> String {
    var lines = ["digraph \(quoted(name)) {"]
    if !graph.attributes.isEmpty { lines.append("  graph \(list(graph.attributes));") }
    for node in graph.nodes { lines.append("  \(quoted(node.name)) \(list(node.attributes));") }
    for edge in graph.edges {
      lines.append("  \(quoted(edge.tail)) -> \(quoted(edge.head)) \(list(edge.attributes));")
    }
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func list(_ attributes: [GraphvizGraph.Attribute]) -> String {
    "[" + attributes.map { "\($0.name)=\(quoted($0.value))" }.joined(separator: ", ") + "]"
  }

  /// Inside quotation marks DOT reads only `\"` itself; every other backslash reaches the attribute, where labels read it.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for character in text.unicodeScalars {
      if character == "\"" { result += "\\" }
      result.unicodeScalars.append(character)
    }
    return result + "\""
  }
}
