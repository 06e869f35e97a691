// What each path file provides; dispatch.c chooses.
#ifndef NEWSGRAPH_PATHS_H
#define NEWSGRAPH_PATHS_H

#include "CKernels.h"

#define NGK_MAX_HEAD_WIDTH 64
#define NGK_ATTENTION_ROWS 8

typedef struct {
  void (*multiply_i8)(const uint8_t *, const ngk_row *, int, const ngk_matrix_i8 *, float *, int);
  void (*quantize)(const float *, int, int, int, int, uint8_t *, ngk_row *);
  void (*gelu_quantize)(float *, int, int, uint8_t *, ngk_row *);
  void (*residual_norm)(float *, const float *, int, int, const float *, const float *,
                        const float *, float, uint8_t *, ngk_row *);
  void (*embed)(const int8_t *, const float *, const float *, const float *, const float *,
                const int32_t *, const uint8_t *, int, int, float *);
  void (*attention_i16)(const float *, int, int, int, void *, float *);
  void (*attention_f32)(const float *, int, int, int, void *, float *);
  void (*multiply_f32)(const float *, int, int, const ngk_matrix_f32 *, float *, int);
  void (*gelu_f32)(float *, size_t);
  void (*add_means)(const float *, int, const float *, int, int, float *);
} ngk_kernels;

extern const ngk_kernels ngk_kernels_portable;
#if defined(__x86_64__)
extern const ngk_kernels ngk_kernels_avx2;
extern const ngk_kernels ngk_kernels_avx512;
#endif

#endif
