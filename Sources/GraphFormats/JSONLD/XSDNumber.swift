/// Numbers in the canonical forms of XML Schema, which every RDF reader leaves as they are.
enum XSDNumber {
  /// `1.0`, `0.25`, `0.0000001`.
  static func decimal(_ value: Double) -> String {
    let (isNegative, digits, point) = parts(value)
    var text = isNegative ? "-" : ""
    if point <= 0 {
      text += "0." + String(repeating: "0", count: -point) + digits
    } else if point >= digits.utf8.count {
      text += digits + String(repeating: "0", count: point - digits.utf8.count) + ".0"
    } else {
      text += digits.prefix(point) + "." + digits.dropFirst(point)
    }
    return text
  }

  /// `2.5E0`, `1.0E300`.
  static func double(_ value: Double) -> String {
    let (isNegative, digits, point) = parts(value)
    let fraction = digits.dropFirst()
    let exponent = digits == "0" ? 0 : point - 1
    return (isNegative ? "-" : "")
      + "\(digits.prefix(1)).\(fraction.isEmpty ? "0" : fraction)E\(exponent)"
  }

  /// The shortest digits that read back the same, without zeros at either end, and where the decimal point stands in them.
  private static func parts(_ value: Double) -> (isNegative: Bool, digits: String, point: Int) {
    var isNegative = false
    var digits = ""
    var point: Int?
    var exponent = ""
    var isInExponent = false
    for scalar in value.description.unicodeScalars {
      switch scalar {
      case "e", "E": isInExponent = true
      case _ where isInExponent: if scalar != "+" { exponent.unicodeScalars.append(scalar) }
      case "-": isNegative = true
      case ".": point = digits.utf8.count
      default: digits.unicodeScalars.append(scalar)
      }
    }
    var position = (point ?? digits.utf8.count) + (Int(exponent) ?? 0)
    while digits.hasPrefix("0"), digits.utf8.count > 1 {
      digits.removeFirst()
      position -= 1
    }
    while digits.hasSuffix("0"), digits.utf8.count > 1 { digits.removeLast() }
    if digits == "0" { return (false, "0", 1) }
    return (isNegative, digits, position)
  }
}
