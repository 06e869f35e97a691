internal import Base
internal import Document
internal import KnowledgeGraph

/// Finds the relations that stand in fixed patterns: a post before or after a name, a place after a body or a place, a kin word.
struct RelationFinder {
  let tokens: TokenText
  let lexicon: ExtractionLexicon
  let ontology: OntologyView
  let resolution: EntityResolver.Resolution

  func relations() -> [ExtractedRelation] {
    struct Ends: Hashable {
      let type: String
      let subject: Participant
      let object: Participant
    }
    var known: Set<Ends> = []
    var relations: [ExtractedRelation] = []
    func add(_ relation: ExtractedRelation?) {
      guard let relation, relation.subject != relation.object,
        known.insert(
          Ends(type: relation.type, subject: relation.subject, object: relation.object)
        ).inserted
      else { return }
      relations.append(relation)
    }
    for mention in resolution.ranges.indices where isName(mention) {
      add(postAfterName(mention))
      add(postBeforeName(mention))
      add(placeAfter(mention))
      add(kin(mention))
    }
    return relations
  }

  private func isName(_ mention: Int) -> Bool {
    resolution.mentions[mention].kind == lexicon.settings.name
  }

  private func type(_ mention: Int) -> String { resolution.mentions[mention].type }

  private func entity(_ mention: Int) -> Participant {
    .entity(resolution.entityOfMention[mention])
  }

  /// The mention that starts at a token, or after a determiner there.
  private func mention(startingAt index: Int) -> Int? {
    for start in [index, index + 1] {
      if start == index + 1, !lexicon.settings.determiners.contains(tokens.lower(index)) { break }
      if let found = resolution.startingAt[start] { return found }
    }
    return nil
  }

  private func relation(
    _ type: String, _ subject: Int, _ object: Int, title: Range<Int>?, rule: String
  ) -> ExtractedRelation? {
    guard ontology.allows(type, from: self.type(subject), to: self.type(object)) else { return nil }
    var attributes: Attributes = [:]
    if let title, !title.isEmpty {
      attributes["title"] = .text(tokens.document.text(of: tokens.span(title)))
      if title.contains(where: { ["former", "ex", "then"].contains(tokens.lower[$0]) })
        || ["former", "ex-", "then"].contains(tokens.lower(title.lowerBound - 1))
      {
        attributes["former"] = .flag(true)
      }
    }
    return ExtractedRelation(
      type: type, subject: entity(subject), object: entity(object), attributes: attributes,
      factuality: lexicon.settings.asserted,
      evidence: resolution.mentions[subject].span.union(resolution.mentions[object].span),
      confidence: lexicon.settings.confidence(rule))
  }

  /// "Ann Lee, the director of the Harbour Museum" and "Ann Lee, Harbour Museum's director"
  private func postAfterName(_ mention: Int) -> ExtractedRelation? {
    guard type(mention) == lexicon.settings.person,
      tokens.lower(resolution.ranges[mention].upperBound) == ","
    else { return nil }
    let start = resolution.ranges[mention].upperBound + 1
    let sentence = tokens.sentence(of: resolution.ranges[mention].lowerBound)
    for index in start..<max(start, min(start + 8, sentence.upperBound)) {
      if tokens.lower[index] == "," { return nil }
      guard let post = lexicon.titles[tokens.lower[index]],
        lexicon.settings.bodyPrepositions.contains(tokens.lower(index + 1)),
        let body = self.mention(startingAt: index + 2)
      else { continue }
      var first = index
      while first > start, !lexicon.settings.determiners.contains(tokens.lower[first - 1]) {
        first -= 1
      }
      return relation(post, mention, body, title: first..<index + 1, rule: "postAfterName")
    }
    return nil
  }

  /// "Harbour Museum director Ann Lee", "the museum's director, Ann Lee"
  private func postBeforeName(_ mention: Int) -> ExtractedRelation? {
    guard type(mention) == lexicon.settings.person else { return nil }
    var end = resolution.ranges[mention].lowerBound
    if tokens.lower(end - 1) == "," { end -= 1 }
    var start = end
    while start > 0, start > end - 4, resolution.endingAt[start] == nil,
      tokens.lower(start - 1) != "'s", tokens.lower(start - 1) != "’s",
      tokens.document.tokens[start - 1].shape.contains(.word)
    {
      start -= 1
    }
    guard start < end, let post = lexicon.titles[tokens.lower(end - 1)] else { return nil }
    let bodyEnd = ["'s", "’s"].contains(tokens.lower(start - 1)) ? start - 1 : start
    guard
      let body = resolution.endingAt[bodyEnd],
      body != mention
    else { return nil }
    return relation(post, mention, body, title: start..<end, rule: "postBeforeName")
  }

  /// "Leith, Scotland" and "the Harbour Museum in Leith"
  private func placeAfter(_ mention: Int) -> ExtractedRelation? {
    let end = resolution.ranges[mention].upperBound
    guard type(mention) != lexicon.settings.person else { return nil }
    let isPlace = type(mention) == lexicon.settings.place
    guard tokens.lower(end) == (isPlace ? "," : "in"),
      let place = self.mention(startingAt: end + 1),
      type(place) == lexicon.settings.place, isName(place)
    else { return nil }
    // "Oslo, Bergen and Tromsø" is a list.
    if isPlace, ["and", "or"].contains(tokens.lower(resolution.ranges[place].upperBound)) {
      return nil
    }
    return relation(
      isPlace ? lexicon.settings.locatedIn : lexicon.settings.basedIn, mention, place, title: nil,
      rule: isPlace ? "placeInPlace" : "bodyInPlace")
  }

  /// "his wife, Ann Lee": the pronoun's person and the name.
  private func kin(_ mention: Int) -> ExtractedRelation? {
    guard type(mention) == lexicon.settings.person else { return nil }
    var word = resolution.ranges[mention].lowerBound - 1
    if tokens.lower(word) == "," { word -= 1 }
    guard let type = lexicon.kin[tokens.lower(word)] else { return nil }
    let owner = ["'s", "’s"].contains(tokens.lower(word - 1)) ? word - 1 : word
    guard let other = resolution.endingAt[owner],
      self.type(other) == lexicon.settings.person
    else { return nil }
    let isElder =
      type == lexicon.settings.parentOf && !lexicon.childTitles.contains(tokens.lower(word))
    return relation(
      type, isElder ? mention : other, isElder ? other : mention, title: nil, rule: "kin")
  }
}
