import Base
import Testing

@testable import Article

@Suite struct RecordsTests {
  private static let lines = """
    {"id": "a", "text": "The bridge will close.", "title": "Bridge", "date": "2020-11-27", "url": "https://x.example/a"}

    {"id": 7, "html": "<html><body><p>The council voted on Tuesday to close the bridge for repairs.</p>", "author": ["Ann Lee", "Bo Berg"], "title": null}
    {"id": "c", "text": 5}
    not json
    {"id": "d"}
    [1]
    {"id": "e", "text": "x", "date": "soon"}
    {"id": "f", "text": "   "}
    {"id": "g", "text": "Last one.", "lang": "en"}
    """

  @Test func badRecordsNeverStopTheOthers() throws {
    let records = Array(
      ArticleRecords(Array(Self.lines.utf8), name: "b.ndjson", rules: try ReadingFixtures.rules()))
    #expect(records.map(\.line) == [1, 3, 4, 5, 6, 7, 8, 9, 10])
    #expect(records.map(\.id) == ["a", "7", "c", nil, "d", nil, "e", "f", "g"])
    let first = try records[0].article.get()
    #expect(first.title == "Bridge" && first.published?.text == "2020-11-27")
    #expect(first.url == "https://x.example/a" && first.text == "The bridge will close.")
    let second = try records[1].article.get()
    #expect(second.format == .html && second.byline == ["Ann Lee", "Bo Berg"])
    for index in 2...7 {
      guard case .failure(let error) = records[index].article else {
        Issue.record("record \(index) was read")
        continue
      }
      #expect(error.location?.line == records[index].line)
      #expect(error.code == (index == 7 ? .blank : .badRecord))
    }
    #expect(try records[8].article.get().language == "en")
  }

  @Test func noRecords() throws {
    let rules = try ReadingFixtures.rules()
    #expect(Array(ArticleRecords([], name: "x", rules: rules)).isEmpty)
    #expect(Array(ArticleRecords(Array("\n \r\n".utf8), name: "x", rules: rules)).isEmpty)
  }
}
