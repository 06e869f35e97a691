internal import Base

/// Dates relative to the day an article was published; never to today.
struct DateArithmetic {
  let published: CalendarDay

  private func pad(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  func year(_ year: Int) -> EDTFDate? { EDTFDate(pad(year, 4)) }
  func month(_ month: Int, of year: Int) -> EDTFDate? {
    EDTFDate("\(pad(year, 4))-\(pad(month, 2))")
  }

  /// A northern season by its EDTF number (21 spring … 24 winter), as the months it is made of.
  func season(_ season: Int, of year: Int) -> EDTFDate? {
    let first = 3 * (season - 20)
    return interval(
      month(first, of: year), first == 12 ? month(2, of: year + 1) : month(first + 2, of: year))
  }

  func day(_ day: Int, _ month: Int, _ year: Int) -> EDTFDate? {
    CalendarDay(year: year, month: month, day: day).map { EDTFDate($0) }
  }

  func interval(_ start: EDTFDate?, _ end: EDTFDate?) -> EDTFDate? {
    guard let start, let end, !start.text.contains("/"), !end.text.contains("/") else { return nil }
    return start == end ? start : EDTFDate("\(start.text)/\(end.text)")
  }

  /// The last such weekday (1 Monday to 7 Sunday) on or before publication, or the next one after it.
  func weekday(_ weekday: Int, future: Bool) -> EDTFDate? {
    let back = (published.weekday - weekday + 7) % 7
    let shift = future ? (back == 0 ? 7 : 7 - back) : -back
    return published.adding(days: shift).map { EDTFDate($0) }
  }

  /// A weekday of the week before (-1), of this (0) or of the next week (1).
  func weekday(_ weekday: Int, weeks: Int) -> EDTFDate? {
    published.adding(days: weekday - published.weekday + 7 * weeks).map { EDTFDate($0) }
  }

  /// A month without its year: the last one that had begun by publication, or the next one.
  func month(_ month: Int, future: Bool) -> EDTFDate? {
    var year = published.year
    if future {
      if month < published.month { year += 1 }
    } else if month > published.month {
      year -= 1
    }
    return self.month(month, of: year)
  }

  /// A day and month without a year, by the same rule.
  func day(_ day: Int, _ month: Int, future: Bool) -> EDTFDate? {
    let candidates = [published.year - 1, published.year, published.year + 1].compactMap {
      CalendarDay(year: $0, month: month, day: day)
    }
    let match =
      future ? candidates.first { $0 >= published } : candidates.last { $0 <= published }
    return match.map { EDTFDate($0) }
  }

  /// `count` units before (negative) or after publication, as exact as the unit is.
  func shifted(_ count: Int, _ unit: DateLexicon.Unit) -> EDTFDate? {
    switch unit {
    case .hour: return abs(count) < 24 ? EDTFDate(published) : nil
    case .day, .part: return published.adding(days: count).map { EDTFDate($0) }
    case .week: return week(count)
    case .fortnight: return week(2 * count)
    case .weekend:
      guard let saturday = published.adding(days: 6 - published.weekday + 7 * count) else {
        return nil
      }
      return interval(EDTFDate(saturday), saturday.adding(days: 1).map { EDTFDate($0) })
    case .month:
      let months = published.year * 12 + published.month - 1 + count
      return months < 0 ? nil : month(months % 12 + 1, of: months / 12)
    case .quarter:
      let quarters = published.year * 4 + (published.month - 1) / 3 + count
      return quarters < 0 ? nil : quarter(quarters % 4 + 1, of: quarters / 4)
    case .year: return year(published.year + count)
    case .decade: return decade((published.year / 10 + count) * 10)
    case .century: return nil
    }
  }

  func quarter(_ number: Int, of year: Int) -> EDTFDate? {
    interval(month(3 * number - 2, of: year), month(3 * number, of: year))
  }

  func decade(_ year: Int) -> EDTFDate? {
    (0...9999).contains(year) ? EDTFDate(pad(year / 10, 3) + "X") : nil
  }

  /// The days of a week, Monday to Sunday.
  private func week(_ shift: Int) -> EDTFDate? {
    guard let monday = published.adding(days: 1 - published.weekday + 7 * shift) else { return nil }
    return interval(EDTFDate(monday), monday.adding(days: 6).map { EDTFDate($0) })
  }
}
