/**
 * The functions of the SIMD module (app/runtime/kernels/assembly) for the processor at hand: same names, same arguments, same memory.
 *
 * WebAssembly has vectors of 4 floats and no fused multiply-add; a processor of today has 8 or 16 with one, and trainings are bound by
 * matrix products. So training scripts may do these in native code; everything else about them, the models first of all, stays as it is.
 * Pointers arrive as byte offsets into tfjs-wasm's memory, whose start `attach` is told. Only what is worth it stands here.
 */
#include <node_api.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

namespace {

typedef float Vec __attribute__((vector_size(64), aligned(4), may_alias));
constexpr int V = 16;      // floats in a Vec
constexpr int ROWS = 8;    // of a tile; ROWS · 2 Vecs of sums stay in registers
constexpr int WIDE = 2 * V;  // columns of a tile

char* base = nullptr;
inline float* at(double offset) { return reinterpret_cast<float*>(base + static_cast<size_t>(offset)); }
inline Vec splat(float x) { return Vec{} + x; }

/** Where the A of a product lies: `runs` stretches of `length` steps, `jump` apart; steps are `step` apart (a convolution has one run a filter row). */
struct Steps {
  int runs, length;
  ptrdiff_t jump, step;
};

/** C [M, 16·N] = Σ over the steps of a column at rows[0…M−1] times a row of B (+ C). A row of B follows the other, ldb apart. */
template <int M, int N>
void tile(const float* const* rows, Steps s, const float* b, ptrdiff_t ldb, float* const* c, bool add) {
  Vec sum[M][N];
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) sum[i][j] = add ? reinterpret_cast<Vec*>(c[i])[j] : Vec{};
  for (int r = 0; r < s.runs; r++) {
    const float* a[M];
    for (int i = 0; i < M; i++) a[i] = rows[i] + r * s.jump;
    ptrdiff_t at = 0;
    for (int p = 0; p < s.length; p++, at += s.step, b += ldb) {
      Vec row[N];
      for (int j = 0; j < N; j++) row[j] = reinterpret_cast<const Vec*>(b)[j];
      for (int i = 0; i < M; i++) {
        const Vec x = splat(a[i][at]);
        for (int j = 0; j < N; j++) sum[i][j] += x * row[j];
      }
    }
  }
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) reinterpret_cast<Vec*>(c[i])[j] = sum[i][j];
}

template <int N>
void tileOf(int m, const float* const* rows, Steps s, const float* b, ptrdiff_t ldb, float* const* c, bool add) {
  switch (m) {
    case 8: return tile<8, N>(rows, s, b, ldb, c, add);
    case 7: return tile<7, N>(rows, s, b, ldb, c, add);
    case 6: return tile<6, N>(rows, s, b, ldb, c, add);
    case 5: return tile<5, N>(rows, s, b, ldb, c, add);
    case 4: return tile<4, N>(rows, s, b, ldb, c, add);
    case 3: return tile<3, N>(rows, s, b, ldb, c, add);
    case 2: return tile<2, N>(rows, s, b, ldb, c, add);
    default: return tile<1, N>(rows, s, b, ldb, c, add);
  }
}

/** C = A·B (+ C): `m` rows whose starts `rowOf` tells, B [runs·length, n]. The last columns, where n is no multiple of 16, go through a padded copy. */
template <class RowOf>
void product(int m, int n, Steps s, RowOf rowOf, const float* b, ptrdiff_t ldb, float* c, ptrdiff_t ldc, bool add) {
  const int depth = s.runs * s.length;
  const float* rows[ROWS];
  float* out[ROWS];
  int j = 0;
  auto panel = [&](auto wide, const float* from, ptrdiff_t ld) {
    for (int i = 0; i < m; i += ROWS) {
      const int some = std::min(ROWS, m - i);
      for (int r = 0; r < some; r++) {
        rows[r] = rowOf(i + r);
        out[r] = c + (i + r) * ldc + j;
      }
      tileOf<decltype(wide)::value>(some, rows, s, from, ld, out, add);
    }
  };
  for (; j + WIDE <= n; j += WIDE) panel(std::integral_constant<int, 2>{}, b + j, ldb);
  for (; j + V <= n; j += V) panel(std::integral_constant<int, 1>{}, b + j, ldb);
  const int rest = n - j;
  if (rest == 0) return;
  static thread_local std::vector<float> copy;
  copy.assign(static_cast<size_t>(depth) * V, 0);
  for (int p = 0; p < depth; p++) std::memcpy(&copy[p * V], b + p * ldb + j, rest * sizeof(float));
  float edge[ROWS][V];
  for (int i = 0; i < m; i += ROWS) {
    const int some = std::min(ROWS, m - i);
    for (int r = 0; r < some; r++) {
      rows[r] = rowOf(i + r);
      out[r] = edge[r];
      if (add) std::memcpy(edge[r], c + (i + r) * ldc + j, rest * sizeof(float));
    }
    tileOf<1>(some, rows, s, copy.data(), V, out, add);
    for (int r = 0; r < some; r++) std::memcpy(c + (i + r) * ldc + j, edge[r], rest * sizeof(float));
  }
}

void gemm(int m, int n, int k, const float* a, ptrdiff_t rowA, ptrdiff_t colA, const float* b, ptrdiff_t ldb, float* c, ptrdiff_t ldc, bool add) {
  constexpr int DEPTH = 512, BLOCK = 128;  // a panel of B and a block of A stay in the caches
  for (int p = 0; p < k; p += DEPTH) {
    const Steps s{1, std::min(DEPTH, k - p), 0, colA};
    for (int i = 0; i < m; i += BLOCK) {
      const float* from = a + i * rowA + p * colA;
      product(std::min(BLOCK, m - i), n, s, [=](int r) { return from + r * rowA; }, b + p * ldb, ldb, c + i * ldc, ldc, add || p > 0);
    }
  }
}

/** The numbers every convolution begins with (see assembly/conv.ts). */
struct Geometry {
  int b, h, w, i, oh, ow, o, kh, kw, stride, top, left;
};

/** The picture with zeros around it; returns the row length in floats. */
int padInto(float* padded, const Geometry& g, const float* x) {
  const int width = std::max((g.ow - 1) * g.stride + g.kw, g.left + g.w);
  const int height = std::max((g.oh - 1) * g.stride + g.kh, g.top + g.h);
  const int row = width * g.i;
  std::memset(padded, 0, sizeof(float) * height * row);
  for (int r = 0; r < g.h; r++) std::memcpy(padded + (g.top + r) * row + g.left * g.i, x + r * g.w * g.i, sizeof(float) * g.w * g.i);
  return row;
}

void conv(const Geometry& g, const float* x, const float* filter, const float* bias, float* y, float* scratch) {
  if (bias)
    for (int n = 0; n < g.b * g.oh * g.ow; n++) std::memcpy(y + static_cast<ptrdiff_t>(n) * g.o, bias, sizeof(float) * g.o);
  if (g.kh * g.kw * g.stride == 1) return gemm(g.b * g.h * g.w, g.o, g.i, x, g.i, 1, filter, g.o, y, g.o, bias != nullptr);
  for (int n = 0; n < g.b; n++) {
    const int row = padInto(scratch, g, x + static_cast<ptrdiff_t>(n) * g.h * g.w * g.i);
    const Steps s{g.kh, g.kw * g.i, row, 1};
    const auto field = [&](int p) { return scratch + (p / g.ow) * g.stride * row + (p % g.ow) * g.stride * g.i; };
    product(g.oh * g.ow, g.o, s, field, filter, g.o, y + static_cast<ptrdiff_t>(n) * g.oh * g.ow * g.o, g.o, bias != nullptr);
  }
}

/** A piece [M, 16·N] of one tap's filter gradient, from `rows` rows of `columns` positions of x and dy, straight from the pictures. */
template <int M, int N>
void gradTile(int rows, int columns, const float* x, ptrdiff_t stepX, ptrdiff_t rowX, const float* dy, ptrdiff_t o, ptrdiff_t rowY, float* dw) {
  Vec sum[M][N];
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) sum[i][j] = reinterpret_cast<Vec*>(dw + i * o)[j];
  for (int r = 0; r < rows; r++) {
    const float* a = x + r * rowX;
    const float* d = dy + r * rowY;
    for (int p = 0; p < columns; p++, a += stepX, d += o) {
      Vec row[N];
      for (int j = 0; j < N; j++) row[j] = reinterpret_cast<const Vec*>(d)[j];
      for (int i = 0; i < M; i++) {
        const Vec v = splat(a[i]);
        for (int j = 0; j < N; j++) sum[i][j] += v * row[j];
      }
    }
  }
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) reinterpret_cast<Vec*>(dw + i * o)[j] = sum[i][j];
}

void filterGradColumns(const Geometry& g, const float* x, const float* dy, float* dw, float* scratch);

/** dw from x and dy. Depths that do not fill the tiles (i a multiple of 8, o of 16) go by columns. */
void filterGradDirect(const Geometry& g, const float* x, const float* dy, float* dw) {
  if (g.i % 8 || g.o % V) {
    static thread_local std::vector<float> columns;
    columns.resize(static_cast<size_t>(g.oh) * g.ow * g.kh * g.kw * g.i);
    return filterGradColumns(g, x, dy, dw, columns.data());
  }
  std::memset(dw, 0, sizeof(float) * g.kh * g.kw * g.i * g.o);
  const auto inside = [&](int k, int pad, int size, int outSize, int& from) {
    from = std::max(0, (pad - k + g.stride - 1) / g.stride);
    const int room = size - 1 + pad - k;
    return std::min(outSize, room < 0 ? 0 : room / g.stride + 1) - from;
  };
  for (int n = 0; n < g.b; n++) {
    for (int p = 0; p < g.kh; p++) {
      int y0, x0;
      const int rows = inside(p, g.top, g.h, g.oh, y0);
      for (int q = 0; q < g.kw; q++) {
        const int columns = inside(q, g.left, g.w, g.ow, x0);
        if (rows <= 0 || columns <= 0) continue;
        const float* a = x + ((static_cast<ptrdiff_t>(n) * g.h + y0 * g.stride + p - g.top) * g.w + x0 * g.stride + q - g.left) * g.i;
        const float* d = dy + ((static_cast<ptrdiff_t>(n) * g.oh + y0) * g.ow + x0) * g.o;
        float* c = dw + static_cast<ptrdiff_t>(p * g.kw + q) * g.i * g.o;
        for (int j = 0; j < g.o;) {
          const bool wide = j + WIDE <= g.o;
          for (int k = 0; k < g.i; k += 8) {
            const ptrdiff_t stepX = g.stride * g.i, rowX = static_cast<ptrdiff_t>(g.stride) * g.w * g.i, rowY = g.ow * g.o;
            if (wide) gradTile<8, 2>(rows, columns, a + k, stepX, rowX, d + j, g.o, rowY, c + static_cast<ptrdiff_t>(k) * g.o + j);
            else gradTile<8, 1>(rows, columns, a + k, stepX, rowX, d + j, g.o, rowY, c + static_cast<ptrdiff_t>(k) * g.o + j);
          }
          j += wide ? WIDE : V;
        }
      }
    }
  }
}

void im2col(const Geometry& g, const float* x, float* cols) {
  for (int r = 0; r < g.oh; r++)
    for (int s = 0; s < g.ow; s++)
      for (int p = 0; p < g.kh; p++)
        for (int q = 0; q < g.kw; q++, cols += g.i) {
          const int y = r * g.stride + p - g.top, z = s * g.stride + q - g.left;
          if (y >= 0 && y < g.h && z >= 0 && z < g.w) std::memcpy(cols, x + (y * g.w + z) * g.i, sizeof(float) * g.i);
          else std::memset(cols, 0, sizeof(float) * g.i);
        }
}

void filterGradColumns(const Geometry& g, const float* x, const float* dy, float* dw, float* scratch) {
  const int field = g.kh * g.kw * g.i, positions = g.oh * g.ow;
  for (int n = 0; n < g.b; n++) {
    im2col(g, x + static_cast<ptrdiff_t>(n) * g.h * g.w * g.i, scratch);
    gemm(field, g.o, positions, scratch, 1, field, dy + static_cast<ptrdiff_t>(n) * positions * g.o, g.o, dw, g.o, n > 0);
  }
}

void transpose2d(int m, int n, const float* x, float* y) {
  constexpr int B = 16;
  for (int i = 0; i < m; i += B)
    for (int j = 0; j < n; j += B)
      for (int p = i; p < std::min(m, i + B); p++)
        for (int q = j; q < std::min(n, j + B); q++) y[static_cast<ptrdiff_t>(q) * m + p] = x[static_cast<ptrdiff_t>(p) * n + q];
}

void inputGradColumns(const Geometry& g, const float* dy, const float* filter, float* dx, float* scratch) {
  const int field = g.kh * g.kw * g.i, positions = g.oh * g.ow;
  float* cols = scratch + static_cast<ptrdiff_t>(g.o) * field;
  transpose2d(field, g.o, filter, scratch);
  std::memset(dx, 0, sizeof(float) * g.b * g.h * g.w * g.i);
  for (int n = 0; n < g.b; n++) {
    gemm(positions, field, g.o, dy + static_cast<ptrdiff_t>(n) * positions * g.o, g.o, 1, scratch, field, cols, field, false);
    const float* from = cols;
    float* to = dx + static_cast<ptrdiff_t>(n) * g.h * g.w * g.i;
    for (int r = 0; r < g.oh; r++)
      for (int s = 0; s < g.ow; s++)
        for (int p = 0; p < g.kh; p++)
          for (int q = 0; q < g.kw; q++, from += g.i) {
            const int y = r * g.stride + p - g.top, z = s * g.stride + q - g.left;
            if (y < 0 || y >= g.h || z < 0 || z >= g.w) continue;
            float* pixel = to + (y * g.w + z) * g.i;
            for (int k = 0; k < g.i; k++) pixel[k] += from[k];
          }
  }
}

// Element-wise. The polynomial is that of assembly/math.ts; written so that the compiler can take many at a time.

inline float exponential(float x) {
  x = std::min(std::max(x, -87.3f), 88.3f);
  const float n = __builtin_rintf(x * 1.44269504088896341f);
  const float r = x - n * 0.693359375f + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1;
  const int32_t bits = (static_cast<int32_t>(n) + 127) << 23;
  float power;
  std::memcpy(&power, &bits, 4);
  return p * power;
}
inline float sigmoid(float x) { return 1 / (1 + exponential(-x)); }
inline float siluSlope(float x) {
  const float s = sigmoid(x);
  return s * (1 + x * (1 - s));
}

enum Act { LINEAR, RELU, LRELU, TANH, SIGMOID, SILU };

template <class F>
void each(int n, const float* x, float* y, F f) {
  for (int i = 0; i < n; i++) y[i] = f(x[i]);
}
void activate(int n, const float* x, float* y, int act) {
  switch (act) {
    case RELU: return each(n, x, y, [](float v) { return std::max(v, 0.f); });
    case LRELU: return each(n, x, y, [](float v) { return std::max(v, 0.2f * v); });
    case TANH: return each(n, x, y, [](float v) { return 2 * sigmoid(2 * v) - 1; });
    case SIGMOID: return each(n, x, y, sigmoid);
    case SILU: return each(n, x, y, [](float v) { return v * sigmoid(v); });
    default:
      if (x != y) std::memcpy(y, x, sizeof(float) * n);
  }
}

template <class F>
void eachGrad(int n, const float* y, const float* dy, float* out, F slope) {
  for (int i = 0; i < n; i++) out[i] = dy[i] * slope(y[i]);
}
void activateGrad(int n, const float* y, const float* dy, float* out, int act) {
  switch (act) {
    case RELU: return eachGrad(n, y, dy, out, [](float v) { return v > 0 ? 1.f : 0.f; });
    case LRELU: return eachGrad(n, y, dy, out, [](float v) { return v > 0 ? 1.f : 0.2f; });
    case TANH: return eachGrad(n, y, dy, out, [](float v) { return 1 - v * v; });
    case SIGMOID: return eachGrad(n, y, dy, out, [](float v) { return v * (1 - v); });
    default:
      if (dy != out) std::memcpy(out, dy, sizeof(float) * n);
  }
}

void columnSum(int m, int n, const float* x, float* out) {
  std::memset(out, 0, sizeof(float) * n);
  for (int i = 0; i < m; i++, x += n)
    for (int j = 0; j < n; j++) out[j] += x[j];
}

void dense(int m, int k, int n, const float* x, const float* w, const float* b, float* y, int act) {
  for (int i = 0; i < m; i++) std::memcpy(y + static_cast<ptrdiff_t>(i) * n, b, sizeof(float) * n);
  gemm(m, n, k, x, k, 1, w, n, y, n, true);
  activate(m * n, y, y, act);
}

void denseGrad(int m, int k, int n, const float* x, const float* w, const float* y, const float* dy, int act, float* dx, float* dw, float* db, float* scratch) {
  const float* d = dy;
  if (act != LINEAR) {
    activateGrad(m * n, y, dy, scratch, act);
    d = scratch;
  }
  float* wT = scratch + static_cast<ptrdiff_t>(m) * n;
  transpose2d(k, n, w, wT);
  gemm(m, k, n, d, n, 1, wT, k, dx, k, false);
  gemm(k, n, m, x, 1, k, d, n, dw, n, false);
  columnSum(m, n, d, db);
}

void softmax(int rows, int n, const float* x, float* y) {
  for (int r = 0; r < rows; r++, x += n, y += n) {
    float top = x[0];
    for (int j = 1; j < n; j++) top = std::max(top, x[j]);
    float sum = 0;
    for (int j = 0; j < n; j++) sum += y[j] = exponential(x[j] - top);
    const float inverse = 1 / sum;
    for (int j = 0; j < n; j++) y[j] *= inverse;
  }
}

void groupNorm(int b, int p, int c, int groups, float eps, bool silu, const float* x, const float* scale, const float* bias, float* y, float* stats) {
  const int width = c / groups;
  std::vector<float> sums(c), mean(c), gain(c), shift(c);
  for (int n = 0; n < b; n++, x += static_cast<ptrdiff_t>(p) * c, y += static_cast<ptrdiff_t>(p) * c, stats += 2 * groups) {
    columnSum(p, c, x, sums.data());
    for (int g = 0; g < groups; g++) {
      float total = 0;
      for (int k = 0; k < width; k++) total += sums[g * width + k];
      stats[2 * g] = total / (p * width);
      for (int k = 0; k < width; k++) mean[g * width + k] = stats[2 * g];
    }
    std::fill(sums.begin(), sums.end(), 0.f);
    for (int i = 0; i < p; i++)
      for (int k = 0; k < c; k++) {
        const float d = x[i * c + k] - mean[k];
        sums[k] += d * d;
      }
    for (int g = 0; g < groups; g++) {
      float total = 0;
      for (int k = 0; k < width; k++) total += sums[g * width + k];
      const float inverse = 1 / std::sqrt(total / (p * width) + eps);
      stats[2 * g + 1] = inverse;
      for (int k = g * width; k < (g + 1) * width; k++) {
        gain[k] = inverse * scale[k];
        shift[k] = bias[k] - mean[k] * gain[k];
      }
    }
    for (int i = 0; i < p; i++)
      for (int k = 0; k < c; k++) {
        const float z = x[i * c + k] * gain[k] + shift[k];
        y[i * c + k] = silu ? z * sigmoid(z) : z;
      }
  }
}

/** One picture of groupNormGrad: first dx = dL/dz of the affine output z with its sums by channel, then the normalisation's own gradient. */
template <bool silu>
void flowOf(int p, int c, const float* __restrict x, const float* __restrict scale, const float* __restrict bias, const float* __restrict mean, const float* __restrict inverse, const float* __restrict dy, float* __restrict dx, float* __restrict sum1, float* __restrict sum2) {
  for (int i = 0; i < p; i++, x += c, dy += c, dx += c)
    for (int k = 0; k < c; k++) {
      const float hat = (x[k] - mean[k]) * inverse[k];
      const float d = silu ? dy[k] * siluSlope(hat * scale[k] + bias[k]) : dy[k];
      dx[k] = d;
      sum1[k] += d;
      sum2[k] += d * hat;
    }
}

void groupNormGrad(int b, int p, int c, int groups, bool silu, const float* x, const float* scale, const float* bias, const float* stats, const float* dy, float* dx, float* dscale, float* dbias) {
  const int width = c / groups;
  std::vector<float> mean(c), inverse(c), sum1(c), sum2(c);
  std::memset(dscale, 0, sizeof(float) * c);
  std::memset(dbias, 0, sizeof(float) * c);
  const ptrdiff_t picture = static_cast<ptrdiff_t>(p) * c;
  for (int n = 0; n < b; n++, x += picture, dy += picture, dx += picture, stats += 2 * groups) {
    for (int k = 0; k < c; k++) {
      mean[k] = stats[2 * (k / width)];
      inverse[k] = stats[2 * (k / width) + 1];
      sum1[k] = sum2[k] = 0;
    }
    (silu ? flowOf<true> : flowOf<false>)(p, c, x, scale, bias, mean.data(), inverse.data(), dy, dx, sum1.data(), sum2.data());
    for (int g = 0; g < groups; g++) {
      float total1 = 0, total2 = 0;
      for (int k = g * width; k < (g + 1) * width; k++) {
        dbias[k] += sum1[k];
        dscale[k] += sum2[k];
        total1 += sum1[k] * scale[k];
        total2 += sum2[k] * scale[k];
      }
      // dx = (scale·d − mean(scale·d) − x̂·mean(scale·d·x̂)) / σ = gain·d + slope·x + rest
      for (int k = g * width; k < (g + 1) * width; k++) {
        const float slope = -inverse[k] * inverse[k] * total2 / (p * width);
        sum1[k] = -inverse[k] * total1 / (p * width) - slope * mean[k];
        sum2[k] = slope;
        inverse[k] *= scale[k];
      }
    }
    const float *__restrict gain = inverse.data(), *__restrict slope = sum2.data(), *__restrict rest = sum1.data(), *__restrict in = x;
    float* __restrict out = dx;
    for (int i = 0; i < p; i++, in += c, out += c)
      for (int k = 0; k < c; k++) out[k] = gain[k] * out[k] + slope[k] * in[k] + rest[k];
  }
}

/** state, next [4, n]: rows θ, m, v, EMA (see assembly/optimizer.ts). Adam only: the other kinds are never what a training waits for. */
void adamStep(int n, const float* state, const float* g, float* next, float* theta, float lr, float beta1, float beta2, float eps, float correct1, float correct2, float clipNorm, float ema, float rest1, float rest2, float restEma) {
  float clip = 1;
  if (clipNorm > 0) {
    double squares = 0;
    for (int i = 0; i < n; i++) squares += static_cast<double>(g[i]) * g[i];
    const float norm = static_cast<float>(std::sqrt(squares));
    if (norm > clipNorm) clip = clipNorm / norm;
  }
  const float *t0 = state, *m0 = state + n, *v0 = state + 2 * static_cast<ptrdiff_t>(n), *e0 = state + 3 * static_cast<ptrdiff_t>(n);
  float *t1 = next, *m1 = next + n, *v1 = next + 2 * static_cast<ptrdiff_t>(n), *e1 = next + 3 * static_cast<ptrdiff_t>(n);
#pragma GCC ivdep
  for (int i = 0; i < n; i++) {
    const float grad = g[i] * clip;
    const float m = m0[i] * beta1 + grad * rest1;
    const float v = v0[i] * beta2 + grad * grad * rest2;
    const float t = t0[i] - lr * m * correct1 / (std::sqrt(v * correct2) + eps);
    m1[i] = m;
    v1[i] = v;
    t1[i] = theta[i] = t;
    e1[i] = e0[i] * ema + t * restEma;
  }
}

// What JavaScript sees.

constexpr int MOST = 24;
typedef void (*Kernel)(const double*);

napi_value call(napi_env env, napi_callback_info info) {
  size_t count = MOST;
  napi_value values[MOST];
  void* kernel;
  napi_get_cb_info(env, info, &count, values, nullptr, &kernel);
  double a[MOST] = {};
  for (size_t i = 0; i < std::min<size_t>(count, MOST); i++) napi_get_value_double(env, values[i], &a[i]);
  reinterpret_cast<Kernel>(kernel)(a);
  return nullptr;
}

napi_value attach(napi_env env, napi_callback_info info) {
  size_t count = 1, length;
  napi_value buffer;
  void* data;
  napi_get_cb_info(env, info, &count, &buffer, nullptr, nullptr);
  napi_get_arraybuffer_info(env, buffer, &data, &length);
  base = static_cast<char*>(data);
  return nullptr;
}

inline int I(double x) { return static_cast<int>(x); }
Geometry geometry(const double* a) { return {I(a[0]), I(a[1]), I(a[2]), I(a[3]), I(a[4]), I(a[5]), I(a[6]), I(a[7]), I(a[8]), I(a[9]), I(a[10]), I(a[11])}; }
/** The shorter list that Winograd's functions begin with. Here they do the sums as they are written: with a fused multiply-add that is as fast. */
Geometry unitStride(const double* a) { return {I(a[0]), I(a[1]), I(a[2]), I(a[3]), I(a[4]), I(a[5]), I(a[6]), 3, 3, 1, I(a[7]), I(a[8])}; }

const struct {
  const char* name;
  Kernel kernel;
} kernels[] = {
    {"activate", [](const double* a) { activate(I(a[0]), at(a[1]), at(a[2]), I(a[3])); }},
    {"activateGrad", [](const double* a) { activateGrad(I(a[0]), at(a[1]), at(a[2]), at(a[3]), I(a[4])); }},
    {"columnSum", [](const double* a) { columnSum(I(a[0]), I(a[1]), at(a[2]), at(a[3])); }},
    {"conv", [](const double* a) { conv(geometry(a), at(a[12]), at(a[13]), a[14] ? at(a[14]) : nullptr, at(a[15]), at(a[16])); }},
    {"convWinograd", [](const double* a) { conv(unitStride(a), at(a[9]), at(a[10]), a[11] ? at(a[11]) : nullptr, at(a[12]), at(a[14])); }},
    {"dense", [](const double* a) { dense(I(a[0]), I(a[1]), I(a[2]), at(a[3]), at(a[4]), at(a[5]), at(a[6]), I(a[7])); }},
    {"denseGrad", [](const double* a) { denseGrad(I(a[0]), I(a[1]), I(a[2]), at(a[3]), at(a[4]), at(a[5]), at(a[6]), I(a[7]), at(a[8]), at(a[9]), at(a[10]), at(a[11])); }},
    {"exp", [](const double* a) { each(I(a[0]), at(a[1]), at(a[2]), exponential); }},
    {"filterGradColumns", [](const double* a) { filterGradColumns(geometry(a), at(a[12]), at(a[13]), at(a[14]), at(a[15])); }},
    {"filterGradDirect", [](const double* a) { filterGradDirect(geometry(a), at(a[12]), at(a[13]), at(a[14])); }},
    {"filterGradWinograd", [](const double* a) { filterGradDirect(unitStride(a), at(a[9]), at(a[10]), at(a[11])); }},
    {"gemm", [](const double* a) { gemm(I(a[0]), I(a[1]), I(a[2]), at(a[3]), I(a[4]), I(a[5]), at(a[6]), I(a[7]), at(a[8]), I(a[9]), a[10] != 0); }},
    {"groupNorm", [](const double* a) { groupNorm(I(a[0]), I(a[1]), I(a[2]), I(a[3]), a[4], a[5] != 0, at(a[6]), at(a[7]), at(a[8]), at(a[9]), at(a[10])); }},
    {"groupNormGrad", [](const double* a) { groupNormGrad(I(a[0]), I(a[1]), I(a[2]), I(a[3]), a[4] != 0, at(a[5]), at(a[6]), at(a[7]), at(a[8]), at(a[9]), at(a[10]), at(a[11]), at(a[12])); }},
    {"inputGradColumns", [](const double* a) { inputGradColumns(geometry(a), at(a[12]), at(a[13]), at(a[14]), at(a[15])); }},
    {"adamStep", [](const double* a) { adamStep(I(a[0]), at(a[1]), at(a[2]), at(a[3]), at(a[4]), a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[16]); }},
    {"siluGrad", [](const double* a) { eachGrad(I(a[0]), at(a[1]), at(a[2]), at(a[3]), siluSlope); }},
    {"softmax", [](const double* a) { softmax(I(a[0]), I(a[1]), at(a[2]), at(a[3])); }},
    {"transposeBatch", [](const double* a) {
       const ptrdiff_t size = static_cast<ptrdiff_t>(I(a[1])) * I(a[2]);
       for (int i = 0; i < I(a[0]); i++) transpose2d(I(a[1]), I(a[2]), at(a[3]) + i * size, at(a[4]) + i * size);
     }},
};

napi_value init(napi_env env, napi_value exports) {
  napi_value f;
  for (const auto& k : kernels) {
    napi_create_function(env, k.name, NAPI_AUTO_LENGTH, call, reinterpret_cast<void*>(k.kernel), &f);
    napi_set_named_property(env, exports, k.name, f);
  }
  napi_create_function(env, "attach", NAPI_AUTO_LENGTH, attach, nullptr, &f);
  napi_set_named_property(env, exports, "attach", f);
  return exports;
}

}  // namespace

NAPI_MODULE(kernels, init)
