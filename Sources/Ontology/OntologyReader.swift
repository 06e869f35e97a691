internal import Base

/// Reads the ontology's files with messages that name file, line and column.
struct OntologyReader {
  let files: SchemaFiles

  func file(_ name: String) throws(SchemaError) -> File {
    File(
      name: files.displayName(name), bytes: try files.bytes(of: name), root: try files.json(name))
  }

  struct File {
    let name: String
    let bytes: [UInt8]
    let root: JSONValue

    func problem(_ reason: String, at value: JSONValue? = nil) -> SchemaError {
      .invalid(
        reason, SourceLocation(name: name, byte: value?.offset ?? 0, in: bytes))
    }

    func list<T>(
      _ key: String, _ make: (Item) throws(SchemaError) -> T
    ) throws(SchemaError) -> [T] {
      guard let values = root[key]?.array else { throw problem("there is no list \"\(key)\"") }
      var result: [T] = []
      for value in values { result.append(try make(Item(file: self, value: value))) }
      guard !result.isEmpty else { throw problem("the list \"\(key)\" is empty") }
      return result
    }

    func terms(_ key: String) throws(SchemaError) -> [Ontology.Term] {
      try list(key) { (item) throws(SchemaError) in
        Ontology.Term(
          id: try item.string("id"), label: try item.string("label"),
          definition: item.value["definition"]?.string ?? "")
      }
    }

    func index(_ ids: [String]) throws(SchemaError) -> [String: Int] {
      var result: [String: Int] = [:]
      for (position, id) in ids.enumerated() {
        guard result.updateValue(position, forKey: id) == nil else {
          throw problem("the id \"\(id)\" occurs twice")
        }
      }
      return result
    }
  }

  struct Item {
    let file: File
    let value: JSONValue

    func string(_ key: String) throws(SchemaError) -> String {
      guard let text = value[key]?.string, !text.isEmpty else {
        throw file.problem("\"\(key)\" must be a text that is not empty", at: value[key] ?? value)
      }
      return text
    }

    func flag(_ key: String) throws(SchemaError) -> Bool {
      guard let member = value[key] else { return false }
      guard let flag = member.bool else {
        throw file.problem("\"\(key)\" must be true or false", at: member)
      }
      return flag
    }

    func choice<T: RawRepresentable & CaseIterable>(
      _ key: String, of type: T.Type
    ) throws(SchemaError) -> T where T.RawValue == String {
      guard let choice = T(rawValue: try string(key)) else {
        let allowed = T.allCases.map(\.rawValue).joined(separator: ", ")
        throw file.problem("\"\(key)\" must be one of \(allowed)", at: value[key])
      }
      return choice
    }

    func reference(_ key: String, in known: Set<String>) throws(SchemaError) -> String {
      let id = try string(key)
      guard known.contains(id) else {
        throw file.problem("\"\(key)\" names \"\(id)\", which is not defined", at: value[key])
      }
      return id
    }

    func references(_ key: String, in known: Set<String>) throws(SchemaError) -> [String] {
      guard let member = value[key] else { throw file.problem("no \"\(key)\"", at: value) }
      return try ids(member, in: known, key: key)
    }

    func table(
      _ key: String, keys: Set<String>, values: Set<String>
    ) throws(SchemaError) -> [String: [String]] {
      guard let members = value[key]?.members else {
        throw file.problem("\"\(key)\" must be an object", at: value[key] ?? value)
      }
      var result: [String: [String]] = [:]
      for member in members {
        guard keys.contains(member.key) else {
          throw file.problem("\"\(member.key)\" is not defined", at: member.value)
        }
        result[member.key] = try ids(member.value, in: values, key: member.key)
      }
      return result
    }

    func mappings() throws(SchemaError) -> Ontology.Mappings {
      guard let member = value["mapsTo"] else { return [:] }
      guard let members = member.members else {
        throw file.problem("\"mapsTo\" must be an object", at: member)
      }
      var result: Ontology.Mappings = [:]
      for entry in members { result[entry.key] = try texts(entry.value, key: entry.key) }
      return result
    }

    private func ids(
      _ list: JSONValue, in known: Set<String>, key: String
    ) throws(SchemaError) -> [String] {
      let ids = try texts(list, key: key)
      for id in ids where !known.contains(id) {
        throw file.problem("\"\(key)\" names \"\(id)\", which is not defined", at: list)
      }
      return ids
    }

    private func texts(_ list: JSONValue, key: String) throws(SchemaError) -> [String] {
      guard let values = list.array else {
        throw file.problem("\"\(key)\" must be a list of texts", at: list)
      }
      var result: [String] = []
      for value in values {
        guard let text = value.string else {
          throw file.problem("\"\(key)\" must be a list of texts", at: value)
        }
        result.append(text)
      }
      return result
    }
  }
}
