// AVX2. Bytes: vpmaddubsw of |a| and sign(a) * w, both within +-127, so that its 16-bit sums cannot
// saturate and equal the exact products.
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

#define TILE(count)                                                                             \
  {                                                                                             \
    __m256i sum[count][2];                                                                      \
    UNROLL for (int r = 0; r < count; r++) sum[r][0] = sum[r][1] = _mm256_setzero_si256();      \
    for (int i = 0; i < inner; i += 4, b += (size_t)columns * 4) {                              \
      __m256i b0 = _mm256_loadu_si256((const __m256i *)b);                                      \
      __m256i b1 = _mm256_loadu_si256((const __m256i *)(b + 32));                               \
      UNROLL for (int r = 0; r < count; r++) {                                                  \
        int32_t four;                                                                           \
        memcpy(&four, a + (size_t)r * inner + i, 4);                                            \
        __m256i x = _mm256_xor_si256(_mm256_set1_epi32(four), offset);                          \
        __m256i m = _mm256_abs_epi8(x);                                                         \
        __m256i p0 = _mm256_maddubs_epi16(m, _mm256_sign_epi8(b0, x));                          \
        __m256i p1 = _mm256_maddubs_epi16(m, _mm256_sign_epi8(b1, x));                          \
        sum[r][0] = _mm256_add_epi32(sum[r][0], _mm256_madd_epi16(p0, ones));                   \
        sum[r][1] = _mm256_add_epi32(sum[r][1], _mm256_madd_epi16(p1, ones));                   \
      }                                                                                         \
    }                                                                                           \
    UNROLL for (int r = 0; r < count; r++) {                                                    \
      ilanes exact;                                                                             \
      memcpy(&exact, sum[r], sizeof exact);                                                     \
      store(out + (size_t)r * out_stride, dequantized(exact, a_scales[r], scales, bias));       \
    }                                                                                           \
    break;                                                                                      \
  }

INLINE void tile(const uint8_t *a, const float *a_scales, int rows, const int8_t *b, int columns,
                 int inner, const float *scales, const float *bias, float *out, int out_stride) {
  const __m256i offset = _mm256_set1_epi8((char)0x80), ones = _mm256_set1_epi16(1);
  switch (rows) {
    case 1: TILE(1)
    case 2: TILE(2)
    case 3: TILE(3)
    default: TILE(4)
  }
}

static void multiply_i8(const uint8_t *a, const float *a_scales, int rows, const ngk_matrix_i8 *w,
                        float *out, int out_stride) {
  for (int first = 0; first < w->columns; first += 48) {
    int columns = w->columns - first < 48 ? w->columns - first : 48;
    const int8_t *panel = w->packed + (size_t)first * w->inner;
    for (int r = 0; r < rows; r += 4)
      for (int c = 0; c < columns; c += 16)
        tile(a + (size_t)r * w->inner, a_scales + r, rows - r < 4 ? rows - r : 4, panel + c * 4,
             columns, w->inner, w->scales + first + c, w->bias + first + c,
             out + (size_t)r * out_stride + first + c, out_stride);
  }
}

const ngk_kernels ngk_kernels_avx2 = NGK_KERNELS;

#pragma clang attribute pop
#else
typedef int ngk_avx2_is_not_built;
#endif
