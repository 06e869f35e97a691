#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Clocks, memory and files of the machine that a benchmark runs on.
enum Machine {
  static func wallSeconds() -> Double { seconds(CLOCK_MONOTONIC) }
  static func cpuSeconds() -> Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  static func bytes(at path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
      bytes += buffer[0..<count]
    }
    return bytes
  }

  /// Sentences of a file: CoNLL-U where the name says so, otherwise a line each.
  static func sentences(at path: String) -> [[[UInt8]]] {
    let lines = bytes(at: path).split(separator: 0x0A, omittingEmptySubsequences: false)
    guard path.hasSuffix(".conllu") else {
      return lines.map { line in
        line.split { $0 == 0x09 || $0 == 0x20 }.map(Array.init)
      }.filter { !$0.isEmpty }
    }
    var sentences: [[[UInt8]]] = []
    var words: [[UInt8]] = []
    for line in lines {
      let cells = line.split(separator: 0x09)
      if cells.count == 10, cells[0].allSatisfy({ (0x30...0x39).contains($0) }) {
        words.append(Array(cells[1]))
      } else if line.isEmpty, !words.isEmpty {
        sentences.append(words)
        words = []
      }
    }
    return sentences
  }

  /// The process's largest resident size so far and what of it belongs to mapped files, in KB.
  static func memory() -> (peak: Int, files: Int) {
    var peak = 0
    var files = 0
    for line in bytes(at: "/proc/self/status").split(separator: 0x0A) {
      let text = String(decoding: line, as: UTF8.self)
      let value = text.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Int($0) }
      if text.hasPrefix("VmHWM:") { peak = value ?? 0 }
      if text.hasPrefix("RssFile:") { files = value ?? 0 }
    }
    return (peak, files)
  }

  /// Runs a program and waits; returns its exit status.
  static func run(_ arguments: [String], quiet: Bool) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if quiet { posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0) }
    var pointers = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var process = pid_t()
    guard posix_spawnp(&process, arguments[0], &actions, nil, &pointers, environ) == 0 else {
      return -1
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }

  static var description: String {
    var model = "unknown processor"
    var cores = 0
    for line in bytes(at: "/proc/cpuinfo").split(separator: 0x0A) {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("processor") { cores += 1 }
      if text.hasPrefix("model name"), let value = text.split(separator: ":").last {
        model = value.drop { $0 == " " }.description
      }
    }
    return "\(model), \(cores) cores"
  }
}
