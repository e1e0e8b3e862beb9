#include "app/reconstruction_test.h"

#include <algorithm>
#include <glm/geometric.hpp>
#include <map>

#include "motion/core/kinematics.h"
#include "synthesis/control/motion_window.h"

namespace kinemote::app {
namespace {

struct Window {
  synthesis::MotionWindow channels;
  synthesis::Condition condition;
};

/// Joint positions of one window, in the world and relative to hips and heading; T x J' each.
struct Positions {
  std::vector<Vec3> world;
  std::vector<Vec3> pose;
};

Positions positions_of(const synthesis::MotionWindow& channels,
                       const synthesis::WindowLayout& layout) {
  const WorldMotion world = forward_kinematics(synthesis::clip_from_channels(channels, layout));
  Positions positions;
  const int hips = layout.body[BodyPart::kHips];
  const int left = layout.body[BodyPart::kLeftUpperLeg];
  const int right = layout.body[BodyPart::kRightUpperLeg];
  for (int f = 0; f < world.frame_count; ++f) {
    const double yaw = synthesis::heading_rad(world.position(f, left), world.position(f, right));
    const Quat heading_from_world = yaw_rotation(-yaw);
    Vec3 ground = world.position(f, hips);
    ground.y = 0.0;
    for (const int joint : layout.joints) {
      const Vec3& p = world.position(f, joint);
      positions.world.push_back(p);
      positions.pose.push_back(heading_from_world * (p - ground));
    }
  }
  return positions;
}

double mean_distance(const std::vector<Vec3>& a, const std::vector<Vec3>& b) {
  const size_t count = std::min(a.size(), b.size());
  double sum = 0.0;
  for (size_t i = 0; i < count; ++i) sum += glm::distance(a[i], b[i]);
  return count > 0 ? sum / static_cast<double>(count) : 0.0;
}

/// The first frame's pose in every frame, without moving or turning.
synthesis::MotionWindow held_still(const synthesis::MotionWindow& window, int channel_count) {
  synthesis::MotionWindow still = window;
  std::fill_n(still.begin(), 3, 0.0f);  // both velocities and the yaw rate
  for (size_t i = channel_count; i < still.size(); ++i) still[i] = still[i - channel_count];
  return still;
}

Result<std::vector<Window>> cut_windows(const synthesis::ModelCard& card,
                                        const std::vector<const synthesis::TrainingClip*>& clips,
                                        const Progress& progress, Warnings& warnings,
                                        int& clip_count) {
  const synthesis::WindowLayout& layout = card.layout;
  const size_t channels = layout.channel_count();
  std::vector<Window> windows;
  for (size_t i = 0; i < clips.size(); ++i) {
    const synthesis::TrainingClip& clip = *clips[i];
    if (!report(progress, "cutting windows", i / static_cast<double>(clips.size()))) {
      return cancelled();
    }
    const auto content = std::find(card.contents.begin(), card.contents.end(), clip.content);
    if (content == card.contents.end()) {
      warnings.push_back("skipped: " + clip.clip.name + ": the model does not know content \"" +
                         clip.content + "\"");
      continue;
    }
    const Result<std::vector<float>> all = synthesis::channels_from_clip(clip.clip, layout);
    if (!all) {
      warnings.push_back("skipped: " + clip.clip.name + ": " + all.error().message);
      continue;
    }
    const int frames = static_cast<int>(all->size() / channels);
    if (frames < layout.frame_count) {
      warnings.push_back("skipped: " + clip.clip.name + " is shorter than the model's window of " +
                         std::to_string(layout.frame_count) + " frames");
      continue;
    }
    ++clip_count;
    const synthesis::Condition condition{clip.pad.value_or(analysis::Pad{}),
                                         static_cast<int>(content - card.contents.begin()),
                                         card.style_index(clip.label)};
    for (int first = 0; first + layout.frame_count <= frames; first += layout.frame_count / 2) {
      const auto begin = all->begin() + static_cast<std::ptrdiff_t>(first * channels);
      windows.push_back(
          {{begin, begin + static_cast<std::ptrdiff_t>(layout.frame_count * channels)}, condition});
    }
  }
  return windows;
}

/// Mean window of each content.
std::map<int, synthesis::MotionWindow> mean_windows(const std::vector<Window>& windows) {
  std::map<int, std::vector<double>> sums;
  std::map<int, int> counts;
  for (const Window& window : windows) {
    std::vector<double>& sum = sums[window.condition.content];
    sum.resize(window.channels.size(), 0.0);
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += window.channels[i];
    ++counts[window.condition.content];
  }
  std::map<int, synthesis::MotionWindow> means;
  for (const auto& [content, sum] : sums) {
    synthesis::MotionWindow& mean = means[content];
    for (const double value : sum) mean.push_back(static_cast<float>(value / counts[content]));
  }
  return means;
}

}  // namespace

Result<ReconstructionScore> test_reconstruction(
    synthesis::MotionModel& model, const std::vector<const synthesis::TrainingClip*>& clips,
    const Progress& progress, Warnings& warnings) {
  const synthesis::WindowLayout& layout = model.card().layout;
  ReconstructionScore score;
  const Result<std::vector<Window>> windows =
      cut_windows(model.card(), clips, progress, warnings, score.clip_count);
  if (!windows) return windows.error();
  if (windows->empty()) {
    return bad_input("no clip fits the model" +
                     (warnings.empty() ? std::string() : " (" + warnings.back() + ")"));
  }
  const auto means = mean_windows(*windows);
  score.window_count = static_cast<int>(windows->size());
  for (int i = 0; i < score.window_count; ++i) {
    if (!report(progress, "reconstructing", static_cast<double>(i) / score.window_count)) {
      return cancelled();
    }
    const Window& window = (*windows)[i];
    const auto latent = model.encode(window.channels, window.condition);
    if (!latent) return latent.error();
    const auto decoded = model.decode(*latent, window.condition);
    if (!decoded) return decoded.error();
    const Positions truth = positions_of(window.channels, layout);
    const auto add = [&](const synthesis::MotionWindow& guess, double& world_m, double& pose_m) {
      const Positions guessed = positions_of(guess, layout);
      world_m += mean_distance(truth.world, guessed.world) / score.window_count;
      pose_m += mean_distance(truth.pose, guessed.pose) / score.window_count;
    };
    add(*decoded, score.model_m, score.model_pose_m);
    add(means.at(window.condition.content), score.mean_motion_m, score.mean_motion_pose_m);
    add(held_still(window.channels, layout.channel_count()), score.still_m, score.still_pose_m);
  }
  return score;
}

}  // namespace kinemote::app
