// AVX-512 with VNNI: vpdpbusd on bytes, vpdpwssd on 16-bit pairs.
#pragma STDC FP_CONTRACT OFF
#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx2,fma"))), \
    apply_to = function)

#include "lanes.h"
#include "paths.h"

INLINE void product_panels(const int16_t *a, int a_stride, const int16_t *panels,
                           size_t panel_stride, const int count, int pairs, int32_t *out,
                           int out_stride) {
  __m512i sum[NGK_ATTENTION_ROWS][3];
  UNROLL for (int r = 0; r < NGK_ATTENTION_ROWS; r++)
    UNROLL for (int p = 0; p < count; p++) sum[r][p] = _mm512_setzero_si512();
  for (int i = 0; i < pairs; i++) {
    __m512i b[3];
    UNROLL for (int p = 0; p < count; p++)
      b[p] = _mm512_loadu_si512(panels + (size_t)p * panel_stride + (size_t)i * 32);
    UNROLL for (int r = 0; r < NGK_ATTENTION_ROWS; r++) {
      int32_t pair;
      memcpy(&pair, a + (size_t)r * a_stride + 2 * i, 4);
      __m512i x = _mm512_set1_epi32(pair);
      UNROLL for (int p = 0; p < count; p++)
        sum[r][p] = _mm512_dpwssd_epi32(sum[r][p], x, b[p]);
    }
  }
  UNROLL for (int r = 0; r < NGK_ATTENTION_ROWS; r++)
    UNROLL for (int p = 0; p < count; p++)
      _mm512_storeu_si512(out + (size_t)r * out_stride + p * 16, sum[r][p]);
}

static void product_rows(const int16_t *a, int a_stride, const int16_t *panels, size_t panel_stride,
                         int panel_count, int pairs, int32_t *out, int out_stride) {
  int p = 0;
  for (; p + 3 <= panel_count; p += 3)
    product_panels(a, a_stride, panels + p * panel_stride, panel_stride, 3, pairs, out + p * 16,
                   out_stride);
  if (panel_count - p == 2)
    product_panels(a, a_stride, panels + p * panel_stride, panel_stride, 2, pairs, out + p * 16,
                   out_stride);
  else if (panel_count - p == 1)
    product_panels(a, a_stride, panels + p * panel_stride, panel_stride, 1, pairs, out + p * 16,
                   out_stride);
}

#include "stages.h"

// `rows` (at most 8) against a panel of 16 * `vectors` columns; both are constants where inlined.
INLINE void tile(const uint8_t *a, const ngk_row *a_rows, const int rows, const ngk_matrix_i8 *w,
                 int column, const int vectors, float *out, int out_stride) {
  const int inner = w->inner;
  const int8_t *b = w->packed + (size_t)column * inner;
  __m512i sum[8][3];
  UNROLL for (int r = 0; r < rows; r++)
    UNROLL for (int v = 0; v < vectors; v++) sum[r][v] = _mm512_setzero_si512();
  for (int i = 0; i < inner; i += 4, b += vectors * 64) {
    __m512i panel[3];
    UNROLL for (int v = 0; v < vectors; v++) panel[v] = _mm512_load_si512(b + v * 64);
    UNROLL for (int r = 0; r < rows; r++) {
      int32_t four;
      memcpy(&four, a + (size_t)r * inner + i, 4);
      __m512i x = _mm512_set1_epi32(four);
      UNROLL for (int v = 0; v < vectors; v++)
        sum[r][v] = _mm512_dpbusd_epi32(sum[r][v], x, panel[v]);
    }
  }
  UNROLL for (int r = 0; r < rows; r++)
    UNROLL for (int v = 0; v < vectors; v++)
      store(out + (size_t)r * out_stride + column + 16 * v,
            dequantized((ilanes)sum[r][v], a_rows[r], w, column + 16 * v));
}

#define ROWS(count)                                                                           \
  case count:                                                                                 \
    tile(a + (size_t)r * w->inner, a_rows + r, count, w, column, vectors,                     \
         out + (size_t)r * out_stride, out_stride);                                           \
    break;

INLINE void multiply_panel(const uint8_t *a, const ngk_row *a_rows, int rows,
                           const ngk_matrix_i8 *w, int column, const int vectors, float *out,
                           int out_stride) {
  for (int r = 0; r < rows; r += 8) switch (rows - r) {
      ROWS(1) ROWS(2) ROWS(3) ROWS(4) ROWS(5) ROWS(6) ROWS(7)
      default:
        tile(a + (size_t)r * w->inner, a_rows + r, 8, w, column, vectors,
             out + (size_t)r * out_stride, out_stride);
    }
}

// Rows in blocks that stay in the second-level cache while all panels pass.
#define ROW_BLOCK 96

static void multiply_i8(const uint8_t *a, const ngk_row *a_rows, int rows, const ngk_matrix_i8 *w,
                        float *out, int out_stride) {
  for (int r = 0; r < rows; r += ROW_BLOCK) {
    int count = rows - r < ROW_BLOCK ? rows - r : ROW_BLOCK;
    const uint8_t *block = a + (size_t)r * w->inner;
    float *target = out + (size_t)r * out_stride;
    const ngk_row *block_rows = a_rows + r;
    for (int c = 0; c < w->columns; c += 48) {
      int left = w->columns - c;
      if (left >= 48) multiply_panel(block, block_rows, count, w, c, 3, target, out_stride);
      else if (left == 32) multiply_panel(block, block_rows, count, w, c, 2, target, out_stride);
      else multiply_panel(block, block_rows, count, w, c, 1, target, out_stride);
    }
  }
}

const ngk_kernels ngk_kernels_avx512 = NGK_KERNELS;

#pragma clang attribute pop
#else
typedef int ngk_avx512_is_not_built;
#endif
