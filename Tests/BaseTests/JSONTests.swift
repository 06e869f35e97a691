import Testing

@testable import Base

@Suite struct JSONTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue.parse(Array(text.utf8), name: "t.json")
  }

  @Test func readsValues() throws {
    let value = try parse(#" {"a": [1, -2.5, 1e3, true, null], "b": "x\n\u00e9\ud83d\ude00\/"} "#)
    let list = try #require(value["a"]?.array)
    #expect(list[0].integer == 1)
    #expect(list[1].number == -2.5)
    #expect(list[2].number == 1000)
    #expect(list[3].bool == true)
    #expect(list[4].isNull)
    #expect(value["b"]?.string == "x\né😀/")
    #expect(value["c"] == nil)
  }

  @Test(arguments: [
    ("", 1, 1), ("{\n  \"a\": 1,\n  \"a\": 2}", 3, 3), ("[1, 2", 1, 6), ("{\"é\" 1}", 1, 6),
    ("[01]", 1, 2),
    ("\"a\u{01}\"", 1, 3), ("[1] x", 1, 5), ("\"\\ud800\"", 1, 2), ("nul", 1, 4), ("[1e999]", 1, 2),
    ("{\"a\":}", 1, 6),
    ("\"abc", 1, 5),
  ])
  func namesLineAndColumn(_ text: String, line: Int, column: Int) throws {
    let error = #expect(throws: JSONError.self) { try parse(text) }
    #expect(error?.location?.line == line)
    #expect(error?.location?.column == column)
    #expect(error?.description.contains("t.json:\(line):\(column): ") == true)
  }

  @Test func refusesDeepNesting() {
    let error = #expect(throws: JSONError.self) {
      try parse(String(repeating: "[", count: 100_000))
    }
    #expect(error?.summary.contains("deeper") == true)
  }

  @Test func refusesBrokenUTF8() {
    #expect(throws: JSONError.self) {
      try JSONValue.parse([0x22, 0xC3, 0x22], name: "t.json")
    }
  }

  @Test func writesWhatItReads() throws {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("text", "\"\\\n\t\r\u{01}\u{7F}é😀</script>")
    writer.member("whole", 3.0)
    writer.member("part", 0.125)
    writer.key("empty")
    writer.beginArray()
    writer.endArray()
    writer.key("row")
    writer.beginObject(inline: true)
    writer.member("a", 1)
    writer.member("b", true)
    writer.endObject()
    writer.endObject()
    let text = String(decoding: writer.bytes, as: UTF8.self)
    #expect(
      text == """
        {
          "text": "\\"\\\\\\n\\t\\r\\u0001\\u007fé😀</script>",
          "whole": 3,
          "part": 0.125,
          "empty": [],
          "row": {"a": 1, "b": true}
        }
        """)
    #expect(try parse(text)["text"]?.string == "\"\\\n\t\r\u{01}\u{7F}é😀</script>")
  }
}
