internal import Base
public import Ontology

/// The word lists and settings of the first, rule-based extraction.
public struct ExtractionLexicon: Sendable {
  /// What an event trigger's word says.
  struct Trigger: Sendable {
    let type: String
    let isVerb: Bool
  }

  /// A word that announces a statement.
  struct ReportingVerb: Sendable {
    let stance: String
  }

  let dates: DateLexicon
  let settings: Settings
  let honorifics: Set<String>
  let givenNames: Set<String>
  let places: Set<String>
  let demonyms: Set<String>
  /// Head noun, in lower case, to node type.
  let heads: [String: String]
  /// Verb form (any inflection) to lemma.
  let lemmas: [String: String]
  let triggers: [String: Trigger]
  /// Multiword triggers by their first word.
  let phrases: [String: [(words: [String], type: String)]]
  let reporting: [String: ReportingVerb]
  let accordingTo: [[String]]
  /// Verbs that report something only before a clause.
  let onlyWithClause: Set<String>
  /// Words before a name that tell its bearer's post, with the relation that the post means.
  let titles: [String: String]
  let kin: [String: String]
  /// Kin words for the younger one ("son").
  let childTitles: Set<String>

  public static func load(
    _ files: SchemaFiles, ontology: Ontology
  ) throws(SchemaError) -> ExtractionLexicon {
    try ExtractionLexicon(files, ontology)
  }

  private init(_ files: SchemaFiles, _ ontology: Ontology) throws(SchemaError) {
    dates = try DateLexicon.load(files)
    settings = try Settings(files)
    honorifics = Set(try files.lines("lexicon/honorifics.txt").map(Self.bare))
    givenNames = Set(try files.lines("lexicon/givennames.txt").map { $0.lowercased() })
    var places: Set<String> = []
    for list in ["countries", "cities", "regions"] {
      places.formUnion(try files.lines("lexicon/\(list).txt").map { $0.lowercased() })
    }
    self.places = places
    demonyms = Set(
      try LexiconFile(files, "lexicon/demonyms.json").root.members?.map { $0.key.lowercased() }
        ?? [])
    heads = try Self.heads(files, ontology)

    var lemmas: [String: String] = [:]
    for member in try LexiconFile(files, "lexicon/verbforms.json").root.members ?? [] {
      lemmas[member.key] = member.value.string
    }
    var triggers: [String: Trigger] = [:]
    var phrases: [String: [(words: [String], type: String)]] = [:]
    for member in try LexiconFile(files, "lexicon/triggers.json").root.members ?? [] {
      func entries(_ key: String) -> [[String]] {
        Self.texts(member.value[key]).map { $0.lowercased().split(separator: " ").map(String.init) }
      }
      for words in entries("verbs") + entries("nouns") + entries("phrases") where words.count > 1 {
        phrases[words[0], default: []].append((words, member.key))
      }
      for words in entries("verbs") where words.count == 1 {
        for form in Self.forms(of: words[0]) { lemmas[form] = lemmas[form] ?? words[0] }
        triggers[words[0]] = triggers[words[0]] ?? Trigger(type: member.key, isVerb: true)
      }
      for words in entries("nouns") where words.count == 1 {
        for form in [words[0], Self.plural(of: words[0])] where triggers["n:" + form] == nil {
          triggers["n:" + form] = Trigger(type: member.key, isVerb: false)
        }
      }
    }
    let reportingFile = try LexiconFile(files, "lexicon/reporting.json")
    var reporting: [String: ReportingVerb] = [:]
    for stance in ontology.stances {
      for verb in Self.texts(reportingFile.root[stance.id]) {
        reporting[verb] = reporting[verb] ?? ReportingVerb(stance: stance.id)
        for form in Self.forms(of: verb) { lemmas[form] = lemmas[form] ?? verb }
      }
    }
    self.lemmas = lemmas
    self.triggers = triggers
    // Longer phrases first, so that the most specific one wins.
    self.phrases = phrases.mapValues { $0.sorted { $0.words.count > $1.words.count } }
    self.reporting = reporting
    onlyWithClause = try reportingFile.words("onlyWithClause")
    accordingTo = try reportingFile.list("accordingTo").map {
      $0.lowercased().split(separator: " ").map(String.init)
    }
    let relations = try LexiconFile(files, "lexicon/relations.json")
    titles = Self.titles(relations, of: settings.postRelations)
    kin = Self.titles(relations, of: settings.kinRelations)
    childTitles = Set(
      settings.kinRelations.flatMap { Self.texts(relations.root[$0]?["childTitles"]) })
  }

  private static func texts(_ value: JSONValue?) -> [String] {
    value?.array?.compactMap(\.string) ?? []
  }

  /// Head nouns of the entity types; the first type that claims a noun has it.
  private static func heads(
    _ files: SchemaFiles, _ ontology: Ontology
  ) throws(SchemaError) -> [String: String] {
    var heads: [String: String] = [:]
    for member in try LexiconFile(files, "lexicon/typecues.json").root.members ?? []
    where ontology.nodeType(member.key)?.kind == .entity {
      for key in ["heads", "suffixes"] {
        for head in texts(member.value[key]) where heads[head.lowercased()] == nil {
          heads[head.lowercased()] = member.key
        }
      }
    }
    return heads
  }

  /// The titles of the relations; of a title of several words, its last, unless that is a title of its own.
  private static func titles(_ file: LexiconFile, of relations: [String]) -> [String: String] {
    var result: [String: String] = [:]
    for multiword in [false, true] {
      for relation in relations {
        for title in texts(file.root[relation]?["titles"]) {
          let words = title.lowercased().split(separator: " ").map(String.init)
          guard (words.count > 1) == multiword, let last = words.last, result[last] == nil else {
            continue
          }
          result[last] = relation
        }
      }
    }
    return result
  }

  /// The lemma of a verb form; nil for a word that is no known verb.
  func lemma(_ form: String) -> String? { lemmas[form] }

  private static func bare(_ word: String) -> String {
    let lower = word.lowercased()
    return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
  }

  static func plural(of noun: String) -> String {
    let vowels = Set("aeiou")
    if noun.hasSuffix("y"), let before = noun.dropLast().last, !vowels.contains(before) {
      return noun.dropLast() + "ies"
    }
    return noun + (["s", "x", "z", "ch", "sh"].contains { noun.hasSuffix($0) } ? "es" : "s")
  }

  /// The regular forms of a verb ("stop": stops, stopped, stopping); irregular ones stand in the list of forms.
  static func forms(of verb: String) -> [String] {
    let vowels = Set("aeiou")
    let letters = Array(verb)
    guard let last = letters.last, letters.count > 1 else { return [verb] }
    let beforeLast = letters[letters.count - 2]
    if last == "e" {
      let stem = String(letters.dropLast())
      return [verb, verb + "s", verb + "d", stem + "ing"]
    }
    if last == "y", !vowels.contains(beforeLast) {
      let stem = String(letters.dropLast())
      return [verb, stem + "ies", stem + "ied", verb + "ing"]
    }
    let sibilant = ["s", "x", "z", "ch", "sh"].contains { verb.hasSuffix($0) }
    var forms = [verb, verb + (sibilant ? "es" : "s"), verb + "ed", verb + "ing"]
    let doubles =
      letters.count > 2 && vowels.contains(beforeLast)
      && !vowels.contains(letters[letters.count - 3])
      && !vowels.contains(last) && !"wxy".contains(last)
    if doubles { forms += [verb + String(last) + "ed", verb + String(last) + "ing"] }
    return forms
  }
}

/// What the rules call the ontology's types, and how sure each rule is: `Schemas/extraction/first-version.json`.
struct Settings: Sendable {
  let person: String
  let place: String
  let body: String
  let group: String
  let name: String
  let nominal: String
  let pronoun: String
  let asserted: String
  let alleged: String
  let denied: String
  let planned: String
  let possible: String
  let counterfactual: String
  let agent: String
  let patient: String
  let placeRole: String
  let participant: String
  let headOf: String
  let represents: String
  let basedIn: String
  let locatedIn: String
  let parentOf: String
  let symmetricTypes: Set<String>
  let assertsStance: String
  let deniesStance: String
  let personPronouns: Set<String>
  let groupPronouns: Set<String>
  let determiners: Set<String>
  /// Words that are never the first of a name.
  let functionWords: Set<String>
  let connectors: Set<String>
  let placePrepositions: Set<String>
  let bodyPrepositions: Set<String>
  let negations: Set<String>
  let allegations: Set<String>
  let plans: Set<String>
  let possibilities: Set<String>
  let auxiliaries: Set<String>
  let postRelations: [String]
  let kinRelations: [String]
  let confidence: [String: Double]

  init(_ files: SchemaFiles) throws(SchemaError) {
    let file = try LexiconFile(files, "extraction/first-version.json")
    let types = try file.table("types") { $0.string }
    func type(_ key: String) throws(SchemaError) -> String {
      guard let id = types[key] else { throw file.problem("\"types\" lacks \"\(key)\"") }
      return id
    }
    person = try type("person")
    place = try type("site")
    body = try type("body")
    group = try type("group")
    name = try type("name")
    nominal = try type("nominal")
    pronoun = try type("pronoun")
    asserted = try type("plain")
    alleged = try type("accused")
    denied = try type("refuted")
    planned = try type("ahead")
    possible = try type("open")
    counterfactual = try type("unreal")
    agent = try type("doerRole")
    patient = try type("undergoerRole")
    placeRole = try type("placeRole")
    participant = try type("partnerRole")
    headOf = try type("headRelation")
    represents = try type("spokesRelation")
    basedIn = try type("seatRelation")
    locatedIn = try type("whereRelation")
    parentOf = try type("parentRelation")
    assertsStance = try type("assertsStance")
    deniesStance = try type("deniesStance")
    symmetricTypes = try file.words("symmetricEvents")
    personPronouns = try file.words("personPronouns")
    groupPronouns = try file.words("groupPronouns")
    determiners = try file.words("determiners")
    functionWords = try file.words("functionWords")
    connectors = try file.words("connectors")
    placePrepositions = try file.words("placePrepositions")
    bodyPrepositions = try file.words("bodyPrepositions")
    negations = try file.words("negations")
    allegations = try file.words("allegations")
    plans = try file.words("plans")
    possibilities = try file.words("possibilities")
    auxiliaries = try file.words("auxiliaries")
    postRelations = try file.list("postRelations")
    kinRelations = try file.list("kinRelations")
    confidence = try file.table("confidence") { $0.number }
  }

  /// How often a rule was right, measured on annotated articles; 0.5 for one never measured.
  func confidence(_ rule: String) -> Double { confidence[rule] ?? 0.5 }
}
