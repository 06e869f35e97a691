public import Base
public import KnowledgeGraph
public import Ontology

/// Why a file can't be read as a graph, and where.
public struct GraphFormatError: Failure {
  public let kind = FailureKind.badInput
  public let summary: String
  public let location: SourceLocation?
  public let advice: String

  public init(_ summary: String, location: SourceLocation?, advice: String = "") {
    self.summary = summary
    self.location = location
    self.advice = advice
  }
}

/// Reads the native graph file and checks all of it: structure, types against the ontology, ids, spans.
public struct NativeJSONReader: Sendable {
  private let ontology: Ontology

  public init(ontology: Ontology) {
    self.ontology = ontology
  }

  /// - Parameter name: The file's name, for messages.
  /// - Throws: `GraphFormatError` with line and column of the first thing that is wrong.
  public func read(_ bytes: [UInt8], name: String) throws(GraphFormatError) -> KnowledgeGraph {
    let root: JSONValue
    do {
      root = try JSONValue.parse(bytes, name: name)
    } catch {
      throw GraphFormatError(error.summary, location: error.location)
    }
    let cursor = Cursor(value: root, file: File(name: name, bytes: bytes, root: root))
    let graph = try cursor.graph()
    try checkSoundness(of: graph, at: cursor)
    return graph
  }

  /// Reports the first broken promise of the graph at the line of its node, edge or article.
  private func checkSoundness(of graph: KnowledgeGraph, at root: Cursor) throws(GraphFormatError) {
    guard let problem = graph.problems(ontology).first else { return }
    let parts = problem.subject.split(separator: " ", maxSplits: 1).map(String.init)
    var place = root.value
    if parts.count == 2, let list = root.value[parts[0] + "s"]?.array {
      let found = list.filter { $0["id"]?.string == parts[1] }
      // Of two with one id, the second is the one to point at.
      place = found.last ?? place
    }
    throw GraphFormatError(
      problem.description.oneLine,
      location: SourceLocation(name: root.file.name, byte: place.offset, in: root.file.bytes))
  }

  fileprivate final class File: Sendable {
    let name: String
    let bytes: [UInt8]
    private let root: JSONValue

    init(name: String, bytes: [UInt8], root: JSONValue) {
      self.name = name
      self.bytes = bytes
      self.root = root
    }

    /// Where in the structure the value stands that begins at the given byte: `nodes[3].label`. Found only when there is something to
    /// report.
    func path(toByte offset: Int) -> String {
      var path = ""
      var value = root
      while value.offset != offset {
        let inside: (step: String, value: JSONValue)?
        switch value.content {
        case .array(let values):
          inside = values.lastIndex { $0.offset <= offset }.map { ("[\($0)]", values[$0]) }
        case .object(let members):
          inside = members.last { $0.value.offset <= offset }.map {
            ((path.isEmpty ? "" : ".") + $0.key, $0.value)
          }
        default: inside = nil
        }
        guard let inside else { break }
        path += inside.step
        value = inside.value
      }
      return path
    }
  }

  /// A value of the file, with what reading it takes.
  fileprivate struct Cursor {
    let value: JSONValue
    let file: File

    func failure(_ reason: String) -> GraphFormatError {
      let path = file.path(toByte: value.offset)
      return GraphFormatError(
        (path.isEmpty ? reason : "\(path): \(reason)").oneLine,
        location: SourceLocation(name: file.name, byte: value.offset, in: file.bytes))
    }

    func optional(_ key: String) -> Cursor? {
      value[key].flatMap { $0.isNull ? nil : child($0) }
    }

    func required(_ key: String) throws(GraphFormatError) -> Cursor {
      guard value.members != nil else {
        throw failure("expected an object, found \(value.kindName)")
      }
      guard let member = value[key] else { throw failure("\"\(key)\" is missing") }
      return child(member)
    }

    func child(_ value: JSONValue) -> Cursor { Cursor(value: value, file: file) }

    func string() throws(GraphFormatError) -> String {
      guard let text = value.string else {
        throw failure("expected a string, found \(value.kindName)")
      }
      return text
    }

    func string(_ key: String) throws(GraphFormatError) -> String { try required(key).string() }

    func optionalString(_ key: String) throws(GraphFormatError) -> String? {
      guard let member = optional(key) else { return nil }
      return try member.string()
    }

    func integer(_ key: String) throws(GraphFormatError) -> Int {
      let member = try required(key)
      guard let number = member.value.integer, number >= 0 else {
        throw member.failure("expected a whole number from 0 on, found \(member.value.kindName)")
      }
      return number
    }

    func number(_ key: String) throws(GraphFormatError) -> Double {
      let member = try required(key)
      guard let number = member.value.number else {
        throw member.failure("expected a number, found \(member.value.kindName)")
      }
      return number
    }

    func bool(_ key: String) throws(GraphFormatError) -> Bool {
      let member = try required(key)
      guard let flag = member.value.bool else {
        throw member.failure("expected true or false, found \(member.value.kindName)")
      }
      return flag
    }

    func items() throws(GraphFormatError) -> [Cursor] {
      guard let values = value.array else {
        throw failure("expected an array, found \(value.kindName)")
      }
      return values.map(child)
    }

    func list<T>(
      _ key: String, _ make: (Cursor) throws(GraphFormatError) -> T
    ) throws(GraphFormatError) -> [T] {
      var result: [T] = []
      for item in try required(key).items() { result.append(try make(item)) }
      return result
    }

    func strings(_ key: String) throws(GraphFormatError) -> [String] {
      guard optional(key) != nil else { return [] }
      return try list(key) { (item) throws(GraphFormatError) in try item.string() }
    }

    func date() throws(GraphFormatError) -> EDTFDate {
      guard let date = EDTFDate(try string()) else {
        throw failure("\"\(try string())\" is no EDTF date such as 2018, 2018-06 or 2018-06-30")
      }
      return date
    }

    func evidence() throws(GraphFormatError) -> Evidence {
      let start = try integer("start")
      let end = try integer("end")
      guard start <= end else { throw failure("the span ends before it starts") }
      return Evidence(
        article: try string("article"), span: TextSpan(start: start, end: end),
        text: try string("text"))
    }

    func time(_ key: String) throws(GraphFormatError) -> TimeReference? {
      guard let time = optional(key) else { return nil }
      guard time.value.members != nil else {
        throw time.failure("expected an object, found \(time.value.kindName)")
      }
      let value = try time.optional("value").map { (text) throws(GraphFormatError) in
        try text.date()
      }
      let evidence = time.value["start"] == nil ? nil : try time.evidence()
      return TimeReference(value: value, evidence: evidence)
    }

    func attributes() throws(GraphFormatError) -> Attributes {
      guard let member = optional("attributes") else { return [:] }
      guard let entries = member.value.members else {
        throw member.failure("expected an object, found \(member.value.kindName)")
      }
      var result: Attributes = [:]
      for entry in entries {
        result[entry.key] = try member.child(entry.value).attribute()
      }
      return result
    }

    private func attribute() throws(GraphFormatError) -> AttributeValue {
      switch value.content {
      case .string(let text): return .text(text)
      case .integer(let number):
        return Int(exactly: number).map { .integer($0) } ?? .number(Double(number))
      case .number(let number): return .number(number)
      case .bool(let flag): return .flag(flag)
      case .array:
        var values: [AttributeValue] = []
        for item in try items() { values.append(try item.attribute()) }
        return .list(values)
      case .null, .object:
        throw failure("expected a text, a number, true, false or a list, found \(value.kindName)")
      }
    }

    func graph() throws(GraphFormatError) -> KnowledgeGraph {
      guard value.members != nil else {
        throw failure("expected a graph object, found \(value.kindName)")
      }
      guard let mark = value["newsgraph"] else {
        throw failure("this is no newsgraph file: it has no \"newsgraph\" member with a version")
      }
      guard let version = mark.string else {
        throw child(mark).failure("expected a version text, found \(mark.kindName)")
      }
      guard
        version.split(separator: ".").first == NativeJSONWriter.version.split(separator: ".").first
      else {
        throw child(mark).failure(
          "version \"\(version)\" is not supported; this program reads \(NativeJSONWriter.version)")
      }
      let generator = try required("generator")
      return KnowledgeGraph(
        generator: KnowledgeGraph.Generator(
          name: try generator.string("name"), version: try generator.string("version"),
          model: try generator.optionalString("model") ?? ""),
        articles: try list("articles") { (item) throws(GraphFormatError) in try item.article() },
        nodes: try list("nodes") { (item) throws(GraphFormatError) in try item.node() },
        edges: try list("edges") { (item) throws(GraphFormatError) in try item.edge() })
    }

    func article() throws(GraphFormatError) -> ArticleInfo {
      ArticleInfo(
        id: try string("id"), title: try optionalString("title"), url: try optionalString("url"),
        publisher: try optionalString("publisher"), byline: try strings("byline"),
        published: try optional("published").map { (text) throws(GraphFormatError) in
          try text.date()
        },
        language: try optionalString("language") ?? "en", characters: try integer("characters"),
        sha256: try string("sha256"))
    }

    func node() throws(GraphFormatError) -> Node {
      var node = Node(
        id: try string("id"), type: try string("type"), label: try string("label"),
        aliases: try strings("aliases"), sameAs: try strings("sameAs"),
        attributes: try attributes(),
        salience: value["salience"] == nil ? 0 : try number("salience"),
        confidence: try number("confidence"),
        mentions: try list("mentions") { (item) throws(GraphFormatError) in
          Mention(try item.evidence(), kind: try item.string("kind"))
        })
      if value["eventType"] != nil {
        node.event = EventDetails(
          type: try string("eventType"), time: try time("time"),
          factuality: try string("factuality"), attributedTo: try optionalString("attributedTo"))
      }
      if value["stance"] != nil {
        node.claim = ClaimDetails(
          stance: try string("stance"), isDirect: try bool("direct"),
          cue: try optional("cue").map { (cue) throws(GraphFormatError) in try cue.evidence() },
          content: try required("content").evidence())
      }
      return node
    }

    func edge() throws(GraphFormatError) -> Edge {
      Edge(
        id: try string("id"), type: try string("type"), source: try string("source"),
        target: try string("target"), attributes: try attributes(), time: try time("time"),
        factuality: try string("factuality"), attributedTo: try optionalString("attributedTo"),
        confidence: try number("confidence"),
        evidence: try list("evidence") { (item) throws(GraphFormatError) in try item.evidence() })
    }
  }
}
