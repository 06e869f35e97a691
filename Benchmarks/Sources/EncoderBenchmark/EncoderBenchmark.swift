// Speed, share of the int8 peak, cold start and memory of the encoder on this machine.
//
//   EncoderBenchmark WEIGHTS TEXT... [--threads 1,2] [--words 30000] [--passes 3] [--kernels NAME]
//   EncoderBenchmark cold WEIGHTS TEXT...   load and encode the first 600 words, once
//
// TEXT holds a sentence or paragraph a line, words between tabs or spaces; or CoNLL-U. It is grouped
// into documents of about 600 words, as articles are.

@_spi(Inspection) import Encoder

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@main
enum EncoderBenchmark {
  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "cold", arguments.count >= 3 {
      try cold(weights: arguments[1], texts: Array(arguments.dropFirst(2)))
      return
    }
    var options: [String: String] = [:]
    while let index = arguments.firstIndex(where: { $0.hasPrefix("--") }),
      index + 1 < arguments.count
    {
      options[String(arguments[index].dropFirst(2))] = arguments[index + 1]
      arguments.removeSubrange(index...index + 1)
    }
    guard arguments.count >= 2 else {
      print("usage: EncoderBenchmark WEIGHTS TEXT... [--threads 1,2] [--words N] [--passes N]")
      exit(64)
    }
    let limit = options["words"].flatMap { Int($0) } ?? 30_000
    let passes = options["passes"].flatMap { Int($0) } ?? 3
    let threads = (options["threads"] ?? "1,2").split(separator: ",").compactMap { Int($0) }
    let kernels = options["kernels"].flatMap { Kernels(rawValue: $0) } ?? .preferred

    let model = try EncoderModel(path: arguments[0])
    let encoder = Encoder(model: model, kernels: kernels)
    let texts = Array(arguments.dropFirst())
    let documents = documents(at: texts, limit: limit)
    let words = documents.reduce(0) { $0 + $1.words.count }
    let lengths = documents.map { model.windowLengths(of: $0) }
    let pieces = lengths.reduce(0) { $0 + $1.pieces }
    let frames = lengths.reduce(0) { $0 + 2 * $1.windows.count }
    let operations = zip(documents, lengths).reduce(0.0) { sum, document in
      let share = Double(document.0.words.count) / Double(max(1, document.1.windows.count))
      return sum
        + document.1.windows.reduce(0.0) { $0 + model.operations(pieces: $1, words: Int(share)) }
    }
    print("machine: \(Machine.description)")
    print(
      "text: \(documents.count) documents, \(words) words, \(pieces) pieces, "
        + "\(lengths.reduce(0) { $0 + $1.windows.count }) windows")
    let peak = peakSpeed(kernels)
    print(
      "kernels: \(encoder.kernels.rawValue); int8 product at its best \(gigas(peak)) GOPS a thread "
        + "(CPU time)")
    for count in threads {
      let speed = measure(encoder, documents, threads: count, passes: passes)
      let wall = 1 / speed.wall
      let cpu = Double(count) / speed.cpu
      print(
        "\(count) thread(s): \(Int(Double(words) * wall)) words/s, "
          + "\(Int(Double(pieces + frames) * wall)) subtokens/s by wall clock; "
          + "\(Int(Double(words) / speed.cpu)) words, "
          + "\(Int(Double(pieces + frames) / speed.cpu)) subtokens per CPU second; "
          + "\(gigas(operations / speed.cpu)) GOPS a CPU second, "
          + "\(Int((100 * operations / speed.cpu / peak).rounded())) % of the peak; "
          + "CPU share \(Int((100 * wall / cpu * Double(count)).rounded())) %")
    }
    coldStarts(weights: arguments[0], texts: texts)
  }

  /// The best of several passes, by CPU time and by wall clock.
  static func measure(
    _ encoder: Encoder, _ documents: [EncoderInput], threads: Int, passes: Int
  ) -> (wall: Double, cpu: Double) {
    var best = (wall: Double.infinity, cpu: Double.infinity)
    for _ in 0..<passes {
      let wall = Machine.wallSeconds()
      let cpu = Machine.cpuSeconds()
      if threads == 1 {
        for document in documents { _ = encoder.encode(document) }
      } else {
        // One long text: its windows are what the threads share.
        _ = encoder.encode(joined(documents), threads: threads)
      }
      best.wall = min(best.wall, Machine.wallSeconds() - wall)
      best.cpu = min(best.cpu, Machine.cpuSeconds() - cpu)
    }
    return best
  }

  static func joined(_ documents: [EncoderInput]) -> EncoderInput {
    var bytes: [UInt8] = []
    var words: [Range<Int>] = []
    var starts: [Int] = []
    for document in documents {
      starts += document.unitStarts.map { $0 + words.count }
      words += document.words.map { $0.lowerBound + bytes.count..<$0.upperBound + bytes.count }
      bytes += document.bytes
    }
    return EncoderInput(bytes: bytes, words: words, unitStarts: starts)
  }

  /// Operations a CPU second of the int8 product at the shape that suits it best.
  static func peakSpeed(_ kernels: Kernels) -> Double {
    var best = 0.0
    for (rows, columns, inner) in [
      (96, 384, 384), (96, 384, 1536), (256, 768, 768), (96, 96, 1536),
    ] {
      _ = kernels.multiply(rows: rows, columns: columns, inner: inner, times: 3)
      for _ in 0..<8 {
        let start = Machine.cpuSeconds()
        let times = kernels == .portable ? 2 : 40
        let done = kernels.multiply(rows: rows, columns: columns, inner: inner, times: times)
        best = max(best, done / (Machine.cpuSeconds() - start))
      }
    }
    return best
  }

  static func coldStarts(weights: String, texts: [String]) {
    let program = CommandLine.arguments[0]
    var walls: [Double] = []
    for _ in 0..<5 {
      let start = Machine.wallSeconds()
      guard Machine.run([program, "cold", weights] + texts, quiet: !walls.isEmpty) == 0 else {
        print("cold start: failed")
        return
      }
      walls.append(Machine.wallSeconds() - start)
    }
    let sorted = walls.sorted()
    print(
      "cold start, 600 words, process start to exit: best \(milliseconds(sorted[0])) ms, "
        + "median \(milliseconds(sorted[2])) ms")
  }

  static func cold(weights: String, texts: [String]) throws {
    let input = documents(at: texts, limit: 600).first ?? EncoderInput(sentences: [])
    let start = Machine.wallSeconds()
    let model = try EncoderModel(path: weights)
    let loaded = Machine.wallSeconds()
    let encoded = Encoder(model: model).encode(input, threads: 2)
    let done = Machine.wallSeconds()
    let memory = Machine.memory()
    print(
      "cold: \(input.words.count) words, \(encoded.sentences.count) sentences; load "
        + "\(milliseconds(loaded - start)) ms, encode \(milliseconds(done - loaded)) ms; memory at "
        + "its peak \(memory.peak / 1024) MB, of it \(memory.files / 1024) MB mapped files (the "
        + "weights, \(model.fileSize >> 20) MB, and libraries)")
  }

  /// Documents of about 600 words.
  static func documents(at paths: [String], limit: Int) -> [EncoderInput] {
    var documents: [EncoderInput] = []
    var sentences: [[[UInt8]]] = []
    var count = 0
    var total = 0
    for sentence in paths.flatMap(Machine.sentences) {
      guard total < limit else { break }
      sentences.append(sentence)
      count += sentence.count
      total += sentence.count
      if count >= min(600, limit) {
        documents.append(EncoderInput(sentences: sentences))
        sentences = []
        count = 0
      }
    }
    if !sentences.isEmpty { documents.append(EncoderInput(sentences: sentences)) }
    return documents
  }

  static func gigas(_ value: Double) -> String { String(Int((value / 1e9).rounded())) }

  static func milliseconds(_ seconds: Double) -> String {
    String((seconds * 10_000).rounded() / 10)
  }
}
