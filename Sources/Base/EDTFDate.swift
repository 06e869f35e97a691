/// A date in the part of EDTF (ISO 8601-2) that news needs: `2018`, `2018-06`, `2018-06-30`, seasons `2018-21` … `2018-24`,
/// decades `201X`, approximate values `2018-06~`, uncertain values `2018?`, intervals `2018-01/2018-02` and open intervals `2018-01/..`.
///
/// Always kept as its canonical text; a value that doesn't parse can't be made.
public struct EDTFDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The canonical text.
  public let text: String

  public var description: String { text }

  /// - Returns: nil unless `text` is a well-formed date with an existing month and day.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: guard Self.isSingle(parts[0], open: false) else { return nil }
    case 2:
      guard Self.isSingle(parts[0], open: true), Self.isSingle(parts[1], open: true),
        parts[0] != ".." || parts[1] != ".."
      else { return nil }
    default: return nil
    }
    self.text = text
  }

  /// A calendar day.
  public init(_ day: CalendarDay) {
    text = day.description
  }

  /// The day, when the date is one exact day.
  public var day: CalendarDay? { CalendarDay(text) }

  /// The year that the date starts in, when it has a full year.
  public var year: Int? { Int(text.prefix(4)) }

  public static func < (a: EDTFDate, b: EDTFDate) -> Bool { a.text < b.text }

  private static func isSingle(_ text: Substring, open: Bool) -> Bool {
    if open, text == ".." { return true }
    var body = text
    if let last = body.last, "~?%".contains(last) { body = body.dropLast() }
    let parts = body.split(separator: "-", omittingEmptySubsequences: false)
    guard let year = parts.first, year.utf8.count == 4, parts.count <= 3 else { return false }
    let digits = year.utf8.prefix { $0 >= 48 && $0 <= 57 }.count
    guard year.utf8.dropFirst(digits).allSatisfy({ $0 == UInt8(ascii: "X") }) else { return false }
    if digits < 4 { return parts.count == 1 && digits >= 2 }
    guard parts.count > 1 else { return true }
    guard parts[1].utf8.count == 2, let month = Int(parts[1]) else { return false }
    if parts.count == 2 { return (1...12).contains(month) || (21...24).contains(month) }
    guard parts[2].utf8.count == 2, let day = Int(parts[2]), let year = Int(year) else {
      return false
    }
    return CalendarDay(year: year, month: month, day: day) != nil
  }
}

/// A day of the proleptic Gregorian calendar, without time zone.
public struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let year: Int
  public let month: Int
  public let day: Int

  /// - Returns: nil unless the day exists and the year has at most four digits.
  public init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// 1970-01-01.
  public static let epoch = CalendarDay(epochYear: 1970)

  private init(epochYear: Int) {
    year = epochYear
    month = 1
    day = 1
  }

  /// From `YYYY-MM-DD`.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
      return nil
    }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
      return nil
    }
    self.init(year: year, month: month, day: day)
  }

  public var description: String {
    func pad(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
  }

  /// Days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
  public var ordinal: Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day with the given number of days since 1970-01-01; nil outside years 0 to 9999.
  public init?(ordinal: Int) {
    let z = ordinal + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// 1 (Monday) to 7 (Sunday).
  public var weekday: Int { ((ordinal + 3) % 7 + 7) % 7 + 1 }

  public func adding(days: Int) -> CalendarDay? { CalendarDay(ordinal: ordinal + days) }

  public static func < (a: CalendarDay, b: CalendarDay) -> Bool { a.ordinal < b.ordinal }

  /// Number of days of a month (1 to 12).
  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }
}
