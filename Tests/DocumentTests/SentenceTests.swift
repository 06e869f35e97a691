import Testing

@testable import Document

@Suite struct SentenceTests {
  /// The sentences of each text are written with "|" between them.
  @Test(arguments: [
    "He met Mr. Smith and Dr. J. K. Wu of the U.S. Department of State.|She left.",
    "It moved to the U.S.|The firm, Acme Inc., grew.|Then Beta Corp.|It failed.",
    "They met at 5 p.m. Tuesday.|He left at 6 a.m.|Nobody cared.",
    "“Never!” she said.|“Why?” asked Mr. Lee.|“No.”|He left.",
    "\"Are you sure?\" the minister said.|\"Yes.\"",
    "He asked: “Is it true?”|Nobody answered.",
    "BRUSSELS, Feb. 4 (Agency) —|The union met on Feb. 5, 2021.",
    "WASHINGTON —|Senators voted.",
    "Prices rose 2.5 percent to $3.40 vs. $3.32 in Sept. 2019.|See Fig. 3 on p. 5.",
    "Visit www.x.example/a.b or mail a.b@x.example.|Thanks.",
    "She trailed off ...|He waited… and waited.|“Well…”|Silence.",
    "He won 2-1.|(The first in years.)|It rained.",
    "Yahoo! is a firm.|Is it?|It is!|He knew it.",
    "The law (see No. 5) is old.|No.|It is not.",
    "It is known.[3]|It was found in 1999.[4][5]|Later it was lost.",
    "The cost rose to 5 million (approx. 3 million euros).|He paid.",
    "Lt. Gov. Ann Lee and Sens. Wu and Roe voted, e.g. on Monday.|So did Gov. Poe.",
    "Plan B.|It failed.",
    "“We tried.|We failed,” he said.|“It is over.”|She wept.",
    "“Enough,” said Lee, “is enough.”|He sat down.",
    "‘It’s done,’ he said.|‘Go.’|They went.",
  ])
  func ends(_ marked: String) throws {
    let expected = marked.split(separator: "|").map(String.init)
    let text = expected.joined(separator: " ").replacing(" [", with: "[")
    #expect(try DocumentFixtures.sentences(text) == expected)
  }

  @Test func breaksOfLines() throws {
    let wrapped = """
      Council shuts the old bridge

      The council voted late on Tuesday to close the
      old bridge over the river, which Mr. Smith had
      called a danger, and said that the work would
      start in June.

      - New piers
      - New rails
      1. Money
      """
    #expect(
      try DocumentFixtures.document(wrapped).paragraphs.count == 5)
    let sentences = try DocumentFixtures.sentences(wrapped)
    #expect(sentences[0] == "Council shuts the old bridge")
    #expect(sentences[1].hasSuffix("June."))
    let long = String(repeating: "The council voted to close the bridge. ", count: 4)
    #expect(try DocumentFixtures.document("Head\n" + long + "\n" + long).paragraphs.count == 3)
    #expect(try DocumentFixtures.sentences("Ann Lee\r\n12 High Street\r\n\r\nDear sir").count == 3)
  }

  @Test func headline() throws {
    let text = "Bridge to  close\n\nBridge to close\n\nIt will close."
    let document = try DocumentFixtures.document(text, title: "Bridge to close")
    #expect(document.paragraphs.map(\.isHeadline) == [true, false, false])
    #expect(try DocumentFixtures.document(text).paragraphs.allSatisfy { !$0.isHeadline })
  }
}
