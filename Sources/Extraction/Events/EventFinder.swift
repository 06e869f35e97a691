internal import Base
internal import Document
internal import KnowledgeGraph

/// Finds events by their triggers in the lexicon, with the nearest fitting mentions as arguments.
struct EventFinder {
  let tokens: TokenText
  let lexicon: ExtractionLexicon
  let ontology: OntologyView
  let resolution: EntityResolver.Resolution
  let times: [TimeExpression]
  private let timesBySentence: [Int: [Int]]
  /// Tokens of dates: "March" in one is no protest.
  private let timeTokens: Set<Int>

  init(
    tokens: TokenText, lexicon: ExtractionLexicon, ontology: OntologyView,
    resolution: EntityResolver.Resolution, times: [TimeExpression]
  ) {
    self.tokens = tokens
    self.lexicon = lexicon
    self.ontology = ontology
    self.resolution = resolution
    self.times = times
    timeTokens = Set(times.flatMap { tokens.document.tokens(in: $0.span) })
    timesBySentence = Dictionary(
      grouping: times.indices, by: { tokens.document.sentence(at: times[$0].span.start) ?? 0 })
  }

  func events() -> [ExtractedEvent] {
    var events: [ExtractedEvent] = []
    var recent: [String: [Int]] = [:]
    let factuality = FactualityRules(tokens: tokens, lexicon: lexicon)
    for sentence in tokens.document.sentences {
      var index = sentence.tokens.lowerBound
      while index < sentence.tokens.upperBound {
        guard let (type, range, isVerb) = trigger(at: index, in: sentence.tokens) else {
          index += 1
          continue
        }
        let span = tokens.span(range)
        let arguments = self.arguments(of: type, trigger: range, isVerb: isVerb)
        let event = ExtractedEvent(
          type: type, triggers: [span], label: label(span, arguments: arguments),
          time: time(near: range), factuality: factuality.factuality(of: range.lowerBound),
          arguments: arguments, salience: 0.3,
          confidence: lexicon.settings.confidence(isVerb ? "verbEvent" : "nounEvent"))
        // Only the latest ones of the type are looked at, so that long texts take no longer for their length.
        let candidates = recent[type, default: []].suffix(50)
        if let same = candidates.last(where: { isSame(events[$0], as: event) }) {
          merge(event, into: &events[same])
        } else {
          recent[type, default: []].append(events.count)
          events.append(event)
        }
        index = range.upperBound
      }
    }
    return events
  }

  private func trigger(at index: Int, in sentence: Range<Int>) -> (String, Range<Int>, Bool)? {
    let word = tokens.lower[index]
    for phrase in lexicon.phrases[word] ?? [] {
      let range = index..<index + phrase.words.count
      guard range.upperBound <= sentence.upperBound else { continue }
      if phrase.words.indices.allSatisfy({ tokens.lower[index + $0] == phrase.words[$0] }) {
        return (phrase.type, range, true)
      }
    }
    guard !isInName(index), !timeTokens.contains(index) else { return nil }
    if let noun = lexicon.triggers["n:" + word], isNounLike(index) {
      return (noun.type, index..<index + 1, false)
    }
    if let lemma = lexicon.lemma(word), let verb = lexicon.triggers[lemma], !isNounLike(index) {
      return (verb.type, index..<index + 1, true)
    }
    return nil
  }

  private func isInName(_ index: Int) -> Bool { resolution.nameTokens.contains(index) }

  /// A word after a determiner, an adjective-like word or a preposition is read as a noun.
  private func isNounLike(_ index: Int) -> Bool {
    let before = tokens.lower(index - 1)
    return lexicon.settings.determiners.contains(before)
      || lexicon.settings.bodyPrepositions.contains(before)
      || lexicon.settings.placePrepositions.contains(before) && before != "to"
      || tokens.lower(index + 1) == "of"
  }

  private func arguments(
    of type: String, trigger: Range<Int>, isVerb: Bool
  ) -> [ExtractedEvent.Argument] {
    let settings = lexicon.settings
    let sentence = tokens.sentence(of: trigger.lowerBound)
    let inSentence = resolution.mentions(startingIn: sentence).filter {
      !resolution.ranges[$0].overlaps(trigger)
    }
    var arguments: [ExtractedEvent.Argument] = []
    func add(_ role: String, _ mention: Int) {
      let entity = Participant.entity(resolution.entityOfMention[mention])
      guard ontology.allows(role, of: type, filledBy: resolution.mentions[mention].type),
        !arguments.contains(where: { $0.participant == entity })
      else { return }
      arguments.append(
        ExtractedEvent.Argument(
          role: role, participant: entity,
          evidence: tokens.span(trigger).union(resolution.mentions[mention].span),
          confidence: settings.confidence("role:" + role)))
    }
    let isPassive =
      isVerb
      && (max(sentence.lowerBound, trigger.lowerBound - 3)..<trigger.lowerBound).contains {
        settings.auxiliaries.contains(tokens.lower[$0])
      } && !tokens.lower[trigger.lowerBound].hasSuffix("ing")
    let before = inSentence.last { resolution.ranges[$0].upperBound <= trigger.lowerBound }
    let after = inSentence.first { resolution.ranges[$0].lowerBound >= trigger.upperBound }
    for mention in inSentence {
      let preposition = tokens.lower(resolution.ranges[mention].lowerBound - 1)
      if settings.placePrepositions.contains(preposition), preposition != "to",
        preposition != "from",
        resolution.mentions[mention].type == settings.place,
        resolution.ranges[mention].lowerBound >= trigger.upperBound
      {
        add(settings.placeRole, mention)
        break
      }
    }
    if settings.symmetricTypes.contains(type) {
      for mention in [before, after].compactMap({ $0 }) { add(settings.participant, mention) }
      return arguments
    }
    if let before { add(isPassive ? settings.patient : settings.agent, before) }
    if let after {
      let word = tokens.lower(resolution.ranges[after].lowerBound - 1)
      if word == "by" {
        add(settings.agent, after)
      } else if !isPassive, resolution.ranges[after].lowerBound - trigger.upperBound < 6 {
        add(settings.patient, after)
      }
    }
    return arguments
  }

  /// The time expression of the sentence that stands nearest.
  private func time(near trigger: Range<Int>) -> Int? {
    let sentence = tokens.span(tokens.sentence(of: trigger.lowerBound))
    let span = tokens.span(trigger)
    func distance(_ time: TextSpan) -> Int {
      time.start >= span.end ? time.start - span.end : span.start - time.end
    }
    return timesBySentence[tokens.document.sentence(ofToken: trigger.lowerBound), default: []]
      .filter { sentence.contains(times[$0].span) }
      .min { distance(times[$0].span) < distance(times[$1].span) }
  }

  private func label(_ trigger: TextSpan, arguments: [ExtractedEvent.Argument]) -> String {
    let word = tokens.document.text(of: trigger)
    let ends = [lexicon.settings.patient, lexicon.settings.agent, lexicon.settings.participant]
    for role in ends {
      if let argument = arguments.first(where: { $0.role == role }),
        case .entity(let index) = argument.participant
      {
        return word + " – " + resolution.entities[index].label
      }
    }
    return word
  }

  /// One event told twice: the same type, and an argument in common under the same role.
  private func isSame(_ a: ExtractedEvent, as b: ExtractedEvent) -> Bool {
    guard a.type == b.type, a.factuality == b.factuality else { return false }
    let shared = a.arguments.contains { x in
      x.role != lexicon.settings.placeRole
        && b.arguments.contains { $0.role == x.role && $0.participant == x.participant }
    }
    let clash = a.arguments.contains { x in
      b.arguments.contains { $0.role == x.role && $0.participant != x.participant }
    }
    return shared && !clash
  }

  private func merge(_ event: ExtractedEvent, into known: inout ExtractedEvent) {
    known.triggers += event.triggers
    known.time = known.time ?? event.time
    known.salience = min(1, known.salience + 0.2)
    for argument in event.arguments
    where !known.arguments.contains(where: { $0.participant == argument.participant }) {
      known.arguments.append(argument)
    }
  }
}
