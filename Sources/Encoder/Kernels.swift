internal import CKernels

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The instructions that the encoder runs on. All of them give the same bits.
public enum Kernels: String, CaseIterable, Sendable {
  case portable, avx2, avx512

  var path: Int32 {
    switch self {
    case .portable: Int32(ngk_portable)
    case .avx2: Int32(ngk_avx2)
    case .avx512: Int32(ngk_avx512)
    }
  }

  /// Whether this processor has them.
  public var isSupported: Bool { ngk_is_supported(path) != 0 }

  /// The fastest that this processor has.
  public static var fastest: Kernels {
    let best = ngk_best_path()
    return allCases.first { $0.path == best } ?? .portable
  }

  /// The environment variable `NEWSGRAPH_KERNELS` where it names kernels that this processor has,
  /// otherwise the fastest.
  public static var preferred: Kernels {
    guard let value = getenv("NEWSGRAPH_KERNELS"),
      let named = Kernels(rawValue: String(cString: value)), named.isSupported
    else { return fastest }
    return named
  }
}
