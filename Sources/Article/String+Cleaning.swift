extension Unicode.Scalar {
  /// White space of any kind, the no-break ones included.
  var isBlank: Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
      0x3000:
      return true
    default: return false
    }
  }

  /// Characters that only steer the layout: soft hyphen, zero-width space, word joiner, byte-order mark.
  var isLayoutOnly: Bool {
    switch value {
    case 0xAD, 0x200B, 0x2060, 0xFEFF: return true
    default: return false
    }
  }

  /// Control characters other than white space.
  var isControl: Bool { value < 0x20 && !isBlank || value >= 0x7F && value < 0xA0 && value != 0x85 }
}

extension StringProtocol {
  /// The text on one line: runs of white space become one space, characters for the layout go, ends are trimmed.
  var collapsed: String {
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    var isSpacePending = false
    func put(_ piece: some Sequence<UInt8>) {
      if isSpacePending { result.append(0x20) }
      isSpacePending = false
      result.append(contentsOf: piece)
    }
    var iterator = utf8.makeIterator()
    while let byte = iterator.next() {
      if byte > 0x20, byte < 0x7F {
        if isSpacePending { result.append(0x20) }
        isSpacePending = false
        result.append(byte)
      } else if byte < 0x80 {
        if byte == 0x20 || byte >= 0x09 && byte <= 0x0D { isSpacePending = !result.isEmpty }
      } else {
        var encoded = [byte]
        let more = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3
        for _ in 0..<more {
          if let next = iterator.next() { encoded.append(next) }
        }
        guard let scalar = String(decoding: encoded, as: UTF8.self).unicodeScalars.first else {
          continue
        }
        if scalar.isBlank {
          isSpacePending = !result.isEmpty
        } else if !scalar.isLayoutOnly, !scalar.isControl {
          put(encoded)
        }
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The text with a space for each line break.
  var withoutLineBreaks: String {
    String(decoding: utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }, as: UTF8.self)
  }

  /// The text without white space at its ends.
  var trimmed: String {
    var view = Substring(self).unicodeScalars
    while let first = view.first, first.isBlank { view.removeFirst() }
    while let last = view.last, last.isBlank { view.removeLast() }
    return String(view)
  }

  /// Letters and digits in lower case: for comparing titles.
  var comparisonKey: String {
    var result = String.UnicodeScalarView()
    for scalar in lowercased().unicodeScalars
    where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      result.append(scalar)
    }
    return String(result)
  }
}
