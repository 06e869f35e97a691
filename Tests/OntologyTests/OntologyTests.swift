import Testing

@testable import Ontology

@Suite struct OntologyTests {
  @Test func shippedFilesLoad() throws {
    let ontology = try Ontology.load()
    #expect(ontology.nodeTypes.count == 9)
    #expect(ontology.factuality.first?.id == "asserted")
    #expect(ontology.edgeKind("agent") == .role)
    #expect(ontology.edgeKind("claimedBy") == .claim)
    #expect(ontology.edgeKind("headOf") == .relation)
    #expect(ontology.edgeKind("nonsense") == nil)
  }
}
