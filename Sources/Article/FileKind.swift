/// Kinds of files that are no text, told by their first bytes.
enum FileKind {
  private static let signatures: [(bytes: [UInt8], name: String, advice: String)] = [
    (Array("%PDF-".utf8), "a PDF file", "convert it with pdftotext first"),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG picture", ""),
    ([0xFF, 0xD8, 0xFF], "a JPEG picture", ""),
    (Array("GIF8".utf8), "a GIF picture", ""),
    ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an Office or EPUB file", "save it as plain text"),
    ([0x50, 0x4B, 0x05, 0x06], "an empty ZIP archive", ""),
    ([0x1F, 0x8B], "a gzip file", "decompress it first"),
    (Array("BZh".utf8), "a bzip2 file", "decompress it first"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz file", "decompress it first"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file", "decompress it first"),
    ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive", ""),
    (Array("Rar!".utf8), "a RAR archive", ""),
    ([0x7F, 0x45, 0x4C, 0x46], "an executable program", ""),
    ([0xCF, 0xFA, 0xED, 0xFE], "an executable program", ""),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Microsoft Office file", "save it as plain text"),
    (Array("{\\rtf".utf8), "an RTF file", "save it as plain text"),
    (Array("SQLite format 3".utf8), "an SQLite database", ""),
    (Array("RIFF".utf8), "a RIFF file (sound, video or WebP picture)", ""),
    (Array("OggS".utf8), "an Ogg file", ""),
    (Array("ID3".utf8), "an MP3 file", ""),
    (Array("wOF".utf8), "a font", ""),
  ]

  /// What the bytes are, if their first ones say so.
  static func named(by bytes: [UInt8]) -> (name: String, advice: String)? {
    for signature in signatures where bytes.starts(with: signature.bytes) {
      return (signature.name, signature.advice)
    }
    // MP4 and its family: the box type follows a length.
    if bytes.count > 11, Array(bytes[4..<8]) == Array("ftyp".utf8) { return ("a video file", "") }
    return nil
  }
}
