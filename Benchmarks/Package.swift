// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody's `swift build` of newsgraph sees it.
let package = Package(
  name: "newsgraph-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "newsgraph", path: "..")],
  targets: [
    .executableTarget(
      name: "EncoderParity", dependencies: [.product(name: "Encoder", package: "newsgraph")]),
    .executableTarget(
      name: "EncoderBenchmark", dependencies: [.product(name: "Encoder", package: "newsgraph")]),
  ]
)
