internal import Base
internal import Ontology

/// Reads a style's file with messages that name file, line and column.
struct StyleReader {
  let name: String
  let bytes: [UInt8]
  let value: JSONValue

  func problem(_ reason: String, at place: JSONValue? = nil) -> SchemaError {
    .invalid(
      reason,
      SourceLocation(
        name: "Schemas/" + name, byte: (place ?? value).offset, in: bytes))
  }

  func member(_ key: String) throws(SchemaError) -> StyleReader {
    guard let member = value[key] else { throw problem("\"\(key)\" is missing") }
    return StyleReader(name: name, bytes: bytes, value: member)
  }

  func string(_ key: String) throws(SchemaError) -> String {
    guard let text = value[key]?.string else {
      throw problem("\"\(key)\" must be a text", at: value[key])
    }
    return text
  }

  /// The value itself as a text.
  func text() throws(SchemaError) -> String {
    guard let text = value.string else { throw problem("this must be a text") }
    return text
  }

  func optionalString(_ key: String) throws(SchemaError) -> String? {
    value[key] == nil ? nil : try string(key)
  }

  func flag(_ key: String) throws(SchemaError) -> Bool {
    guard let flag = value[key]?.bool else {
      throw problem("\"\(key)\" must be true or false", at: value[key])
    }
    return flag
  }

  func optionalFlag(_ key: String) throws(SchemaError) -> Bool {
    value[key] == nil ? false : try flag(key)
  }

  func number(_ key: String, _ range: ClosedRange<Double>) throws(SchemaError) -> Double {
    guard let number = value[key]?.number, range.contains(number) else {
      throw problem(
        "\"\(key)\" must be a number from \(range.lowerBound) to \(range.upperBound)",
        at: value[key])
    }
    return number
  }

  func strings(_ key: String) throws(SchemaError) -> [String] {
    guard let values = value[key]?.array else {
      throw problem("\"\(key)\" must be a list of texts", at: value[key])
    }
    var result: [String] = []
    for item in values {
      guard let text = item.string else { throw problem("this must be a text", at: item) }
      result.append(text)
    }
    return result
  }

  func pair(_ key: String) throws(SchemaError) -> (Double, Double) {
    guard let values = value[key]?.array, values.count == 2, let first = values[0].number,
      let second = values[1].number, (0...5).contains(first), (0...5).contains(second)
    else { throw problem("\"\(key)\" must be two numbers from 0 to 5", at: value[key]) }
    return (first, second)
  }

  /// `#RRGGBB`: a form that needs no table of names and can't be misread.
  func colour(_ key: String) throws(SchemaError) -> String {
    let text = try string(key)
    guard text.utf8.count == 7, text.hasPrefix("#"), text.dropFirst().allSatisfy(\.isHexDigit)
    else { throw problem("\"\(key)\" must be a colour such as #1A2B3C", at: value[key]) }
    return text
  }

  func table<T>(
    _ key: String, _ make: (StyleReader) throws(SchemaError) -> T
  ) throws(SchemaError) -> [String: T] {
    guard let members = value[key]?.members else {
      throw problem("\"\(key)\" must be an object", at: value[key])
    }
    var result: [String: T] = [:]
    for member in members {
      result[member.key] = try make(
        StyleReader(name: name, bytes: bytes, value: member.value))
    }
    return result
  }
}
