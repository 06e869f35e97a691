/// A stretch of text that stands by itself on the page: a paragraph, heading, list item or cell.
struct HTMLBlock {
  /// The block element that the text stands in; -1 for text outside all elements.
  let element: Int
  /// The first text node.
  let first: Int
  /// White space collapsed; a single line break of the page stays one.
  var text: String
  /// Number of code points, and how many of them are links.
  var length: Int
  var linked: Int
  let mark: HTMLPage.Mark

  var linkDensity: Double { length == 0 ? 0 : Double(linked) / Double(length) }

  /// Whether the block reads like running text rather than a label or a list of links.
  var isProse: Bool { length >= 40 && linkDensity < 0.5 }

  var endsSentence: Bool {
    text.last { !"\"'”’»)]".contains($0) }.map { ".!?…:".contains($0) } ?? false
  }
}

extension HTMLPage {
  /// The page's text as blocks, in order; furniture left out.
  func textBlocks() -> [HTMLBlock] {
    var result: [HTMLBlock] = []
    var pieces: [(text: String, isLink: Bool)] = []
    var element = -1
    var first = 0
    var breaks = 0
    func close() {
      defer { pieces = [] }
      guard !pieces.isEmpty else { return }
      let text = pieces.map(\.text).joined().utf8.split(separator: 0x0A)
        .map { Substring($0).collapsed }.filter { !$0.isEmpty }.joined(separator: "\n")
      guard !text.isEmpty else { return }
      let linked = pieces.reduce(0) {
        $0 + ($1.isLink ? $1.text.collapsed.unicodeScalars.count : 0)
      }
      result.append(
        HTMLBlock(
          element: element, first: first, text: text, length: text.unicodeScalars.count,
          linked: linked, mark: marks[first]))
    }
    for (index, node) in tree.nodes.enumerated() {
      if !node.isText {
        if node.name == "br", marks[index] < .dropped {
          breaks += 1
          if breaks == 1 { pieces.append(("\n", false)) } else { close() }
        } else if blocks[index] == index {
          close()
          breaks = 0
        } else if node.name == "img" || node.name == "sup" && isNoteMark(index) {
          continue
        }
        continue
      }
      guard marks[index] < .dropped, !isInNoteMark(index) else { continue }
      // Text after a closed inner block belongs to the outer one again.
      if blocks[index] != element || pieces.isEmpty {
        close()
        element = blocks[index]
        first = index
      } else if marks[index] != marks[first] {
        close()
        first = index
      }
      let isPreformatted = element >= 0 && tree.nodes[element].name == "pre"
      let text = isPreformatted ? node.text : node.text.withoutLineBreaks
      if breaks > 0, !text.collapsed.isEmpty { breaks = 0 }
      pieces.append((text, isInLink[index]))
    }
    close()
    return joinedCells(result)
  }

  /// A superscript that only holds a link to a note.
  private func isNoteMark(_ index: Int) -> Bool {
    guard tree.nodes[index].end - index <= 12 else { return false }
    let text = tree.lineText(index)
    return !text.isEmpty && text.count <= 4
      && text.allSatisfy { $0.isNumber || "[]*†‡".contains($0) }
      && tree.nodes[index..<tree.nodes[index].end].contains { $0.name == "a" }
  }

  private func isInNoteMark(_ index: Int) -> Bool {
    var above = tree.nodes[index].parent
    for _ in 0..<3 where above >= 0 {
      if tree.nodes[above].name == "sup" { return isNoteMark(above) }
      above = tree.nodes[above].parent
    }
    return false
  }

  /// The cells of a table row become one block.
  private func joinedCells(_ blocks: [HTMLBlock]) -> [HTMLBlock] {
    func row(_ block: HTMLBlock) -> Int? {
      guard block.element >= 0, ["td", "th"].contains(tree.nodes[block.element].name),
        block.length < 80, !block.text.contains("\n")
      else { return nil }
      return tree.nodes[block.element].parent
    }
    var result: [HTMLBlock] = []
    var lastRow: Int?
    for block in blocks {
      let row = row(block)
      if let row, row == lastRow, let last = result.indices.last {
        result[last].text += ", " + block.text
        result[last].length += 2 + block.length
        result[last].linked += block.linked
      } else {
        result.append(block)
      }
      lastRow = row
    }
    return result
  }
}
