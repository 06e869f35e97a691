internal import Base
internal import Document

/// Reads a trigger's factuality off the words around it in its clause.
struct FactualityRules {
  let tokens: TokenText
  let lexicon: ExtractionLexicon

  /// - Returns: Id of a factuality for what the token at `trigger` tells of.
  func factuality(of trigger: Int) -> String {
    let settings = lexicon.settings
    let clause = clause(around: trigger)
    let before = (clause.lowerBound..<trigger).suffix(6)
    if before.contains(where: { settings.negations.contains(tokens.lower[$0]) }) {
      return settings.counterfactual
    }
    if clause.contains(where: { settings.allegations.contains(tokens.lower[$0]) }) {
      return settings.alleged
    }
    if before.contains(where: { settings.plans.contains(tokens.lower[$0]) }) {
      return settings.planned
    }
    if before.contains(where: { settings.possibilities.contains(tokens.lower[$0]) }) {
      return settings.possible
    }
    // A question asserts nothing.
    if let last = tokens.sentence(of: trigger).last, tokens.lower[last] == "?" {
      return settings.possible
    }
    return settings.asserted
  }

  /// The stretch between the commas, semicolons and dashes around a token.
  func clause(around index: Int) -> Range<Int> {
    let sentence = tokens.sentence(of: index)
    var start = index
    while start > sentence.lowerBound, !isBoundary(start - 1) { start -= 1 }
    var end = index + 1
    while end < sentence.upperBound, !isBoundary(end) { end += 1 }
    return start..<end
  }

  private func isBoundary(_ index: Int) -> Bool {
    [",", ";", ":", "—", "–", "(", ")", "\"", "“", "”"].contains(tokens.lower[index])
  }
}
