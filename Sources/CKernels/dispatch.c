#include "paths.h"

int ngk_is_supported(int path) {
  if (path == ngk_portable) return 1;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (path == ngk_avx2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (path == ngk_avx512)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vnni");
#endif
  return 0;
}

int ngk_best_path(void) {
  for (int path = ngk_path_count - 1; path > ngk_portable; path--)
    if (ngk_is_supported(path)) return path;
  return ngk_portable;
}

static const ngk_kernels *kernels(int path) {
#if defined(__x86_64__)
  if (path == ngk_avx512) return &ngk_kernels_avx512;
  if (path == ngk_avx2) return &ngk_kernels_avx2;
#else
  (void)path;
#endif
  return &ngk_kernels_portable;
}

void ngk_multiply_i8(int path, const uint8_t *a, const ngk_row *a_rows, int rows,
                     const ngk_matrix_i8 *w, float *out, int out_stride) {
  kernels(path)->multiply_i8(a, a_rows, rows, w, out, out_stride);
}

void ngk_quantize(int path, const float *x, int rows, int width, int stride, int padded,
                  uint8_t *out, ngk_row *out_rows) {
  kernels(path)->quantize(x, rows, width, stride, padded, out, out_rows);
}

void ngk_gelu_quantize(int path, float *x, int rows, int width, uint8_t *out, ngk_row *out_rows) {
  kernels(path)->gelu_quantize(x, rows, width, out, out_rows);
}

void ngk_residual_norm(int path, float *x, const float *residual, int rows, int width,
                       const float *gain, const float *bias, const float *smoothing, float epsilon,
                       uint8_t *out, ngk_row *out_rows) {
  kernels(path)->residual_norm(x, residual, rows, width, gain, bias, smoothing, epsilon, out,
                               out_rows);
}

void ngk_embed(int path, const int8_t *words, const float *word_scales, const float *float_words,
               const float *positions, const float *shapes, const int32_t *ids,
               const uint8_t *shape_ids, int rows, int width, float *out) {
  kernels(path)->embed(words, word_scales, float_words, positions, shapes, ids, shape_ids, rows,
                       width, out);
}

void ngk_attention_i16(int path, const float *qkv, int tokens, int heads, int head_width,
                       void *scratch, float *out) {
  kernels(path)->attention_i16(qkv, tokens, heads, head_width, scratch, out);
}

void ngk_attention_f32(int path, const float *qkv, int tokens, int heads, int head_width,
                       void *scratch, float *out) {
  kernels(path)->attention_f32(qkv, tokens, heads, head_width, scratch, out);
}

void ngk_multiply_f32(int path, const float *a, int a_stride, int rows, const ngk_matrix_f32 *w,
                      float *out, int out_stride) {
  kernels(path)->multiply_f32(a, a_stride, rows, w, out, out_stride);
}

void ngk_gelu_f32(int path, float *x, size_t count) { kernels(path)->gelu_f32(x, count); }

void ngk_add_means(int path, const float *x, int stride, const float *offsets, int rows, int width,
                   float *scores) {
  kernels(path)->add_means(x, stride, offsets, rows, width, scores);
}
