// AVX2. Bytes: vpmaddubsw of |a| <= 128 and sign(a) * w within +-127, so that its 16-bit sums of two
// products cannot saturate and are exact.
#pragma STDC FP_CONTRACT OFF
#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#include "lanes.h"
#include "paths.h"

static void product_rows(const int16_t *a, int a_stride, const int16_t *panels, size_t panel_stride,
                         int panel_count, int pairs, int32_t *out, int out_stride) {
  for (int p = 0; p < panel_count; p++, panels += panel_stride, out += 16)
    for (int half = 0; half < NGK_ATTENTION_ROWS; half += 4) {
      const int16_t *rows = a + (size_t)half * a_stride;
      __m256i sum[4][2];
      UNROLL for (int r = 0; r < 4; r++) sum[r][0] = sum[r][1] = _mm256_setzero_si256();
      for (int i = 0; i < pairs; i++) {
        __m256i b0 = _mm256_loadu_si256((const __m256i *)(panels + (size_t)i * 32));
        __m256i b1 = _mm256_loadu_si256((const __m256i *)(panels + (size_t)i * 32 + 16));
        UNROLL for (int r = 0; r < 4; r++) {
          int32_t pair;
          memcpy(&pair, rows + (size_t)r * a_stride + 2 * i, 4);
          __m256i x = _mm256_set1_epi32(pair);
          sum[r][0] = _mm256_add_epi32(sum[r][0], _mm256_madd_epi16(x, b0));
          sum[r][1] = _mm256_add_epi32(sum[r][1], _mm256_madd_epi16(x, b1));
        }
      }
      UNROLL for (int r = 0; r < 4; r++) {
        int32_t *o = out + (size_t)(half + r) * out_stride;
        _mm256_storeu_si256((__m256i *)o, sum[r][0]);
        _mm256_storeu_si256((__m256i *)(o + 8), sum[r][1]);
      }
    }
}

#include "stages.h"

// The bytes minus 128 are what is multiplied; the difference goes into the row's zero.
#define TILE(count)                                                                            \
  {                                                                                            \
    __m256i sum[count][2];                                                                     \
    UNROLL for (int r = 0; r < count; r++) sum[r][0] = sum[r][1] = _mm256_setzero_si256();     \
    for (int i = 0; i < inner; i += 4, b += (size_t)panel_columns * 4) {                       \
      __m256i b0 = _mm256_loadu_si256((const __m256i *)b);                                     \
      __m256i b1 = _mm256_loadu_si256((const __m256i *)(b + 32));                              \
      UNROLL for (int r = 0; r < count; r++) {                                                 \
        int32_t four;                                                                          \
        memcpy(&four, a + (size_t)r * inner + i, 4);                                           \
        __m256i x = _mm256_xor_si256(_mm256_set1_epi32(four), offset);                         \
        __m256i m = _mm256_abs_epi8(x);                                                        \
        __m256i p0 = _mm256_maddubs_epi16(m, _mm256_sign_epi8(b0, x));                         \
        __m256i p1 = _mm256_maddubs_epi16(m, _mm256_sign_epi8(b1, x));                         \
        sum[r][0] = _mm256_add_epi32(sum[r][0], _mm256_madd_epi16(p0, ones));                  \
        sum[r][1] = _mm256_add_epi32(sum[r][1], _mm256_madd_epi16(p1, ones));                  \
      }                                                                                        \
    }                                                                                          \
    UNROLL for (int r = 0; r < count; r++) {                                                   \
      ilanes exact;                                                                            \
      memcpy(&exact, sum[r], sizeof exact);                                                    \
      ngk_row row = {a_rows[r].scale, a_rows[r].zero - 128};                                   \
      store(out + (size_t)r * out_stride + column, dequantized(exact, row, w, column));        \
    }                                                                                          \
    break;                                                                                     \
  }

// `rows` (at most 4) against sixteen columns of a panel that holds `panel_columns`.
INLINE void tile(const uint8_t *a, const ngk_row *a_rows, int rows, const ngk_matrix_i8 *w,
                 int column, const int8_t *b, int panel_columns, float *out, int out_stride) {
  const __m256i offset = _mm256_set1_epi8((char)0x80), ones = _mm256_set1_epi16(1);
  const int inner = w->inner;
  switch (rows) {
    case 1: TILE(1)
    case 2: TILE(2)
    case 3: TILE(3)
    default: TILE(4)
  }
}

static void multiply_i8(const uint8_t *a, const ngk_row *a_rows, int rows, const ngk_matrix_i8 *w,
                        float *out, int out_stride) {
  for (int first = 0; first < w->columns; first += 48) {
    int columns = w->columns - first < 48 ? w->columns - first : 48;
    const int8_t *panel = w->packed + (size_t)first * w->inner;
    for (int r = 0; r < rows; r += 4)
      for (int c = 0; c < columns; c += 16)
        tile(a + (size_t)r * w->inner, a_rows + r, rows - r, w, first + c, panel + c * 4, columns,
             out + (size_t)r * out_stride, out_stride);
  }
}

const ngk_kernels ngk_kernels_avx2 = NGK_KERNELS;

#pragma clang attribute pop
#else
typedef int ngk_avx2_is_not_built;
#endif
