/// A loaded weights file: tokenizer, trunk and heads, ready to run on any number of threads.
///
/// Loading maps the file and checks it; nothing is copied or unpacked.
public final class EncoderModel: Sendable {
  struct Layer: Sendable {
    let qkv: Matrix
    let out: Matrix
    let up: Matrix
    let down: Matrix
    let norm1: Norm
    let norm2: Norm
  }

  enum WordTable: Sendable {
    case bytes(View<Int8>, scales: View<Float>)
    case float(View<Float>)
  }

  let weights: WeightsFile
  let hidden: Int
  let inner: Int
  let attentionHeads: Int
  /// Largest number of word pieces in a window, the two at its ends included.
  let window: Int
  let epsilon: Float
  /// Whether matrices are float: for comparison with the trainer.
  let isFloat: Bool
  let tokenizer: WordPieceTokenizer
  let words: WordTable
  let positions: View<Float>
  let shapes: View<Float>
  let embeddingNorm: Norm
  let layers: [Layer]
  let heads: HeadSet

  /// Maps the weights file at `path` and checks its size, version, checksum and every shape.
  public init(path: String) throws(EncoderModelError) {
    let weights = try WeightsFile(path: path)
    let settings = weights.header["model"]
    func setting(_ name: String, _ range: ClosedRange<Int>) throws(EncoderModelError) -> Int {
      guard let value = settings?[name]?.size, range.contains(value) else {
        throw .invalidHeader(path: path, reason: "the setting \(name) is missing or out of range")
      }
      return value
    }
    hidden = try setting("hidden", 16...4096)
    inner = try setting("inner", 16...16384)
    attentionHeads = try setting("attentionHeads", 1...256)
    window = try setting("window", 8...1024)
    let layerCount = try setting("layers", 1...64)
    let vocabulary = try setting("vocabulary", 4...1_000_000)
    let shapeCount = try setting("shapes", 10...256)
    let headWidth = hidden / attentionHeads
    guard hidden % 16 == 0, inner % 16 == 0, hidden % attentionHeads == 0, headWidth % 16 == 0,
      headWidth <= 64, let epsilon = settings?["epsilon"]?.double, epsilon > 0
    else {
      throw .invalidHeader(path: path, reason: "the model's sizes don't fit together")
    }
    self.epsilon = Float(epsilon)
    self.weights = weights
    tokenizer = try WordPieceTokenizer(weights, vocabulary: vocabulary)
    isFloat = settings?["precision"]?.text == "float32"
    words =
      if isFloat {
        .float(try weights.floats("words", [vocabulary, hidden]))
      } else {
        .bytes(
          try weights.view("words", type: "i8", shape: [vocabulary, hidden], as: Int8.self),
          scales: try weights.floats("words.scales", [vocabulary]))
      }
    positions = try weights.floats("positions", [window, hidden])
    shapes = try weights.floats("shapes", [shapeCount, hidden])
    embeddingNorm = try Norm(weights, "embedding_norm", width: hidden)
    var layers: [Layer] = []
    for index in 0..<layerCount {
      let name = "layers.\(index)."
      layers.append(
        Layer(
          qkv: try weights.matrix(name + "qkv", columns: 3 * hidden, inner: hidden),
          out: try weights.matrix(name + "out", columns: hidden, inner: hidden),
          up: try weights.matrix(name + "up", columns: inner, inner: hidden),
          down: try weights.matrix(name + "down", columns: hidden, inner: inner),
          norm1: try Norm(weights, name + "norm1", width: hidden),
          norm2: try Norm(weights, name + "norm2", width: hidden)))
    }
    self.layers = layers
    heads = try HeadSet(weights, hidden: hidden)
    let matrices =
      layers.flatMap { [$0.qkv, $0.out, $0.up, $0.down] } + [heads.matrix]
      + [heads.arc?.matrix, heads.relation?.matrix].compactMap { $0 } + heads.spans.map(\.matrix)
    for matrix in matrices where matrix.isFloat != isFloat {
      throw .invalidHeader(path: path, reason: "byte and float matrices are mixed")
    }
  }

  /// Names of the heads that give each word a label, in the order of `EncodedText.wordLabels`.
  public var wordHeads: [String] { heads.linear.map(\.name) }

  /// Names of the heads that find spans, in the order of `EncodedText.spans`.
  public var spanHeads: [String] { heads.spans.map(\.name) }

  /// The labels of a head, in the order of their numbers; nil where there is no such head.
  public func labels(ofHead name: String) -> [String]? {
    heads.linear.first { $0.name == name }?.labels
      ?? (heads.spans + [heads.relation].compactMap { $0 }).first { $0.name == name }?.labels
  }

  /// The name of the head that labels dependency relations, if there is one.
  public var relationHead: String? { heads.relation?.name }

  /// Bytes of the weights file.
  public var fileSize: Int { weights.file.count }

  /// What the file says about its origin, as pairs in the order of their names.
  public var provenance: [(name: String, value: String)] {
    guard case .object(let members)? = weights.header["provenance"] else { return [] }
    return members.compactMap { name, value in value.text.map { (name, $0) } }
      .sorted { $0.name < $1.name }
  }
}

extension Matrix {
  var isFloat: Bool {
    if case .float = storage { true } else { false }
  }
}
