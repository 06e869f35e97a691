/// Where a writer's bytes go: a file, memory, a counter.
///
/// The error type is the sink's own, so that a full disk never looks like a bad graph.
public protocol ByteSink<SinkError> {
  associatedtype SinkError: Error
  mutating func write(_ bytes: [UInt8]) throws(SinkError)
}

/// Collects bytes in memory.
public struct MemorySink: ByteSink {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func write(_ new: [UInt8]) throws(Never) { bytes.append(contentsOf: new) }
}
