/// Ids of the elements in a picture: made from the graph's ids, one to one, of characters that every format and selector takes.
enum PictureID {
  static func node(_ id: String) -> String { "node_" + safe(id) }
  static func edge(_ id: String) -> String { "edge_" + safe(id) }
  /// - Parameter id: The edge's id in the picture.
  static func label(ofEdge id: String) -> String { "label_" + id }

  private static func safe(_ id: String) -> String {
    var result = ""
    for scalar in id.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-": result.unicodeScalars.append(scalar)
      case "/": result += "_"
      default: result += "." + String(scalar.value, radix: 16) + "."
      }
    }
    return result
  }
}
