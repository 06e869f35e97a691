import Base
import Foundation
import KnowledgeGraph
import Testing

@testable import GraphRendering

@Suite struct RobustnessTests {
  let renderer: GraphRenderer

  init() throws { renderer = try TestSchemas.renderer() }

  /// Labels that XML, DOT, Graphviz's own escapes or a text's direction could change, and what must be read in the picture.
  static let labels: [(label: String, shown: String)] = [
    ("AT&T", "AT&T"), ("AT&T &amp; co", "AT&T &amp; co"), ("&lt;b&gt;", "&lt;b&gt;"),
    ("&#65;&#x42;", "&#65;&#x42;"), ("&unknown;", "&unknown;"), ("& ; &;", "& ; &;"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("<b>not bold</b>", "<b>not bold</b>"),
    ("<", "<"), (">", ">"), ("\"quoted\"", "\"quoted\""), ("it's", "it's"),
    ("\\N \\G \\E \\T \\H \\L", "\\N \\G \\E \\T \\H \\L"), ("a\\lb\\rc\\nd", "a\\lb\\rc\\nd"),
    ("ends with \\", "ends with \\"), ("\\\\", "\\\\"), ("{a|b}", "{a|b}"),
    ("]; x -> y", "]; x -> y"),
    ("-->", "-->"), ("<![CDATA[x]]>", "<![CDATA[x]]>"), ("%3", "%3"), ("a--b", "a--b"),
    ("שלום עולם", "שלום עולם"), ("طهران", "طهران"), ("東京都", "東京都"), ("서울", "서울"),
    ("🚢 harbour 👩‍👩‍👧", "🚢 harbour 👩‍👩‍👧"), ("Zürich café", "Zürich café"), ("cafe\u{301}", "cafe\u{301}"),
    ("a\u{0}b\u{1}c\u{1F}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"), ("tab\tand\nline", "tab and line"),
    ("\u{202E}evil", "\u{FFFD}evil"), ("\u{2066}x\u{2069}", "\u{FFFD}x\u{FFFD}"),
    ("\u{FEFF}bom", "\u{FEFF}bom"), ("non\u{A0}breaking", "non breaking"), ("   ", "—"), ("", "—"),
  ]

  @Test(arguments: labels)
  func labelsComeOutLiterally(_ label: String, shown: String) throws {
    var sketch = GraphSketch()
    let id = sketch.add("Person", label, id: "person/x")
    let other = sketch.add("Organization", label, id: "organization/y")
    sketch.link(id, "worksFor", other, attributes: ["title": .text(label)], words: label)
    sketch.claim(id, "asserts", label, about: [other])
    sketch.article.title = label
    sketch.article.language = label
    for display in [ClaimDisplay.list, .notes] {
      let diagram = try renderer.render(
        sketch.graph, as: .svg, options: DiagramOptions(claims: display))
      try ExternalTool.expectWellFormed(diagram.bytes)
      let svg = SVGText(diagram.bytes)
      let node = try #require(svg.group("node_person_x"))
      let text = SVGText.lines(node).joined(separator: " ").replacing("\u{A0}", with: " ")
      #expect(Self.squeezed(text) == Self.squeezed(shown))
      #expect(diagram.warnings.isEmpty)
    }
    if let result = try ExternalTool.run(
      "dot", ["-Tcanon"], input: try renderer.render(sketch.graph, as: .dot).bytes)
    {
      #expect(result.ok && result.messages.isEmpty, "\(result.messages)")
    }
    for format in [DiagramFormat.png, .pdf] {
      #expect(try renderer.render(sketch.graph, as: format).warnings.isEmpty)
    }
  }

  /// Scripts that break anywhere get a line break between any two letters.
  private static func squeezed(_ text: String) -> String { text.replacing(" ", with: "") }

  @Test func longLabelsAreCutInThePictureOnly() throws {
    var sketch = GraphSketch()
    let long = String(repeating: "endless words ", count: 360)
    let unbroken = String(repeating: "x", count: 5000)
    let one = sketch.add("Person", long, id: "p/1")
    let two = sketch.add("Place", unbroken, id: "p/2")
    sketch.link(one, "bornIn", two, attributes: ["title": .text(unbroken)])
    let svg = SVGText(try renderer.render(sketch.graph, as: .svg).bytes)
    try ExternalTool.expectWellFormed(Array(svg.source.utf8))
    let lines = SVGText.lines(try #require(svg.group("node_p_1")))
    #expect(lines.count == 4)
    #expect(lines.last?.hasSuffix("…") == true)
    #expect(svg.source.contains(LabelText.clean(long)), "the whole label stands in the hover text")
    #expect(try renderer.render(sketch.graph, as: .png).bytes.count < 200_000)
  }

  @Test func graphsWithNextToNothing() throws {
    let empty = GraphSketch().graph
    for format in DiagramFormat.allCases {
      #expect(try !renderer.render(empty, as: format).bytes.isEmpty)
    }
    let svg = SVGText(try renderer.render(empty, as: .svg).bytes)
    try ExternalTool.expectWellFormed(Array(svg.source.utf8))
    #expect(svg.source.contains("Nothing to draw"))

    var bare = KnowledgeGraph(
      generator: .init(name: "", version: "", model: ""), articles: [], nodes: [], edges: [])
    try ExternalTool.expectWellFormed(try renderer.render(bare, as: .svg).bytes)
    try ExternalTool.expectWellFormed(
      try renderer.render(bare, as: .svg, options: DiagramOptions(hasCaption: false)).bytes)

    var sketch = GraphSketch()
    sketch.add("Person", "Ada Lovelace")
    let one = try renderer.render(sketch.graph, as: .svg)
    #expect(one.coverage.drawnNodes == ["person/ada-lovelace"])
    #expect(SVGText(one.bytes).group("node_person_ada-lovelace") != nil)

    bare.nodes = sketch.graph.nodes + sketch.graph.nodes
    #expect(try renderer.render(bare, as: .svg).coverage.drawnNodes.count == 1)
  }

  @Test func loopsAndParallelEdges() throws {
    var sketch = GraphSketch()
    let one = sketch.add("Organization", "One")
    let two = sketch.add("Organization", "Two")
    sketch.link(one, "ownerOf", one)
    sketch.link(one, "ownerOf", two)
    sketch.link(one, "ownerOf", two)
    sketch.link(one, "supports", two)
    sketch.link(one, "opposes", two, factuality: "denied", by: two)
    sketch.link(two, "ownerOf", one)
    sketch.claim(one, "asserts", "of itself", about: [one])
    for layout in DiagramLayout.allCases {
      for display in ClaimDisplay.allCases {
        let diagram = try renderer.render(
          sketch.graph, as: .svg, options: DiagramOptions(layout: layout, claims: display))
        try ExternalTool.expectWellFormed(diagram.bytes)
        let svg = SVGText(diagram.bytes)
        #expect(diagram.coverage.drawnEdges.count == 6)
        let label = try #require(svg.group("label_edge_e-2"))
        #expect(SVGText.lines(label) == ["owns ×2", "supports"])
        #expect(svg.group("edge_e-5") != nil && svg.group("edge_e-6") != nil)
        #expect(svg.group("edge_e-1") != nil)
      }
    }
  }

  @Test func edgesToNowhereAndUnknownTypesAreNoTrouble() throws {
    var sketch = GraphSketch()
    let one = sketch.add("Person", "One")
    let odd = sketch.add("Dragon", "Two")
    sketch.link(one, "supports", odd, factuality: "dreamt", by: "person/nobody")
    sketch.link(one, "supports", "person/missing")
    sketch.link(one, "devours", odd)
    let diagram = try renderer.render(sketch.graph, as: .svg)
    try ExternalTool.expectWellFormed(diagram.bytes)
    #expect(diagram.coverage.drawnEdges == ["e-1", "e-3"])
    #expect(diagram.coverage.omittedEdges == ["e-2"])
  }

  @Test func unknownLayoutIsAnError() {
    #expect(throws: RenderingError.unknownLayout("spiral")) {
      _ = try DiagramLayout(named: "spiral")
    }
    #expect(throws: RenderingError.self) {
      _ = try Graphviz.place(
        GraphvizGraph(nodes: [.init(name: "a", attributes: [])]), engine: "spiral")
    }
  }

  @Test func whatGraphvizRefusesIsAnErrorOrAWarning() throws {
    let node = GraphvizGraph.Node(
      name: "a", attributes: [.init("shape", "unheard-of"), .init("pos", "1,1")])
    let odd = try Graphviz.draw(GraphvizGraph(nodes: [node]), as: "svg:svg:core")
    #expect(odd.warnings.contains { $0.contains("unheard-of") })
    #expect(throws: RenderingError.self) {
      _ = try Graphviz.draw(GraphvizGraph(nodes: [node]), as: "nonsense")
    }
  }
}
