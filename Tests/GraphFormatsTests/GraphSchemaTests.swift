import Base
import Ontology
import Testing

/// `Schemas/graph.schema.json` lists the ontology's types; both have to change together.
@Suite struct GraphSchemaTests {
  let ontology: Ontology
  let definitions: JSONValue

  init() throws {
    ontology = try Ontology.load()
    definitions = try #require(try SchemaFiles.embedded.json("graph.schema.json")["$defs"])
  }

  private func list(_ value: JSONValue?) -> [String] {
    value?["enum"]?.array?.compactMap(\.string) ?? []
  }

  @Test func nodeTypesAreTheOntologys() throws {
    let node = try #require(definitions["node"])
    #expect(list(node["properties"]?["type"]) == ontology.nodeTypes.map(\.id))
    let kinds = try #require(node["oneOf"]?.array)
    #expect(kinds.count == 3)
    #expect(
      list(kinds[0]["properties"]?["type"])
        == ontology.nodeTypes.filter { $0.kind == .entity }.map(\.id))
    #expect(kinds[1]["properties"]?["type"]?["const"]?.string == ontology.nodeType(of: .event)?.id)
    #expect(kinds[2]["properties"]?["type"]?["const"]?.string == ontology.nodeType(of: .claim)?.id)
    #expect(list(kinds[1]["properties"]?["eventType"]) == ontology.eventTypes.map(\.id))
    #expect(list(kinds[2]["properties"]?["stance"]) == ontology.stances.map(\.id))
  }

  @Test func edgeTypesAreTheOntologys() throws {
    let kinds = try #require(definitions["edge"]?["properties"]?["type"]?["oneOf"]?.array)
    #expect(
      kinds.map(list) == [
        ontology.roles.map(\.id), ontology.claimEdges.map(\.id), ontology.relationTypes.map(\.id),
      ])
  }

  @Test func otherValuesAreTheOntologys() {
    #expect(list(definitions["factuality"]) == ontology.factuality.map(\.id))
    #expect(list(definitions["mention"]?["properties"]?["kind"]) == ontology.mentionKinds.map(\.id))
  }
}
