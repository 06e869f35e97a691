/// Makes an SVG of libgvc fit for the web: no outside references, no traces of the tool's version, hover texts with the evidence, and
/// what screen readers need.
struct SVGFinisher {
  let remarks: [String: Scene.Remark]
  let title: String
  let summary: String
  let language: String
  let fontFamily: String
  let fontFallbacks: [String]

  /// libgvc writes each tag on a line of its own; this reads no other XML.
  func finish(_ svg: [UInt8]) -> [UInt8] {
    var output = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    var element: String?
    var isOpen = false
    var root = ""
    for line in Self.lines(of: String(decoding: svg, as: UTF8.self)) {
      if !isOpen {
        // Everything before the root element is a version, a document type and a comment; the root's tag may be broken in lines.
        if root.isEmpty, !line.hasPrefix("<svg") { continue }
        root += (root.isEmpty ? "" : " ") + line
        guard line.hasSuffix(">") else { continue }
        output += head(root)
        isOpen = true
      } else if line.hasPrefix("<!--") {
        continue
      } else if line.hasPrefix("<title>") {
        if let element, let remark = remarks[element] { output += Self.description(of: remark) }
        element = nil
      } else {
        if line.hasPrefix("<g id=\"") {
          element = Self.text(Substring(line.dropFirst(7).prefix { $0 != "\"" }))
        }
        output += finished(line) + "\n"
      }
    }
    return Array(output.utf8)
  }

  /// What a BCP 47 language tag is made of.
  private static let tagBytes = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-".utf8)

  private static func lines(of svg: String) -> [String] {
    // A comment or a tag that spans lines is one for us.
    var result: [String] = []
    var comment = ""
    for line in svg.split(separator: "\n") {
      if !comment.isEmpty || line.hasPrefix("<!--") {
        comment += line
        if line.hasSuffix("-->") {
          result.append(comment)
          comment = ""
        }
        continue
      }
      result.append(String(line))
    }
    return result
  }

  private func head(_ tag: String) -> String {
    var attributes = ["xmlns=\"http://www.w3.org/2000/svg\""]
    for name in ["width", "height", "viewBox"] {
      if let start = tag.firstRange(of: name + "=\"") {
        attributes.append("\(name)=\"\(tag[start.upperBound...].prefix { $0 != "\"" })\"")
      }
    }
    let isTag = !language.isEmpty && language.utf8.allSatisfy { Self.tagBytes.contains($0) }
    let language = isTag ? language : "und"
    attributes += [
      "role=\"graphics-document document\"", "lang=\"\(language)\"",
      "xml:lang=\"\(language)\"", "aria-labelledby=\"title desc\"",
    ]
    return "<svg \(attributes.joined(separator: " "))>\n"
      + "<title id=\"title\">\(Self.escaped(title))</title>\n"
      + "<desc id=\"desc\">\(Self.escaped(summary))</desc>\n"
  }

  private func finished(_ line: String) -> String {
    var line = line.replacing("&#45;", with: "-")
    if line.unicodeScalars.contains(LabelText.ampersand) {
      line = line.replacing(String(Character(LabelText.ampersand)), with: "&amp;")
    }
    // Not a colour of SVG 1.1.
    line = line.replacing("stroke=\"transparent\"", with: "stroke=\"none\"")
    guard line.hasPrefix("<text") else { return line }
    let family = ([fontFamily] + fontFallbacks).map(Self.escaped).joined(separator: ", ")
    return
      line
      .replacing(
        "font-family=\"\(fontFamily) Bold\"", with: "font-family=\"\(family)\" font-weight=\"bold\""
      )
      .replacing("font-family=\"\(fontFamily)\"", with: "font-family=\"\(family)\"")
  }

  private static func description(of remark: Scene.Remark) -> String {
    let quotes = remark.quotes.map { "\n“\(LabelText.clean($0))”" }.joined()
    return "<title>\(escaped(LabelText.clean(remark.title) + quotes))</title>\n"
  }

  /// An id as it was given: libgvc writes hyphens as character references.
  private static func text(_ attribute: Substring) -> String {
    String(attribute).replacing("&#45;", with: "-")
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
