import Base
import Document
import Ontology
import Testing

@testable import Extraction

@Suite struct TimeFinderTests {
  static let lexicon = try? DateLexicon.load(.embedded)

  private func values(_ text: String, published: String? = "2020-11-27") throws -> [String] {
    let files = SchemaFiles.embedded
    let segmentation = try SegmentationLexicon(
      segmentation: files.bytes(of: "reading/segmentation.json"),
      abbreviations: files.bytes(of: "lexicon/abbreviations.txt"))
    let tokens = TokenText(Document(text: text, lexicon: segmentation))
    let finder = TimeFinder(
      tokens: tokens, lexicon: try #require(Self.lexicon),
      published: published.flatMap { CalendarDay($0) })
    return finder.expressions().map {
      "\(tokens.document.text(of: $0.span))=\($0.value?.text ?? "?")"
    }
  }

  /// Published on Friday, 27 November 2020.
  @Test(arguments: [
    ("The trial opened on 4 June 2018.", "4 June 2018=2018-06-04"),
    ("It fell on June 4, 2018, they said.", "June 4, 2018=2018-06-04"),
    ("In June 2018 the regime fell.", "June 2018=2018-06"),
    ("The law of 1988 stands.", "1988=1988"),
    ("They met on Thursday in Paris.", "Thursday=2020-11-26"),
    ("They met on Friday in Paris.", "Friday=2020-11-27"),
    ("They will meet on Monday.", "Monday=2020-11-30"),
    ("They will meet next Monday.", "next Monday=2020-11-30"),
    ("He was held last month.", "last month=2020-10"),
    ("He was held yesterday.", "yesterday=2020-11-26"),
    ("He was held two weeks ago.", "two weeks ago=2020-11-09/2020-11-15"),
    ("He was held in December.", "December=2019-12"),
    ("He was held in August.", "August=2020-08"),
    ("It opens on 3 January and will close later.", "3 January=2021-01-03"),
    ("Two years later he left.", "Two years later=?"),
    ("It began in the summer of 2019.", "summer of 2019=2019-06/2019-08"),
    ("Sales fell in the third quarter of 2019.", "third quarter of 2019=2019-07/2019-09"),
    ("In the 1990s it grew.", "1990s=199X"),
    ("It happened on 2019-02-28.", "2019-02-28=2019-02-28"),
    ("On Monday, June 4, 2018 it rained.", "Monday, June 4, 2018=2018-06-04"),
  ])
  func resolves(_ sentence: String, _ expected: String) throws {
    #expect(try values(sentence) == [expected])
  }

  @Test(arguments: [
    "You may march on.", "Some 2000 people came.", "A 30 year old man fell.", "They lost 2-1.",
  ])
  func findsNothing(_ sentence: String) throws {
    #expect(try values(sentence) == [])
  }

  /// Without a day of publication nothing is anchored, least of all to today.
  @Test func neverUsesTheClock() throws {
    #expect(
      try values("On Monday and in June, and in May 2019.", published: nil)
        == ["Monday=?", "June=?", "May 2019=2019-05"])
  }
}
