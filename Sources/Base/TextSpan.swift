/// Half-open range of Unicode code points (`unicodeScalars`) in an article's text.
public struct TextSpan: Hashable, Comparable, Sendable {
  /// Offset of the first code point.
  public let start: Int
  /// Offset after the last code point.
  public let end: Int

  /// - Precondition: `0 <= start <= end`.
  public init(start: Int, end: Int) {
    precondition(0 <= start && start <= end, "a span must not be reversed or negative")
    self.start = start
    self.end = end
  }

  /// Number of code points covered.
  public var count: Int { end - start }

  public var isEmpty: Bool { start == end }

  /// Whether every code point of `other` lies in this span.
  public func contains(_ other: TextSpan) -> Bool { start <= other.start && other.end <= end }

  public func contains(_ offset: Int) -> Bool { start <= offset && offset < end }

  /// Whether the two spans share a code point.
  public func overlaps(_ other: TextSpan) -> Bool { start < other.end && other.start < end }

  /// The smallest span that covers both.
  public func union(_ other: TextSpan) -> TextSpan {
    TextSpan(start: min(start, other.start), end: max(end, other.end))
  }

  /// By start, and the longer span first where two start together (outer before inner).
  public static func < (a: TextSpan, b: TextSpan) -> Bool {
    a.start != b.start ? a.start < b.start : a.end > b.end
  }
}
