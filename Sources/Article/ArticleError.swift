public import Base

/// Why bytes can't be read as an article.
public struct ArticleError: Failure, Equatable {
  /// What went wrong, as a stable word for programs.
  public enum Code: String, Sendable, CaseIterable {
    case empty
    case blank
    case binary
    case undecodable
    case unsupportedEncoding = "unsupported-encoding"
    case tooLarge = "too-large"
    case tooDeep = "too-deep"
    case badFrontMatter = "bad-front-matter"
    case badMarkup = "bad-markup"
    case noArticleText = "no-article-text"
    case badRecord = "bad-record"
  }

  public let kind = FailureKind.badInput
  public let code: Code
  public let summary: String
  public let location: SourceLocation?
  public let advice: String

  /// - Parameters:
  ///   - summary: What is wrong, without the place.
  ///   - advice: What to do about it.
  public init(_ code: Code, _ summary: String, at location: SourceLocation, advice: String = "") {
    self.code = code
    self.summary = summary
    self.location = location
    self.advice = advice
  }
}
