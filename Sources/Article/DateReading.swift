import Base

extension ReadingRules {
  /// A date found in a text, and how many other words stand around it.
  struct FoundDate {
    let date: EDTFDate
    let otherWords: Int
  }

  /// The date of a metadata field or a date line: ISO 8601, compact, with a month's name, or seconds since 1970.
  ///
  /// The day is the one that is written, in whatever time zone: no conversion can be right without knowing the outlet's.
  func date(in text: some StringProtocol) -> EDTFDate? { foundDate(in: text)?.date }

  func foundDate(in text: some StringProtocol) -> FoundDate? {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    if words.count == 1, let date = compact(words[0]) {
      return FoundDate(date: date, otherWords: 0)
    }
    for index in words.indices {
      guard let (date, count) = date(words, at: index) else { continue }
      let others = words[..<index] + words[(index + count)...]
      return FoundDate(date: date, otherWords: others.filter { !isTimeWord($0) }.count)
    }
    return nil
  }

  /// A full date of the text's words at `index`, and how many words it takes.
  private func date(_ words: [Substring], at index: Int) -> (EDTFDate, Int)? {
    func number(_ offset: Int) -> Int? {
      guard index + offset < words.count else { return nil }
      return Self.number(words[index + offset])
    }
    func month(_ offset: Int) -> Int? {
      index + offset < words.count ? months[String(words[index + offset])] : nil
    }
    func day(_ year: Int?, _ month: Int?, _ day: Int?) -> EDTFDate? {
      guard let year, let month, let day, (1500...2999).contains(year) else { return nil }
      return CalendarDay(year: year, month: month, day: day).map(EDTFDate.init)
    }
    // 2020-11-27, 2020/11/27; the "27T10" of a time stamp counts as 27.
    if words[index].utf8.count == 4, let date = day(number(0), number(1), number(2)) {
      return (date, 3)
    }
    if let date = day(number(2), month(0), number(1)) { return (date, 3) }
    if let date = day(number(2), month(1), number(0)) { return (date, 3) }
    if index + 3 < words.count, words[index + 1] == "of",
      let date = day(number(3), month(2), number(0))
    {
      return (date, 4)
    }
    // 27/11/2020 only where the order is certain.
    if let first = number(0), let second = number(1), let year = number(2), year > 1500,
      words[index].utf8.count <= 2
    {
      if first > 12, let date = day(year, second, first) { return (date, 3) }
      if second > 12, let date = day(year, first, second) { return (date, 3) }
      if first == second, let date = day(year, first, second) { return (date, 3) }
    }
    return nil
  }

  /// A number, also with an ordinal's ending ("27th") or the time of an ISO date glued to it ("27t10").
  private static func number(_ word: Substring) -> Int? {
    let digits = word.utf8.prefix { $0 >= 48 && $0 <= 57 }
    guard (1...4).contains(digits.count) else { return nil }
    let rest = word.utf8.dropFirst(digits.count)
    let isEnding = rest.isEmpty || ["st", "nd", "rd", "th"].contains(String(Substring(rest)))
    let isTime =
      rest.first == UInt8(ascii: "t") && rest.dropFirst().allSatisfy { $0 >= 48 && $0 <= 57 }
    guard isEnding || isTime && rest.count > 1 else { return nil }
    return Int(Substring(digits))
  }

  /// 20201127, 20201127T101500Z, or seconds or milliseconds since 1970.
  private func compact(_ word: Substring) -> EDTFDate? {
    let digits = String(word.prefix { $0.isASCII && $0.isNumber })
    let isWhole = digits.utf8.count == word.utf8.count
    if digits.utf8.count == 8, isWhole || word.dropFirst(8).first == "t",
      let year = Int(digits.prefix(4)), let month = Int(digits.dropFirst(4).prefix(2)),
      let day = Int(digits.suffix(2)), (1500...2999).contains(year)
    {
      return CalendarDay(year: year, month: month, day: day).map(EDTFDate.init)
    }
    guard isWhole, let value = Int(digits) else {
      return nil
    }
    let seconds: Int
    switch digits.utf8.count {
    case 10: seconds = value
    case 13: seconds = value / 1000
    default: return nil
    }
    return CalendarDay(ordinal: seconds / 86_400).map(EDTFDate.init)
  }

  /// Words that may stand beside a date on a date line: weekdays, times, zones.
  private func isTimeWord(_ word: Substring) -> Bool {
    if weekdays.contains(String(word)) { return true }
    if word.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) { return word.utf8.count <= 4 }
    if word.hasSuffix("z"), word.utf8.dropLast().allSatisfy({ $0 >= 48 && $0 <= 57 }) {
      return true
    }
    return word.utf8.count <= 4
      && (word.hasSuffix("m") || word.hasSuffix("t") || word == "utc" || word == "at")
  }

  /// The date in the path of a web address (/2020/11/27/ or /2020-11-27/).
  func date(inAddress address: String) -> EDTFDate? {
    let parts = address.split(whereSeparator: { $0 == "/" || $0 == "-" || $0 == "_" })
    for index in parts.indices where index + 2 < parts.count {
      guard parts[index].utf8.count == 4, let year = Int(parts[index]),
        (1990...2999).contains(year), parts[index + 1].utf8.count <= 3,
        parts[index + 2].utf8.count <= 2, let day = Int(parts[index + 2]),
        let month = Int(parts[index + 1]) ?? months[parts[index + 1].lowercased()]
      else { continue }
      if let date = CalendarDay(year: year, month: month, day: day) { return EDTFDate(date) }
    }
    return nil
  }
}
