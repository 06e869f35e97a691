/// Why a weights file can't be used.
public enum EncoderModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No file at the path.
  case missing(path: String)
  /// The file exists but can't be opened or mapped; `code` is the system's error number.
  case unreadable(path: String, code: Int32)
  /// The file does not begin as a weights file does.
  case notAWeightsFile(path: String)
  /// The file's version differs from the one that this program reads.
  case wrongVersion(path: String, found: Int, supported: Int)
  /// The file is shorter or longer than it says; sizes in bytes.
  case truncated(path: String, expected: Int, found: Int)
  /// The checksum over the whole file is wrong.
  case damaged(path: String)
  /// The header can't be read or contradicts itself.
  case invalidHeader(path: String, reason: String)
  /// A tensor that the model needs is not there.
  case missingTensor(path: String, name: String)
  /// A tensor's type or shape is not what the model needs.
  case wrongShape(path: String, name: String, expected: String, found: String)

  /// A stable code, for messages and tests.
  public var code: String {
    switch self {
    case .missing: "model-missing"
    case .unreadable: "model-unreadable"
    case .notAWeightsFile: "model-not-a-weights-file"
    case .wrongVersion: "model-wrong-version"
    case .truncated: "model-truncated"
    case .damaged: "model-damaged"
    case .invalidHeader: "model-invalid-header"
    case .missingTensor: "model-missing-tensor"
    case .wrongShape: "model-wrong-shape"
    }
  }

  public var description: String {
    switch self {
    case .missing(let path):
      "no weights file at \(path)"
    case .unreadable(let path, let code):
      "can't read the weights file \(path) (system error \(code))"
    case .notAWeightsFile(let path):
      "\(path) is not a newsgraph weights file"
    case .wrongVersion(let path, let found, let supported):
      "\(path) has version \(found) of the weights format; this program reads version \(supported)"
    case .truncated(let path, let expected, let found):
      "\(path) is incomplete: it should have \(expected) bytes and has \(found)"
    case .damaged(let path):
      "\(path) is damaged: its checksum is wrong"
    case .invalidHeader(let path, let reason):
      "\(path) has an invalid header: \(reason)"
    case .missingTensor(let path, let name):
      "\(path) has no tensor named \(name)"
    case .wrongShape(let path, let name, let expected, let found):
      "in \(path), the tensor \(name) is \(found) where the model needs \(expected)"
    }
  }
}
