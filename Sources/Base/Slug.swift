extension String {
  /// The text as an identifier's part: letters (of any script) in lower case and digits, everything else as single hyphens, at most
  /// `limit` code points; empty when nothing remains.
  public func slug(limit: Int = 48) -> String {
    var result = String.UnicodeScalarView()
    var count = 0
    var pendingHyphen = false
    for scalar in unicodeScalars {
      guard count < limit else { break }
      // An apostrophe inside a word joins its parts: "o'brien" is obrien.
      if scalar == "'" || scalar == "\u{2019}" { continue }
      let properties = scalar.properties
      guard properties.isAlphabetic || properties.numericType == .decimal else {
        pendingHyphen = count > 0
        continue
      }
      if pendingHyphen {
        result.append("-")
        count += 1
        pendingHyphen = false
      }
      for lower in properties.lowercaseMapping.unicodeScalars {
        result.append(lower)
        count += 1
      }
    }
    return String(result)
  }
}
