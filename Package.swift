// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A Swift module with its test target of the same name; arrows point only to modules named before it.
/// - Parameter tests: What the tests need besides.
func module(
  _ name: String, _ dependencies: [Target.Dependency], tests: [Target.Dependency] = []
) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, swiftSettings: strict),
    .testTarget(
      name: name + "Tests", dependencies: [.byName(name: name)] + dependencies + tests,
      swiftSettings: strict),
  ]
}

let package = Package(
  name: "newsgraph",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Newsgraph", targets: ["Newsgraph"]),
    .library(name: "Encoder", targets: ["Encoder"]),
    .executable(name: "newsgraph", targets: ["NewsgraphCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CGraphviz", pkgConfig: "libgvc",
      providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])]),
    .systemLibrary(
      name: "CLibXML2System", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .target(name: "CSchemas"),
    .target(name: "CKernels"),
    .target(name: "CLibXML2", dependencies: ["CLibXML2System"]),
    .target(name: "CGraphvizShim", dependencies: ["CGraphviz"]),
  ]
    + module("Base", [])
    + module("Ontology", ["Base", "CSchemas"])
    + module("Article", ["Base", "CLibXML2"])
    + module("Document", ["Base", "Article"])
    + module("Encoder", ["CKernels"])
    + module("Annotation", ["Base", "Article", "Document", "Encoder"])
    + module("KnowledgeGraph", ["Base", "Ontology"], tests: ["TestSupport"])
    + module("Extraction", ["Base", "Ontology", "Article", "Document", "KnowledgeGraph"])
    + module("GraphFormats", ["Base", "Ontology", "KnowledgeGraph"], tests: ["TestSupport"])
    + module("GraphRendering", ["Base", "Ontology", "KnowledgeGraph", "CGraphvizShim"])
    + [
      .target(
        name: "Newsgraph",
        dependencies: [
          "Base", "Ontology", "Article", "Document", "Encoder", "Annotation", "KnowledgeGraph",
          "Extraction",
          "GraphFormats", "GraphRendering",
        ],
        swiftSettings: strict),
      .executableTarget(
        name: "NewsgraphCommand",
        dependencies: [
          "Newsgraph",
          .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        swiftSettings: strict),
      .target(
        name: "TestSupport", dependencies: ["Base", "Ontology", "KnowledgeGraph"],
        path: "Tests/TestSupport", swiftSettings: strict),
      .executableTarget(
        name: "GenerateGraphs",
        dependencies: ["Base", "Ontology", "KnowledgeGraph", "GraphFormats", "TestSupport"],
        path: "Tests/GenerateGraphs", swiftSettings: strict),
      .testTarget(
        name: "NewsgraphTests", dependencies: ["Newsgraph"], swiftSettings: strict),
      .testTarget(
        name: "CommandTests", dependencies: ["Newsgraph"], swiftSettings: strict),
    ],
  cLanguageStandard: .c2x
)
