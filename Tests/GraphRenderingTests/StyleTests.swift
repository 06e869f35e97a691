import Base
import Foundation
import Ontology
import Testing

@testable import GraphRendering

@Suite struct StyleTests {
  let ontology: Ontology
  let style: DiagramStyle

  init() throws {
    ontology = try Ontology.load(TestSchemas.files)
    style = try DiagramStyle.load(from: TestSchemas.files)
  }

  @Test func textAndLinesStandOutFromTheirGround() {
    let node = style.node.colour
    for type in ontology.nodeTypes {
      let look = style.look(ofNode: type.id)
      #expect(Self.contrast(node, look.fill) >= 4.5, "\(type.id)")
      #expect(Self.contrast(look.line, style.background) >= 3, "\(type.id)")
    }
    for group in ontology.eventGroups {
      guard let colours = style.colours(ofEventGroup: group.id) else {
        Issue.record("no colours for \(group.id)")
        continue
      }
      #expect(Self.contrast(node, colours.fill) >= 4.5, "\(group.id)")
      #expect(Self.contrast(colours.line, style.background) >= 3, "\(group.id)")
    }
    for kind in EdgeKind.allCases {
      let look = style.look(ofEdge: kind)
      #expect(Self.contrast(look.text, style.background) >= 4.5, "\(kind)")
      #expect(Self.contrast(look.line, style.background) >= 3, "\(kind)")
    }
    for text in [style.title, style.caption, style.heading, style.legend, style.edge] {
      #expect(Self.contrast(text.colour, style.background) >= 4.5)
      #expect(text.size >= 9)
    }
  }

  @Test func typesAreToldApartWithoutColour() {
    let shapes = ontology.nodeTypes.map { type in
      let look = style.look(ofNode: type.id)
      return [look.shape, look.pattern, String(look.peripheries), look.fill]
    }
    let entities = zip(ontology.nodeTypes, shapes).filter { $0.0.kind != .claim }
      .map { $0.1.prefix(3).joined(separator: " ") }
    #expect(Set(entities).count == entities.count)
    let lines = ontology.factuality.map { term in
      let look = style.look(ofFactuality: term.id)
      return look.pattern + " " + (look.arrowhead ?? "") + " " + look.mark
    }
    #expect(Set(lines).count == lines.count)
  }

  @Test(arguments: [
    (
      "\"background\": \"#FFFFFF\"", "\"background\": \"white\"",
      "\"background\" must be a colour such as #1A2B3C"
    ),
    ("\"size\": 17", "\"size\": 0", "\"size\" must be a number from 4.0 to 100.0"),
    ("\"bold\": true", "\"bold\": 1", "\"bold\" must be true or false"),
    ("\"symmetric\"", "\"symetric\"", "\"symmetric\" is missing"),
    ("\"fallbacks\": [\"Verdana\"", "\"fallbacks\": [7", "this must be a text"),
  ])
  func mistakesAreNamedWithTheirPlace(_ old: String, _ new: String, _ reason: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder.appending(path: "style"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let good = String(
      decoding: try TestSchemas.files.bytes(of: "style/default.json"), as: UTF8.self)
    #expect(good.contains(old))
    try Data(good.replacing(old, with: new, maxReplacements: 1).utf8)
      .write(to: folder.appending(path: "style/default.json"))
    let error = #expect(throws: SchemaError.self) {
      _ = try DiagramStyle.load(from: SchemaFiles(directory: folder.path))
    }
    #expect(error?.summary == reason)
    #expect((error?.location?.line ?? 0) > 0)
  }

  @Test func anUnknownStyleIsMissing() {
    #expect(throws: SchemaError.self) {
      _ = try DiagramStyle.load("nonesuch", from: TestSchemas.files)
    }
  }

  /// WCAG 2.1, contrast ratio of two `#RRGGBB` colours.
  private static func contrast(_ a: String, _ b: String) -> Double {
    let (x, y) = (luminance(a), luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  private static func luminance(_ colour: String) -> Double {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    let channels = [16, 8, 0].map { shift -> Double in
      let channel = Double(value >> shift & 255) / 255
      return channel <= 0.03928 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }
}
