#include "synthesis/models/linear_front.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "motion/core/contacts.h"
#include "motion/core/conventions.h"

namespace kinemote::synthesis {
namespace {

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

std::vector<float> channel_weights(const KinematicTree& tree) {
  constexpr double kOwnReach_m = 0.08;
  constexpr float kLookAhead_s = 0.35F;
  constexpr float kContactWeight = 0.2F;
  std::vector<float> weights(tree.channel_count());
  weights[0] = weights[1] = weights[2] = kLookAhead_s;
  weights[3] = std::sqrt(static_cast<float>(tree.joint_count));
  for (int joint = 0; joint < tree.joint_count; ++joint) {
    std::vector<double> reach_m(tree.joint_count, -1.0);
    reach_m[joint] = 0.0;
    double squares = kOwnReach_m * kOwnReach_m;
    for (int other = joint + 1; other < tree.joint_count; ++other) {
      const KinematicTree::Node& node = tree.nodes[other];
      if (reach_m[node.parent] < 0.0) continue;
      reach_m[other] =
          reach_m[node.parent] + std::hypot(node.offset_m[0], node.offset_m[1], node.offset_m[2]);
      squares += reach_m[other] * reach_m[other];
    }
    // Two columns say one rotation: each counts half.
    const auto weight = static_cast<float>(std::sqrt(0.5 * squares));
    std::fill_n(weights.begin() + 4 + 6 * joint, 6, weight);
  }
  std::fill(weights.end() - kContactCount, weights.end(), kContactWeight);
  return weights;
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
