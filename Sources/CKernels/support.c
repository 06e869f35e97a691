// What needs no path: packing, checksum, threads.
#pragma STDC FP_CONTRACT OFF
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "lanes.h"
#include "paths.h"

size_t ngk_attention_scratch(int tokens, int head_width) {
  size_t padded = ((size_t)tokens + 31) & ~(size_t)31, d = (size_t)head_width;
  size_t wide = padded > d ? padded : d;
  size_t integers = 3 * padded * d * 2 + NGK_ATTENTION_ROWS * (padded * 2 + wide * 4);
  size_t floats = (2 * padded * d + NGK_ATTENTION_ROWS * padded) * 4;
  return integers > floats ? integers : floats;
}

void ngk_pack_f32(const float *rows, int stride, int columns, int padded, int k, float *packed) {
  for (int c = 0; c < padded; c++) {
    float *column = packed + (size_t)(c & ~15) * k + (c & 15);
    const float *row = rows + (size_t)c * stride;
    for (int i = 0; i < k; i++) column[(size_t)i * 16] = c < columns ? row[i] : 0.0f;
  }
}

void ngk_rectify(float *x, int rows, int stride, int first, int last) {
  for (int r = 0; r < rows; r++, x += stride)
    for (int i = first; i < last; i++) x[i] = x[i] > 0.0f ? x[i] : 0.0f;
}

// `exp_accurate` of lanes.h for one number, step by step.
float ngk_exp(float x) {
  x = x > -87.0f ? x : -87.0f;
  x = x < 87.0f ? x : 87.0f;
  float shifted = __builtin_fmaf(x, 1.44269504f, ROUNDER);
  float n = shifted - ROUNDER;
  float r = __builtin_fmaf(n, -0.693359375f, x);
  r = __builtin_fmaf(n, 2.12194440e-4f, r);
  float p = __builtin_fmaf(r, 1.9875691500e-4f, 1.3981999507e-3f);
  p = __builtin_fmaf(p, r, 8.3334519073e-3f);
  p = __builtin_fmaf(p, r, 4.1665795894e-2f);
  p = __builtin_fmaf(p, r, 1.6666665459e-1f);
  p = __builtin_fmaf(p, r, 5.0000001201e-1f);
  p = __builtin_fmaf(p, r * r, r + 1.0f);
  uint32_t bits, exponent;
  memcpy(&bits, &p, 4);
  memcpy(&exponent, &shifted, 4);
  bits += exponent << 23;
  memcpy(&p, &bits, 4);
  return p;
}

static int panel_width(int padded, int column) {
  int first = column - column % 48, left = padded - first;
  return left < 48 ? left : 48;
}

size_t ngk_packed_size_i8(int columns, int k) {
  return (size_t)((columns + 15) & ~15) * (size_t)((k + 3) & ~3);
}

void ngk_pack_i8(const int8_t *rows, int columns, int k, int8_t *packed, int32_t *column_sums) {
  int padded = (columns + 15) & ~15, inner = (k + 3) & ~3;
  memset(packed, 0, ngk_packed_size_i8(columns, k));
  for (int c = 0; c < padded; c++) {
    int first = c - c % 48, width = panel_width(padded, c);
    int8_t *panel = packed + (size_t)first * inner + (size_t)(c - first) * 4;
    int32_t sum = 0;
    for (int i = 0; c < columns && i < k; i++) {
      int8_t w = rows[(size_t)c * k + i];
      panel[(size_t)(i / 4) * width * 4 + i % 4] = w;
      sum += w;
    }
    column_sums[c] = sum;
  }
}

// Each word is mixed with its place by steps that can be undone, so that any single changed word
// changes the sum; adding the results lets machines with wide registers take several at a time.
uint64_t ngk_checksum(const uint8_t *bytes, size_t words, size_t skip) {
  uint64_t sum = words;
  for (size_t i = 0; i < words; i++) {
    uint64_t w;
    memcpy(&w, bytes + 8 * i, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    w = __builtin_bswap64(w);
#endif
    if (i == skip) w = 0;
    w ^= (uint64_t)(i + 1) * UINT64_C(0x9E3779B97F4A7C15);
    w *= UINT64_C(0xBF58476D1CE4E5B9);
    w ^= w >> 32;
    w *= UINT64_C(0x94D049BB133111EB);
    sum += w;
  }
  return sum;
}

typedef struct {
  void (*body)(void *, int);
  void *context;
  int index;
} share;

static void *run_share(void *argument) {
  share *s = argument;
  s->body(s->context, s->index);
  return NULL;
}

void ngk_parallel(int count, void (*body)(void *, int), void *context) {
  pthread_t *threads = count > 1 ? malloc(sizeof(pthread_t) * (size_t)count) : NULL;
  share *shares = count > 1 ? malloc(sizeof(share) * (size_t)count) : NULL;
  int *made = count > 1 ? calloc((size_t)count, sizeof(int)) : NULL;
  int threaded = threads && shares && made;
  for (int i = 1; i < count && threaded; i++) {
    shares[i] = (share){body, context, i};
    made[i] = pthread_create(&threads[i], NULL, run_share, &shares[i]) == 0;
  }
  if (count > 0) body(context, 0);
  for (int i = 1; i < count; i++) {
    if (threaded && made[i]) pthread_join(threads[i], NULL);
    else body(context, i);
  }
  free(threads);
  free(shares);
  free(made);
}
