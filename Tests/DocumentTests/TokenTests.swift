import Base
import Testing

@testable import Document

@Suite struct TokenTests {
  @Test(arguments: [
    ("I don’t think it's Ann's, can't be.", "I do n’t think it 's Ann 's , ca n't be ."),
    ("They'd've gone; we cannot. Gonna go.", "They 'd 've gone ; we can not . Gon na go ."),
    ("the dogs' bowls, O'Brien's rock 'n roll", "the dogs ' bowls , O'Brien 's rock 'n roll"),
    ("a 15-year-old co-founder of a non-profit", "a 15 - year - old co-founder of a non-profit"),
    (
      "U.S.-led forces, F-16s, al-Qaeda, anti-American",
      "U.S. - led forces , F - 16s , al - Qaeda , anti-American"
    ),
    (
      "$5m, £1,200.50, US$3bn, 5%, 3.5 km, 40C",
      "$ 5 m , £ 1,200.50 , US$ 3 bn , 5 % , 3.5 km , 40 C"
    ),
    ("at 5:30pm on 9/11, 27/11/2020, 1/2 of it", "at 5:30 pm on 9/11 , 27/11/2020 , 1 / 2 of it"),
    ("won 2-1, 1990s, 80's, '90s, 21st, 1,2", "won 2 - 1 , 1990s , 80's , '90s , 21st , 1 , 2"),
    ("Call +44 or 555-0199 or 1-800-555-0199.", "Call +44 or 555-0199 or 1-800-555-0199 ."),
    ("Wait... what?! No—really – yes -- ok", "Wait ... what ?! No — really – yes -- ok"),
    (
      "see www.x.example/a_b?c=d, (https://x.example/y), me@x.example.",
      "see www.x.example/a_b?c=d , ( https://x.example/y ) , me@x.example ."
    ),
    ("AT&T and R&D, and/or #MeToo @user_1 C++", "AT&T and R&D , and / or #MeToo @user_1 C ++"),
    ("He said: \"Go.\" “So” ‘it’ «is»", "He said : \" Go . \" “ So ” ‘ it ’ « is »"),
    (
      "Mr. J. K. Smith Jr. of Acme Inc. met Dr. Wu.",
      "Mr. J. K. Smith Jr. of Acme Inc. met Dr. Wu ."
    ),
    (
      "the mass. He sat on Sun. 5 Nov. in No. 10, no.",
      "the mass . He sat on Sun. 5 Nov. in No. 10 , no ."
    ),
    (
      "It works.Next one. Ph.D. p.m. i.e. U.N.H.C.R.",
      "It works . Next one . Ph.D. p.m. i.e. U.N.H.C.R."
    ),
    ("yes :) no ;-( [3] {x} <y> a* 50+", "yes :) no ;-( [ 3 ] { x } < y > a * 50 +"),
  ])
  func words(_ text: String, _ expected: String) throws {
    #expect(try DocumentFixtures.words(text) == expected)
  }

  @Test func shapes() throws {
    let document = try DocumentFixtures.document(
      "NATO’s Ann isn't 5% Ärzte € U.S. http://x.example/a -")
    let shapes = document.tokens.map(\.shape)
    #expect(shapes[0] == [.word, .capitalized, .allCaps])
    #expect(shapes[1] == [.word, .clitic, .nonASCII])
    #expect(shapes[2] == [.word, .capitalized])
    #expect(shapes[4] == [.word, .clitic])
    #expect(shapes[5] == [.number, .hasDigit])
    #expect(shapes[6] == .symbol)
    #expect(shapes[7] == [.word, .capitalized, .nonASCII])
    #expect(shapes[8] == [.symbol, .nonASCII])
    #expect(shapes[9] == [.word, .capitalized, .allCaps, .abbreviation])
    #expect(shapes[10] == [.word, .address])
    #expect(shapes[11] == .punctuation)
    #expect(document.tokens[0].isSpaceAfter == false && document.tokens[1].isSpaceAfter)
  }

  @Test func otherScripts() throws {
    #expect(
      try DocumentFixtures.words("北京 is 2,000km away。 👩‍👩‍👧🇫🇷👍🏽 שלום עולם!")
        == "北京 is 2,000 km away 。 👩‍👩‍👧 🇫🇷 👍🏽 שלום עולם !")
    #expect(
      try DocumentFixtures.words("a\u{A0}b\u{200B}c e\u{301}t\u{E9} x\u{200F} z")
        == "a b c e\u{301}t\u{E9} x z")
  }

  @Test func lookUps() throws {
    let document = try DocumentFixtures.document("Ça va? “Oui”, she said.\n\nBye.")
    #expect(
      document.token(at: 0) == 0 && document.token(at: 2) == nil && document.token(at: 999) == nil)
    let she = try #require(document.tokens.firstIndex { document.text(of: $0) == "she" })
    #expect(document.text(of: document.span(ofTokens: she..<(she + 2))) == "she said")
    #expect(document.tokens(in: document.tokens[she].span) == she..<(she + 1))
    #expect(document.tokens(in: .init(start: 2, end: 2)).isEmpty)
    #expect(document.sentence(at: document.characterCount - 1) == document.sentences.count - 1)
    #expect(document.text(of: .init(start: 25, end: 999)) == "Bye.")
  }
}
