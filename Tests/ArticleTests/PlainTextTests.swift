import Base
import Testing

@testable import Article

@Suite struct PlainTextTests {
  @Test func theTextIsTheFile() throws {
    let source =
      "\u{FEFF}Bridge to close\r\n\r\nBy Ann Lee\r\n\r\n  The bridge\u{A0}will close.\t\r\n"
    let article = try ReadingFixtures.read(source, .plainText)
    #expect(article.text.unicodeScalars.elementsEqual(source.unicodeScalars.dropFirst()))
    #expect(article.title == "Bridge to close")
    #expect(article.byline == ["Ann Lee"])
  }

  @Test(arguments: [
    ("Bridge to close in June\n\nThe council voted.", "Bridge to close in June"),
    (
      "Will the bridge close?\nThe council voted on Tuesday to close the bridge.",
      "Will the bridge close?"
    ),
    ("COUNCIL SHUTS BRIDGE\n\nThe council voted.", "COUNCIL SHUTS BRIDGE"),
    ("The council voted on Tuesday.\n\nThe mayor agreed.", nil),
    ("By Ann Lee\n\nThe mayor agreed.", nil),
    ("27 November 2020\n\nThe mayor agreed.", nil),
    ("Only one line here", nil),
    ("The council of the town voted\non Tuesday to close\nthe old bridge.", nil),
  ])
  func headlines(_ text: String, _ title: String?) throws {
    #expect(try ReadingFixtures.read(text, .plainText).title == title)
  }

  @Test(arguments: [
    ("T\n\nPublished 27 November 2020\n\nText is here.", "2020-11-27"),
    ("T\n\nPosted on Nov. 27, 2020 at 10:15 AM EST\n\nText is here.", "2020-11-27"),
    ("T\n\nFriday, 27th November 2020\n\nText is here.", "2020-11-27"),
    ("T\n\n2020-11-27T10:00:00Z\n\nText is here.", "2020-11-27"),
    ("BRUSSELS, Feb. 4, 2021 (Agency) — The union met.", "2021-02-04"),
    ("BRUSSELS, Feb. 4 (Agency) — The union met in 2021 and 2020.", nil),
    ("T\n\nThe war began on 1 September 1939, they said.\n\nMore text.", nil),
    ("T\n\nPublished yesterday\n\nText is here.", nil),
  ])
  func dates(_ text: String, _ date: String?) throws {
    #expect(try ReadingFixtures.read(text, .plainText).published?.text == date)
  }

  @Test(arguments: [
    ("By Ann Lee and Bo van der Berg", ["Ann Lee", "Bo van der Berg"]),
    ("By ANN LEE, Staff Writer", ["ANN LEE"]),
    ("Written by Ann Lee in Cairo", ["Ann Lee"]),
    (
      "By Ann Lee, John Smith, Jr. and María-José Ó Briain (Reuters)",
      ["Ann Lee", "John Smith, Jr.", "María-José Ó Briain"]
    ),
    ("By Our Correspondent", []), ("By the end of the year", []), ("By Tuesday 4 May", []),
    ("By ann@paper.example", []), ("Ann Lee", []),
  ])
  func bylines(_ text: String, _ names: [String]) throws {
    #expect(try ReadingFixtures.rules().names(inByline: text, needsStart: true) == names)
  }

  @Test(arguments: [
    ("2020-11-27", "2020-11-27"), ("20201127", "2020-11-27"), ("27/11/2020", "2020-11-27"),
    ("Fri, 27 Nov 2020 10:00:00 GMT", "2020-11-27"), ("1606471200", "2020-11-27"),
    ("1606471200000", "2020-11-27"), ("the 3rd of May 2019", "2019-05-03"), ("11/12/2020", nil),
    ("2020-13-27", nil), ("Feb 30, 2020", nil), ("never", nil), ("", nil),
    ("99999999999999999999", nil),
  ])
  func dateForms(_ text: String, _ date: String?) throws {
    #expect(try ReadingFixtures.rules().date(in: text)?.text == date)
  }
}
