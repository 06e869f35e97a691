import Base
import Foundation
import Testing

@testable import Document

enum DocumentFixtures {
  private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: package.appendingPathComponent(path)))
  }

  private static let shared = Result {
    try SegmentationLexicon(
      segmentation: bytes("Schemas/reading/segmentation.json"),
      abbreviations: bytes("Schemas/lexicon/abbreviations.txt"))
  }

  static func lexicon() throws -> SegmentationLexicon { try shared.get() }

  static func document(_ text: String, title: String? = nil) throws -> Document {
    Document(text: text, title: title, lexicon: try lexicon())
  }

  /// The words of a text, a space between them.
  static func words(_ text: String) throws -> String {
    let document = try document(text)
    return document.tokens.map { document.text(of: $0) }.joined(separator: " ")
  }

  /// The sentences of a text, as they are spelled.
  static func sentences(_ text: String) throws -> [String] {
    let document = try document(text)
    return document.sentences.map { document.text(of: $0.span) }
  }

  /// Everything that must hold for any text.
  static func check(_ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation)
    throws
  {
    let document = try document(text)
    let scalars = Array(text.unicodeScalars)
    var end = 0
    for (index, token) in document.tokens.enumerated() {
      let span = token.span
      #expect(span.start >= end && !span.isEmpty, sourceLocation: sourceLocation)
      // What stands between words is white space or steers the layout.
      for scalar in scalars[end..<span.start] {
        let isBlank =
          ScalarClass.of(scalar.value) == .space || scalar.value <= 32 || scalar.value == 127
        #expect(isBlank, "U+\(String(scalar.value, radix: 16))", sourceLocation: sourceLocation)
      }
      end = span.end
      let spelled = String(String.UnicodeScalarView(scalars[span.start..<span.end]))
      #expect(
        document.text(of: token).utf8.elementsEqual(spelled.utf8), sourceLocation: sourceLocation)
      #expect(
        document.text(of: span).utf8.elementsEqual(spelled.utf8), sourceLocation: sourceLocation)
      #expect(
        token.isSpaceAfter
          == (end == scalars.count || index + 1 == document.tokens.count
            || document.tokens[index + 1].span.start > end),
        sourceLocation: sourceLocation)
      #expect(document.token(at: span.start) == index, sourceLocation: sourceLocation)
      #expect(
        document.sentences[document.sentence(ofToken: index)].tokens.contains(index),
        sourceLocation: sourceLocation)
    }
    #expect(document.characterCount == scalars.count, sourceLocation: sourceLocation)
    var token = 0
    for sentence in document.sentences {
      #expect(
        sentence.tokens.lowerBound == token && !sentence.tokens.isEmpty,
        sourceLocation: sourceLocation)
      #expect(
        sentence.span == document.span(ofTokens: sentence.tokens), sourceLocation: sourceLocation)
      token = sentence.tokens.upperBound
    }
    #expect(token == document.tokens.count, sourceLocation: sourceLocation)
    var sentence = 0
    for (index, paragraph) in document.paragraphs.enumerated() {
      #expect(
        paragraph.sentences.lowerBound == sentence && !paragraph.sentences.isEmpty,
        sourceLocation: sourceLocation)
      #expect(
        document.sentences[paragraph.sentences].allSatisfy { $0.paragraph == index },
        sourceLocation: sourceLocation)
      sentence = paragraph.sentences.upperBound
    }
    #expect(sentence == document.sentences.count, sourceLocation: sourceLocation)
    var start = 0
    for quotation in document.quotations {
      #expect(
        quotation.span.start >= start && quotation.span.end <= scalars.count,
        sourceLocation: sourceLocation)
      #expect(
        !quotation.contents.isEmpty && quotation.contents.allSatisfy(quotation.span.contains),
        sourceLocation: sourceLocation)
      start = quotation.span.start
    }
  }
}
