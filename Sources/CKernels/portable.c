// Plain C: the reference for the other paths, and what runs on processors without AVX2.
#pragma STDC FP_CONTRACT OFF
#include "lanes.h"
#include "paths.h"

// Eight rows of 16-bit pairs against panels of sixteen columns; wrap-around is never reached.
static void product_rows(const int16_t *a, int a_stride, const int16_t *panels, size_t panel_stride,
                         int panel_count, int pairs, int32_t *out, int out_stride) {
  for (int p = 0; p < panel_count; p++, panels += panel_stride, out += 16)
    for (int r = 0; r < NGK_ATTENTION_ROWS; r++) {
      const int16_t *row = a + (size_t)r * a_stride;
      int32_t sum[16] = {0};
      for (int i = 0; i < pairs; i++) {
        const int16_t *b = panels + (size_t)i * 32;
        int32_t x = row[2 * i], y = row[2 * i + 1];
        for (int c = 0; c < 16; c++) sum[c] += x * b[2 * c] + y * b[2 * c + 1];
      }
      memcpy(out + (size_t)r * out_stride, sum, sizeof sum);
    }
}

#include "stages.h"

static void multiply_i8(const uint8_t *a, const float *a_scales, int rows, const ngk_matrix_i8 *w,
                        float *out, int out_stride) {
  for (int first = 0; first < w->columns; first += 48) {
    int columns = w->columns - first < 48 ? w->columns - first : 48;
    const int8_t *panel = w->packed + (size_t)first * w->inner;
    for (int r = 0; r < rows; r++) {
      const uint8_t *row = a + (size_t)r * w->inner;
      int32_t sum[48] = {0};
      for (int i = 0; i < w->inner; i += 4) {
        const int8_t *b = panel + (size_t)i * columns;
        int32_t x0 = row[i], x1 = row[i + 1], x2 = row[i + 2], x3 = row[i + 3];
        for (int c = 0; c < columns; c++, b += 4)
          sum[c] += x0 * b[0] + x1 * b[1] + x2 * b[2] + x3 * b[3];
      }
      for (int c = 0; c < columns; c += 16) {
        ilanes exact = load_i(sum + c) - load_i(w->column_sums + first + c) * 128;
        store(out + (size_t)r * out_stride + first + c,
              dequantized(exact, a_scales[r], w->scales + first + c, w->bias + first + c));
      }
    }
  }
}

const ngk_kernels ngk_kernels_portable = NGK_KERNELS;
