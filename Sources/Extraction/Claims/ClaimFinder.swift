internal import Base
internal import Document

/// Finds who says what: quotations with a reporting verb near them, reported speech after one, and "according to".
struct ClaimFinder {
  let tokens: TokenText
  let lexicon: ExtractionLexicon
  let resolution: EntityResolver.Resolution

  func claims() -> [ExtractedClaim] {
    var claims: [ExtractedClaim] = []
    var known: Set<TextSpan> = []
    for sentence in tokens.document.sentences {
      for index in sentence.tokens {
        if let claim = accordingTo(index, in: sentence.tokens)
          ?? reported(index, in: sentence.tokens),
          known.insert(claim.content).inserted
        {
          claims.append(claim)
        }
      }
    }
    return claims.sorted { $0.content < $1.content }
  }

  /// The mention that ends nearest before, or starts nearest after, a token of the same clause.
  private func source(near index: Int, in sentence: Range<Int>) -> Int? {
    let inSentence = resolution.mentions(startingIn: sentence)
    let before = inSentence.last {
      resolution.ranges[$0].upperBound <= index && !isQuoted(resolution.ranges[$0].lowerBound)
    }
    if let before, index - resolution.ranges[before].upperBound < 12,
      index > sentence.lowerBound, !isQuoteMark(index - 1),
      tokens.lower(index - 1) != ","
        || resolution.ranges[before].upperBound < index - 1
    {
      return before
    }
    let after = inSentence.first { resolution.ranges[$0].lowerBound > index }
    if let after, resolution.ranges[after].lowerBound - index < 5,
      !isQuoted(resolution.ranges[after].lowerBound)
    {
      return after
    }
    return before
  }

  private func isQuoteMark(_ index: Int) -> Bool {
    ["\"", "”", "“", "''", "``"].contains(tokens.lower(index))
  }

  private func isQuoted(_ index: Int) -> Bool {
    guard let quotation = tokens.document.quotation(at: tokens.document.tokens[index].span.start)
    else { return false }
    return !tokens.document.quotations[quotation].isSingle
  }

  private func reported(_ index: Int, in sentence: Range<Int>) -> ExtractedClaim? {
    guard let lemma = lexicon.lemma(tokens.lower[index]), let verb = lexicon.reporting[lemma],
      !isQuoted(index), !resolution.nameTokens.contains(index),
      let source = source(near: index, in: sentence)
    else { return nil }
    if let quotation = quotation(beside: index, in: sentence) {
      return claim(
        source, cue: index..<index + 1, content: quotation, direct: true, stance: verb.stance)
    }
    // Verbs such as "know" report only with a clause after them.
    if lexicon.onlyWithClause.contains(lemma), tokens.lower(index + 1) != "that" { return nil }
    // "said that …", "said …": the rest of the sentence.
    var start = index + 1
    if tokens.lower(start) == "that" { start += 1 }
    if resolution.ranges[source].lowerBound > index { start = resolution.ranges[source].upperBound }
    var end = sentence.upperBound
    while end > start, !tokens.document.tokens[end - 1].shape.contains(.word),
      !tokens.document.tokens[end - 1].shape.contains(.number)
    {
      end -= 1
    }
    if tokens.lower(start) == "," || end - start < 3 {
      // ", he said." ends the sentence: what was said stands before it.
      let subject = min(index, resolution.ranges[source].lowerBound)
      var stop = subject
      while stop > sentence.lowerBound, !tokens.document.tokens[stop - 1].shape.contains(.word) {
        stop -= 1
      }
      guard stop - sentence.lowerBound >= 3 else { return nil }
      return claim(
        source, cue: index..<index + 1, content: tokens.span(sentence.lowerBound..<stop),
        direct: false, stance: verb.stance)
    }
    return claim(
      source, cue: index..<index + 1, content: tokens.span(start..<end), direct: false,
      stance: verb.stance)
  }

  /// The content of a quotation of at least four words that touches the sentence of the verb.
  private func quotation(beside index: Int, in sentence: Range<Int>) -> TextSpan? {
    let span = tokens.span(sentence)
    let at = tokens.document.tokens[index].span.start
    let candidates = quotations(overlapping: span).filter { quotation in
      guard !quotation.isSingle, quotation.depth == 0, let content = quotation.contents.first else {
        return false
      }
      return tokens.document.tokens(in: content).count >= 4
    }
    func distance(_ quotation: Quotation) -> Int {
      quotation.span.start > at ? quotation.span.start - at : at - quotation.span.end
    }
    guard let nearest = candidates.min(by: { distance($0) < distance($1) }),
      let first = nearest.contents.first
    else { return nil }
    var content = nearest.contents.dropFirst().reduce(first) { $0.union($1) }
    let last = tokens.document.tokens(in: content).last
    // The comma before the closing mark belongs to the sentence around it.
    if let last, tokens.lower[last] == "," {
      content = TextSpan(start: content.start, end: tokens.document.tokens[last].span.start)
    }
    return content.isEmpty ? nil : content
  }

  /// Quotations are ordered by their start; one of them rarely spans more than the last few sentences.
  private func quotations(overlapping span: TextSpan) -> [Quotation] {
    let all = tokens.document.quotations
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].span.start < span.end { low = middle + 1 } else { high = middle }
    }
    return all[max(0, low - 20)..<low].filter { $0.span.overlaps(span) }
  }

  private func accordingTo(_ index: Int, in sentence: Range<Int>) -> ExtractedClaim? {
    for phrase in lexicon.accordingTo {
      let range = index..<index + phrase.count
      guard range.upperBound < sentence.upperBound,
        phrase.indices.allSatisfy({ tokens.lower[index + $0] == phrase[$0] }),
        let source = resolution.mentions(startingIn: range.upperBound..<range.upperBound + 4).first
      else { continue }
      let content: Range<Int>
      if index == sentence.lowerBound {
        var start = resolution.ranges[source].upperBound
        while start < sentence.upperBound, tokens.lower[start] != "," { start += 1 }
        content =
          min(
            start + 1, sentence.upperBound)..<max(
            min(start + 1, sentence.upperBound), sentence.upperBound - 1)
      } else {
        let stop = tokens.lower(index - 1) == "," ? index - 1 : index
        content = sentence.lowerBound..<stop
      }
      guard content.count >= 3 else { continue }
      return claim(
        source, cue: range, content: tokens.span(content), direct: false,
        stance: lexicon.settings.assertsStance)
    }
    return nil
  }

  private func claim(
    _ source: Int, cue: Range<Int>, content: TextSpan, direct: Bool, stance: String
  ) -> ExtractedClaim {
    let speaker = Participant.entity(resolution.entityOfMention[source])
    var about: [Participant] = []
    for index in resolution.mentions(startingIn: tokens.document.tokens(in: content))
    where content.contains(resolution.mentions[index].span)
      && resolution.mentions[index].kind == lexicon.settings.name
    {
      let participant = Participant.entity(resolution.entityOfMention[index])
      if participant != speaker, !about.contains(participant), about.count < 3 {
        about.append(participant)
      }
    }
    return ExtractedClaim(
      source: speaker, cue: tokens.span(cue), content: content, isDirect: direct, stance: stance,
      about: about, confidence: lexicon.settings.confidence(direct ? "quotation" : "reported"))
  }
}
