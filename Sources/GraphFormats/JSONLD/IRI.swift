extension String {
  /// The text as a part of an IRI: letters, digits, `-`, `.`, `_`, `~` and `/` stay, and so do letters of other scripts; everything
  /// else is percent-encoded, and so are the letters that an IRI may not hold (private use) and the dots and slashes that would make
  /// it a relative path or another address (`..`, a slash at the start).
  var iriPart: String {
    let isPlain = utf8.allSatisfy { byte in
      byte | 0x20 >= 97 && byte | 0x20 <= 122 || byte >= 48 && byte <= 57 || byte == 45
        || byte == 47 || byte == 95 || byte == 126
    }
    if isPlain, utf8.first != UInt8(ascii: "/") { return self }
    var part: [UInt8] = []
    part.reserveCapacity(utf8.count)
    var segmentStart = 0
    var isDotsOnly = true
    func closeSegment(_ part: inout [UInt8]) {
      let count = part.count - segmentStart
      if isDotsOnly, count > 0 {
        part.removeLast(count)
        for _ in 0..<count { part += Array("%2E".utf8) }
      }
    }
    for scalar in unicodeScalars {
      switch scalar {
      case "/" where part.isEmpty:
        Self.percentEncode(scalar, into: &part)
        isDotsOnly = false
      case "/":
        closeSegment(&part)
        part.append(UInt8(ascii: "/"))
        segmentStart = part.count
        isDotsOnly = true
      case ".": part.append(UInt8(ascii: "."))
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_", "~":
        part.append(UInt8(truncatingIfNeeded: scalar.value))
        isDotsOnly = false
      default:
        isDotsOnly = false
        if Self.isIRILetter(scalar) {
          part += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        } else {
          Self.percentEncode(scalar, into: &part)
        }
      }
    }
    closeSegment(&part)
    return String(decoding: part, as: UTF8.self)
  }

  private static func percentEncode(_ scalar: Unicode.Scalar, into part: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
      part += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }

  private static func isIRILetter(_ scalar: Unicode.Scalar) -> Bool {
    guard isUCSCharacter(scalar) else { return false }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// `ucschar` of RFC 3987.
  private static func isUCSCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: return true
    case 0x10000...0xEFFFD:
      return scalar.value & 0xFFFF < 0xFFFE && !(0xE0000..<0xE1000).contains(scalar.value)
    default: return false
    }
  }

  /// Whether the text is an absolute IRI after the grammar of RFC 3987, so that no reader refuses a file for it. Addresses in brackets
  /// (IPv6) are not taken.
  var isAbsoluteIRI: Bool {
    guard let scheme = iriScheme else { return false }
    let rest = unicodeScalars.dropFirst(scheme.unicodeScalars.count + 1)
    var fragments = 0
    var digitsDue = 0
    for scalar in rest {
      if digitsDue > 0 {
        guard scalar.properties.isASCIIHexDigit, scalar.isASCII else { return false }
        digitsDue -= 1
        continue
      }
      switch scalar {
      case "%": digitsDue = 2
      case "#": fragments += 1
      case "a"..."z", "A"..."Z", "0"..."9": break
      default:
        guard "-._~!$&'()*+,;=:@/?".unicodeScalars.contains(scalar) || Self.isUCSCharacter(scalar)
        else { return false }
      }
    }
    return digitsDue == 0 && fragments <= 1 && Self.hasGoodAuthority(rest)
  }

  /// The scheme, without its colon, in the spelling of the text.
  var iriScheme: String? {
    guard let colon = unicodeScalars.firstIndex(of: ":"), let first = unicodeScalars.first,
      first.isASCII,
      first.properties.isAlphabetic
    else { return nil }
    let scheme = unicodeScalars[..<colon]
    let isSound = scheme.allSatisfy {
      $0.isASCII
        && ($0.properties.isAlphabetic || $0.properties.numericType != nil
          || "+-.".unicodeScalars.contains($0))
    }
    return isSound ? String(scheme) : nil
  }

  /// Of `//user@host:port/…`, the part before the path: at most one user, and digits for the port.
  private static func hasGoodAuthority(_ rest: String.UnicodeScalarView.SubSequence) -> Bool {
    guard rest.starts(with: "//".unicodeScalars) else { return true }
    let authority = rest.dropFirst(2).prefix { !"/?#".unicodeScalars.contains($0) }
    let parts = authority.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count <= 2, let host = parts.last else { return false }
    let pieces = host.split(separator: ":", omittingEmptySubsequences: false)
    guard pieces.count <= 2, let name = pieces.first, !name.isEmpty else { return false }
    return pieces.count == 1 || pieces[1].allSatisfy { ("0"..."9").contains($0) }
  }
}
