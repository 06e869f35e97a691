internal import Base
internal import Document

/// A document's tokens as the rules look at them: the words, and the words in lower case, made once.
struct TokenText {
  let document: Document
  let words: [String]
  let lower: [String]

  init(_ document: Document) {
    self.document = document
    words = document.tokens.indices.map { document.text(ofToken: $0) }
    lower = words.map { $0.lowercased() }
  }

  var count: Int { words.count }

  func word(_ index: Int) -> String { words.indices.contains(index) ? words[index] : "" }
  func lower(_ index: Int) -> String { lower.indices.contains(index) ? lower[index] : "" }

  func span(_ range: Range<Int>) -> TextSpan { document.span(ofTokens: range) }

  /// Whether a token starts with a capital letter (also when all of it is capitals).
  func isCapitalized(_ index: Int) -> Bool {
    guard words.indices.contains(index), let first = words[index].unicodeScalars.first else {
      return false
    }
    return first.properties.isUppercase || first.properties.generalCategory == .titlecaseLetter
  }

  func isAllCapitals(_ index: Int) -> Bool {
    guard words.indices.contains(index) else { return false }
    let letters = words[index].unicodeScalars.filter(\.properties.isAlphabetic)
    return letters.count >= 2 && letters.allSatisfy(\.properties.isUppercase)
  }

  /// The tokens of the sentence that a token stands in.
  func sentence(of index: Int) -> Range<Int> {
    document.sentences[document.sentence(ofToken: index)].tokens
  }

  /// The number that a token writes in digits ("1,500", "12th").
  func number(_ index: Int) -> Int? {
    var digits = lower(index)
    for suffix in ["st", "nd", "rd", "th"] where digits.hasSuffix(suffix) {
      digits.removeLast(2)
      break
    }
    guard let first = digits.utf8.first, first >= 48, first <= 57, digits.utf8.count <= 12 else {
      return nil
    }
    return Int(digits.filter { $0 != "," })
  }
}
