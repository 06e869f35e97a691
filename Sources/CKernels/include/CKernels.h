// Numeric kernels of the encoder. Every path (portable C, AVX2, AVX-512 VNNI) computes the same
// bits: integers accumulate exactly, and floating-point stages share one source with a fixed order
// of operations (fused multiply-add everywhere, sixteen lanes, one reduction tree).
//
// Packed int8 matrix (output columns n, inner dimension k): columns padded with zeros to a multiple
// of 16, k padded to a multiple of 4. Panels of 48 columns (the last one 16, 32 or 48), each panel
// [k / 4][columns][4]. Packed float matrix: panels of 16 columns, each [k][16].
#ifndef NEWSGRAPH_CKERNELS_H
#define NEWSGRAPH_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

enum { ngk_portable = 0, ngk_avx2 = 1, ngk_avx512 = 2, ngk_path_count = 3 };

/// Whether this processor can run a path.
int ngk_is_supported(int path);
/// The fastest path this processor can run.
int ngk_best_path(void);

typedef struct {
  const int8_t *packed;
  const int32_t *column_sums;  // over k, of the int8 values; padded like the columns
  const float *scales;         // one a column, padded
  const float *bias;           // one a column, padded
  int columns;                 // padded to a multiple of 16
  int inner;                   // padded to a multiple of 4
} ngk_matrix_i8;

typedef struct {
  const float *packed;
  const float *bias;  // one a column, padded; may be null
  int columns;        // padded to a multiple of 16
  int inner;
} ngk_matrix_f32;

/// A row of bytes stands for scale * (byte - zero).
typedef struct {
  float scale;
  int32_t zero;
} ngk_row;

/// out[rows][columns] = dequantised a * w + bias. `a` is [rows][w->inner].
void ngk_multiply_i8(int path, const uint8_t *a, const ngk_row *a_rows, int rows,
                     const ngk_matrix_i8 *w, float *out, int out_stride);
/// Quantises each row to 254 steps between its least and its greatest number (or 0); `width` columns
/// from rows of `stride` floats, padded with zeros to `padded` (a multiple of 4).
void ngk_quantize(int path, const float *x, int rows, int width, int stride, int padded,
                  uint8_t *out, ngk_row *out_rows);
/// The same after GELU, which is applied in place. `width` is a multiple of 16.
void ngk_gelu_quantize(int path, float *x, int rows, int width, uint8_t *out, ngk_row *out_rows);
/// x = LayerNorm(x + residual), and a quantised copy of x * smoothing, column by column, in `out`.
/// `residual`, `smoothing` and `out` may be null.
void ngk_residual_norm(int path, float *x, const float *residual, int rows, int width,
                       const float *gain, const float *bias, const float *smoothing, float epsilon,
                       uint8_t *out, ngk_row *out_rows);
/// Sum of three rows per token: word (int8 with row scale, or float), position and shape.
void ngk_embed(int path, const int8_t *words, const float *word_scales, const float *float_words,
               const float *positions, const float *shapes, const int32_t *ids,
               const uint8_t *shape_ids, int rows, int width, float *out);

/// Bytes of scratch that one attention call over `tokens` needs.
size_t ngk_attention_scratch(int tokens, int head_width);
/// Self-attention over one window. `qkv` is [tokens][3 * heads * head_width] (queries, keys,
/// values), `out` [tokens][heads * head_width]. Integer products of 13-bit queries, keys and
/// weights. `head_width` is a multiple of 16, at most 64; `tokens` at most 1024.
void ngk_attention_i16(int path, const float *qkv, int tokens, int heads, int head_width,
                       void *scratch, float *out);
/// The same in single precision, with an accurate exponential.
void ngk_attention_f32(int path, const float *qkv, int tokens, int heads, int head_width,
                       void *scratch, float *out);

/// out[rows][columns] = a * w + bias in single precision, each element summed in order of k.
void ngk_multiply_f32(int path, const float *a, int a_stride, int rows, const ngk_matrix_f32 *w,
                      float *out, int out_stride);
/// Packs `columns` rows of `k` floats as the columns of a float matrix, zeros up to `padded`.
void ngk_pack_f32(const float *rows, int stride, int columns, int padded, int k, float *packed);
/// Accurate GELU in place; `count` is a multiple of 16.
void ngk_gelu_f32(int path, float *x, size_t count);
/// scores[r] += mean of rows 0...r of x + offsets[r]; rows of `width` numbers, a multiple of 16.
void ngk_add_means(int path, const float *x, int stride, const float *offsets, int rows, int width,
                   float *scores);
/// x = max(x, 0) on columns `first` ..< `last` of each row.
void ngk_rectify(float *x, int rows, int stride, int first, int last);
/// e to the power x from the same polynomial on every machine.
float ngk_exp(float x);

/// Packs int8 rows [columns][k] and sums them; weights files come packed, tests do not.
void ngk_pack_i8(const int8_t *rows, int columns, int k, int8_t *packed, int32_t *column_sums);
/// Bytes of a packed int8 matrix.
size_t ngk_packed_size_i8(int columns, int k);

/// Position-dependent 64-bit sum over little-endian words; the word at index `skip` counts as 0.
uint64_t ngk_checksum(const uint8_t *bytes, size_t words, size_t skip);

/// Calls body(context, 0 ..< count), each on its own thread (the first on the caller's), and waits.
/// Falls back to the caller's thread where no thread can be made.
void ngk_parallel(int count, void (*body)(void *context, int index), void *context);

#endif
