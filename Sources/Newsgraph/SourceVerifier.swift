public import Article
public import KnowledgeGraph
internal import Base

/// Proves a graph against the article that it was made from: every span is where the graph says, with the words it says.
public enum SourceVerifier {
  public struct Report: Sendable {
    /// How many spans were compared.
    public var spans: Int
    /// What doesn't fit, in the graph's order.
    public var problems: [GraphProblem]
  }

  /// - Parameter articleID: Which of the graph's articles the text is.
  public static func verify(
    _ graph: KnowledgeGraph, article articleID: String, against article: Article
  ) -> Report {
    var report = Report(spans: 0, problems: [])
    let scalars = Array(article.text.unicodeScalars)
    if let info = graph.articles.first(where: { $0.id == articleID }) {
      if info.sha256 != article.sha256 {
        report.problems.append(
          GraphProblem("article \(articleID)", "the text is another one: its SHA-256 differs"))
      }
      if info.characters != scalars.count {
        report.problems.append(
          GraphProblem(
            "article \(articleID)",
            "\(scalars.count) characters, where the graph says \(info.characters)"))
      }
    }
    func check(_ evidence: Evidence, _ subject: String) {
      guard evidence.article == articleID else { return }
      report.spans += 1
      guard evidence.span.end <= scalars.count else {
        report.problems.append(GraphProblem(subject, "a span that ends after the text"))
        return
      }
      var words = String.UnicodeScalarView()
      words.append(contentsOf: scalars[evidence.span.start..<evidence.span.end])
      guard String(words).unicodeScalars.elementsEqual(evidence.text.unicodeScalars) else {
        report.problems.append(
          GraphProblem(
            subject,
            "at \(evidence.span.start)..\(evidence.span.end) the text has \"\(String(words))\", the graph \"\(evidence.text)\""
          ))
        return
      }
    }
    for node in graph.nodes {
      let subject = "node \(node.id)"
      for mention in node.mentions { check(mention.evidence, subject) }
      if let time = node.event?.time?.evidence { check(time, subject) }
      if let claim = node.claim {
        check(claim.content, subject)
        if let cue = claim.cue { check(cue, subject) }
      }
    }
    for edge in graph.edges {
      for evidence in edge.evidence { check(evidence, "edge \(edge.id)") }
      if let time = edge.time?.evidence { check(time, "edge \(edge.id)") }
    }
    return report
  }
}
