internal import Base
public import Ontology

/// The words that dates are made of, from `Schemas/lexicon/dates.json`.
public struct DateLexicon: Sendable {
  enum Unit: String, Sendable, CaseIterable {
    case day, week, fortnight, month, quarter, year, decade, century, hour, weekend, part
  }

  let months: [String: Int]
  let weekdays: [String: Int]
  /// EDTF season numbers, 21 (spring) to 24 (winter).
  let seasons: [String: Int]
  /// Words for a day by its distance from the day of publication.
  let days: [String: Int]
  let units: [String: Unit]
  let shifts: [String: Int]
  let ago: Set<String>
  /// The one word that counts from the moment of writing.
  let firstAgo: String
  let later: Set<String>
  let parts: Set<String>
  let futureCues: Set<String>
  let yearCues: Set<String>
  let ordinals: [String: Int]
  let numbers: [String: Int]

  public static func load(_ files: SchemaFiles) throws(SchemaError) -> DateLexicon {
    let file = try LexiconFile(files, "lexicon/dates.json")
    return DateLexicon(
      months: try file.numbers("months"), weekdays: try file.numbers("weekdays"),
      seasons: try file.numbers("seasons"), days: try file.numbers("days"),
      units: try file.table("units") { (value) in value.string.flatMap(Unit.init) },
      shifts: try file.numbers("shifts"), ago: try file.words("ago"),
      firstAgo: try file.list("ago").first ?? "",
      later: try file.words("later"), parts: try file.words("parts"),
      futureCues: try file.words("futureCues"), yearCues: try file.words("yearCues"),
      ordinals: try file.numbers("ordinals"), numbers: try file.numbers("numbers"))
  }
}

/// A word list in JSON, read with messages that name what is wrong.
struct LexiconFile {
  private let name: String
  let root: JSONValue

  init(_ files: SchemaFiles, _ name: String) throws(SchemaError) {
    self.name = name
    root = try files.json(name)
  }

  func problem(_ reason: String) -> SchemaError { .invalid(reason, SourceLocation(name: name)) }

  /// The strings of a list.
  func list(_ key: String) throws(SchemaError) -> [String] {
    guard let values = root[key]?.array else { throw problem("there is no list \"\(key)\"") }
    let words = values.compactMap(\.string)
    guard words.count == values.count else { throw problem("\"\(key)\" must hold texts only") }
    return words
  }

  func words(_ key: String) throws(SchemaError) -> Set<String> { Set(try list(key)) }

  func numbers(_ key: String) throws(SchemaError) -> [String: Int] {
    try table(key) { $0.integer }
  }

  func text(_ key: String) throws(SchemaError) -> String {
    guard let text = root[key]?.string else { throw problem("there is no text \"\(key)\"") }
    return text
  }

  func table<T>(_ key: String, _ make: (JSONValue) -> T?) throws(SchemaError) -> [String: T] {
    guard let members = root[key]?.members else { throw problem("there is no table \"\(key)\"") }
    var result: [String: T] = [:]
    for member in members {
      guard let value = make(member.value) else {
        throw problem("\"\(key)\" has a wrong value for \"\(member.key)\"")
      }
      result[member.key] = value
    }
    return result
  }
}
