public import Base

/// The word lists that finding words and sentences needs, read from `Schemas/reading/segmentation.json` and
/// `Schemas/lexicon/abbreviations.txt`.
public struct SegmentationLexicon: Sendable {
  /// One shared object, so that passing the lexicon on never copies its many lists.
  let lists: SegmentationLists

  /// - Parameters:
  ///   - segmentation: The bytes of `segmentation.json`.
  ///   - abbreviations: The bytes of `abbreviations.txt`: a word and its class (title, number, weekday; all other classes are alike) a
  ///     line, separated by white space; the period at the end of the word may be left out; `#` starts a comment.
  public init(segmentation: [UInt8], abbreviations: [UInt8]) throws(JSONError) {
    lists = try SegmentationLists(segmentation: segmentation, abbreviations: abbreviations)
  }
}

/// The lists of a `SegmentationLexicon`.
final class SegmentationLists: Sendable {
  /// What may follow an abbreviation, which decides whether its period ends a sentence.
  enum AbbreviationKind: Sendable {
    /// Before a name: never ends a sentence.
    case title
    /// Only before a number ("No. 5"); otherwise an ordinary word and a full stop.
    case beforeNumber
    /// A month or weekday that is also an ordinary word ("Mar.", "Sun."): only beside a number or a comma.
    case date
    /// A time of day ("p.m.").
    case time
    /// Never ends a sentence ("e.g.").
    case inner
    /// Ends a sentence if a word follows that usually starts one.
    case other
  }

  struct Abbreviation: Sendable {
    let kind: AbbreviationKind
    /// Whether it is one only with a capital: "Mass." but not "mass."
    let needsCapital: Bool
  }

  let abbreviations: ByteDictionary<Abbreviation>
  /// Word to the number of bytes of its first part.
  let fused: ByteDictionary<Int>
  let clitics: ByteDictionary<Void>
  let leadingApostrophe: ByteDictionary<Void>
  let prefixes: ByteDictionary<Void>
  let suffixes: ByteDictionary<Void>
  let hyphenated: ByteDictionary<Void>
  let slashed: ByteDictionary<Void>
  let units: ByteDictionary<Void>
  let addressEndings: ByteDictionary<Void>
  let sentenceStarters: ByteDictionary<Void>
  /// The starters that are no name either, so that they end a sentence even after a title.
  let clearStarters: ByteDictionary<Void>
  let salutations: ByteDictionary<Void>
  let afterTime: ByteDictionary<Void>
  let reporting: ByteDictionary<Void>
  let reportingSubjects: ByteDictionary<Void>
  let signOffs: ByteDictionary<Void>

  init(segmentation: [UInt8], abbreviations: [UInt8]) throws(JSONError) {
    let name = "segmentation.json"
    let root = try JSONValue.parse(segmentation, name: name)
    func words(_ key: String) throws(JSONError) -> [String] {
      guard let values = root[key]?.array else {
        throw JSONError(
          "the list \"\(key)\" is missing",
          location: SourceLocation(name: name, byte: root.offset, in: segmentation))
      }
      var result: [String] = []
      for value in values {
        guard let word = value.string else {
          throw JSONError(
            "expected a word, found \(value.kindName)",
            location: SourceLocation(name: name, byte: value.offset, in: segmentation))
        }
        result.append(word)
      }
      return result
    }
    func set(_ key: String) throws(JSONError) -> ByteDictionary<Void> {
      ByteDictionary(try words(key).map { ($0, ()) })
    }
    clitics = try set("clitics")
    leadingApostrophe = try set("leadingApostrophe")
    prefixes = try set("prefixes")
    suffixes = try set("suffixes")
    hyphenated = try set("hyphenated")
    slashed = try set("slashed")
    units = try set("units")
    addressEndings = try set("addressEndings")
    sentenceStarters = try set("sentenceStarters")
    clearStarters = try set("clearStarters")
    salutations = try set("salutations")
    afterTime = try set("afterTime")
    reporting = try set("reporting")
    reportingSubjects = try set("reportingSubjects")
    signOffs = try set("signOffs")
    fused = ByteDictionary(
      try words("fused").map { word in
        let parts = word.split(separator: "|")
        return (parts.joined(), parts.first?.utf8.count ?? 0)
      })
    var kinds = Self.kinds(of: String(decoding: abbreviations, as: UTF8.self))
    func add(_ key: String, _ kind: AbbreviationKind) throws(JSONError) {
      kinds += try words(key).map { ($0, kind) }
    }
    try add("shortNumberMarks", .beforeNumber)
    try add("dateAbbreviations", .date)
    try add("timeMarks", .time)
    try add("innerAbbreviations", .inner)
    let small = Set(kinds.map(\.0).filter { $0 == $0.lowercased() })
    self.abbreviations = ByteDictionary(
      kinds.map { word, kind in
        let needsCapital = kind != .date && !small.contains(word.lowercased())
        return (word, Abbreviation(kind: kind, needsCapital: needsCapital))
      })
  }

  private static func kinds(of list: String) -> [(String, AbbreviationKind)] {
    list.split(whereSeparator: \.isNewline).compactMap { line in
      let columns = line.split(separator: "#", omittingEmptySubsequences: false)[0]
        .split(whereSeparator: \.isWhitespace)
      guard var word = columns.first else { return nil }
      if word.hasSuffix(".") { word = word.dropLast() }
      let kind: AbbreviationKind
      switch columns.count > 1 ? columns[1] : "" {
      case "title": kind = .title
      case "number": kind = .beforeNumber
      case "weekday": kind = .date
      default: kind = .other
      }
      return (String(word), kind)
    }
  }
}
