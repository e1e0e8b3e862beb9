#include "synthesis/models/linear_front.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "motion/core/contacts.h"
#include "motion/core/conventions.h"

namespace kinemote::synthesis {
namespace {

float scale_floor(int channel, int channel_count) {
  if (channel == 2) return 0.1F;                               // rad/s
  if (channel >= channel_count - kContactCount) return 0.25F;  // share of frames
  return 0.05F;                                                // m/s, m, columns of a rotation
}

Tensor vector_tensor(const std::vector<float>& values) {
  return {{static_cast<int64_t>(values.size())}, values};
}

std::vector<float> take(const std::map<std::string, Tensor>& tensors, const std::string& name,
                        std::vector<int64_t> shape) {
  const auto it = tensors.find(name);
  if (it == tensors.end()) throw std::runtime_error("tensor \"" + name + "\" is missing");
  if (it->second.shape != shape) {
    throw std::runtime_error("tensor \"" + name + "\" does not have the size its settings say");
  }
  return it->second.values;
}

}  // namespace

std::vector<float> dct_matrix(int coefficients, int frames) {
  std::vector<float> matrix(static_cast<size_t>(coefficients) * frames);
  for (int k = 0; k < coefficients; ++k) {
    const double norm = std::sqrt((k > 0 ? 2.0 : 1.0) / frames);
    for (int t = 0; t < frames; ++t) {
      matrix[static_cast<size_t>(k) * frames + t] =
          static_cast<float>(norm * std::cos(kPi * (t + 0.5) * k / frames));
    }
  }
  return matrix;
}

void fit_channel_scales(const std::vector<float>& windows, LinearFront& front) {
  const int channels = front.shape.channels;
  const int frames = front.shape.frames;
  const size_t window_count = windows.size() / front.shape.window_size();
  front.channel_mean.resize(channels);
  front.channel_scale.resize(channels);
  for (int c = 0; c < channels; ++c) {
    double sum = 0.0;
    double squares = 0.0;
    for (size_t w = 0; w < window_count; ++w) {
      const float* row =
          windows.data() + w * front.shape.window_size() + static_cast<size_t>(c) * frames;
      for (int t = 0; t < frames; ++t) {
        sum += row[t];
        squares += static_cast<double>(row[t]) * row[t];
      }
    }
    const double count = static_cast<double>(window_count) * frames;
    const double mean = sum / count;
    const double variance = std::max(0.0, squares / count - mean * mean);
    front.channel_mean[c] = static_cast<float>(mean);
    front.channel_scale[c] =
        std::max(static_cast<float>(std::sqrt(variance)), scale_floor(c, channels));
  }
}

void write_front(const LinearFront& front, std::map<std::string, Tensor>& tensors) {
  tensors["scale/channel_mean"] = vector_tensor(front.channel_mean);
  tensors["scale/channel_scale"] = vector_tensor(front.channel_scale);
  tensors["scale/coefficient_mean"] = vector_tensor(front.coefficient_mean);
  tensors["scale/component_scale"] = vector_tensor(front.component_scale);
  tensors["front/basis"] = {{front.shape.components, front.shape.coefficient_count()}, front.basis};
}

LinearFront read_front(const FrontShape& shape, const std::map<std::string, Tensor>& tensors) {
  LinearFront front;
  front.shape = shape;
  front.channel_mean = take(tensors, "scale/channel_mean", {shape.channels});
  front.channel_scale = take(tensors, "scale/channel_scale", {shape.channels});
  front.coefficient_mean = take(tensors, "scale/coefficient_mean", {shape.coefficient_count()});
  front.component_scale = take(tensors, "scale/component_scale", {shape.components});
  front.basis = take(tensors, "front/basis", {shape.components, shape.coefficient_count()});
  return front;
}

}  // namespace kinemote::synthesis
