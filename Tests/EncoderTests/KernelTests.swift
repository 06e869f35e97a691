import CKernels
import Testing

@testable import Encoder

/// All paths compute the same bits, and what they compute is right.
@Suite struct KernelTests {
  private static let paths = Fixture.supportedKernels.map(\.path)

  private func floats(
    _ count: Int, _ generator: inout Generator, _ range: ClosedRange<Float> = -3...3
  )
    -> [Float]
  {
    (0..<count).map { _ in generator.float(range) }
  }

  /// Memory on a 64-byte boundary, as in a weights file.
  private func aligned<Element: BitwiseCopyable>(
    _ elements: [Element], _ body: (UnsafePointer<Element>) -> Void
  ) {
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: elements.count * MemoryLayout<Element>.stride, alignment: 64)
    defer { memory.deallocate() }
    elements.withUnsafeBytes { memory.copyMemory(from: $0) }
    if let start = memory.assumingMemoryBound(to: Element.self).baseAddress { body(start) }
  }

  @Test(arguments: [
    (1, 16, 4), (3, 17, 20), (8, 48, 64), (9, 50, 32), (13, 96, 384), (97, 80, 8), (5, 864, 384),
  ])
  func multiplyBytes(_ size: (rows: Int, columns: Int, inner: Int)) {
    var generator = Generator(seed: 5)
    let (rows, columns, inner) = size
    let padded = roundedUp(columns, to: 16)
    // Extremes, so that any saturation would show.
    let weights = (0..<columns * inner).map { index in
      index % 3 == 0
        ? Int8(-127) : index % 5 == 0 ? 127 : Int8.random(in: -127...127, using: &generator)
    }
    let a = (0..<rows * inner).map { index in
      index % 4 == 0
        ? UInt8(0) : index % 7 == 0 ? 255 : UInt8.random(in: 0...255, using: &generator)
    }
    var packed = [Int8](repeating: 1, count: ngk_packed_size_i8(Int32(columns), Int32(inner)))
    var sums = [Int32](repeating: 1, count: padded)
    ngk_pack_i8(weights, Int32(columns), Int32(inner), &packed, &sums)
    let scales = floats(padded, &generator)
    let bias = floats(padded, &generator)
    let rowScales = (0..<rows).map { row in
      ngk_row(scale: generator.float(0.01...2), zero: Int32(row * 37 % 256))
    }
    var outputs: [[Float]] = []
    aligned(packed) { packed in
      for path in Self.paths {
        var out = [Float](repeating: .nan, count: rows * padded)
        sums.withUnsafeBufferPointer { sums in
          scales.withUnsafeBufferPointer { scales in
            bias.withUnsafeBufferPointer { bias in
              var matrix = ngk_matrix_i8(
                packed: packed, column_sums: sums.baseAddress, scales: scales.baseAddress,
                bias: bias.baseAddress, columns: Int32(padded), inner: Int32(inner))
              ngk_multiply_i8(path, a, rowScales, Int32(rows), &matrix, &out, Int32(padded))
            }
          }
        }
        outputs.append(out)
      }
    }
    var expected = [Float](repeating: 0, count: rows * padded)
    for row in 0..<rows {
      for column in 0..<padded {
        var sum: Int32 = 0
        if column < columns {
          for k in 0..<inner {
            sum +=
              (Int32(a[row * inner + k]) - rowScales[row].zero)
              * Int32(weights[column * inner + k])
          }
        }
        expected[row * padded + column] = bias[column].addingProduct(
          Float(sum) * rowScales[row].scale, scales[column])
      }
    }
    for output in outputs { #expect(output == expected) }
  }

  @Test(arguments: [(1, 16), (7, 32), (4, 96), (2, 20), (3, 64)])
  func quantize(_ size: (rows: Int, width: Int)) {
    var generator = Generator(seed: 6)
    let (rows, width) = size
    let padded = roundedUp(width, to: 4)
    let stride = width + 5
    var x = floats(rows * stride, &generator)
    // Zeros, only positive, only negative, and numbers that round to both ends.
    for index in 0..<width {
      x[index] = 0
      if rows > 2 { x[stride + index] = abs(x[stride + index]) }
      if rows > 3 { x[2 * stride + index] = -abs(x[2 * stride + index]) }
    }
    var results: [([UInt8], [Float])] = []
    for path in Self.paths {
      var out = [UInt8](repeating: 7, count: rows * padded)
      var outRows = [ngk_row](repeating: ngk_row(), count: rows)
      ngk_quantize(
        path, x, Int32(rows), Int32(width), Int32(stride), Int32(padded), &out, &outRows)
      results.append((out, outRows.flatMap { [$0.scale, Float($0.zero)] }))
    }
    for (out, outRows) in results {
      #expect(out == results[0].0)
      #expect(outRows == results[0].1)
    }
    let (out, outRows) = results[0]
    for row in 0..<rows {
      for column in 0..<padded {
        let value = (Float(out[row * padded + column]) - outRows[2 * row + 1]) * outRows[2 * row]
        let expected = column < width ? x[row * stride + column] : 0
        #expect(abs(value - expected) <= outRows[2 * row] * 0.501)
      }
    }
  }

  /// Ranges that fall on halves of a step must not wrap around.
  @Test func quantizeStaysInRange() {
    var generator = Generator(seed: 12)
    for round in 0..<2000 {
      let low = -Float(round % 255) - (round % 2 == 0 ? 0.5 : generator.float(0...1))
      let x = [low, 254 + low, 0, low / 2] + [Float](repeating: 0, count: 12)
      var out = [UInt8](repeating: 0, count: 16)
      var row = [ngk_row()]
      ngk_quantize(Self.paths[0], x, 1, 16, 16, 16, &out, &row)
      for (byte, value) in zip(out, x) {
        #expect(
          abs((Float(byte) - Float(row[0].zero)) * row[0].scale - value) < 1.01 * row[0].scale)
      }
    }
  }

  @Test func gelu() {
    let x = (-4096..<4096).map { Float($0) / 512 }
    var exact: [[Float]] = []
    var fast: [[Float]] = []
    for path in Self.paths {
      var y = x
      ngk_gelu_f32(path, &y, y.count)
      exact.append(y)
      y = x
      var bytes = [UInt8](repeating: 0, count: y.count)
      var rows = [ngk_row()]
      ngk_gelu_quantize(path, &y, 1, Int32(y.count), &bytes, &rows)
      fast.append(y)
    }
    for index in exact.indices {
      #expect(exact[index] == exact[0])
      #expect(fast[index] == fast[0])
    }
    #expect(largestDifference(exact[0], fast[0]) < 1e-4)
    // Known values of x * Phi(x).
    for (value, expected) in [
      (0, 0), (1, 0.8413447), (-1, -0.1586553), (2, 1.9544997), (-3, -0.0040497),
    ]
      as [(Float, Float)]
    {
      let index = Int(value * 512) + 4096
      #expect(abs(exact[0][index] - expected) < 1e-6)
    }
  }

  @Test func residualNorm() {
    var generator = Generator(seed: 8)
    let rows = 5
    let width = 48
    let x = floats(rows * width, &generator)
    let residual = floats(rows * width, &generator)
    let gain = floats(width, &generator)
    let bias = floats(width, &generator)
    let smoothing = floats(width, &generator, 0.1...2)
    var results: [[Float]] = []
    for path in Self.paths {
      var y = x
      var bytes = [UInt8](repeating: 0, count: rows * width)
      var outRows = [ngk_row](repeating: ngk_row(), count: rows)
      ngk_residual_norm(
        path, &y, residual, Int32(rows), Int32(width), gain, bias, smoothing, 1e-12, &bytes,
        &outRows)
      results.append(y + outRows.flatMap { [$0.scale, Float($0.zero)] } + bytes.map(Float.init))
    }
    for result in results { #expect(result == results[0]) }
    for row in 0..<rows {
      let values = (0..<width).map { Double(x[row * width + $0] + residual[row * width + $0]) }
      let mean = values.reduce(0, +) / Double(width)
      let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(width)
      for column in 0..<width {
        let expected =
          (values[column] - mean) / variance.squareRoot() * Double(gain[column])
          + Double(bias[column])
        #expect(abs(Double(results[0][row * width + column]) - expected) < 1e-4)
        let scale = results[0][rows * width + 2 * row]
        let zero = results[0][rows * width + 2 * row + 1]
        let byte = results[0][rows * width + 2 * rows + row * width + column]
        #expect(abs((byte - zero) * scale - Float(expected) * smoothing[column]) < 0.51 * scale)
      }
    }
  }

  @Test(arguments: [1, 2, 8, 15, 16, 17, 31, 32, 33, 60, 100, 254, 256])
  func attention(tokens: Int) {
    var generator = Generator(seed: UInt64(tokens))
    let heads = 2
    let width = 32
    let qkv = floats(tokens * heads * width * 3, &generator, -2...2)
    let size = ngk_attention_scratch(Int32(tokens), Int32(width))
    var integers: [[Float]] = []
    var exact: [[Float]] = []
    for path in Self.paths {
      for isFloat in [false, true] {
        // Stale memory must not matter.
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
        defer { scratch.deallocate() }
        scratch.initializeMemory(as: UInt8.self, repeating: isFloat ? 0 : UInt8(path + 1) &* 85)
        var out = [Float](repeating: .nan, count: tokens * heads * width)
        if isFloat {
          ngk_attention_f32(
            path, qkv, Int32(tokens), Int32(heads), Int32(width), scratch.baseAddress, &out)
          exact.append(out)
        } else {
          ngk_attention_i16(
            path, qkv, Int32(tokens), Int32(heads), Int32(width), scratch.baseAddress, &out)
          integers.append(out)
        }
      }
    }
    for index in exact.indices {
      #expect(exact[index] == exact[0])
      #expect(integers[index] == integers[0])
    }
    #expect(largestDifference(exact[0], integers[0]) < 0.01)
    // Against the plain definition, for one query.
    let query = tokens / 2
    let stride = heads * width * 3
    var weights = (0..<tokens).map { key in
      (0..<width).reduce(0.0) {
        $0 + Double(qkv[query * stride + $1]) * Double(qkv[key * stride + heads * width + $1])
      } / Double(width).squareRoot()
    }
    let peak = weights.max() ?? 0
    weights = weights.map { exponential($0 - peak) }
    let sum = weights.reduce(0, +)
    for column in 0..<width {
      let expected = (0..<tokens).reduce(0.0) {
        $0 + weights[$1] / sum * Double(qkv[$1 * stride + 2 * heads * width + column])
      }
      #expect(abs(Double(exact[0][query * heads * width + column]) - expected) < 1e-5)
    }
  }

  /// Values so uneven that nearly all weight lies on one token, and all-zero input.
  @Test func attentionExtremes() {
    let tokens = 40
    for scale in [0, 1e-12, 1000] as [Float] {
      var generator = Generator(seed: 9)
      let qkv = floats(tokens * 96, &generator).map { $0 * scale }
      let size = ngk_attention_scratch(Int32(tokens), 32)
      var outputs: [[Float]] = []
      for path in Self.paths {
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
        defer { scratch.deallocate() }
        scratch.initializeMemory(as: UInt8.self, repeating: 0xFF)
        var out = [Float](repeating: .nan, count: tokens * 32)
        ngk_attention_i16(path, qkv, Int32(tokens), 1, 32, scratch.baseAddress, &out)
        outputs.append(out)
      }
      for output in outputs {
        #expect(output == outputs[0])
        #expect(output.allSatisfy { $0.isFinite && abs($0) <= 3.1 * scale + 1e-9 })
      }
    }
  }

  @Test func multiplyFloats() {
    var generator = Generator(seed: 10)
    let (rows, columns, inner) = (7, 40, 33)
    let padded = roundedUp(columns, to: 16)
    let weights = floats(columns * inner, &generator)
    let a = floats(rows * inner, &generator)
    let bias = floats(padded, &generator)
    var packed = [Float](repeating: 1, count: padded * inner)
    ngk_pack_f32(weights, Int32(inner), Int32(columns), Int32(padded), Int32(inner), &packed)
    var expected = [Float](repeating: 0, count: rows * padded)
    for row in 0..<rows {
      for column in 0..<padded {
        var sum = bias[column]
        for k in 0..<inner where column < columns {
          sum = sum.addingProduct(a[row * inner + k], weights[column * inner + k])
        }
        expected[row * padded + column] = sum
      }
    }
    for path in Self.paths {
      var out = [Float](repeating: .nan, count: rows * padded)
      packed.withUnsafeBufferPointer { packed in
        bias.withUnsafeBufferPointer { bias in
          var matrix = ngk_matrix_f32(
            packed: packed.baseAddress, bias: bias.baseAddress, columns: Int32(padded),
            inner: Int32(inner))
          ngk_multiply_f32(path, a, Int32(inner), Int32(rows), &matrix, &out, Int32(padded))
        }
      }
      #expect(out == expected)
    }
  }

  @Test func exponentials() {
    for step in -800...800 {
      let x = Float(step) / 10
      let expected = exponential(Double(x))
      #expect(abs(Double(ngk_exp(x)) - expected) <= 3e-7 * expected)
    }
    #expect(ngk_exp(-1000) > 0)
    #expect(ngk_exp(1000).isFinite)
  }

  @Test func parallelCallsEachIndexOnce() {
    var counts = [Int32](repeating: 0, count: 9)
    counts.withUnsafeMutableBufferPointer { counts in
      ngk_parallel(
        9,
        { context, index in
          context?.assumingMemoryBound(to: Int32.self)[Int(index)] += index + 1
        }, counts.baseAddress)
    }
    #expect(counts == Array(1...9))
    ngk_parallel(0, { _, _ in Issue.record("called") }, nil)
  }

  /// By the series, so that the test needs no library whose last digit may differ.
  private func exponential(_ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    let small = x / 1024
    for n in 1..<20 {
      term *= small / Double(n)
      sum += term
    }
    for _ in 0..<10 { sum *= sum }
    return sum
  }
}
