#include <cmath>

#include "analysis/features/kinematic_features.h"

namespace kinemote::analysis {
namespace {

// Derivatives grow with the rate at which noise is sampled: faster recordings are brought down to
// the rate that the corpus and most data sets have, so that a jerk means the same on all.
constexpr double kFps = 30.0;
constexpr double kWindow_s = 0.5;
// Overlapping windows, so that the mean does not depend on where a gait cycle happens to be cut.
constexpr double kHop_s = 0.1;

/// Column means of lma27 windows; accelerations over the windows that have one.
std::vector<double> column_means(const FeatureRows& rows) {
  std::vector<double> means(rows.column_count, 0.0);
  for (int c = 0; c < rows.column_count; ++c) {
    int count = 0;
    for (int r = 0; r < rows.row_count(); ++r) {
      if (std::isnan(rows.at(r, c))) continue;
      means[c] += rows.at(r, c);
      ++count;
    }
    if (count > 0) means[c] /= count;
  }
  return means;
}

}  // namespace

const std::vector<std::string>& affect_feature_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all(lma27_names().begin(), lma27_names().end());
    const auto& kinematics = kinematic_feature_names();
    all.insert(all.end(), kinematics.begin(), kinematics.end());
    return all;
  }();
  return names;
}

Result<std::vector<double>> affect_features(const Clip& clip) {
  if (Status status = clip.validate(); !status) return status.error();
  const auto body = find_body(*clip.skeleton);
  if (!body) return body.error();
  WorldMotion world;
  if (clip.fps() > 1.1 * kFps) {
    const auto slower = resample(clip, kFps);
    if (!slower) return slower.error();
    world = forward_kinematics(*slower);
  } else {
    world = forward_kinematics(clip);
  }
  // Two whole windows: an acceleration needs a window before its own.
  const int window_frames = static_cast<int>(std::round(kWindow_s / world.frame_time_s));
  if (window_frames < 5 || world.frame_count < 2 * window_frames) {
    return bad_input("clip \"" + clip.name + "\" has " + std::to_string(clip.frame_count) +
                     " frames of " + std::to_string(clip.frame_time_s) +
                     " s; measuring affect needs at least 1 s at 10 frames a second or more");
  }

  LmaSettings settings;
  settings.window_s = kWindow_s;
  settings.hop_s = kHop_s;
  settings.height_m = body_height_m(*clip.skeleton);
  const auto windows = lma27(world, *body, settings);
  if (!windows) return windows.error();
  const auto whole = kinematic_features(world, *body, settings.height_m, 0.0);
  if (!whole) return whole.error();
  std::vector<double> features = column_means(*windows);
  features.insert(features.end(), whole->values.begin(), whole->values.end());
  for (size_t i = 0; i < features.size(); ++i) {
    if (!std::isfinite(features[i])) {
      return bad_input("clip \"" + clip.name + "\" gives a " + affect_feature_names()[i] +
                       " that is not a finite number; its positions are too large or broken");
    }
  }
  return features;
}

}  // namespace kinemote::analysis
