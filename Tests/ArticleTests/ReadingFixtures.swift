import Base
import Foundation
import Testing

@testable import Article

/// The package's data and fixtures, found from this file.
enum ReadingFixtures {
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: package.appendingPathComponent(path)))
  }

  static func fixture(_ name: String) throws -> [UInt8] {
    try bytes("Tests/Fixtures/reading/" + name)
  }

  private static let shared = Result {
    try ReadingRules(
      html: bytes("Schemas/reading/html.json"), text: bytes("Schemas/reading/text.json"))
  }

  static func rules() throws -> ReadingRules { try shared.get() }

  static func read(
    _ text: String, _ format: Article.Format? = nil, name: String = "t",
    limits: Article.Limits = Article.Limits()
  ) throws -> Article {
    try Article.read(Array(text.utf8), format: format, name: name, rules: rules(), limits: limits)
  }

  /// The error that reading gives.
  static func error(
    _ bytes: [UInt8], _ format: Article.Format? = nil, name: String = "t",
    limits: Article.Limits = Article.Limits()
  ) throws -> ArticleError {
    let rules = try rules()
    do {
      let article = try Article.read(
        bytes, format: format, name: name, rules: rules, limits: limits)
      Issue.record("was read: \(article.text.prefix(80))")
      throw CancellationError()
    } catch let error as ArticleError {
      return error
    }
  }
}
