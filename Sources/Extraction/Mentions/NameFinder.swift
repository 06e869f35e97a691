internal import Base
internal import Document

/// Finds names: runs of capitalized words, typed by their words and by what stands before them.
struct NameFinder {
  private let tokens: TokenText
  private let lexicon: ExtractionLexicon
  /// Words that stand capitalized where no sentence starts: names wherever they are.
  private let surelyNames: Set<String>

  struct Name {
    let tokens: Range<Int>
    let type: String
    /// Whether the type was told by a cue rather than guessed.
    let isTyped: Bool
    /// The tokens of a title before the name ("Prime Minister"); empty where there is none.
    let title: Range<Int>
  }

  init(tokens: TokenText, lexicon: ExtractionLexicon) {
    self.tokens = tokens
    self.lexicon = lexicon
    var sure: Set<String> = []
    for (number, sentence) in tokens.document.sentences.enumerated() {
      guard !tokens.document.paragraphs[tokens.document.sentences[number].paragraph].isHeadline
      else { continue }
      for index in sentence.tokens.dropFirst()
      where tokens.isCapitalized(index) && tokens.document.tokens[index - 1].shape.contains(.word) {
        sure.insert(tokens.words[index])
      }
    }
    surelyNames = sure
  }

  func names() -> [Name] {
    var result: [Name] = []
    for sentence in tokens.document.sentences {
      let headline = tokens.document.paragraphs[sentence.paragraph].isHeadline
      var index = sentence.tokens.lowerBound
      while index < sentence.tokens.upperBound {
        let end = runEnd(from: index, in: sentence.tokens, headline: headline)
        if end == index {
          index += 1
          continue
        }
        if let name = name(in: index..<end, sentence: sentence.tokens) { result.append(name) }
        index = end
      }
    }
    return result
  }

  private func isNamePart(_ index: Int, headline: Bool) -> Bool {
    guard tokens.isCapitalized(index), tokens.document.tokens[index].shape.contains(.word) else {
      return false
    }
    let lower = tokens.lower[index]
    if lexicon.dates.weekdays[lower] != nil { return false }
    // In a headline every word may have a capital: only what the body knows is a name.
    if headline { return surelyNames.contains(tokens.words[index]) }
    return true
  }

  /// The end of the run of name words that starts here, or its start when there is none.
  private func runEnd(from start: Int, in sentence: Range<Int>, headline: Bool) -> Int {
    guard isNamePart(start, headline: headline) else { return start }
    // "In Oslo": the capital is the sentence's.
    if lexicon.settings.functionWords.contains(tokens.lower[start]), tokens.isCapitalized(start) {
      return start
    }
    var end = start + 1
    var hasHead = isHead(start)
    while end < sentence.upperBound {
      if isNamePart(end, headline: headline) {
        hasHead = hasHead || isHead(end)
        end += 1
        continue
      }
      // "Ministry of Health and Welfare": connectors go on only inside the name of a body.
      let word = tokens.lower[end]
      guard lexicon.settings.connectors.contains(word) else { break }
      let next = tokens.lower(end + 1) == "the" ? end + 2 : end + 1
      let isParticle = word.utf8.count <= 3 && !["of", "for", "and", "the", "&"].contains(word)
      guard next < sentence.upperBound, isNamePart(next, headline: headline),
        hasHead || isParticle || opensBody(start..<end, at: next, in: sentence, headline: headline)
      else { break }
      hasHead = hasHead || isHead(next)
      end = next + 1
    }
    return end
  }

  /// "Economic and Financial Crimes Commission": one word, a connector, and a run that ends in the head of a body.
  private func opensBody(
    _ first: Range<Int>, at next: Int, in sentence: Range<Int>, headline: Bool
  ) -> Bool {
    guard first.count == 1, tokens.lower(first.upperBound) == "and",
      !lexicon.places.contains(tokens.lower[first.lowerBound]),
      !lexicon.givenNames.contains(tokens.lower[first.lowerBound])
    else { return false }
    var end = next
    while end < sentence.upperBound, isNamePart(end, headline: headline) { end += 1 }
    return end - next > 1 && isHead(end - 1)
  }

  private func isHead(_ index: Int) -> Bool { lexicon.heads[tokens.lower[index]] != nil }

  private func name(in run: Range<Int>, sentence: Range<Int>) -> Name? {
    var start = run.lowerBound
    while start < run.upperBound, isLeadingWord(start, in: run) { start += 1 }
    guard start < run.upperBound else { return nil }
    let range = start..<run.upperBound
    if range.count == 1, !isPlausible(start, sentence: sentence, title: start > run.lowerBound) {
      return nil
    }
    let title = run.lowerBound..<start
    let (type, isTyped) = self.type(of: range, hasTitle: hasPersonTitle(title))
    return Name(tokens: range, type: type, isTyped: isTyped, title: title)
  }

  /// Determiners, demonyms and titles that stand before a name and are no part of it.
  private func isLeadingWord(_ index: Int, in run: Range<Int>) -> Bool {
    let lower = tokens.lower[index]
    if lexicon.settings.determiners.contains(lower) { return true }
    let bare = lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    if lexicon.honorifics.contains(bare) || lexicon.titles[lower] != nil {
      // "President of the Court" is a post, but "Court of Appeal" is a name.
      return index + 1 < run.upperBound && tokens.isCapitalized(index + 1)
    }
    return lexicon.demonyms.contains(lower) && run.count > 1
      && !(index + 1 < run.upperBound && isHead(index + 1))
  }

  private func hasPersonTitle(_ title: Range<Int>) -> Bool {
    title.contains {
      let lower = tokens.lower[$0]
      return lexicon.honorifics.contains(lower.hasSuffix(".") ? String(lower.dropLast()) : lower)
        || lexicon.titles[lower] != nil
    }
  }

  /// A single word at the start of a sentence is a name only where something else says so.
  private func isPlausible(_ index: Int, sentence: Range<Int>, title: Bool) -> Bool {
    let word = tokens.words[index]
    let lower = tokens.lower[index]
    if lexicon.demonyms.contains(lower) || lexicon.dates.months[lower] != nil { return false }
    if lexicon.settings.personPronouns.contains(lower) || lower == "i" { return false }
    if title || surelyNames.contains(word) || lexicon.places.contains(lower) { return true }
    let opensSentence =
      index == sentence.lowerBound
      || !tokens.document.tokens[index - 1].shape.contains(.word)
    if !opensSentence { return true }
    return lexicon.givenNames.contains(lower) || tokens.isAllCapitals(index)
  }

  /// The type of the longest known head of up to three words that ends at a token.
  private func headType(endingAt index: Int, from start: Int) -> String? {
    for length in stride(from: min(3, index - start + 1), through: 1, by: -1) {
      let words = (index - length + 1...index).map { tokens.lower($0) }.joined(separator: " ")
      if let type = lexicon.heads[words] { return type }
    }
    return nil
  }

  private func type(of range: Range<Int>, hasTitle: Bool) -> (String, Bool) {
    let settings = lexicon.settings
    let words = range.map { tokens.lower[$0] }
    let full = words.joined(separator: " ")
    if lexicon.places.contains(full) { return (settings.place, true) }
    if hasTitle { return (settings.person, true) }
    let headAt =
      range.first { ["of", "for"].contains(tokens.lower[$0]) }.map { $0 - 1 }
      ?? range.upperBound - 1
    for index in [headAt, range.lowerBound] {
      if let type = headType(endingAt: index, from: range.lowerBound), type != settings.group {
        return (type, true)
      }
    }
    if let first = words.first, words.count > 1, lexicon.givenNames.contains(first) {
      return (settings.person, true)
    }
    let before = tokens.lower(range.lowerBound - 1)
    if range.count <= 2, settings.placePrepositions.contains(before),
      !tokens.isAllCapitals(range.lowerBound)
    {
      return (settings.place, false)
    }
    if range.allSatisfy({ tokens.isAllCapitals($0) }) { return (settings.body, false) }
    return (range.count > 1 && range.count < 5 ? settings.person : settings.body, false)
  }
}
