// How well the model gives back motion that it is shown.
#include <algorithm>
#include <map>

#include "analysis/stats/principal_components.h"
#include "app/judge/judge.h"

namespace kinemote::app {
namespace {

constexpr int kComponents = 32;
constexpr int kComponentRows = 800;  // enough for so few components; more only cost time

/// The first frame's pose in every frame, without moving or turning.
synthesis::MotionWindow held_still(const synthesis::MotionWindow& window, int channel_count) {
  synthesis::MotionWindow still = window;
  std::fill_n(still.begin(), 3, 0.0f);  // both velocities and the yaw rate
  for (size_t i = channel_count; i < still.size(); ++i) still[i] = still[i - channel_count];
  return still;
}

/// Mean training window of each content, and of all as content -1.
std::map<int, synthesis::MotionWindow> mean_windows(const JudgeData& data) {
  std::map<int, std::vector<double>> sums;
  std::map<int, int> counts;
  for (const JudgedWindow& window : data.training) {
    const synthesis::MotionWindow channels = data.channels(window);
    for (const int content : {-1, data.content_of(window)}) {
      std::vector<double>& sum = sums[content];
      sum.resize(channels.size(), 0.0);
      for (size_t i = 0; i < sum.size(); ++i) sum[i] += channels[i];
      ++counts[content];
    }
  }
  std::map<int, synthesis::MotionWindow> means;
  for (const auto& [content, sum] : sums) {
    synthesis::MotionWindow& mean = means[content];
    for (const double value : sum) mean.push_back(static_cast<float>(value / counts[content]));
  }
  return means;
}

Eigen::RowVectorXd row_of(const std::vector<Vec3>& places) {
  return Eigen::Map<const Eigen::RowVectorXd>(&places.front().x,
                                              static_cast<Eigen::Index>(3 * places.size()));
}

Result<analysis::PrincipalComponents> components_of(const Judge& judge) {
  const auto chosen = picked(
      judge.data.training,
      drawn(static_cast<int>(judge.data.training.size()), kComponentRows, judge.settings.seed));
  Eigen::MatrixXd rows;
  for (size_t i = 0; i < chosen.size(); ++i) {
    if (!report(judge.progress, "principal components", i / static_cast<double>(chosen.size()))) {
      return cancelled();
    }
    const Eigen::RowVectorXd row =
        row_of(places_of(judge.data.clip(chosen[i]), *judge.data.layout));
    if (i == 0) rows.resize(static_cast<Eigen::Index>(chosen.size()), row.size());
    rows.row(static_cast<Eigen::Index>(i)) = row;
  }
  return analysis::principal_components(rows, kComponents, false);
}

/// Sums over windows of mean joint errors in metres.
struct Errors {
  double world_m = 0.0, pose_m = 0.0;
  std::vector<double> joint_m;  // of the pose
};

void add(Errors& errors, const synthesis::WindowLayout& layout, const std::vector<Vec3>& world,
         const std::vector<Vec3>& pose, const Clip& guess) {
  const std::vector<Vec3> guessed = places_of(guess, layout);
  errors.world_m += mean_distance(world, world_places_of(guess, layout));
  errors.pose_m += mean_distance(pose, guessed);
  const size_t joints = layout.joints.size();
  errors.joint_m.resize(joints, 0.0);
  const double frames = static_cast<double>(pose.size() / joints);
  for (size_t i = 0; i < pose.size(); ++i) {
    errors.joint_m[i % joints] += mean_distance({&pose[i], 1}, {&guessed[i], 1}) / frames;
  }
}

}  // namespace

Status judge_reconstruction(Judge& judge) {
  const JudgeData& data = judge.data;
  const synthesis::WindowLayout& layout = *data.layout;
  const auto components = components_of(judge);
  if (!components && components.error().code == ErrorCode::kCancelled) return components.error();
  const auto means = mean_windows(data);
  Errors model, mean, still;
  double components_m = 0.0;
  const auto count = static_cast<double>(data.held_out.size());
  for (size_t i = 0; i < data.held_out.size(); ++i) {
    if (!report(judge.progress, "reconstructing", i / count)) return cancelled();
    const JudgedWindow& window = data.held_out[i];
    const synthesis::MotionWindow channels = data.channels(window);
    const synthesis::Condition condition = data.condition(window);
    const auto latent = judge.model.encode(channels, condition);
    if (!latent) return latent.error();
    const auto decoded = judge.model.decode(*latent, condition);
    if (!decoded) return decoded.error();
    const Clip truth = data.clip(window);
    const std::vector<Vec3> world = world_places_of(truth, layout);
    const std::vector<Vec3> pose = places_of(truth, layout);
    add(model, layout, world, pose, synthesis::clip_from_channels(*decoded, layout));
    const bool is_known = means.contains(condition.content);
    add(mean, layout, world, pose,
        synthesis::clip_from_channels(means.at(is_known ? condition.content : -1), layout));
    add(still, layout, world, pose,
        synthesis::clip_from_channels(held_still(channels, layout.channel_count()), layout));
    if (!components) continue;
    const Eigen::RowVectorXd restored = components->restore(components->project(row_of(pose)));
    const auto* places = reinterpret_cast<const Vec3*>(restored.data());
    components_m += mean_distance(pose, {places, pose.size()});
  }
  const auto worst = std::max_element(model.joint_m.begin(), model.joint_m.end());
  Metric pose{"pose_reconstruction_m",
              model.pose_m / count,
              components ? components_m / count : kUnknown,
              0.0,
              false,
              "mean joint error relative to hips and heading, encoded and decoded",
              std::to_string(kComponents) + " principal components of real training windows"};
  pose.worst = *worst / count;
  pose.worst_what = layout.skeleton->joints[layout.joints[worst - model.joint_m.begin()]].name;
  pose.target_high = 0.02;
  judge.add(pose);
  judge.add({"pose_reconstruction_mean_motion_m", mean.pose_m / count, still.pose_m / count, 0.0,
             false, "the same of the mean motion of the content in training clips",
             "holding the first pose"});
  const bool is_still_best = still.world_m < mean.world_m;
  judge.add({"reconstruction_m", model.world_m / count,
             std::min(still.world_m, mean.world_m) / count, 0.0, false,
             "mean joint error in the world, from the same start",
             is_still_best ? "holding the first pose"
                           : "the mean motion of the content in training clips"});
  return {};
}

}  // namespace kinemote::app
