public import KnowledgeGraph
public import Ontology

/// Draws graphs through libgvc.
///
/// Calls may come from any thread; libgvc itself works on one picture at a time. The same graph, style, options and fonts give the same
/// bytes.
public struct GraphRenderer: Sendable {
  private let ontology: Ontology
  private let style: DiagramStyle

  public init(ontology: Ontology, style: DiagramStyle) {
    self.ontology = ontology
    self.style = style
  }

  /// A graph's picture.
  /// - Throws: `RenderingError` when Graphviz is not all there or refuses the graph.
  public func render(
    _ graph: KnowledgeGraph, as format: DiagramFormat, options: DiagramOptions = DiagramOptions()
  ) throws(RenderingError) -> Diagram {
    if format == .dot { return dot(graph, options: options) }
    var (page, scene, selection, caption) = try page(graph, options: options)
    if format == .svg { page.guardEntities() }
    var (bytes, warnings) = try Graphviz.draw(
      page,
      as: format == .png ? "png:cairo:cairo" : format == .pdf ? "pdf:cairo:cairo" : "svg:svg:core")
    switch format {
    case .svg:
      bytes = SVGFinisher(
        remarks: scene.remarks, title: caption.title, summary: caption.summary,
        language: graph.articles.first?.language ?? "en", fontFamily: style.fontFamily,
        fontFallbacks: style.fontFallbacks
      ).finish(bytes)
    case .pdf: bytes = PDFFinisher.finish(bytes)
    case .png, .dot: break
    }
    warnings.removeAll { $0.isEmpty }
    return Diagram(
      format: format, bytes: bytes, coverage: selection.coverage, warnings: warnings)
  }

  /// What is drawn, with a place for everything.
  func page(
    _ graph: KnowledgeGraph, options: DiagramOptions
  ) throws(RenderingError) -> (
    page: GraphvizGraph, scene: Scene, selection: Selection, caption: Caption
  ) {
    let (scene, selection, caption) = scene(graph, options: options)
    let arrangement =
      scene.graph.nodes.isEmpty
      ? nil : try Arrangement.make(scene.graph, layout: options.layout, style: style)
    let page = try Page.compose(
      scene, arrangement: arrangement, caption: options.hasCaption ? caption : nil,
      ontology: ontology, style: style)
    return (page, scene, selection, caption)
  }

  private func scene(
    _ graph: KnowledgeGraph, options: DiagramOptions
  ) -> (Scene, Selection, Caption) {
    let selection = Selection(graph, ontology: ontology, options: options)
    return (
      SceneBuilder.build(selection, ontology: ontology, style: style, options: options), selection,
      Caption(graph, selection: selection, ontology: ontology)
    )
  }

  private func dot(_ graph: KnowledgeGraph, options: DiagramOptions) -> Diagram {
    let (scene, selection, caption) = scene(graph, options: options)
    return Diagram(
      format: .dot, bytes: Array(dot(scene, caption: caption, options: options).utf8),
      coverage: selection.coverage, warnings: [])
  }

  private func dot(_ scene: Scene, caption: Caption, options: DiagramOptions) -> String {
    var graph = scene.graph
    graph.attributes += [
      .init("layout", options.layout.rawValue), .init("ranksep", style.spacing.rank / 2),
    ]
    if options.hasCaption {
      let lines = [caption.title, caption.origin, caption.counts].filter { !$0.isEmpty }
      graph.attributes += [
        .init("label", LabelText.escaped(lines, alignment: "l")), .init("labelloc", "t"),
        .init("labeljust", "l"), .init("fontname", style.fontName(style.caption)),
        .init("fontsize", style.caption.size), .init("fontcolor", style.caption.colour),
      ]
    }
    return DOTWriter.text(graph, name: "newsgraph")
  }
}

extension GraphvizGraph {
  fileprivate mutating func guardEntities() {
    func guarded(_ attributes: [Attribute]) -> [Attribute] {
      attributes.map {
        $0.name == "label" ? Attribute("label", LabelText.guardingEntities($0.value)) : $0
      }
    }
    for index in nodes.indices { nodes[index].attributes = guarded(nodes[index].attributes) }
    for index in edges.indices { edges[index].attributes = guarded(edges[index].attributes) }
  }
}
