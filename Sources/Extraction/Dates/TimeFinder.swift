internal import Base
internal import Document

/// Finds dates and periods and resolves them against the day of publication, for the closed part of English that dates are written in.
///
/// Without a day of publication only dates that name their year are resolved. What can't be resolved keeps its words and no value.
struct TimeFinder {
  private let tokens: TokenText
  private let lexicon: DateLexicon
  private let arithmetic: DateArithmetic?

  init(tokens: TokenText, lexicon: DateLexicon, published: CalendarDay?) {
    self.tokens = tokens
    self.lexicon = lexicon
    arithmetic = published.map(DateArithmetic.init)
  }

  /// What one pattern matched: the tokens after the start that belong to it, and the value.
  private struct Match {
    let end: Int
    let value: EDTFDate?
  }

  /// Time expressions in the order of the text, not overlapping.
  func expressions() -> [TimeExpression] {
    var result: [TimeExpression] = []
    for sentence in tokens.document.sentences {
      let isFuture = sentence.tokens.contains { lexicon.futureCues.contains(tokens.lower[$0]) }
      var index = sentence.tokens.lowerBound
      while index < sentence.tokens.upperBound {
        if let match = match(at: index, in: sentence.tokens, future: isFuture) {
          result.append(
            TimeExpression(span: tokens.span(index..<match.end), value: match.value))
          index = match.end
        } else {
          index += 1
        }
      }
    }
    return result
  }

  private func match(at index: Int, in sentence: Range<Int>, future: Bool) -> Match? {
    let found =
      numericDate(at: index, in: sentence) ?? dayAndMonth(at: index, in: sentence, future: future)
      ?? monthDate(at: index, in: sentence, future: future) ?? weekday(
        at: index, in: sentence, future: future)
      ?? relativeDay(at: index, in: sentence) ?? shiftedUnit(at: index, in: sentence)
      ?? countedUnits(at: index, in: sentence) ?? season(at: index, in: sentence)
      ?? year(at: index, in: sentence)
    guard let found, found.end <= sentence.upperBound else { return nil }
    return found
  }

  private func isMonth(_ index: Int) -> Int? {
    // "may" and "march" are months only with a capital.
    guard tokens.isCapitalized(index) else { return nil }
    var word = tokens.lower(index)
    if word.hasSuffix(".") { word.removeLast() }
    return lexicon.months[word]
  }

  private func yearNumber(_ index: Int) -> Int? {
    let word = tokens.word(index)
    guard word.utf8.count == 4, let value = Int(word), (1000...2999).contains(value) else {
      return nil
    }
    return value
  }

  private func dayNumber(_ index: Int) -> Int? {
    guard tokens.word(index).utf8.count <= 4, let value = tokens.number(index),
      (1...31).contains(value)
    else { return nil }
    return value
  }

  /// `2018-06-30`
  private func numericDate(at index: Int, in sentence: Range<Int>) -> Match? {
    CalendarDay(tokens.word(index)).map { Match(end: index + 1, value: EDTFDate($0)) }
  }

  /// `30 June`, `30 June 2018`, `the 30th of June`
  private func dayAndMonth(at index: Int, in sentence: Range<Int>, future: Bool) -> Match? {
    guard let day = dayNumber(index) else { return nil }
    let monthAt = tokens.lower(index + 1) == "of" ? index + 2 : index + 1
    guard sentence.contains(monthAt), let month = isMonth(monthAt) else { return nil }
    return dated(day: day, month: month, after: monthAt + 1, in: sentence, future: future)
  }

  /// `June 30`, `June 30, 2018`, `June 2018`, `June`
  private func monthDate(at index: Int, in sentence: Range<Int>, future: Bool) -> Match? {
    guard let month = isMonth(index) else { return nil }
    if sentence.contains(index + 1), let day = dayNumber(index + 1) {
      return dated(day: day, month: month, after: index + 2, in: sentence, future: future)
    }
    let yearAt = [",", "of"].contains(tokens.lower(index + 1)) ? index + 2 : index + 1
    if sentence.contains(yearAt), let year = yearNumber(yearAt) {
      return Match(end: yearAt + 1, value: DateArithmetic(year: year).month(month, of: year))
    }
    // A bare month needs more than its capital: "May" and "March" open sentences too.
    guard index > sentence.lowerBound || tokens.words[index].utf8.count > 5 else { return nil }
    return Match(end: index + 1, value: arithmetic?.month(month, future: future))
  }

  private func dated(
    day: Int, month: Int, after end: Int, in sentence: Range<Int>, future: Bool
  ) -> Match? {
    let yearAt = tokens.lower(end) == "," ? end + 1 : end
    if sentence.contains(yearAt), let year = yearNumber(yearAt) {
      guard let value = DateArithmetic(year: year).day(day, month, year) else { return nil }
      return Match(end: yearAt + 1, value: value)
    }
    return Match(end: end, value: arithmetic?.day(day, month, future: future))
  }

  /// `Monday`, `last Thursday`, `next Friday`
  private func weekday(at index: Int, in sentence: Range<Int>, future: Bool) -> Match? {
    var at = index
    let shift = lexicon.shifts[tokens.lower(index)]
    if shift != nil { at += 1 }
    guard sentence.contains(at), tokens.isCapitalized(at),
      let weekday = lexicon.weekdays[tokens.lower(at)]
    else { return nil }
    // "Monday, June 4": the day and month say it all.
    let next = tokens.lower(at + 1) == "," ? at + 2 : at + 1
    if shift == nil, sentence.contains(next),
      let date = dayAndMonth(at: next, in: sentence, future: future)
        ?? monthDay(at: next, in: sentence, future: future)
    {
      return date
    }
    guard let arithmetic else { return Match(end: at + 1, value: nil) }
    let value: EDTFDate?
    switch shift {
    case .some(let weeks) where weeks != 0: value = arithmetic.weekday(weekday, future: weeks > 0)
    default:
      value = arithmetic.weekday(
        weekday, future: future && shift == nil ? isAhead(at, in: sentence) : false)
    }
    return Match(end: at + 1, value: value)
  }

  private func monthDay(at index: Int, in sentence: Range<Int>, future: Bool) -> Match? {
    guard isMonth(index) != nil, sentence.contains(index + 1), dayNumber(index + 1) != nil else {
      return nil
    }
    return monthDate(at: index, in: sentence, future: future)
  }

  /// Whether a word about the future stands shortly before a token.
  private func isAhead(_ index: Int, in sentence: Range<Int>) -> Bool {
    (max(sentence.lowerBound, index - 8)..<index).contains {
      lexicon.futureCues.contains(tokens.lower[$0])
    }
  }

  /// `yesterday`, `today`
  private func relativeDay(at index: Int, in sentence: Range<Int>) -> Match? {
    lexicon.days[tokens.lower(index)].map {
      Match(end: index + 1, value: arithmetic?.shifted($0, .day))
    }
  }

  /// `last week`, `this year`, `next month`
  private func shiftedUnit(at index: Int, in sentence: Range<Int>) -> Match? {
    guard let shift = lexicon.shifts[tokens.lower(index)], sentence.contains(index + 1) else {
      return nil
    }
    if let season = lexicon.seasons[tokens.lower(index + 1)] {
      let value = arithmetic.flatMap {
        $0.season(
          season,
          of: $0.published.year + (shift < 0 && seasonIsAhead(season, $0) ? -1 : shift > 0 ? 1 : 0))
      }
      return Match(end: index + 2, value: value)
    }
    if let month = isMonth(index + 1) {
      return Match(end: index + 2, value: arithmetic?.month(month, future: shift > 0))
    }
    guard let unit = lexicon.units[tokens.lower(index + 1)],
      !tokens.lower(index + 1).hasSuffix("s"),
      unit != .hour
    else { return nil }
    return Match(end: index + 2, value: arithmetic?.shifted(shift, unit))
  }

  /// Whether a season of the publication's year has not begun by then, or still runs.
  private func seasonIsAhead(_ season: Int, _ arithmetic: DateArithmetic) -> Bool {
    3 * (season - 20) + 2 >= arithmetic.published.month
  }

  /// `two weeks ago`, `three years earlier` (unknown unless "ago")
  private func countedUnits(at index: Int, in sentence: Range<Int>) -> Match? {
    guard let count = tokens.number(index) ?? lexicon.numbers[tokens.lower(index)], count < 5000,
      sentence.contains(index + 2), let unit = lexicon.units[tokens.lower(index + 1)]
    else { return nil }
    let word = tokens.lower(index + 2)
    guard lexicon.ago.contains(word) || lexicon.later.contains(word) else { return nil }
    // Only "ago" counts from publication; "earlier" and "later" count from the story.
    let value = word == lexicon.firstAgo ? arithmetic?.shifted(-count, unit) : nil
    return Match(end: index + 3, value: value)
  }

  /// `spring 2018`, `the summer of 2018`, `the third quarter of 2019`
  private func season(at index: Int, in sentence: Range<Int>) -> Match? {
    if let season = lexicon.seasons[tokens.lower(index)] {
      let yearAt = tokens.lower(index + 1) == "of" ? index + 2 : index + 1
      guard sentence.contains(yearAt), let year = yearNumber(yearAt) else { return nil }
      return Match(end: yearAt + 1, value: DateArithmetic(year: year).season(season, of: year))
    }
    if let number = lexicon.ordinals[tokens.lower(index)],
      lexicon.units[tokens.lower(index + 1)] == .quarter
    {
      let yearAt = tokens.lower(index + 2) == "of" ? index + 3 : index + 2
      guard sentence.contains(yearAt), let year = yearNumber(yearAt) else { return nil }
      return Match(end: yearAt + 1, value: DateArithmetic(year: year).quarter(number, of: year))
    }
    return nil
  }

  /// `2018`, `the 1990s`, `2018-19`
  private func year(at index: Int, in sentence: Range<Int>) -> Match? {
    let word = tokens.lower(index)
    if word.utf8.count == 5, word.hasSuffix("0s"), let year = Int(word.dropLast()),
      (1000...2999).contains(year)
    {
      return Match(end: index + 1, value: DateArithmetic(year: year).decade(year))
    }
    guard let year = yearNumber(index), (1400...2100).contains(year) else { return nil }
    guard
      index == sentence.lowerBound || lexicon.yearCues.contains(tokens.lower(index - 1))
        || ["(", ",", "-", "–"].contains(tokens.lower(index - 1)),
      lexicon.units[tokens.lower(index + 1)] == nil
    else { return nil }
    return Match(end: index + 1, value: DateArithmetic(year: year).year(year))
  }
}

extension DateArithmetic {
  /// For dates that name their year and need no anchor.
  init(year: Int) {
    self.init(
      published: CalendarDay(year: min(max(year, 0), 9999), month: 1, day: 1)
        ?? CalendarDay.epoch)
  }
}
