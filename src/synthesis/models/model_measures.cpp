#include "synthesis/models/model_measures.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "motion/core/contacts.h"
#include "motion/core/kinematics.h"
#include "synthesis/control/conditional_prior.h"

namespace kinemote::synthesis {
namespace {

/// Sum over joints and frames of the distance between node positions, metres.
double joint_distance_sum(const KinematicTree& tree, const std::vector<float>& a,
                          const std::vector<float>& b) {
  const size_t frames = tree.frame_count;
  double sum = 0.0;
  for (int n = 0; n < tree.joint_count; ++n) {
    const size_t at = static_cast<size_t>(n) * 3 * frames;
    for (size_t t = at; t < at + frames; ++t) {
      sum += std::hypot(a[t] - b[t], a[t + frames] - b[t + frames],
                        a[t + 2 * frames] - b[t + 2 * frames]);
    }
  }
  return sum;
}

/// Where the hips' ground point is after the window, in the first frame's heading frame: (x, z).
std::array<double, 2> path_end(const KinematicTree& tree, std::span<const float> channels) {
  const size_t frames = tree.frame_count;
  double x = 0.0, z = 0.0, heading = 0.0;
  for (size_t t = 0; t + 1 < frames; ++t) {
    const double forward = channels[t] / tree.fps;
    const double left = channels[frames + t] / tree.fps;
    x += std::cos(heading) * left + std::sin(heading) * forward;
    z += std::cos(heading) * forward - std::sin(heading) * left;
    heading += channels[2 * frames + t] / tree.fps;
  }
  return {x, z};
}

double percentile(std::vector<float> values, double share) {
  const auto at = values.begin() + static_cast<ptrdiff_t>(share * (values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

}  // namespace

ReconstructionError reconstruction_error(const TrainingWindows& data, const KinematicTree& tree,
                                         const std::vector<TrainingClip>& clips,
                                         const std::vector<WindowIndex>& indices,
                                         const std::vector<float>& predicted) {
  const size_t size = static_cast<size_t>(tree.channel_count()) * tree.frame_count;
  std::vector<float> truth(size);
  std::vector<float> a(static_cast<size_t>(tree.node_count()) * 3 * tree.frame_count);
  std::vector<float> b(a.size());
  std::map<int, std::pair<double, int>> of_clip;
  ReconstructionError error;
  for (size_t i = 0; i < indices.size(); ++i) {
    const std::span<const float> guess{predicted.data() + i * size, size};
    data.copy_window(indices[i], truth);
    window_positions(tree, truth, a);
    window_positions(tree, guess, b);
    const double mean_cm =
        100.0 * joint_distance_sum(tree, a, b) / (tree.joint_count * tree.frame_count);
    error.joint_cm += mean_cm / indices.size();
    const auto end = path_end(tree, truth);
    const auto guessed_end = path_end(tree, guess);
    error.path_end_cm +=
        100.0 * std::hypot(end[0] - guessed_end[0], end[1] - guessed_end[1]) / indices.size();
    auto& [sum, count] = of_clip[indices[i].clip];
    sum += mean_cm;
    ++count;
  }
  for (const auto& [clip, entry] : of_clip) {
    const double mean_cm = entry.first / entry.second;
    if (mean_cm > error.worst_clip_joint_cm) {
      error.worst_clip_joint_cm = mean_cm;
      error.worst_clip = clips[data.clips[clip].source].clip.name;
    }
  }
  return error;
}

std::vector<LatentDimension> posterior_statistics(const std::vector<float>& means,
                                                  const std::vector<float>& log_variances,
                                                  int latent) {
  const size_t count = means.size() / latent;
  std::vector<LatentDimension> out(latent);
  for (int d = 0; d < latent; ++d) {
    double sum = 0.0, squares = 0.0, kl = 0.0;
    for (size_t i = 0; i < count; ++i) {
      const double mean = means[i * latent + d];
      const double log_variance = log_variances[i * latent + d];
      sum += mean;
      squares += mean * mean;
      kl += 0.5 * (mean * mean + std::exp(log_variance) - 1.0 - log_variance);
    }
    LatentDimension& dimension = out[d];
    dimension.mean = sum / count;
    // Unused dimensions hardly move: a floor keeps their sigma unit from blowing up noise.
    dimension.sd =
        std::max(std::sqrt(std::max(0.0, squares / count - dimension.mean * dimension.mean)), 0.02);
    dimension.kl_nats = kl / count;
  }
  return out;
}

std::array<double, 2> planted_heights_m(const TrainingWindows& data, const KinematicTree& tree) {
  constexpr int kWindows = 500;
  const size_t frames = tree.frame_count;
  std::vector<float> window(static_cast<size_t>(tree.channel_count()) * frames);
  std::vector<float> positions(static_cast<size_t>(tree.node_count()) * 3 * frames);
  std::array<std::vector<float>, 2> heights;
  for (const int index : evenly_chosen(static_cast<int>(data.training.size()), kWindows)) {
    data.copy_window(data.training[index], window);
    window_positions(tree, window, positions);
    for (int c = 0; c < kContactCount; ++c) {
      const float* flag = window.data() + (data.layout.contact_offset() + c) * frames;
      const float* y = positions.data() + (tree.contact_nodes[c] * 3 + 1) * frames;
      for (size_t t = 0; t < frames; ++t) {
        if (flag[t] > 0.5F) heights[c % 2].push_back(y[t]);  // heel, toe, heel, toe
      }
    }
  }
  const auto middle = [](const std::vector<float>& values) {
    return values.empty() ? 0.0 : percentile(values, 0.5);
  };
  return {middle(heights[0]), middle(heights[1])};
}

std::optional<double> kept_slide_m(const TrainingWindows& data,
                                   const std::vector<TrainingClip>& clips) {
  std::vector<float> slides_m;
  for (const TrainingWindows::ClipChannels& clip : data.clips) {
    if (clip.is_held_out) continue;
    const FootSlide slide =
        foot_slide(forward_kinematics(clips[clip.source].clip), data.layout.body);
    if (slide.stance_count > 0) slides_m.push_back(static_cast<float>(slide.mean_m));
  }
  if (slides_m.empty()) return std::nullopt;
  return std::min<double>(percentile(slides_m, 0.5), kMostKeptSlide_m);
}

double mean_displacement_m(const KinematicTree& tree, const std::vector<float>& a,
                           const std::vector<float>& b) {
  const size_t size = static_cast<size_t>(tree.channel_count()) * tree.frame_count;
  const size_t count = a.size() / size;
  std::vector<float> from(static_cast<size_t>(tree.node_count()) * 3 * tree.frame_count);
  std::vector<float> to(from.size());
  double sum = 0.0;
  for (size_t i = 0; i < count; ++i) {
    window_positions(tree, {a.data() + i * size, size}, from);
    window_positions(tree, {b.data() + i * size, size}, to);
    sum += joint_distance_sum(tree, from, to);
  }
  return sum / (static_cast<double>(count) * tree.joint_count * tree.frame_count);
}

std::vector<double> spacing_percentiles(const std::vector<ReferenceLatent>& references) {
  constexpr int kMostRows = 2000;
  if (references.size() < 2) return {};
  std::vector<float> nearest;
  for (const int row : evenly_chosen(static_cast<int>(references.size()), kMostRows)) {
    double best = std::numeric_limits<double>::infinity();
    for (size_t i = 0; i < references.size(); ++i) {
      if (static_cast<int>(i) == row) continue;
      best = std::min(best, code_distance(references[row].code, references[i].code));
    }
    nearest.push_back(static_cast<float>(best));
  }
  std::vector<double> percentiles;
  for (size_t p = 0; p < kSpacingCount; ++p) {
    percentiles.push_back(percentile(nearest, p / (kSpacingCount - 1.0)));
  }
  return percentiles;
}

void set_latent_ranges(const std::vector<ReferenceLatent>& references,
                       std::vector<LatentDimension>& dimensions) {
  for (size_t d = 0; d < dimensions.size(); ++d) {
    std::vector<float> values;
    for (const ReferenceLatent& r : references) values.push_back(r.latent[d]);
    dimensions[d].low = percentile(values, 0.05);
    dimensions[d].high = percentile(values, 0.95);
  }
}

std::vector<int> evenly_chosen(int n, int most) {
  const int count = std::min(n, most);
  std::vector<int> chosen(count);
  for (int i = 0; i < count; ++i) chosen[i] = static_cast<int>(static_cast<int64_t>(i) * n / count);
  return chosen;
}

}  // namespace kinemote::synthesis
