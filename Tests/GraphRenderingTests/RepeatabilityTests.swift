import Foundation
import KnowledgeGraph
import Testing

@testable import GraphRendering

@Suite(.serialized) struct RepeatabilityTests {
  let renderer: GraphRenderer

  init() throws { renderer = try TestSchemas.renderer() }

  @Test(arguments: DiagramLayout.allCases)
  func sameBytesAfterOtherGraphs(_ layout: DiagramLayout) throws {
    let graph = GraphSketch.news
    let options = DiagramOptions(layout: layout, claims: .arrows)
    for format in DiagramFormat.allCases {
      let first = try renderer.render(graph, as: format, options: options).bytes
      for other in DiagramLayout.allCases {
        _ = try renderer.render(
          GraphSketch.ring(17), as: .svg, options: DiagramOptions(layout: other))
      }
      #expect(try renderer.render(graph, as: format, options: options).bytes == first, "\(format)")
    }
  }

  @Test func bytesDoNotDependOnTheClock() throws {
    let first = try renderer.render(GraphSketch.news, as: .pdf).bytes
    #expect(String(decoding: first, as: UTF8.self).contains("/CreationDate (D:20000101000000Z"))
    Thread.sleep(forTimeInterval: 1.1)
    #expect(try renderer.render(GraphSketch.news, as: .pdf).bytes == first)
  }

  @Test func manyTasksAtOnce() async throws {
    let renderer = self.renderer
    let expected = try (10..<14).map { try renderer.render(GraphSketch.ring($0), as: .svg).bytes }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for task in 0..<64 {
        group.addTask {
          let index = task % expected.count
          return try renderer.render(GraphSketch.ring(10 + index), as: .svg).bytes
            == expected[index]
        }
      }
      for try await isSame in group { #expect(isSame) }
    }
  }

  #if os(Linux)
    /// A leak makes every batch of pictures grow the process; other tests of the same process, which run beside this one, only some.
    @Test func twoHundredPicturesLeaveMemoryFlat() throws {
      let graph = GraphSketch.news
      for _ in 0..<30 { _ = try renderer.render(graph, as: .svg) }
      var growths: [Int] = []
      for _ in 0..<4 {
        let before = try Self.residentKilobytes()
        for round in 0..<200 {
          _ = try renderer.render(graph, as: round % 20 == 0 ? .png : .svg)
        }
        growths.append(try Self.residentKilobytes() - before)
        if growths.last ?? 0 < 6000 { break }
      }
      #expect(growths.contains { $0 < 6000 }, "each batch grew: \(growths) kB")
    }

    private static func residentKilobytes() throws -> Int {
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
      return try #require(Int(line.split(separator: " ", omittingEmptySubsequences: true)[1]))
    }
  #endif

  @Test(.timeLimit(.minutes(2))) func threeHundredNodes() throws {
    let graph = GraphSketch.ring(300)
    let few = try renderer.render(graph, as: .svg)
    #expect(few.coverage.drawnNodes.count + few.coverage.listedNodes.count == 50)
    for layout in DiagramLayout.allCases {
      let all = try renderer.render(
        graph, as: .svg, options: DiagramOptions(layout: layout, maximumNodes: 300))
      #expect(all.coverage.drawnNodes.count == 300)
      try ExternalTool.expectWellFormed(all.bytes)
    }
  }
}
