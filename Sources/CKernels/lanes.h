// Sixteen lanes of float or int32, whatever the machine's registers: the compiler splits them. All
// paths include this file, so the order of floating-point operations is one and the same.
#ifndef NEWSGRAPH_LANES_H
#define NEWSGRAPH_LANES_H

#include <stdint.h>
#include <string.h>

typedef float lanes __attribute__((ext_vector_type(16)));
typedef int32_t ilanes __attribute__((ext_vector_type(16)));
typedef int8_t blanes __attribute__((ext_vector_type(16)));
typedef uint8_t ublanes __attribute__((ext_vector_type(16)));
typedef int16_t slanes __attribute__((ext_vector_type(16)));
typedef int16_t wide_slanes __attribute__((ext_vector_type(32)));

// Everything below is inlined, so that no vector crosses a call.
#pragma clang diagnostic ignored "-Wpsabi"
// Loops over registers have to vanish early, or the registers become an array in memory.
#define UNROLL _Pragma("clang loop unroll(full)")
#define INLINE static inline __attribute__((always_inline))

INLINE lanes load(const float *p) {
  lanes v;
  memcpy(&v, p, sizeof v);
  return v;
}
INLINE void store(float *p, lanes v) { memcpy(p, &v, sizeof v); }
INLINE ilanes load_i(const int32_t *p) {
  ilanes v;
  memcpy(&v, p, sizeof v);
  return v;
}
INLINE lanes splat(float x) { return (lanes)x; }
INLINE lanes fused(lanes a, lanes b, lanes c) { return __builtin_elementwise_fma(a, b, c); }
INLINE lanes least(lanes a, lanes b) { return a < b ? a : b; }
INLINE lanes greatest(lanes a, lanes b) { return a > b ? a : b; }
INLINE lanes magnitude(lanes a) { return __builtin_elementwise_abs(a); }

INLINE float sum_of(lanes v) {
  float t[16];
  memcpy(t, &v, sizeof t);
  for (int half = 8; half > 0; half >>= 1)
    for (int i = 0; i < half; i++) t[i] = t[i] + t[i + half];
  return t[0];
}
INLINE float greatest_of(lanes v) {
  float t[16];
  memcpy(t, &v, sizeof t);
  for (int half = 8; half > 0; half >>= 1)
    for (int i = 0; i < half; i++) t[i] = t[i] > t[i + half] ? t[i] : t[i + half];
  return t[0];
}

// Adding 1.5 * 2^23 rounds to the nearest integer and leaves it in the low bits.
#define ROUNDER 12582912.0f
#define ROUNDER_BITS 0x4B400000

INLINE ilanes rounded(lanes v) { return (ilanes)(v + splat(ROUNDER)) - ROUNDER_BITS; }

// e to the power x, clamped to +-87; relative error 1e-7.
INLINE lanes exp_accurate(lanes x) {
  x = least(greatest(x, splat(-87.0f)), splat(87.0f));
  lanes shifted = fused(x, splat(1.44269504f), splat(ROUNDER));
  lanes n = shifted - splat(ROUNDER);
  lanes r = fused(n, splat(-0.693359375f), x);
  r = fused(n, splat(2.12194440e-4f), r);
  lanes p = fused(r, splat(1.9875691500e-4f), splat(1.3981999507e-3f));
  p = fused(p, r, splat(8.3334519073e-3f));
  p = fused(p, r, splat(4.1665795894e-2f));
  p = fused(p, r, splat(1.6666665459e-1f));
  p = fused(p, r, splat(5.0000001201e-1f));
  p = fused(p, r * r, r + splat(1.0f));
  return (lanes)((ilanes)p + (((ilanes)shifted) << 23));
}

// x * Phi(x) with Phi(x) - 1/2 = x * P(x^2) on +-4.4: absolute error 4e-5 below |x| = 8, far under
// a step of the int8 quantisation that follows.
INLINE lanes gelu_fast(lanes x) {
  lanes c = least(greatest(x, splat(-4.4f)), splat(4.4f));
  lanes u = c * c;
  lanes p = fused(u, splat(3.5726331615304474e-11f), splat(-3.756633226714712e-09f));
  p = fused(p, u, splat(1.7417096387362108e-07f));
  p = fused(p, u, splat(-4.7264056775020435e-06f));
  p = fused(p, u, splat(8.430880552623421e-05f));
  p = fused(p, u, splat(-0.0010550862643867731f));
  p = fused(p, u, splat(0.009643333032727242f));
  p = fused(p, u, splat(-0.06607690453529358f));
  p = fused(p, u, splat(0.3987618684768677f));
  return x * fused(c, p, splat(0.5f));
}

// Abramowitz and Stegun 7.1.26: absolute error of erf 1.5e-7.
INLINE lanes gelu_accurate(lanes x) {
  lanes z = x * splat(0.70710678f);
  lanes a = least(magnitude(z), splat(9.2f));
  lanes t = splat(1.0f) / fused(a, splat(0.3275911f), splat(1.0f));
  lanes p = fused(t, splat(1.061405429f), splat(-1.453152027f));
  p = fused(p, t, splat(1.421413741f));
  p = fused(p, t, splat(-0.284496736f));
  p = fused(p, t, splat(0.254829592f));
  lanes e = splat(1.0f) - (p * t) * exp_accurate(splat(0.0f) - a * a);
  e = (lanes)((ilanes)e | ((ilanes)z & (int32_t)0x80000000));
  return (x * splat(0.5f)) * (e + splat(1.0f));
}

#endif
