public import Base

/// A news article: its text, which is the offset space of everything found in it, and what is known about it.
public struct Article: Sendable, Equatable {
  /// How an article is written down.
  public enum Format: String, Sendable, CaseIterable {
    case plainText = "text"
    case markdown
    case html
  }

  /// How the bytes of an article stand for characters.
  public enum Encoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case windows1252 = "windows-1252"
    case latin9 = "ISO-8859-15"
  }

  /// What input is refused, so that no file can exhaust the machine.
  public struct Limits: Sendable, Equatable {
    /// The largest file, in bytes.
    public var bytes: Int
    /// How deep elements may nest; what stands deeper than a browser keeps (512) is read as if it stood there.
    public var depth: Int
    /// How many elements and pieces of text an HTML file may have.
    public var nodes: Int

    public init(bytes: Int = 64 << 20, depth: Int = 2000, nodes: Int = 4_000_000) {
      self.bytes = bytes
      self.depth = depth
      self.nodes = nodes
    }
  }

  public var title: String?
  /// Names of the authors, one each.
  public var byline: [String]
  public var publisher: String?
  /// When it was published; the anchor of relative dates.
  public var published: EDTFDate?
  /// When it was last changed, where the article says so.
  public var modified: EDTFDate?
  public var url: String?
  /// BCP 47 tag, as declared.
  public var language: String?
  /// The schema.org type that the page declares, such as a type for opinion.
  public var kind: String?
  /// The text: the decoded file as it stands for plain text, the extracted text for markup.
  public let text: String
  /// SHA-256 of the text's UTF-8, in hexadecimal digits.
  public let sha256: String
  public let format: Format
  public let encoding: Encoding
  /// What the reader decided or repaired, one line each, for a curious user.
  public let notes: [String]

  /// An article from its parts.
  public init(
    text: String, title: String? = nil, byline: [String] = [], publisher: String? = nil,
    published: EDTFDate? = nil, modified: EDTFDate? = nil, url: String? = nil,
    language: String? = nil, kind: String? = nil, format: Format = .plainText,
    encoding: Encoding = .utf8, notes: [String] = []
  ) {
    self.text = text
    self.title = title
    self.byline = byline
    self.publisher = publisher
    self.published = published
    self.modified = modified
    self.url = url
    self.language = language
    self.kind = kind
    self.format = format
    self.encoding = encoding
    self.notes = notes
    sha256 = SHA256.hexDigest(text.utf8)
  }
}
