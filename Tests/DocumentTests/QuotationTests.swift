import Base
import Testing

@testable import Document

@Suite struct QuotationTests {
  private func quotations(_ text: String) throws -> [String] {
    let document = try DocumentFixtures.document(text)
    return document.quotations.map { quotation in
      let contents = quotation.contents.map { document.text(of: $0) }.joined(separator: "/")
      return "\(quotation.depth):\(contents)" + (quotation.isClosed ? "" : "…")
    }
  }

  @Test(arguments: [
    ("“Go,” he said. \"Now,\" she said.", ["0:Go,", "0:Now,"]),
    ("«Allez», „so“ and ``old''", ["0:Allez", "0:so", "0:old"]),
    ("“He said ‘no’ to me,” she said.", ["0:He said ‘no’ to me,", "1:no"]),
    ("He called it ‘a disgrace’ for the boys’ club.", ["0:a disgrace"]),
    ("‘The boys’ club, it’s over,’ he said.", ["0:The boys’ club, it’s over,"]),
    ("Don't call it 'a deal', it isn't the dogs' day.", ["0:a deal"]),
    ("The dogs' and cats' food, the '90s, rock 'n' roll", []),
    ("He is 6'2\" and the screen has 15\".", []),
    ("“One.\n\n“Two.\n\n“Three,” he said.\n\nNo more.", ["0:One./Two./Three,"]),
    ("\"One.\n\n\"Two,\" he said.", ["0:One./Two,"]),
    ("“He forgot to close.\n\nThe next one is free.", ["0:He forgot to close.…"]),
    ("A stray \" mark here.\n\nAnd \"a real one\".", ["0:a real one"]),
    ("“Empty: ”” is odd", ["0:Empty: "]),
    ("(“inside”)—“after”", ["0:inside", "0:after"]),
    ("He said \"yes\"-\"no\" and \"(maybe)\".", ["0:yes", "0:no", "0:(maybe)"]),
  ])
  func found(_ text: String, _ expected: [String]) throws {
    #expect(try quotations(text) == expected)
  }

  @Test func look() throws {
    let document = try DocumentFixtures.document("“He said ‘no’ to me,” she said.")
    #expect(document.quotation(at: 10) == 1)
    #expect(document.quotation(at: 3) == 0)
    #expect(document.quotation(at: 25) == nil)
    #expect(document.quotations[1].isSingle && !document.quotations[0].isSingle)
  }
}
