#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file mapped read-only for as long as the object lives. The address is kept as a number: the
/// bytes never change, so that any thread may read them.
final class MappedFile: Sendable {
  let path: String
  let count: Int
  private let address: UInt

  init(path: String) throws(EncoderModelError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT || errno == ENOTDIR
        ? .missing(path: path) : .unreadable(path: path, code: errno)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAWeightsFile(path: path) }
    let size = Int(status.st_size)
    guard size > 0 else { throw .notAWeightsFile(path: path) }
    let mapped = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let mapped, mapped != MAP_FAILED else { throw .unreadable(path: path, code: errno) }
    self.path = path
    count = size
    address = UInt(bitPattern: mapped)
  }

  deinit {
    munmap(UnsafeMutableRawPointer(bitPattern: address), count)
  }

  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count)
  }

  /// Elements from a byte offset. The caller has checked bounds and alignment.
  func view<Element: BitwiseCopyable>(offset: Int, count: Int, as type: Element.Type) -> View<
    Element
  > {
    View(address: address + UInt(offset), count: count)
  }
}

/// A part of a mapped file as an array. It must not outlive the file's mapping.
struct View<Element: BitwiseCopyable>: Sendable {
  fileprivate let address: UInt
  let count: Int

  fileprivate init(address: UInt, count: Int) {
    self.address = address
    self.count = count
  }

  var pointer: UnsafePointer<Element>? { UnsafePointer(bitPattern: address) }
  var elements: UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(start: pointer, count: count)
  }
}
