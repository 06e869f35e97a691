internal import CKernels

/// The tensors of a weights file; the layout is described in Training/newsgraph_training/weights_file.py.
///
/// Everything the header says is checked against the file's bounds before any tensor is handed out.
struct WeightsFile: Sendable {
  static let version = 1
  private static let magic = Array("NGWEIGHT".utf8)
  private static let prelude = 64
  private static let checksumWord = 3

  struct Tensor: Sendable {
    let type: String
    let shape: [Int]
    let offset: Int
    let bytes: Int
  }

  let file: MappedFile
  let header: HeaderValue
  private let tensors: [String: Tensor]

  var path: String { file.path }

  init(path: String) throws(EncoderModelError) {
    file = try MappedFile(path: path)
    let bytes = file.bytes
    guard bytes.count >= 8, bytes[0..<8].elementsEqual(Self.magic) else {
      throw .notAWeightsFile(path: path)
    }
    guard bytes.count >= Self.prelude else {
      throw .truncated(path: path, expected: Self.prelude, found: bytes.count)
    }
    func number(_ offset: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    let version = Int(number(8) & 0xFFFF_FFFF)
    guard version == Self.version else {
      throw .wrongVersion(path: path, found: version, supported: Self.version)
    }
    let size = number(16)
    guard size == UInt64(bytes.count), bytes.count % 64 == 0 else {
      throw .truncated(path: path, expected: Int(clamping: size), found: bytes.count)
    }
    // The whole file, not only the header: a flipped bit in a weight would change results silently.
    guard
      ngk_checksum(bytes.baseAddress, bytes.count / 8, Self.checksumWord) == number(24)
    else { throw .damaged(path: path) }
    let headerLength = number(8) >> 32
    let headerStart = number(32)
    let (headerEnd, overflow) = headerStart.addingReportingOverflow(headerLength)
    guard !overflow, headerStart >= UInt64(Self.prelude), headerEnd <= size, headerEnd % 64 == 0
    else {
      throw .invalidHeader(path: path, reason: "it lies outside the file")
    }
    let start = Int(headerEnd)
    do {
      header = try HeaderReader.value(of: Array(bytes[Int(headerStart)..<start]))
    } catch {
      throw .invalidHeader(path: path, reason: "\(error.reason) at byte \(error.offset)")
    }
    tensors = try Self.tensors(header, start: start, size: bytes.count, path: path)
  }

  private static func tensors(
    _ header: HeaderValue, start: Int, size: Int, path: String
  ) throws(EncoderModelError) -> [String: Tensor] {
    guard let entries = header["tensors"]?.elements else {
      throw .invalidHeader(path: path, reason: "no table of tensors")
    }
    var tensors: [String: Tensor] = [:]
    for entry in entries {
      guard let name = entry["name"]?.text, let type = entry["type"]?.text,
        let shape = entry["shape"]?.sizes, let offset = entry["offset"]?.size,
        let count = entry["bytes"]?.size
      else {
        throw .invalidHeader(path: path, reason: "an entry of the tensor table is incomplete")
      }
      guard let width = elementSizes[type] else {
        throw .invalidHeader(path: path, reason: "the tensor \(name) has the unknown type \(type)")
      }
      var expected = width
      for extent in shape {
        let (product, overflow) = expected.multipliedReportingOverflow(by: extent)
        guard !overflow, product <= size else {
          throw .invalidHeader(path: path, reason: "the tensor \(name) is larger than the file")
        }
        expected = product
      }
      guard expected == count, offset % 64 == 0, offset <= size - start,
        count <= size - start - offset
      else {
        throw .invalidHeader(path: path, reason: "the tensor \(name) lies outside the file")
      }
      tensors[name] = Tensor(type: type, shape: shape, offset: start + offset, bytes: count)
    }
    return tensors
  }

  private static let elementSizes = [
    "i8": 1, "u8": 1, "i8p": 1, "u16": 2, "i32": 4, "u32": 4, "f32": 4, "f32p": 4,
  ]

  /// The shape of a tensor, where there is one of that type.
  func shape(_ name: String, type: String) -> [Int]? {
    guard let tensor = tensors[name], tensor.type == type else { return nil }
    return tensor.shape
  }

  /// A tensor's elements; `shape` must fit, or its length only where it is nil.
  func view<Element: BitwiseCopyable>(
    _ name: String, type: String, shape: [Int]? = nil, as element: Element.Type
  ) throws(EncoderModelError) -> View<Element> {
    guard let tensor = tensors[name] else { throw .missingTensor(path: path, name: name) }
    guard tensor.type == type, shape == nil || shape == tensor.shape else {
      throw .wrongShape(
        path: path, name: name, expected: "\(type) \(shape ?? tensor.shape)",
        found: "\(tensor.type) \(tensor.shape)")
    }
    return file.view(
      offset: tensor.offset, count: tensor.bytes / MemoryLayout<Element>.stride, as: element)
  }

  func floats(_ name: String, _ shape: [Int]) throws(EncoderModelError) -> View<Float> {
    try view(name, type: "f32", shape: shape, as: Float.self)
  }

  /// A linear map of at least `columns` outputs from `inner` inputs, int8 or float.
  func matrix(_ name: String, columns: Int, inner: Int) throws(EncoderModelError) -> Matrix {
    let padded = roundedUp(columns, to: 16)
    let bias = try floats(name + ".bias", [padded])
    if tensors[name]?.type == "f32p" {
      return Matrix(
        columns: padded, inner: inner,
        storage: .float(
          try view(name, type: "f32p", shape: [padded, inner], as: Float.self)),
        bias: bias)
    }
    let paddedInner = roundedUp(inner, to: 4)
    return Matrix(
      columns: padded, inner: paddedInner,
      storage: .bytes(
        try view(name, type: "i8p", shape: [padded, paddedInner], as: Int8.self),
        sums: try view(name + ".sums", type: "i32", shape: [padded], as: Int32.self),
        scales: try floats(name + ".scales", [padded])),
      bias: bias)
  }
}

/// A linear map in the kernels' layout.
struct Matrix: Sendable {
  enum Storage: Sendable {
    case bytes(View<Int8>, sums: View<Int32>, scales: View<Float>)
    case float(View<Float>)
  }

  /// Padded to a multiple of 16.
  let columns: Int
  /// Padded to a multiple of 4 where the storage is bytes.
  let inner: Int
  let storage: Storage
  let bias: View<Float>
}

/// Gain and bias of a layer norm.
struct Norm: Sendable {
  let gain: View<Float>
  let bias: View<Float>
  /// Factors of the columns before they are quantised; the matrix that reads them undoes them.
  let smoothing: View<Float>?

  init(_ weights: WeightsFile, _ name: String, width: Int) throws(EncoderModelError) {
    gain = try weights.floats(name + ".gain", [width])
    bias = try weights.floats(name + ".bias", [width])
    let smoothing = name + ".smoothing"
    self.smoothing =
      try weights.shape(smoothing, type: "f32") == nil ? nil : weights.floats(smoothing, [width])
  }
}

func roundedUp(_ count: Int, to step: Int) -> Int { (count + step - 1) / step * step }
