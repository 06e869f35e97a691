// Entry point of libFuzzer for reading: bytes -> Article -> Document. See run.sh.
//
// FUZZ_FORMAT chooses text, markdown or html; without it the reader looks at the bytes itself.

import Article
import Base
import Document
import Foundation

private struct Setup: Sendable {
  let rules: ReadingRules
  let lexicon: SegmentationLexicon
  let format: Article.Format?

  init() throws {
    func bytes(_ path: String) throws -> [UInt8] {
      Array(try Data(contentsOf: URL(fileURLWithPath: "Schemas/" + path)))
    }
    rules = try ReadingRules(html: bytes("reading/html.json"), text: bytes("reading/text.json"))
    lexicon = try SegmentationLexicon(
      segmentation: bytes("reading/segmentation.json"),
      abbreviations: bytes("lexicon/abbreviations.txt"))
    format = ProcessInfo.processInfo.environment["FUZZ_FORMAT"].flatMap(Article.Format.init)
  }
}

private let setup = try? Setup()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard let setup else {
    print("run this in the package's folder: Schemas/ was not found")
    exit(1)
  }
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard
    let article = try? Article.read(bytes, format: setup.format, name: "fuzz", rules: setup.rules)
  else { return 0 }
  let document = Document(article, lexicon: setup.lexicon)
  precondition(document.characterCount == article.text.unicodeScalars.count)
  var end = 0
  for token in document.tokens {
    precondition(token.span.start >= end && token.span.end > token.span.start)
    precondition(document.text(of: token.span).utf8.elementsEqual(document.bytes(of: token)))
    end = token.span.end
  }
  precondition(document.sentences.last?.tokens.upperBound ?? 0 == document.tokens.count)
  for quotation in document.quotations {
    precondition(quotation.contents.allSatisfy(quotation.span.contains))
  }
  return 0
}
