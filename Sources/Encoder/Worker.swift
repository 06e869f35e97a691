internal import CKernels

/// One thread's buffers and the forward pass of the trunk over one window at a time.
final class Worker {
  let model: EncoderModel
  let path: Int32
  private let storage: UnsafeMutableRawPointer
  /// Hidden states of the window's pieces.
  let hidden: UnsafeMutablePointer<Float>
  /// Queries, keys and values.
  private let wide: UnsafeMutablePointer<Float>
  /// The inner layer of a block of rows.
  private let inner: UnsafeMutablePointer<Float>
  private let narrow: UnsafeMutablePointer<Float>
  /// `hidden`, quantised.
  let quantized: QuantizedRows
  private let quantizedInner: QuantizedRows
  private let attention: UnsafeMutableRawPointer
  /// The joint first layer of the heads, a row a word after the root's.
  let projected: UnsafeMutablePointer<Float>
  let heads: HeadBuffers
  private var shapes: [UInt8] = []
  private(set) var ids: [Int32] = []

  /// Rows of the feed-forward layer that are computed together, so that they stay in the cache.
  private static let block = 64

  /// Rows of bytes with what each stands for.
  struct QuantizedRows {
    let bytes: UnsafeMutablePointer<UInt8>
    let rows: UnsafeMutablePointer<ngk_row>

    /// From a row on; rows hold `width` bytes.
    func advanced(by row: Int, width: Int) -> QuantizedRows {
      QuantizedRows(bytes: bytes + row * width, rows: rows + row)
    }
  }

  /// Buffers of the heads; what they hold is said where they are used.
  struct HeadBuffers {
    let gathered: QuantizedRows
    let rows: UnsafeMutablePointer<Float>
    let left: QuantizedRows
    let governors: UnsafeMutablePointer<Float>
    let pairs: UnsafeMutablePointer<Float>
    let packed: UnsafeMutablePointer<Float>
    let scores: UnsafeMutablePointer<Float>
    /// Rows for which the pair buffers have room.
    let pairRows: Int
  }

  init(model: EncoderModel, kernels: Kernels) {
    self.model = model
    path = kernels.path
    let window = model.window
    let set = model.heads
    let pairHeads = set.spans + [set.relation].compactMap { $0 }
    let pairWidth = pairHeads.map(\.matrix.columns).max() ?? 16
    let leftWidth = max(
      pairHeads.map(\.matrix.inner).max() ?? 16, set.arc?.matrix.inner ?? 16)
    let arcWidth = set.arc?.matrix.columns ?? 16
    let columns = roundedUp(window + 1, to: 16)
    let spanScores = (pairHeads.map { $0.longest * $0.paddedLabels }.max() ?? 16)
    let pairRows = 32
    let headWidth = model.hidden / model.attentionHeads

    var size = 0
    func reserve(_ bytes: Int) -> Int {
      defer { size += roundedUp(bytes, to: 64) }
      return size
    }
    let hiddenAt = reserve(window * model.hidden * 4)
    let wideAt = reserve(window * 3 * model.hidden * 4)
    let blockAt = reserve(Self.block * model.inner * 4)
    let narrowAt = reserve(window * model.hidden * 4)
    let bytesAt = reserve(window * model.hidden)
    let bytesRowsAt = reserve(window * MemoryLayout<ngk_row>.stride)
    let innerBytesAt = reserve(Self.block * model.inner)
    let innerRowsAt = reserve(Self.block * MemoryLayout<ngk_row>.stride)
    let attentionAt = reserve(ngk_attention_scratch(Int32(window), Int32(headWidth)))
    let projectedAt = reserve((window + 1) * set.matrix.columns * 4)
    let gatheredAt = reserve((window + 1) * model.hidden)
    let gatheredRowsAt = reserve((window + 1) * MemoryLayout<ngk_row>.stride)
    let rowsAt = reserve((window + 1) * model.hidden * 4)
    let leftAt = reserve((window + 1) * leftWidth)
    let leftRowsAt = reserve((window + 1) * MemoryLayout<ngk_row>.stride)
    let governorsAt = reserve((window + 1) * arcWidth * 4)
    let pairsAt = reserve(pairRows * pairWidth * 4)
    let packedAt = reserve(columns * arcWidth * 4)
    let scoresAt = reserve(max(window * columns, spanScores) * 4)
    let storage = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    self.storage = storage
    func floats(_ offset: Int) -> UnsafeMutablePointer<Float> {
      (storage + offset).assumingMemoryBound(to: Float.self)
    }
    func rows(_ bytes: Int, _ rows: Int) -> QuantizedRows {
      QuantizedRows(
        bytes: (storage + bytes).assumingMemoryBound(to: UInt8.self),
        rows: (storage + rows).assumingMemoryBound(to: ngk_row.self))
    }
    hidden = floats(hiddenAt)
    wide = floats(wideAt)
    inner = floats(blockAt)
    narrow = floats(narrowAt)
    quantized = rows(bytesAt, bytesRowsAt)
    quantizedInner = rows(innerBytesAt, innerRowsAt)
    attention = storage + attentionAt
    projected = floats(projectedAt)
    heads = HeadBuffers(
      gathered: rows(gatheredAt, gatheredRowsAt), rows: floats(rowsAt),
      left: rows(leftAt, leftRowsAt), governors: floats(governorsAt),
      pairs: floats(pairsAt), packed: floats(packedAt), scores: floats(scoresAt),
      pairRows: pairRows)
  }

  deinit {
    storage.deallocate()
  }

  /// Runs the trunk; afterwards `hidden` holds the pieces' states, with the window's start first
  /// and its end last. In an int8 model `quantized` holds them too.
  func runTrunk(_ plan: WindowPlan, window: WindowPlan.Window) {
    let pieces =
      plan.pieceStarts[
        window.words.lowerBound]..<plan.pieceStarts[
        window.words.upperBound]
    ids.removeAll(keepingCapacity: true)
    shapes.removeAll(keepingCapacity: true)
    ids.append(model.tokenizer.start)
    ids += plan.pieces[pieces]
    ids.append(model.tokenizer.end)
    shapes.append(ShapeCounter.special)
    for word in window.words {
      let count = plan.pieceStarts[word + 1] - plan.pieceStarts[word]
      shapes.append(contentsOf: repeatElement(plan.shapes[word], count: count))
    }
    shapes.append(ShapeCounter.special)
    let count = Int32(ids.count)
    let width = Int32(model.hidden)
    let heads = Int32(model.attentionHeads)
    switch model.words {
    case .bytes(let table, let scales):
      ngk_embed(
        path, table.pointer, scales.pointer, nil, model.positions.pointer, model.shapes.pointer,
        ids, shapes, count, width, hidden)
    case .float(let table):
      ngk_embed(
        path, nil, nil, table.pointer, model.positions.pointer, model.shapes.pointer, ids, shapes,
        count, width, hidden)
    }
    normalize(nil, count, model.embeddingNorm)
    for layer in model.layers {
      multiply(hidden, quantized, count, layer.qkv, wide)
      if model.isFloat {
        ngk_attention_f32(path, wide, count, heads, width / heads, attention, narrow)
      } else {
        ngk_attention_i16(path, wide, count, heads, width / heads, attention, narrow)
        ngk_quantize(
          path, narrow, count, width, width, width, quantized.bytes, quantized.rows)
      }
      multiply(narrow, quantized, count, layer.out, wide)
      normalize(wide, count, layer.norm1)
      feedForward(layer, count: Int(count))
      normalize(narrow, count, layer.norm2)
    }
  }

  /// Up, GELU and down for a block of rows at a time; the result is in `narrow`.
  private func feedForward(_ layer: EncoderModel.Layer, count: Int) {
    var row = 0
    while row < count {
      let rows = min(Self.block, count - row)
      let x = hidden + row * model.hidden
      multiply(
        x, quantized.advanced(by: row, width: model.hidden), Int32(rows), layer.up, inner)
      if model.isFloat {
        ngk_gelu_f32(path, inner, rows * model.inner)
      } else {
        ngk_gelu_quantize(
          path, inner, Int32(rows), Int32(model.inner), quantizedInner.bytes, quantizedInner.rows)
      }
      multiply(
        inner, quantizedInner, Int32(rows), layer.down, narrow + row * model.hidden)
      row += rows
    }
  }

  /// hidden = LayerNorm(hidden + residual), and its quantised copy.
  private func normalize(
    _ residual: UnsafeMutablePointer<Float>?, _ rows: Int32, _ norm: Norm
  ) {
    ngk_residual_norm(
      path, hidden, residual, rows, Int32(model.hidden), norm.gain.pointer, norm.bias.pointer,
      norm.smoothing?.pointer, model.epsilon, model.isFloat ? nil : quantized.bytes, quantized.rows)
  }

  /// out = x * matrix + bias, from the float rows or their quantised copies as the matrix needs.
  func multiply(
    _ x: UnsafePointer<Float>, _ quantized: QuantizedRows, _ rows: Int32, _ matrix: Matrix,
    _ out: UnsafeMutablePointer<Float>
  ) {
    switch matrix.storage {
    case .bytes(let packed, let sums, let columnScales):
      var arguments = ngk_matrix_i8(
        packed: packed.pointer, column_sums: sums.pointer, scales: columnScales.pointer,
        bias: matrix.bias.pointer, columns: Int32(matrix.columns), inner: Int32(matrix.inner))
      ngk_multiply_i8(
        path, quantized.bytes, quantized.rows, rows, &arguments, out, Int32(matrix.columns))
    case .float(let packed):
      multiplyFloat(x, stride: matrix.inner, rows, packed.pointer, matrix, out)
    }
  }

  /// The same from float rows of any stride, which are quantised on the way if need be.
  func multiplyStrided(
    _ x: UnsafePointer<Float>, width: Int, stride: Int, rows: Int, _ matrix: Matrix,
    _ out: UnsafeMutablePointer<Float>
  ) {
    switch matrix.storage {
    case .bytes:
      ngk_quantize(
        path, x, Int32(rows), Int32(width), Int32(stride), Int32(matrix.inner),
        heads.left.bytes, heads.left.rows)
      multiply(x, heads.left, Int32(rows), matrix, out)
    case .float(let packed):
      multiplyFloat(x, stride: stride, Int32(rows), packed.pointer, matrix, out)
    }
  }

  private func multiplyFloat(
    _ x: UnsafePointer<Float>, stride: Int, _ rows: Int32, _ packed: UnsafePointer<Float>?,
    _ matrix: Matrix, _ out: UnsafeMutablePointer<Float>
  ) {
    var arguments = ngk_matrix_f32(
      packed: packed, bias: matrix.bias.pointer, columns: Int32(matrix.columns),
      inner: Int32(matrix.inner))
    ngk_multiply_f32(path, x, Int32(stride), rows, &arguments, out, Int32(matrix.columns))
  }
}
