import Base
import Testing

@testable import Article

@Suite struct HTMLTests {
  @Test(arguments: ["graph-data", "old-table", "microdata", "plain-divs"])
  func findsTheBodyAndNothingElse(_ name: String) throws {
    let article = try Article.read(
      ReadingFixtures.fixture(name + ".html"), name: name + ".html", rules: ReadingFixtures.rules())
    let expected = String(decoding: try ReadingFixtures.fixture(name + ".txt"), as: UTF8.self)
    #expect(article.text == expected)
    #expect(article.sha256 == SHA256.hexDigest(expected.utf8))
    #expect(article.format == .html)
  }

  @Test func metadataFromDamagedStructuredData() throws {
    let article = try Article.read(
      ReadingFixtures.fixture("graph-data.html"), name: "x.html", rules: ReadingFixtures.rules())
    #expect(article.title == "Ferry operator fined after near miss in fog")
    #expect(article.byline == ["Corinne Abello", "Tomas Reuben", "Ji-woo Han"])
    #expect(article.publisher == "The Tidewater Post")
    #expect(article.published?.text == "2021-03-09")
    #expect(article.modified?.text == "2021-03-10")
    #expect(article.url == "https://tidewaterpost.example/2021/03/09/ferry-fine/")
    #expect(article.language == "en-US")
    #expect(article.kind == "NewsArticle")
  }

  @Test func metadataFromMarkupAlone() throws {
    let rules = try ReadingFixtures.rules()
    let old = try Article.read(
      ReadingFixtures.fixture("old-table.html"), name: "x.html", rules: rules)
    #expect(old.title == "Parish council bans fireworks")
    #expect(old.byline == ["Rosalind Achebe"])
    #expect(old.published?.text == "2003-11-12")
    #expect(old.publisher == "Marsh Courier")
    #expect(old.encoding == .windows1252)
    let micro = try Article.read(
      ReadingFixtures.fixture("microdata.html"), name: "x.html", rules: rules)
    #expect(micro.title == "Tram line to the airport opens two years late")
    #expect(micro.byline == ["Fenna de Wilde"])
    #expect(micro.published?.text == "2019-04-06")
    let divs = try Article.read(
      ReadingFixtures.fixture("plain-divs.html"), name: "x.html", rules: rules)
    #expect(divs.byline == ["Ottoline Marsh"])
    #expect(divs.modified?.text == "2018-07-03")
    #expect(divs.published == nil)
  }

  private static let body =
    "<p>The council voted on Tuesday to close the bridge, and the mayor said that repairs would start in June.</p>"

  @Test func entitiesAndInvisibleCharacters() throws {
    let page =
      "<p>Caf\u{E9}&nbsp;&amp; b\u{AD}ar\u{200B} &ldquo;A&rdquo; &#8212; 3&nbsp;&lt;&nbsp;4, in all it was quite a long night for them.</p>"
    let article = try ReadingFixtures.read("<html><body>" + page, .html)
    #expect(
      article.text == "Caf\u{E9} & bar “A” — 3 < 4, in all it was quite a long night for them.\n")
  }

  @Test func dateFromTheAddressComesLast() throws {
    let link = "<link rel=canonical href='https://x.example/2020/nov/27/bridge'>"
    #expect(
      try ReadingFixtures.read("<html><head>\(link)</head><body>\(Self.body)", .html).published?
        .text
        == "2020-11-27")
    let time = "<article><time datetime='2020-11-26T23:00:00-05:00'>x</time>"
    #expect(
      try ReadingFixtures.read("<html><head>\(link)</head><body>\(time)\(Self.body)", .html)
        .published?
        .text == "2020-11-26")
  }

  @Test func aCommentsDateIsNoPublicationDate() throws {
    let page =
      "<html><body><article>\(Self.body)</article><div class='comments'><time datetime='2021-05-05'>x</time></div>"
    #expect(try ReadingFixtures.read(page, .html).published == nil)
  }

  @Test func siteNameLeavesTheTitle() throws {
    let head =
      "<head><title>Bridge to close - The Post</title><meta property=og:site_name content='The Post'></head>"
    #expect(
      try ReadingFixtures.read("<html>\(head)<body>\(Self.body)", .html).title == "Bridge to close")
    let plain = "<head><title>Bridge to close - at last</title></head>"
    #expect(
      try ReadingFixtures.read("<html>\(plain)<body>\(Self.body)", .html).title
        == "Bridge to close - at last")
  }

  @Test func bodyFromStructuredDataWhenThePageHasNone() throws {
    let data =
      #"{"@type": "NewsArticle", "headline": "Bridge", "articleBody": "The council voted on Tuesday.\nIt was \u00e9lan."}"#
    let page =
      "<html><body><script type='application/ld+json'>\(data)</script><div id=app></div></body></html>"
    let article = try ReadingFixtures.read(page, .html)
    #expect(article.text == "Bridge\n\nThe council voted on Tuesday.\n\nIt was élan.\n")
    #expect(article.notes.count == 1)
  }

  @Test func deepPagesAreReadOrRefused() throws {
    let deep =
      String(repeating: "<div>", count: 1500) + Self.body + String(repeating: "</div>", count: 1500)
    #expect(try ReadingFixtures.read(deep, .html).text.contains("The council voted"))
    let bomb = Array((String(repeating: "<div>", count: 300_000) + Self.body).utf8)
    let error = try ReadingFixtures.error(bomb, .html)
    #expect(error.code == .tooDeep)
    #expect(error.location?.line == 1)
  }

  @Test func entityBombsDoNotExpand() throws {
    let bomb = """
      <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
      <html><body><p>&b;&b;</p>\(Self.body)</body></html>
      """
    #expect(try ReadingFixtures.read(bomb, .html).text.contains("The council voted"))
    #expect(try !ReadingFixtures.read(bomb, .html).text.contains("aaaa"))
  }

  @Test func crowdedElementsAndManyNodesAreRefused() throws {
    let crowded =
      "<p " + (0..<3000).map { "a\($0)=\"b\"" }.joined(separator: " ") + ">x</p>" + Self.body
    #expect(try ReadingFixtures.error(Array(crowded.utf8), .html).code == .tooLarge)
    let many = String(repeating: "<i>a</i>", count: 200) + Self.body
    var limits = Article.Limits()
    limits.nodes = 100
    #expect(try ReadingFixtures.error(Array(many.utf8), .html, limits: limits).code == .tooLarge)
    limits = Article.Limits()
    limits.bytes = 100
    #expect(try ReadingFixtures.error(Array(many.utf8), .html, limits: limits).code == .tooLarge)
  }

  @Test func pagesWithoutText() throws {
    let page =
      "<html><head><title>News</title></head><body><nav><a href=1>A</a></nav></body></html>"
    let error = try ReadingFixtures.error(Array(page.utf8), .html)
    #expect(error.code == .noArticleText)
    #expect(!error.advice.isEmpty)
  }

  /// Concurrent readers share nothing but the parser's own initialization.
  @Test func concurrentReadersAgree() async throws {
    let bytes = try ReadingFixtures.fixture("graph-data.html")
    let rules = try ReadingFixtures.rules()
    let articles = try await withThrowingTaskGroup(of: Article.self) { group in
      for _ in 0..<16 {
        group.addTask { try Article.read(bytes, name: "x.html", rules: rules) }
      }
      return try await group.reduce(into: [Article]()) { $0.append($1) }
    }
    #expect(articles.allSatisfy { $0 == articles[0] })
  }
}
