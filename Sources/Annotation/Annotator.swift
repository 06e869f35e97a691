public import Document
public import Encoder
internal import Base

/// Runs the encoder over documents or over words that are given.
public struct Annotator: Sendable {
  private let encoder: Encoder

  public init(model: EncoderModel) {
    encoder = Encoder(model: model)
  }

  /// Annotates a document; the model decides where sentences end, within the document's paragraphs.
  /// - Parameter threads: How many threads may work; the result doesn't depend on it.
  public func annotate(_ document: Document, threads: Int = 1) -> AnnotatedText {
    let input = EncoderInput(
      bytes: document.utf8, words: document.tokens.map(\.bytes),
      unitStarts: document.paragraphs.map(\.tokens.lowerBound),
      likelyStarts: document.sentences.map(\.tokens.lowerBound))
    let encoded = encoder.encode(input, sentences: .predicted, threads: threads)
    let paragraphStarts = Set(document.paragraphs.map(\.tokens.lowerBound))
    var text = AnnotatedText()
    text.words = document.tokens.map { token in
      AnnotatedText.Word(
        text: document.text(of: token), span: token.span, isSpaceAfter: token.isSpaceAfter,
        tag: "", governor: nil, relation: "")
    }
    text.sentences = encoded.sentences.map {
      AnnotatedText.Sentence(
        words: $0, opensParagraph: paragraphStarts.contains($0.lowerBound), id: nil)
    }
    fill(&text, from: encoded)
    return text
  }

  /// Annotates sentences whose words are given; tags, governors and mentions that they have are replaced.
  public func annotate(_ given: AnnotatedText, threads: Int = 1) -> AnnotatedText {
    let input = EncoderInput(
      sentences: given.sentences.map { sentence in
        given.words[sentence.words].map { Array($0.text.utf8) }
      })
    var text = given
    fill(&text, from: encoder.encode(input, sentences: .given, threads: threads))
    return text
  }

  private func fill(_ text: inout AnnotatedText, from encoded: EncodedText) {
    let tags = encoder.model.labels(ofHead: "upos") ?? []
    let relations = encoder.model.relationHead.flatMap { encoder.model.labels(ofHead: $0) } ?? []
    let tagged = encoded.labels(ofHead: "upos")
    for index in text.words.indices {
      if let tagged { text.words[index].tag = tags[Int(tagged.labels[index])] }
      let governor = Int(encoded.governors[index])
      text.words[index].governor = governor < 0 ? nil : governor
      text.words[index].relation = relations[Int(encoded.relations[index])]
    }
    text.mentions = []
    guard let head = encoder.model.spanHeads.first, let spans = encoded.spans.first,
      let labels = encoder.model.labels(ofHead: head)
    else { return }
    text.mentions = spans.map { span in
      let parts = labels[Int(span.label)].split(separator: " ", maxSplits: 1).map(String.init)
      return AnnotatedText.Mention(
        words: span.words, kind: parts.first ?? "", type: parts.count > 1 ? parts[1] : "",
        score: Double(span.score))
    }
  }
}
