// Writes what the encoder computes, for Benchmarks/parity.py to compare with torch.
//
//   EncoderParity pieces WEIGHTS < WORDS       a word a line; prints its shape and pieces
//   EncoderParity scores WEIGHTS < SENTENCES   words between tabs; writes floats (see `write`)
//   EncoderParity tags WEIGHTS < DOCUMENTS     sentences, an empty line after each document; prints a
//                                              line a word (tag, governor, relation, start) and, after
//                                              "spans", a line a span (first, end, label)

@_spi(Inspection) import Encoder

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@main
enum EncoderParity {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else {
      print("usage: EncoderParity pieces|scores|tags WEIGHTS < INPUT")
      exit(64)
    }
    let model = try EncoderModel(path: arguments[2])
    switch arguments[1] {
    case "pieces": pieces(model)
    case "tags": tags(Encoder(model: model))
    default: scores(Encoder(model: model))
    }
  }

  /// Lines as bytes: Swift's own line reading would mend malformed text.
  static func lines() -> [[UInt8]] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(0, &buffer, buffer.count), count > 0 { bytes += buffer[0..<count] }
    return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map(Array.init)
  }

  static func pieces(_ model: EncoderModel) {
    for line in lines() {
      let (pieces, shape) = model.pieces(of: line)
      print(([Int32(shape)] + pieces).map(String.init).joined(separator: " "))
    }
  }

  /// Trees and spans in the sentences as given; sentence starts in each document as a whole.
  static func tags(_ encoder: Encoder) {
    var sentences: [[[UInt8]]] = []
    for line in lines() {
      guard line.isEmpty else {
        sentences.append(line.split(separator: 0x09).map(Array.init))
        continue
      }
      let input = EncoderInput(sentences: sentences)
      let text = encoder.encode(input)
      let whole = encoder.encode(
        EncoderInput(bytes: input.bytes, words: input.words), sentences: .predicted)
      let tags = text.labels(ofHead: "upos")?.labels ?? []
      let starts = whole.labels(ofHead: "boundary")?.labels ?? []
      var out = ""
      for word in input.words.indices {
        out +=
          "\(tags[word]) \(text.governors[word]) \(text.relations[word]) \(starts[word])\n"
      }
      out += "spans\n"
      for span in text.spans.first ?? [] {
        out += "\(span.words.lowerBound) \(span.words.upperBound) \(span.label)\n"
      }
      print(out)
      sentences = []
    }
  }

  static func scores(_ encoder: Encoder) {
    for line in lines() {
      let words = line.split(separator: 0x09).map(Array.init)
      let window = encoder.inspect(EncoderInput(sentences: [words]))
      write(window.vectors)
      for head in window.linear { write(head) }
      write(window.arcs)
      write(window.relations)
      for head in window.spans { write(head) }
    }
  }

  /// A count (32 bits) and as many floats, in the machine's order.
  static func write(_ floats: [Float]) {
    var bytes: [UInt8] = []
    withUnsafeBytes(of: Int32(floats.count)) { bytes += $0 }
    floats.withUnsafeBytes { bytes += $0 }
    var done = 0
    while done < bytes.count {
      let written = bytes[done...].withUnsafeBytes {
        #if canImport(Glibc)
          Glibc.write(1, $0.baseAddress, $0.count)
        #else
          Darwin.write(1, $0.baseAddress, $0.count)
        #endif
      }
      guard written > 0 else { exit(74) }
      done += written
    }
  }
}
