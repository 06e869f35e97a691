internal import Base
internal import Document

/// Unites names of the same entity (full form, surname, abbreviation) and adds pronouns and descriptions that can only mean one.
///
/// Abstains rather than guesses: a surname that two people share is tied to neither.
struct EntityResolver {
  private let tokens: TokenText
  private let lexicon: ExtractionLexicon
  private let names: [NameFinder.Name]

  /// The entities with, for each, the token ranges of its mentions.
  struct Resolution {
    var mentions: [EntityMention] = []
    var ranges: [Range<Int>] = []
    var entities: [Entity] = []
    /// Entity of each mention.
    var entityOfMention: [Int] = []
    /// Mentions by their first token, and by the token after their last.
    var startingAt: [Int: Int] = [:]
    var endingAt: [Int: Int] = [:]
    /// Tokens inside names.
    var nameTokens: Set<Int> = []

    /// Positions of the mentions that start in a range of tokens; mentions are ordered by their start.
    func mentions(startingIn range: Range<Int>) -> Range<Int> {
      lowerBound(range.lowerBound)..<lowerBound(range.upperBound)
    }

    /// How many mentions start before a token.
    private func lowerBound(_ token: Int) -> Int {
      var (low, high) = (0, ranges.count)
      while low < high {
        let middle = (low + high) / 2
        if ranges[middle].lowerBound < token { low = middle + 1 } else { high = middle }
      }
      return low
    }

    fileprivate mutating func index(kind name: String) {
      for (mention, range) in ranges.enumerated() {
        if startingAt[range.lowerBound] == nil { startingAt[range.lowerBound] = mention }
        if endingAt[range.upperBound] == nil { endingAt[range.upperBound] = mention }
        if mentions[mention].kind == name { nameTokens.formUnion(range) }
      }
    }
  }

  private struct Cluster {
    var type: String
    var isTyped: Bool
    /// Word lists of its name forms.
    var forms: [[String]]
    var mentions: [(range: Range<Int>, kind: String)]
  }

  init(tokens: TokenText, lexicon: ExtractionLexicon, names: [NameFinder.Name]) {
    self.tokens = tokens
    self.lexicon = lexicon
    self.names = names
  }

  func resolve() -> Resolution {
    var clusters: [Cluster] = []
    var clusterOfName: [Int?] = []
    for name in names {
      // Words between blanks: a hyphenated surname is one.
      let words = tokens.document.text(of: tokens.span(name.tokens))
        .split(whereSeparator: \.isWhitespace).map(String.init)
      let index = match(words, name: name, in: clusters) ?? clusters.count
      if index == clusters.count {
        clusters.append(
          Cluster(type: name.type, isTyped: name.isTyped, forms: [], mentions: []))
      }
      if !clusters[index].forms.contains(words) { clusters[index].forms.append(words) }
      if name.isTyped, !clusters[index].isTyped {
        clusters[index].type = name.type
        clusters[index].isTyped = true
      }
      clusters[index].mentions.append((name.tokens, lexicon.settings.name))
      clusterOfName.append(index)
    }
    addPronouns(to: &clusters, clusterOfName: clusterOfName)
    addGroups(to: &clusters)
    return finish(clusters)
  }

  private func match(_ words: [String], name: NameFinder.Name, in clusters: [Cluster]) -> Int? {
    for (index, cluster) in clusters.enumerated() where cluster.forms.contains(words) {
      return index
    }
    let settings = lexicon.settings
    if words.count == 1, let word = words.first {
      // A surname alone, or a first name: only where one person bears it.
      let bearers = clusters.indices.filter { index in
        clusters[index].type == settings.person
          && clusters[index].forms.contains {
            $0.count > 1 && ($0.last == word || $0.first == word)
          }
      }
      if bearers.count == 1 { return bearers[0] }
      if tokens.isAllCapitals(name.tokens.lowerBound),
        let index = abbreviated(word, name: name, in: clusters)
      {
        return index
      }
    }
    // A longer form of a person's name that was known by its surname with a title.
    if words.count > 1, name.type == settings.person, let surname = words.last {
      let bearers = clusters.indices.filter { index in
        clusters[index].type == settings.person
          && clusters[index].forms.allSatisfy { $0 == [surname] }
      }
      if bearers.count == 1 { return bearers[0] }
    }
    return nil
  }

  /// The entity whose name's capitals an abbreviation spells; or the one that it follows in parentheses.
  private func abbreviated(_ word: String, name: NameFinder.Name, in clusters: [Cluster]) -> Int? {
    let letters = word.filter(\.isLetter)
    for index in clusters.indices.reversed() {
      for form in clusters[index].forms where form.count > 1 {
        let initials = form.compactMap { $0.first }.filter(\.isUppercase)
        if String(initials) == letters { return index }
      }
    }
    let open = name.tokens.lowerBound - 1
    guard tokens.lower(open) == "(", tokens.lower(name.tokens.upperBound) == ")" else { return nil }
    return clusters.indices.last { index in
      clusters[index].mentions.contains { $0.range.upperBound == open }
        && clusters[index].type != lexicon.settings.place
    }
  }

  /// Personal pronouns in the singular go to the person named last before them in this or the sentence before, preferring the one that
  /// opens the sentence; plural ones are left alone.
  private func addPronouns(to clusters: inout [Cluster], clusterOfName: [Int?]) {
    let people = names.indices.filter { index in
      clusterOfName[index].map { clusters[$0].type == lexicon.settings.person } ?? false
    }
    var last: (cluster: Int, sentence: Int)?
    var pointer = 0
    for index in 0..<tokens.count {
      while pointer < people.count, names[people[pointer]].tokens.lowerBound <= index {
        if let cluster = clusterOfName[people[pointer]] {
          let sentence = tokens.document.sentence(ofToken: names[people[pointer]].tokens.lowerBound)
          // The first person of a sentence stays the one that pronouns mean.
          if last?.sentence != sentence { last = (cluster, sentence) }
        }
        pointer += 1
      }
      guard lexicon.settings.personPronouns.contains(tokens.lower[index]), let antecedent = last
      else { continue }
      let sentence = tokens.document.sentence(ofToken: index)
      guard sentence - antecedent.sentence <= 1 else { continue }
      clusters[antecedent.cluster].mentions.append((index..<index + 1, lexicon.settings.pronoun))
      last = (antecedent.cluster, sentence)
    }
  }

  /// Plural nouns for people ("the protesters"): one group for each noun.
  private func addGroups(to clusters: inout [Cluster]) {
    var groups: [String: Int] = [:]
    for index in 0..<tokens.count {
      guard lexicon.heads[tokens.lower[index]] == lexicon.settings.group,
        !tokens.isCapitalized(index)
      else { continue }
      var start = index
      if lexicon.settings.determiners.contains(tokens.lower(index - 1)) { start = index - 1 }
      let range = start..<index + 1
      if let known = groups[tokens.lower[index]] {
        clusters[known].mentions.append((range, lexicon.settings.nominal))
      } else {
        groups[tokens.lower[index]] = clusters.count
        clusters.append(
          Cluster(
            type: lexicon.settings.group, isTyped: true, forms: [],
            mentions: [(range, lexicon.settings.nominal)]))
      }
    }
  }

  private func finish(_ clusters: [Cluster]) -> Resolution {
    var resolution = Resolution()
    var flat: [(range: Range<Int>, kind: String, cluster: Int)] = []
    for (index, cluster) in clusters.enumerated() {
      for mention in cluster.mentions { flat.append((mention.range, mention.kind, index)) }
    }
    flat.sort { tokens.span($0.range) < tokens.span($1.range) }
    // Entities in the order of their first mentions.
    var rank: [Int: Int] = [:]
    for mention in flat where rank[mention.cluster] == nil { rank[mention.cluster] = rank.count }
    var mentionsOf = [[Int]](repeating: [], count: clusters.count)
    for mention in flat {
      guard let entity = rank[mention.cluster] else { continue }
      let index = resolution.mentions.count
      resolution.mentions.append(
        EntityMention(
          span: tokens.span(mention.range), kind: mention.kind,
          type: clusters[mention.cluster].type,
          score: lexicon.settings.confidence(mention.kind)))
      resolution.ranges.append(mention.range)
      resolution.entityOfMention.append(entity)
      mentionsOf[mention.cluster].append(index)
    }
    let order = rank.sorted { $0.value < $1.value }.map(\.key)
    let most = mentionsOf.map(\.count).max() ?? 1
    for cluster in order {
      let indices = mentionsOf[cluster]
      let kind = clusters[cluster].forms.isEmpty ? lexicon.settings.nominal : lexicon.settings.name
      let forms = indices.filter { resolution.mentions[$0].kind == kind }
        .map { tokens.document.text(of: resolution.mentions[$0].span) }
      // The longest form is the fullest; of equals the first.
      let label = forms.reduce("") { $1.unicodeScalars.count > $0.unicodeScalars.count ? $1 : $0 }
      var aliases: [String] = []
      for form in forms
      where form != label && !aliases.contains(form) && kind == lexicon.settings.name {
        aliases.append(form)
      }
      resolution.entities.append(
        Entity(
          type: clusters[cluster].type, label: label, aliases: aliases, mentions: indices,
          salience: Double(indices.count) / Double(most),
          confidence: lexicon.settings.confidence(
            clusters[cluster].isTyped ? "typedEntity" : "guessedEntity")))
    }
    resolution.index(kind: lexicon.settings.name)
    return resolution
  }
}
