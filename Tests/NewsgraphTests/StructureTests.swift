import Foundation
import Newsgraph
import Testing

/// Rules of the house that a compiler doesn't check.
@Suite struct StructureTests {
  /// Types are data: no id of the ontology stands as a text in the code.
  @Test func noVocabularyInCode() throws {
    let ontology = try Ontology.load()
    var ids = ontology.nodeTypes.map(\.id) + ontology.eventTypes.map(\.id)
    ids += ontology.relationTypes.map(\.id) + ontology.roles.map(\.id)
    ids += ontology.factuality.map(\.id) + ontology.claimEdges.map(\.id)
    // Words that are also names of members in file formats or of options.
    let members: Set<String> = ["about", "addressee", "agent", "place"]
    // Reading articles knows nothing of the ontology; its "Person" is schema.org's.
    for file in Project.files(in: "Sources", extension: "swift")
    where !file.path.contains("/Sources/Article/") {
      let text = try String(contentsOf: file, encoding: .utf8)
      for id in ids where !members.contains(id) && text.contains("\"\(id)\"") {
        Issue.record("\(file.lastPathComponent) has \"\(id)\": types are data, under Schemas/")
      }
    }
  }

  /// Files stay readable.
  @Test func filesAreShort() throws {
    for folder in ["Sources", "Tests"] {
      for file in Project.files(in: folder, extension: "swift") {
        let lines = try String(contentsOf: file, encoding: .utf8).split(
          separator: "\n", omittingEmptySubsequences: false
        ).count
        #expect(lines <= 600, "\(file.lastPathComponent) has \(lines) lines")
      }
    }
  }

  /// A C library is imported by the one module that wraps it.
  @Test func librariesAreWrapped() throws {
    let owners = [
      "CGraphvizShim": "GraphRendering", "CLibXML2": "Article", "CKernels": "Encoder",
      "CSchemas": "Ontology",
    ]
    for file in Project.files(in: "Sources", extension: "swift") {
      let text = try String(contentsOf: file, encoding: .utf8)
      for (library, owner) in owners where text.contains("import \(library)\n") {
        #expect(
          file.path.contains("/Sources/\(owner)/"), "\(file.lastPathComponent) imports \(library)")
      }
    }
  }

  /// All data files are built in, and no other.
  @Test func schemasAreEmbedded() throws {
    let folder = Project.root.appending(path: "Schemas").path + "/"
    let walk = FileManager.default.enumerator(atPath: folder)
    let files = (walk?.allObjects as? [String] ?? []).filter {
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: folder + $0, isDirectory: &isDirectory)
        && !isDirectory.boolValue
        && !$0.hasSuffix("README.md")
    }
    #expect(
      SchemaFiles.embedded.names
        == files.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
    for name in files {
      #expect(try SchemaFiles.embedded.bytes(of: name) == Project.bytes("Schemas/" + name))
    }
  }
}
