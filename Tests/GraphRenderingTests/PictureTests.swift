import Foundation
import KnowledgeGraph
import Testing

@testable import GraphRendering

@Suite struct PictureTests {
  let renderer: GraphRenderer

  init() throws { renderer = try TestSchemas.renderer() }

  @Test func everyFormatIsWhatItSays() throws {
    let graph = GraphSketch.news
    let svg = try renderer.render(graph, as: .svg)
    try ExternalTool.expectWellFormed(svg.bytes)
    #expect(svg.bytes.starts(with: Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg ".utf8)))
    #expect(
      try renderer.render(graph, as: .png).bytes.starts(
        with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    let pdf = try renderer.render(graph, as: .pdf).bytes
    #expect(pdf.starts(with: Array("%PDF-1".utf8)))
    #expect(pdf.suffix(6).contains(Array("EOF".utf8)[0]))
    let dot = try renderer.render(graph, as: .dot).bytes
    #expect(dot.starts(with: Array("digraph \"newsgraph\" {\n".utf8)))
    if let result = try ExternalTool.run("dot", ["-Tcanon"], input: dot) {
      #expect(result.ok && result.messages.isEmpty, "\(result.messages)")
    }
    #expect(svg.warnings.isEmpty)
  }

  @Test func svgStandsAlone() throws {
    let svg = String(decoding: try renderer.render(GraphSketch.news, as: .svg).bytes, as: UTF8.self)
    for unwanted in ["<!", "href", "<script", "Graphviz", "graphviz", "url(", "transparent"] {
      #expect(!svg.contains(unwanted), "\(unwanted)")
    }
    #expect(svg.contains("role=\"graphics-document document\""))
    #expect(svg.contains(" lang=\"en\" xml:lang=\"en\""))
    #expect(svg.contains("<title id=\"title\">Harbour chief held over crane contracts</title>"))
    #expect(svg.contains("<desc id=\"desc\">Diagram of"))
    #expect(svg.contains("font-family=\"DejaVu Sans, Verdana, sans-serif\""))
    #expect(!svg.contains("font-family=\"DejaVu Sans\""))
  }

  @Test func elementsHaveIdsClassesAndEvidence() throws {
    let graph = GraphSketch.news
    let diagram = try renderer.render(graph, as: .svg)
    let svg = SVGText(diagram.bytes)
    #expect(Set(svg.ids).count == svg.ids.count)
    let lund = try #require(svg.group("node_person_marten-lund"))
    #expect(lund.contains("class=\"node person\""))
    #expect(lund.contains("<title>Marten Lund (person)\n“Marten Lund”</title>"))
    let bribe = try #require(svg.group("node_event_crime-took-payments"))
    #expect(bribe.contains("class=\"node event justice crime alleged\""))
    #expect(bribe.contains("stroke-dasharray"))
    #expect(
      SVGText.lines(bribe).joined(separator: " ")
        == "Crime: took payments 2021/2023 (alleged by Public Prosecutor's Office)")
    for id in diagram.coverage.drawnNodes {
      #expect(svg.source.contains("<g id=\"\(PictureID.node(id))\""), "\(id)")
    }
    let heads = try #require(graph.edges.first { $0.type == "headOf" })
    let edge = try #require(svg.group(PictureID.edge(heads.id)))
    #expect(edge.contains("class=\"edge relation headof asserted\""))
    #expect(
      edge.contains(
        "<title>Marten Lund → heads → Vellmar Port Authority\n“the words that say it”</title>"))
  }

  @Test func edgesThatAreDeniedSaySo() throws {
    let svg = SVGText(try renderer.render(GraphSketch.news, as: .svg).bytes)
    let denied = try #require(
      GraphSketch.news.edges.first { $0.type == "affiliatedWith" && $0.factuality == "denied" })
    let label = try #require(svg.group(PictureID.label(ofEdge: PictureID.edge(denied.id))))
    #expect(SVGText.lines(label).joined(separator: " ") == "is linked to (denied by Josef Halik)")
  }

  @Test func everythingIsDrawnListedOrCountedAsLeftOut() throws {
    let graph = GraphSketch.news
    for limit in [1, 5, 12, 100] {
      for claims in ClaimDisplay.allCases {
        let coverage = try renderer.render(
          graph, as: .dot, options: DiagramOptions(claims: claims, maximumNodes: limit)
        ).coverage
        let nodes = coverage.drawnNodes + coverage.listedNodes + coverage.omittedNodes
        #expect(nodes.sorted() == graph.nodes.filter { $0.claim == nil }.map(\.id).sorted())
        #expect(coverage.drawnNodes.count <= limit)
        #expect(
          (coverage.drawnClaims + coverage.omittedClaims).sorted()
            == graph.nodes.filter { $0.claim != nil }.map(\.id).sorted())
        let edges = graph.edges.filter { !["claimedBy", "about", "addressee"].contains($0.type) }
        #expect((coverage.drawnEdges + coverage.omittedEdges).sorted() == edges.map(\.id).sorted())
      }
    }
    let whole = try renderer.render(
      graph, as: .dot, options: DiagramOptions(maximumNodes: 100)
    ).coverage
    #expect(whole.omittedNodes.isEmpty && whole.omittedEdges.isEmpty)
    #expect(whole.listedNodes == ["organization/radio-kordania"])
  }

  @Test func legendShowsWhatOccursAndNothingElse() throws {
    let all = SVGText(try renderer.render(GraphSketch.news, as: .svg).bytes).source
    for word in [">person<", ">product<", ">planned<", ">did not happen<", ">standing relation<"] {
      #expect(all.contains(word), "\(word)")
    }
    var sketch = GraphSketch()
    let one = sketch.add("Person", "Ada")
    sketch.link(one, "bornIn", sketch.add("Place", "Brno"))
    let few = SVGText(try renderer.render(sketch.graph, as: .svg).bytes).source
    #expect(few.contains(">person<") && few.contains(">place<"))
    for word in [">product<", ">planned<", ">event", "Who says what", "Also named"] {
      #expect(!few.contains(word), "\(word)")
    }
  }

  @Test(arguments: ClaimDisplay.allCases)
  func claimsAreShownAsAsked(_ display: ClaimDisplay) throws {
    let graph = GraphSketch.news
    let diagram = try renderer.render(
      graph, as: .svg, options: DiagramOptions(claims: display))
    try ExternalTool.expectWellFormed(diagram.bytes)
    let svg = SVGText(diagram.bytes).source
    let words = "Not a single crown ever reached my client."
    #expect(svg.contains(words) == (display != .hidden))
    #expect(diagram.coverage.drawnClaims.isEmpty == (display == .hidden))
    #expect(svg.contains("Who says what") == (display == .list))
  }

  /// Every box on the page, labels of edges too, has its own ground.
  @Test func nothingOverlaps() throws {
    let graph = GraphSketch.news
    let page = try renderer.page(graph, options: DiagramOptions()).page
    let boxes = try Graphviz.place(page, engine: "nop2").nodes
    for (index, box) in boxes.enumerated() {
      for other in boxes.indices where other > index {
        #expect(
          !box.overlaps(boxes[other], by: 0.5),
          "\(page.nodes[index].name) and \(page.nodes[other].name)")
      }
    }
  }
}
