// Plain C: the reference for the other paths, and what runs on processors without AVX2. Sums are
// kept as pairs until the end, in the form that compilers turn into multiply-add instructions.
#pragma STDC FP_CONTRACT OFF
#include "lanes.h"
#include "paths.h"

typedef int16_t quads __attribute__((ext_vector_type(8)));
typedef int32_t pairs_of_quads __attribute__((ext_vector_type(8)));
typedef int32_t four __attribute__((ext_vector_type(4)));
typedef int8_t eight_bytes __attribute__((ext_vector_type(8)));

// Sums of neighbouring products.
INLINE four multiply_pairs(quads a, quads b) {
  pairs_of_quads p = __builtin_convertvector(a, pairs_of_quads) *
                     __builtin_convertvector(b, pairs_of_quads);
  return __builtin_shufflevector(p, p, 0, 2, 4, 6) + __builtin_shufflevector(p, p, 1, 3, 5, 7);
}

// Eight rows of 16-bit pairs against panels of sixteen columns.
static void product_rows(const int16_t *a, int a_stride, const int16_t *panels, size_t panel_stride,
                         int panel_count, int pairs, int32_t *out, int out_stride) {
  for (int p = 0; p < panel_count; p++, panels += panel_stride, out += 16)
    for (int r = 0; r < NGK_ATTENTION_ROWS; r++) {
      const int16_t *row = a + (size_t)r * a_stride;
      four sum[4] = {0, 0, 0, 0};
      for (int i = 0; i < pairs; i++) {
        int32_t pair;
        memcpy(&pair, row + 2 * i, 4);
        quads x = (quads)(four)pair;
        for (int c = 0; c < 4; c++) {
          quads b;
          memcpy(&b, panels + (size_t)i * 32 + c * 8, sizeof b);
          sum[c] += multiply_pairs(x, b);
        }
      }
      memcpy(out + (size_t)r * out_stride, sum, sizeof sum);
    }
}

#include "stages.h"

// One row against sixteen columns of a panel of `columns`.
INLINE ilanes product_bytes(const uint8_t *a, const int8_t *b, int columns, int inner) {
  four sum[8] = {0, 0, 0, 0, 0, 0, 0, 0};
  for (int i = 0; i < inner; i += 4, b += (size_t)columns * 4) {
    const quads x = {a[i], a[i + 1], a[i + 2], a[i + 3], a[i], a[i + 1], a[i + 2], a[i + 3]};
    for (int c = 0; c < 8; c++) {
      eight_bytes w;
      memcpy(&w, b + c * 8, sizeof w);
      sum[c] += multiply_pairs(x, __builtin_convertvector(w, quads));
    }
  }
  int32_t total[16];
  for (int c = 0; c < 8; c++) {
    total[2 * c] = sum[c][0] + sum[c][1];
    total[2 * c + 1] = sum[c][2] + sum[c][3];
  }
  return load_i(total);
}

static void multiply_i8(const uint8_t *a, const ngk_row *a_rows, int rows, const ngk_matrix_i8 *w,
                        float *out, int out_stride) {
  for (int first = 0; first < w->columns; first += 48) {
    int columns = w->columns - first < 48 ? w->columns - first : 48;
    for (int c = first; c < first + columns; c += 16) {
      const int8_t *panel = w->packed + (size_t)first * w->inner + (c - first) * 4;
      for (int r = 0; r < rows; r++) {
        ilanes sum = product_bytes(a + (size_t)r * w->inner, panel, columns, w->inner);
        store(out + (size_t)r * out_stride + c, dequantized(sum, a_rows[r], w, c));
      }
    }
  }
}

const ngk_kernels ngk_kernels_portable = NGK_KERNELS;
