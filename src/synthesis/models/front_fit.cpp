#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>

#include <algorithm>
#include <numeric>

#include "synthesis/models/linear_front.h"

namespace kinemote::synthesis {
namespace {

constexpr int kMostSamples = 8192;  // windows that principal components are fitted on
constexpr int kOversampling = 24;
constexpr int kPowerIterations = 3;
constexpr int kRowsAtOnce = 512;  // keeps the time between two looks at `progress` short

class Cancelled {};

void look(const Progress& progress, double fraction) {
  if (!report(progress, "principal components", fraction)) throw Cancelled();
}

/// Standardised DCT coefficients of evenly chosen windows, N x (C K).
torch::Tensor coefficients_of(const std::vector<float>& windows, const LinearFront& front,
                              const Progress& progress) {
  const FrontShape& s = front.shape;
  const int64_t count = static_cast<int64_t>(windows.size()) / s.window_size();
  const int64_t samples = std::min<int64_t>(count, kMostSamples);
  const auto mean = torch::tensor(front.channel_mean).view({1, s.channels, 1});
  const auto scale = torch::tensor(front.channel_scale).view({1, s.channels, 1});
  const auto dct = torch::tensor(dct_matrix(s.dct, s.frames)).view({s.dct, s.frames}).t();
  auto out = torch::empty({samples, s.coefficient_count()});
  auto block = torch::empty({kRowsAtOnce, s.channels, s.frames});
  for (int64_t first = 0; first < samples; first += kRowsAtOnce) {
    look(progress, 0.2 * static_cast<double>(first) / static_cast<double>(samples));
    const int64_t rows = std::min<int64_t>(kRowsAtOnce, samples - first);
    for (int64_t r = 0; r < rows; ++r) {
      const int64_t window = (first + r) * count / samples;
      std::copy_n(windows.data() + window * s.window_size(), s.window_size(),
                  block.data_ptr<float>() + r * s.window_size());
    }
    const auto standardised = (block.narrow(0, 0, rows) - mean) / scale;
    out.narrow(0, first, rows).copy_(torch::matmul(standardised, dct).reshape({rows, -1}));
  }
  return out;
}

/// x * b, and transpose(x) * (x * b), in row blocks.
torch::Tensor times(const torch::Tensor& x, const torch::Tensor& b, const Progress& progress,
                    double fraction) {
  auto out = torch::empty({x.size(0), b.size(1)});
  for (int64_t first = 0; first < x.size(0); first += kRowsAtOnce) {
    look(progress, fraction);
    const int64_t rows = std::min<int64_t>(kRowsAtOnce, x.size(0) - first);
    out.narrow(0, first, rows).copy_(torch::matmul(x.narrow(0, first, rows), b));
  }
  return out;
}

torch::Tensor transposed_times(const torch::Tensor& x, const torch::Tensor& y,
                               const Progress& progress, double fraction) {
  auto out = torch::zeros({x.size(1), y.size(1)});
  for (int64_t first = 0; first < x.size(0); first += kRowsAtOnce) {
    look(progress, fraction);
    const int64_t rows = std::min<int64_t>(kRowsAtOnce, x.size(0) - first);
    out.addmm_(x.narrow(0, first, rows).t(), y.narrow(0, first, rows));
  }
  return out;
}

std::vector<float> channel_means(const std::vector<float>& windows, const FrontShape& shape) {
  std::vector<double> sums(shape.channels, 0.0);
  const size_t count = windows.size() / shape.window_size();
  for (size_t i = 0; i < count * shape.channels; ++i) {
    const auto row = windows.begin() + static_cast<ptrdiff_t>(i * shape.frames);
    sums[i % shape.channels] = std::accumulate(row, row + shape.frames, sums[i % shape.channels]);
  }
  std::vector<float> means;
  for (const double sum : sums) {
    means.push_back(static_cast<float>(sum / (static_cast<double>(count) * shape.frames)));
  }
  return means;
}

torch::Tensor orthonormal(const torch::Tensor& columns) {
  return std::get<0>(torch::linalg_qr(columns));
}

std::vector<float> to_vector(const torch::Tensor& tensor) {
  const torch::Tensor flat = tensor.contiguous();
  return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
}

}  // namespace

Result<LinearFront> fit_linear_front(const std::vector<float>& windows, FrontShape shape,
                                     const std::vector<float>& weights, uint64_t seed,
                                     const Progress& progress) try {
  torch::NoGradGuard no_grad;
  LinearFront front;
  front.shape = shape;
  for (const float weight : weights) front.channel_scale.push_back(1.0F / weight);
  front.channel_mean = channel_means(windows, shape);
  auto x = coefficients_of(windows, front, progress);
  const auto mean = x.mean(0, true);
  x.sub_(mean);

  const int64_t most = std::min(x.size(0) - 1, x.size(1));
  front.shape.components = static_cast<int>(std::min<int64_t>(shape.components, most));
  const int64_t sketch = std::min<int64_t>(front.shape.components + kOversampling, most);
  at::Generator random = at::make_generator<at::CPUGeneratorImpl>(seed);
  // Subspace iteration on the coefficients' side: q spans the leading right singular vectors.
  auto q = orthonormal(at::randn({x.size(1), sketch}, random, torch::kFloat32));
  for (int i = 0; i < kPowerIterations; ++i) {
    const double fraction = 0.2 + 0.7 * i / kPowerIterations;
    q = orthonormal(transposed_times(x, times(x, q, progress, fraction), progress, fraction));
  }
  const auto projected = times(x, q, progress, 0.95);  // N x sketch
  const auto [values, vectors] = torch::linalg_eigh(torch::matmul(projected.t(), projected));
  const auto rotation = vectors.flip(1).narrow(1, 0, front.shape.components);
  const auto variance =
      values.flip(0).narrow(0, 0, front.shape.components) / static_cast<double>(x.size(0));
  const auto scale = variance.clamp_min(0.0).sqrt();
  front.basis = to_vector(torch::matmul(q, rotation).t());
  front.component_scale = to_vector(scale.clamp_min(1e-3F * scale.max().item<float>() + 1e-6F));
  front.coefficient_mean = to_vector(mean);
  return front;
} catch (const Cancelled&) {
  return cancelled();
}

}  // namespace kinemote::synthesis
