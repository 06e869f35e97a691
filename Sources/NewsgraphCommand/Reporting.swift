import ArgumentParser
import Foundation
import Newsgraph

extension FailureKind {
  /// The exit code, after sysexits.h.
  var exitCode: ExitCode {
    switch self {
    case .usage: return ExitCode(64)
    case .badInput: return ExitCode(65)
    case .missingInput: return ExitCode(66)
    case .missingResource: return ExitCode(69)
    case .internalFault: return ExitCode(70)
    case .cannotWrite: return ExitCode(73)
    }
  }
}

extension ParsableCommand {
  /// Runs a command's body; a failure becomes one line on standard error and its kind's exit code.
  func reportingFailures(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as any Failure {
      complain(error.description)
      throw error.kind.exitCode
    }
  }
}

/// One line on standard error.
func complain(_ line: String) {
  FileHandle.standardError.write(Data("\(Product.name): \(line)\n".utf8))
}
