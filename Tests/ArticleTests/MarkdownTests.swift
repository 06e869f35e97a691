import Base
import Testing

@testable import Article

@Suite struct MarkdownTests {
  @Test func wholeFile() throws {
    let article = try Article.read(
      ReadingFixtures.fixture("notes.md"), name: "notes.md", rules: ReadingFixtures.rules())
    #expect(
      article.text == String(decoding: try ReadingFixtures.fixture("notes.txt"), as: UTF8.self))
    #expect(article.title == "Mine: the pit that came back")
    #expect(article.byline == ["Oona Vantage", "Leo \"Lee\" Marchetti"])
    #expect(article.publisher == "The Slag Heap")
    #expect(article.published?.text == "2022-08-14")
    #expect(article.url == "https://slagheap.example/pit")
  }

  @Test(arguments: [
    ("a *b* **c** ***d*** _e_ __f__ ~~g~~", "a b c d e f g"),
    ("2 * 3 * 4 and snake_case_name and _ alone", "2 * 3 * 4 and snake_case_name and _ alone"),
    ("un*frigging*believable", "unfriggingbelievable"), ("*open only", "*open only"),
    ("**bold *both* bold**", "bold both bold"), ("\\*not\\* \\[x\\]", "*not* [x]"),
    ("`a*b*` ``c`d``", "a*b* c`d"), ("[t](u \"x\") ![i](j) [r][l] [l] [no]", "t r l [no]"),
    ("[a *b* [c]](u)", "a b [c]"), ("&amp; &eacute; &#x41; &bogus; AT&T", "& é A &bogus; AT&T"),
    (
      "<b>x</b> <https://a.example> <me@a.example> 1 < 2 > 0",
      "x https://a.example me@a.example 1 < 2 > 0"
    ),
    ("note[^1] here", "note here"),
  ])
  func inlines(_ source: String, _ plain: String) {
    #expect(MarkdownInline.plain(source, links: ["l"]) == plain)
  }

  private func paragraphs(_ source: String) -> [String] {
    let lines = source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return MarkdownReading(lines[...]).paragraphs
  }

  @Test func blocks() {
    #expect(paragraphs("Head\n====\nSub\n---\ntext\nmore") == ["Head", "Sub", "text more"])
    #expect(paragraphs("### H ###\n#no\n") == ["H", "#no"])
    #expect(paragraphs("- a\n  b\n- c\n\n1) d\n2) e") == ["a b", "c", "d", "e"])
    #expect(paragraphs("In the year\n1984. It rained") == ["In the year 1984. It rained"])
    #expect(paragraphs("> q\n> r\n>\n> s\n\nt") == ["q r", "s", "t"])
    #expect(paragraphs("```swift\nlet a = *b*\n```\nx") == ["let a = *b*", "x"])
    #expect(paragraphs("a  \nb\\\nc") == ["a\nb\nc"])
    #expect(paragraphs("- [ ] open\n- [x] done") == ["open", "done"])
    #expect(paragraphs("***\n___\n- - -\n").isEmpty)
  }

  @Test func frontMatterForms() throws {
    let source = """
      +++
      title = "A \\"quoted\\" title"
      date = 2020-11-27T08:00:00+01:00
      authors = ["Ann Lee", "Bo Berg"]
      [extra]
      x = 1
      +++
      Text of the article.
      """
    let toml = try ReadingFixtures.read(source, .markdown)
    #expect(toml.title == "A \"quoted\" title")
    #expect(toml.published?.text == "2020-11-27")
    #expect(toml.byline == ["Ann Lee", "Bo Berg"])
    #expect(toml.text == "A \"quoted\" title\n\nText of the article.\n")
    let yaml = try ReadingFixtures.read(
      "---\nTitle: 'It''s'\nauthor:\n- Ann Lee\n- Bo\ndate: 2020-11\n---\nText", .markdown)
    #expect(yaml.byline == ["Ann Lee", "Bo"])
    #expect(yaml.published?.text == "2020-11")
    let rule = try ReadingFixtures.read("---\n\nText after a rule.", .markdown)
    #expect(rule.text == "Text after a rule.\n")
  }

  @Test func badFrontMatterHasALine() throws {
    let error = try ReadingFixtures.error(
      Array("---\ntitle: x\n  : bad\n---\nText".utf8), .markdown, name: "a.md")
    #expect(error.code == .badFrontMatter)
    #expect(error.location?.line == 3)
    let list = try ReadingFixtures.error(Array("---\ntags: [a,\n b]\n---\nText".utf8), .markdown)
    #expect(list.code == .badFrontMatter && list.location?.line == 2)
  }

  @Test func hostileMarkup() {
    for text in ["*", "[", "<", "`", "_a", "![", "**a *b", "&"] {
      let source = String(repeating: text, count: 4_000)
      #expect(MarkdownInline.plain(source, links: []).utf8.count <= source.utf8.count)
    }
  }
}
