/// Takes the time of making out of a PDF, so that the same graph gives the same bytes.
enum PDFFinisher {
  /// Overwrites the digits of the dates in place: the file's table of offsets stays right.
  static func finish(_ pdf: [UInt8]) -> [UInt8] {
    var bytes = pdf
    for key in ["/CreationDate", "/ModDate"] {
      let mark = Array(key.utf8)
      var index = 0
      while let found = bytes[index...].firstRange(of: mark) {
        index = found.upperBound
        guard let open = bytes[index...].prefix(4).firstIndex(of: UInt8(ascii: "(")) else {
          continue
        }
        let fixed = Array("D:20000101000000Z00'00'".utf8)
        var position = open + 1
        for digit in fixed {
          guard position < bytes.count, bytes[position] != UInt8(ascii: ")") else { break }
          bytes[position] = digit
          position += 1
        }
      }
    }
    return bytes
  }
}
