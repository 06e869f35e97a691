// The floating-point stages of a path. Included once by each path file, after `product_rows` (an
// exact integer product of 16-bit rows, in that path's instructions) has been defined.
#include <math.h>

#include "lanes.h"
#include "paths.h"

// From a sum of products of bytes, with the row's zero taken out of it.
INLINE lanes dequantized(ilanes sum, ngk_row row, const ngk_matrix_i8 *w, int column) {
  ilanes exact = sum - load_i(w->column_sums + column) * row.zero;
  lanes value = __builtin_convertvector(exact, lanes) * splat(row.scale);
  return fused(value, load(w->scales + column), load(w->bias + column));
}

INLINE void put_bytes(uint8_t *out, ilanes v) {
  ublanes b = __builtin_convertvector(v, ublanes);
  memcpy(out, &b, sizeof b);
}

// One step less than bytes have, so that rounding at both ends stays inside.
INLINE ngk_row row_between(float low, float high) {
  low = low < 0.0f ? low : 0.0f;
  high = high > 0.0f ? high : 0.0f;
  float scale = high > low ? (high - low) / 254.0f : 1.0f;
  // Rounded as the numbers will be, so that the least becomes 0.
  ilanes zero = -rounded(splat(low) * splat(1.0f / scale));
  return (ngk_row){scale, zero[0]};
}

INLINE void quantize_row(const float *x, const float *smoothing, int width, ngk_row row,
                         uint8_t *out) {
  lanes inverse = splat(1.0f / row.scale);
  for (int i = 0; i < width; i += 16) {
    lanes v = load(x + i);
    if (smoothing) v = v * load(smoothing + i);
    put_bytes(out + i, rounded(v * inverse) + row.zero);
  }
}

static void quantize(const float *x, int rows, int width, int stride, int padded, uint8_t *out,
                     ngk_row *out_rows) {
  int whole = width & ~15, rest = width - whole;
  for (int r = 0; r < rows; r++, x += stride, out += padded) {
    lanes low = splat(0.0f), high = splat(0.0f);
    for (int i = 0; i < whole; i += 16) {
      low = least(low, load(x + i));
      high = greatest(high, load(x + i));
    }
    float tail[16] = {0};
    if (rest) {
      memcpy(tail, x + whole, sizeof(float) * (size_t)rest);
      low = least(low, load(tail));
      high = greatest(high, load(tail));
    }
    ngk_row row = row_between(-greatest_of(-low), greatest_of(high));
    quantize_row(x, 0, whole, row, out);
    out_rows[r] = row;
    if (padded > whole) {
      uint8_t last[16];
      quantize_row(tail, 0, 16, row, last);
      memset(out + whole, row.zero, (size_t)(padded - whole));
      memcpy(out + whole, last, (size_t)rest);
    }
  }
}

static void gelu_quantize(float *x, int rows, int width, uint8_t *out, ngk_row *out_rows) {
  for (int r = 0; r < rows; r++, x += width, out += width) {
    lanes low = splat(0.0f), high = splat(0.0f);
    for (int i = 0; i < width; i += 16) {
      lanes v = gelu_fast(load(x + i));
      store(x + i, v);
      low = least(low, v);
      high = greatest(high, v);
    }
    out_rows[r] = row_between(-greatest_of(-low), greatest_of(high));
    quantize_row(x, 0, width, out_rows[r], out);
  }
}

static void residual_norm(float *x, const float *residual, int rows, int width, const float *gain,
                          const float *bias, const float *smoothing, float epsilon, uint8_t *out,
                          ngk_row *out_rows) {
  for (int r = 0; r < rows; r++, x += width) {
    lanes total = splat(0.0f);
    for (int i = 0; i < width; i += 16) {
      lanes v = load(x + i);
      if (residual) {
        v = v + load(residual + i);
        store(x + i, v);
      }
      total = total + v;
    }
    lanes mean = splat(sum_of(total) / (float)width), squares = splat(0.0f);
    for (int i = 0; i < width; i += 16) {
      lanes d = load(x + i) - mean;
      squares = fused(d, d, squares);
    }
    float variance = sum_of(squares) / (float)width;
    lanes factor = splat(1.0f / sqrtf(variance + epsilon)), low = splat(0.0f), high = splat(0.0f);
    for (int i = 0; i < width; i += 16) {
      lanes v = fused((load(x + i) - mean) * factor, load(gain + i), load(bias + i));
      store(x + i, v);
      if (smoothing) v = v * load(smoothing + i);
      low = least(low, v);
      high = greatest(high, v);
    }
    if (out) {
      out_rows[r] = row_between(-greatest_of(-low), greatest_of(high));
      quantize_row(x, smoothing, width, out_rows[r], out);
      out += width;
    }
    if (residual) residual += width;
  }
}

static void embed(const int8_t *words, const float *word_scales, const float *float_words,
                  const float *positions, const float *shapes, const int32_t *ids,
                  const uint8_t *shape_ids, int rows, int width, float *out) {
  for (int r = 0; r < rows; r++, out += width) {
    const float *position = positions + (size_t)r * width;
    const float *shape = shapes + (size_t)shape_ids[r] * width;
    size_t word = (size_t)ids[r] * width;
    for (int i = 0; i < width; i += 16) {
      lanes v;
      if (words) {
        blanes b;
        memcpy(&b, words + word + i, sizeof b);
        v = __builtin_convertvector(b, lanes) * splat(word_scales[ids[r]]);
      } else {
        v = load(float_words + word + i);
      }
      store(out + i, (v + load(position + i)) + load(shape + i));
    }
  }
}

// Largest magnitude of a block of `width` columns.
INLINE float block_peak(const float *x, int rows, int stride, int width) {
  lanes peak = splat(0.0f);
  for (int r = 0; r < rows; r++, x += stride)
    for (int i = 0; i < width; i += 16) peak = greatest(peak, magnitude(load(x + i)));
  return greatest_of(peak);
}

INLINE slanes quantize_short(const float *x, lanes inverse) {
  return __builtin_convertvector(rounded(load(x) * inverse), slanes);
}

// Weights of the softmax have 13 bits; their sums with the values stay below 2^31.
#define WEIGHT_PEAK 8191

// 2 to the power of scale * score - offset, times 8,191 and rounded: the number is in the low 16
// bits. The polynomial's relative error is 8e-5.
INLINE ilanes softmax_weights(const int32_t *scores, lanes scale, lanes offset) {
  lanes x = fused(__builtin_convertvector(load_i(scores), lanes), scale, -offset);
  x = greatest(x, splat(-20.0f));
  lanes shifted = x + splat(ROUNDER);
  lanes f = x - (shifted - splat(ROUNDER));
  const float peak = WEIGHT_PEAK;
  lanes p = fused(f, splat(0.0551716685295105f * peak), splat(0.2426111251115799f * peak));
  p = fused(p, f, splat(0.6932609677314758f * peak));
  p = fused(p, f, splat(0.9999280571937561f * peak));
  lanes scaled = (lanes)((ilanes)p + (((ilanes)shifted) << 23));
  return (ilanes)(scaled + splat(ROUNDER));
}

static void attention_i16(const float *qkv, int tokens, int heads, int head_width, void *scratch,
                          float *out) {
  const int d = head_width, width = heads * d, stride = 3 * width, pairs = d / 2;
  const int padded = (tokens + 31) & ~31, half = padded / 2;
  const int limit = (int)sqrtf(2147000000.0f / (float)d);
  const int value_limit = (int)(2147000000.0f / ((float)WEIGHT_PEAK * (float)tokens));
  const float value_peak = value_limit < 32767 ? (float)value_limit : 32767.0f;
  int16_t *queries = scratch;                                  // [padded][d]
  int16_t *keys = queries + (size_t)padded * d;                // [padded / 16][pairs][16][2]
  int16_t *values = keys + (size_t)padded * d;                 // [d / 16][half][16][2]
  int16_t *weights = values + (size_t)padded * d;              // [rows][padded]
  int32_t *scores = (int32_t *)(weights + (size_t)NGK_ATTENTION_ROWS * padded);  // [rows][padded]
  const ilanes lane_numbers = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  for (int h = 0; h < heads; h++) {
    const float *q = qkv + h * d, *k = q + width, *v = k + width;
    float q_peak = block_peak(q, tokens, stride, d), k_peak = block_peak(k, tokens, stride, d);
    float q_scale = q_peak > 0.0f ? q_peak / (float)limit : 1.0f;
    float k_scale = k_peak > 0.0f ? k_peak / (float)limit : 1.0f;
    lanes q_inverse = splat(1.0f / q_scale), k_inverse = splat(1.0f / k_scale);
    float value_scale[NGK_MAX_HEAD_WIDTH];
    for (int i = 0; i < d; i += 16) {
      lanes peak = splat(0.0f);
      for (int t = 0; t < tokens; t++)
        peak = greatest(peak, magnitude(load(v + (size_t)t * stride + i)));
      peak = greatest(peak, splat(1e-20f));
      store(value_scale + i, peak / splat(value_peak));
    }
    if (tokens < padded) {
      memset(queries + (size_t)tokens * d, 0, sizeof(int16_t) * (size_t)(padded - tokens) * d);
      size_t last = (size_t)(tokens & ~15) * d;
      memset(keys + last, 0, sizeof(int16_t) * ((size_t)padded * d - last));
    }
    for (int t = 0; t < tokens; t++) {
      int16_t row[NGK_MAX_HEAD_WIDTH];
      for (int i = 0; i < d; i += 16) {
        slanes a = quantize_short(q + (size_t)t * stride + i, q_inverse);
        memcpy(queries + (size_t)t * d + i, &a, sizeof a);
        slanes b = quantize_short(k + (size_t)t * stride + i, k_inverse);
        memcpy(row + i, &b, sizeof b);
      }
      int16_t *column = keys + (size_t)(t & ~15) * d + (t & 15) * 2;
      for (int p = 0; p < pairs; p++) memcpy(column + p * 32, row + 2 * p, 4);
    }
    for (int i = 0; i < d; i += 16) {
      lanes inverse = splat(1.0f) / load(value_scale + i);
      int16_t *panel = values + (size_t)i * padded;
      for (int t = 0; t < padded; t += 2, panel += 32) {
        slanes a = {0}, b = {0};
        if (t < tokens) a = quantize_short(v + (size_t)t * stride + i, inverse);
        if (t + 1 < tokens) b = quantize_short(v + (size_t)(t + 1) * stride + i, inverse);
        slanes low = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22,
                                             7, 23);
        slanes high = __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29,
                                              14, 30, 15, 31);
        memcpy(panel, &low, sizeof low);
        memcpy(panel + 16, &high, sizeof high);
      }
    }
    // Powers of two: log2(e) goes into the scale.
    lanes scale = splat(((q_scale * k_scale) * 1.44269504f) / sqrtf((float)d));
    for (int first = 0; first < tokens; first += NGK_ATTENTION_ROWS) {
      int rows = tokens - first < NGK_ATTENTION_ROWS ? tokens - first : NGK_ATTENTION_ROWS;
      product_rows(queries + (size_t)first * d, d, keys, (size_t)16 * d, padded / 16, pairs, scores,
                   padded);
      float inverse_sum[NGK_ATTENTION_ROWS];
      for (int r = 0; r < rows; r++) {
        int32_t *s = scores + (size_t)r * padded;
        int16_t *w = weights + (size_t)r * padded;
        for (int t = tokens; t < padded; t++) s[t] = INT32_MIN;
        ilanes top = load_i(s);
        for (int t = 16; t < padded; t += 16)
          top = __builtin_elementwise_max(top, load_i(s + t));
        int32_t peak = __builtin_reduce_max(top);
        lanes offset = splat((float)peak) * scale;
        ilanes sum = {0};
        for (int t = 0; t < padded; t += 32) {
          ilanes a = softmax_weights(s + t, scale, offset);
          ilanes b = softmax_weights(s + t + 16, scale, offset);
          if (t + 32 > tokens) {
            a &= (ilanes)(lane_numbers + t < tokens);
            b &= (ilanes)(lane_numbers + (t + 16) < tokens);
          }
          sum += (a & 0xFFFF) + (b & 0xFFFF);
          // The low halves, in order.
          wide_slanes narrow = __builtin_shufflevector(
              (wide_slanes)a, (wide_slanes)b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28,
              30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50, 52, 54, 56, 58, 60, 62);
          memcpy(w + t, &narrow, sizeof narrow);
        }
        inverse_sum[r] = 1.0f / (float)__builtin_reduce_add(sum);
      }
      if (rows < NGK_ATTENTION_ROWS)
        memset(weights + (size_t)rows * padded, 0,
               sizeof(int16_t) * (size_t)(NGK_ATTENTION_ROWS - rows) * padded);
      product_rows(weights, padded, values, (size_t)16 * padded, d / 16, half, scores, d);
      for (int r = 0; r < rows; r++) {
        float *o = out + (size_t)(first + r) * width + h * d;
        for (int i = 0; i < d; i += 16) {
          lanes a = __builtin_convertvector(load_i(scores + (size_t)r * d + i), lanes);
          store(o + i, (a * load(value_scale + i)) * splat(inverse_sum[r]));
        }
      }
    }
  }
}

// `count` rows of `a` against one panel of sixteen columns.
#define FLOAT_TILE(count)                                                      \
  {                                                                            \
    lanes sum[count];                                                          \
    UNROLL for (int r = 0; r < count; r++) sum[r] = start;                     \
    for (int i = 0; i < inner; i++) {                                          \
      lanes b = load(panel + (size_t)i * 16);                                  \
      UNROLL for (int r = 0; r < count; r++)                                   \
          sum[r] = fused(splat(a[(size_t)r * a_stride + i]), b, sum[r]);       \
    }                                                                          \
    UNROLL for (int r = 0; r < count; r++)                                     \
        store(out + (size_t)r * out_stride, sum[r]);                           \
    break;                                                                     \
  }

INLINE void float_tile(const float *a, int a_stride, int rows, const float *panel, int inner,
                       lanes start, float *out, int out_stride) {
  switch (rows) {
    case 1: FLOAT_TILE(1)
    case 2: FLOAT_TILE(2)
    case 3: FLOAT_TILE(3)
    default: FLOAT_TILE(4)
  }
}

static void multiply_f32(const float *a, int a_stride, int rows, const ngk_matrix_f32 *w,
                         float *out, int out_stride) {
  for (int c = 0; c < w->columns; c += 16) {
    const float *panel = w->packed + (size_t)c * w->inner;
    lanes start = w->bias ? load(w->bias + c) : splat(0.0f);
    for (int r = 0; r < rows; r += 4)
      float_tile(a + (size_t)r * a_stride, a_stride, rows - r < 4 ? rows - r : 4, panel, w->inner,
                 start, out + (size_t)r * out_stride + c, out_stride);
  }
}

static void attention_f32(const float *qkv, int tokens, int heads, int head_width, void *scratch,
                          float *out) {
  const int d = head_width, width = heads * d, stride = 3 * width;
  const int padded = (tokens + 15) & ~15;
  float *keys = scratch;                         // [padded / 16][d][16]
  float *values = keys + (size_t)padded * d;     // [d / 16][tokens][16]
  float *weights = values + (size_t)padded * d;  // [rows][padded]
  const float scale = 1.0f / sqrtf((float)d);
  for (int h = 0; h < heads; h++) {
    const float *q = qkv + h * d, *k = q + width, *v = k + width;
    ngk_pack_f32(k, stride, tokens, padded, d, keys);
    for (int i = 0; i < d; i += 16)
      for (int t = 0; t < tokens; t++)
        store(values + (size_t)i * tokens + (size_t)t * 16, load(v + (size_t)t * stride + i));
    ngk_matrix_f32 key_matrix = {keys, 0, padded, d}, value_matrix = {values, 0, d, tokens};
    for (int first = 0; first < tokens; first += NGK_ATTENTION_ROWS) {
      int rows = tokens - first < NGK_ATTENTION_ROWS ? tokens - first : NGK_ATTENTION_ROWS;
      multiply_f32(q + (size_t)first * stride, stride, rows, &key_matrix, weights, padded);
      float *o = out + (size_t)first * width + h * d;
      float inverse_sum[NGK_ATTENTION_ROWS];
      for (int r = 0; r < rows; r++) {
        float *w = weights + (size_t)r * padded;
        for (int t = tokens; t < padded; t++) w[t] = -3e38f;
        lanes top = load(w);
        for (int t = 16; t < padded; t += 16) top = greatest(top, load(w + t));
        lanes peak = splat(greatest_of(top)), sum = splat(0.0f);
        for (int t = 0; t < padded; t += 16) {
          lanes e = exp_accurate((load(w + t) - peak) * splat(scale));
          store(w + t, e);
          sum = sum + e;
        }
        inverse_sum[r] = 1.0f / sum_of(sum);
      }
      multiply_f32(weights, padded, rows, &value_matrix, o, width);
      for (int r = 0; r < rows; r++)
        for (int i = 0; i < d; i += 16)
          store(o + (size_t)r * width + i,
                load(o + (size_t)r * width + i) * splat(inverse_sum[r]));
    }
  }
}

static void gelu_f32(float *x, size_t count) {
  for (size_t i = 0; i < count; i += 16) store(x + i, gelu_accurate(load(x + i)));
}

static void add_means(const float *x, int stride, const float *offsets, int rows, int width,
                      float *scores) {
  for (int i = 0; i < width; i += 16) {
    lanes total = splat(0.0f);
    for (int r = 0; r < rows; r++) {
      total = total + load(x + (size_t)r * stride + i);
      float *score = scores + (size_t)r * width + i;
      lanes mean = fused(total, splat(1.0f / (float)(r + 1)), load(offsets + (size_t)r * width + i));
      store(score, load(score) + mean);
    }
  }
}

#define NGK_KERNELS                                                                             \
  {multiply_i8,   quantize,      gelu_quantize, residual_norm, embed,                           \
   attention_i16, attention_f32, multiply_f32,  gelu_f32,      add_means}
