import Testing

@testable import Base

@Suite struct EDTFDateTests {
  @Test(arguments: [
    "2018", "2018-06", "2018-06-30", "2018-21", "201X", "19XX", "2018~", "2018-06?",
    "2018-01/2018-02",
    "2018/..", "../2018-06-30", "2020-02-29",
  ])
  func accepts(_ text: String) throws {
    #expect(try #require(EDTFDate(text)).text == text)
  }

  @Test(arguments: [
    "", "18", "2018-13", "2018-00", "2018-25", "2018-06-31", "2019-02-29", "2018-6",
    "2018-06-30-01", "../..",
    "2018/2019/2020", "yesterday", "2018-06-30T10:00", "2O18", "X018", "2018-1X",
  ])
  func refuses(_ text: String) {
    #expect(EDTFDate(text) == nil)
  }

  @Test func weekdaysAndOrdinals() throws {
    let friday = try #require(CalendarDay("2020-11-27"))
    #expect(friday.weekday == 5)
    #expect(friday.adding(days: -27)?.description == "2020-10-31")
    #expect(friday.adding(days: 35)?.description == "2021-01-01")
    #expect(CalendarDay.epoch.ordinal == 0)
  }

  /// Every day of four centuries: number to day and back, and each day one after the last.
  @Test func ordinalsRoundTrip() throws {
    let first = try #require(CalendarDay(year: 1700, month: 1, day: 1)).ordinal
    let last = try #require(CalendarDay(year: 2100, month: 12, day: 31)).ordinal
    var before = try #require(CalendarDay(ordinal: first - 1))
    for ordinal in first...last {
      let day = try #require(CalendarDay(ordinal: ordinal))
      #expect(day.ordinal == ordinal)
      #expect(before < day)
      #expect(before.weekday % 7 + 1 == day.weekday)
      before = day
    }
  }
}
