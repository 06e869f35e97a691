import Testing

@testable import GraphRendering

@Suite struct LabelTextTests {
  @Test func wrapsAtSpaces() {
    #expect(
      LabelText.wrap("the quick brown fox", columns: 10, lines: 5) == ["the quick", "brown fox"])
    #expect(LabelText.wrap("", columns: 10, lines: 5) == [])
    #expect(LabelText.wrap("a", columns: 1, lines: 1) == ["a"])
  }

  @Test func cutsWhatIsTooLong() {
    #expect(LabelText.wrap("aaaa bbbb cccc dddd", columns: 9, lines: 1) == ["aaaa bbb…"])
    #expect(LabelText.shorten("a short one", columns: 30) == "a short one")
    #expect(LabelText.wrap("abcdefghij", columns: 4, lines: 9) == ["abcd", "efgh", "ij"])
  }

  @Test func neverWiderThanAsked() {
    let text = "Conseil-de-sécurité 東京都庁舎 internationalization a b c — d"
    for columns in 2...40 {
      for line in LabelText.wrap(text, columns: columns, lines: 99) {
        #expect(LabelText.width(of: line) <= columns, "\(line)")
      }
    }
  }

  @Test func wideCharactersCountTwice() {
    #expect(LabelText.wrap("東京都庁舎", columns: 4, lines: 9) == ["東京", "都庁", "舎"])
  }

  @Test func escapesForGraphviz() {
    #expect(LabelText.escaped(["a\\Nb", "c&d"]) == "a\\\\Nb\\nc&amp;d")
    #expect(LabelText.escaped(["a", "b"], alignment: "l") == "a\\lb\\l")
    #expect(LabelText.guardingEntities("x &amp; y &amp;lt; z") == "x &amp; y \u{1}lt; z")
  }

  @Test func idsAreOneToOne() {
    let ids = ["a/b", "a_b", "a.b", "a.2f.b", "a b", "a-b", "ä", "a/b/c", "a/b_c", "."]
    #expect(Set(ids.map(PictureID.node)).count == ids.count)
    #expect(PictureID.node("person/ada-lovelace") == "node_person_ada-lovelace")
    for id in ids.map(PictureID.edge) {
      #expect(id.utf8.allSatisfy { $0 < 128 } && !id.contains(" "))
    }
  }

  @Test func numbersAreShort() {
    #expect(0.1.graphvizText == "0.1")
    #expect((-0.0001).graphvizText == "0")
    #expect(12.0.graphvizText == "12")
    #expect((-3.25).graphvizText == "-3.25")
    #expect(1_234_567.8.graphvizText == "1234567.8")
  }

  @Test func curvesMoveAsAWhole() {
    #expect(
      Page.shifted("e,10,20 s,1,2 1,2 3,4.5 5,6 7,8;1,1 2,2 3,3 4,4", dx: 10, dy: -1)
        == "e,20,19 s,11,1 11,1 13,3.5 15,5 17,7;11,0 12,1 13,2 14,3")
    #expect(Page.shifted("", dx: 1, dy: 1) == "")
    #expect(Curve("e,30,0 0,0 10,0 20,0 28,0").points.last == Placement.Point(x: 30, y: 0))
  }
}
