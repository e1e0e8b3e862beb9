#include "app/judge/motion_table.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <optional>

#include "analysis/affect/style_features.h"
#include "analysis/features/body_frame.h"
#include "analysis/features/plausibility.h"
#include "app/parallel.h"
#include "motion/core/kinematics.h"
#include "synthesis/control/generate.h"

namespace kinemote::app {
namespace {

constexpr int kPlaceStep = 4;  // frames

std::vector<Vec3> places_in(const WorldMotion& world, const synthesis::WindowLayout& layout,
                            int step) {
  const auto headings = analysis::headings(world, layout.body);
  const int hips = layout.body[BodyPart::kHips];
  std::vector<Vec3> places;
  for (int f = 0; f < world.frame_count; f += step) {
    const Vec3& hip = world.position(f, hips);
    for (const int joint : layout.joints) {
      places.push_back(analysis::in_heading_frame(
          world.position(f, joint) - Vec3(hip.x, 0.0, hip.z), headings[f]));
    }
  }
  return places;
}

double path_speed_mps(const WorldMotion& world, int hips) {
  double length_m = 0.0;
  for (int f = 0; f + 1 < world.frame_count; ++f) {
    const Vec3 moved = world.position(f + 1, hips) - world.position(f, hips);
    length_m += std::hypot(moved.x, moved.z);
  }
  return length_m / (std::max(1, world.frame_count - 1) * world.frame_time_s);
}

}  // namespace

std::vector<Vec3> places_of(const Clip& clip, const synthesis::WindowLayout& layout, int step) {
  return places_in(forward_kinematics(clip), layout, step);
}

std::vector<Vec3> world_places_of(const Clip& clip, const synthesis::WindowLayout& layout) {
  const WorldMotion world = forward_kinematics(clip);
  std::vector<Vec3> places;
  for (int f = 0; f < world.frame_count; ++f) {
    for (const int joint : layout.joints) places.push_back(world.position(f, joint));
  }
  return places;
}

double mean_distance(std::span<const Vec3> a, std::span<const Vec3> b) {
  const size_t count = std::min(a.size(), b.size());
  double sum = 0.0;
  for (size_t i = 0; i < count; ++i) sum += glm::distance(a[i], b[i]);
  return count > 0 ? sum / static_cast<double>(count) : 0.0;
}

Result<MotionTable> measure_motions(int count, const ClipMaker& clip,
                                    const synthesis::WindowLayout& layout, int threads,
                                    const Progress& progress) {
  const auto joints = static_cast<Eigen::Index>(layout.joints.size());
  const Eigen::Index frames = (layout.frame_count + kPlaceStep - 1) / kPlaceStep;
  MotionTable table;
  table.features.resize(count, joints * analysis::kStyleNumbersAJoint + 6);
  table.places.resize(count, joints * frames * 3);
  const float scale = 1.0F / std::sqrt(static_cast<float>(joints * frames));
  const Status done = parallel_for(count, threads, progress, "measuring motions", [&](int i) {
    const WorldMotion world = forward_kinematics(clip(i));
    const std::vector<double> row = analysis::style_features(world, layout.body, layout.joints);
    table.features.row(i) = Eigen::Map<const Eigen::RowVectorXd>(row.data(), std::ssize(row));
    Eigen::Index column = 0;
    for (const Vec3& place : places_in(world, layout, kPlaceStep)) {
      for (int axis = 0; axis < 3; ++axis) {
        table.places(i, column++) = scale * static_cast<float>(place[axis]);
      }
    }
  });
  if (!done) return done.error();
  return table;
}

Result<std::vector<Plainness>> measure_plainness(int count, const ClipMaker& clip,
                                                 const synthesis::ModelCard& card, int threads,
                                                 const Progress& progress) {
  std::optional<analysis::StandingHeights> standing;
  if (card.planted_height_m[1] > 0.0) standing = {card.planted_height_m};
  std::vector<Plainness> measured(count);
  const Status done = parallel_for(count, threads, progress, "measuring feet", [&](int i) {
    const Clip motion = clip(i);
    const WorldMotion world = forward_kinematics(motion);
    const analysis::Plausibility found =
        analysis::measure_plausibility(motion, world, card.layout.body, standing);
    measured[i] = {found.toe_speed_mps, found.jerk_median_mps3, found.penetration.mean_m,
                   path_speed_mps(world, card.layout.body[BodyPart::kHips])};
  });
  if (!done) return done.error();
  return measured;
}

Result<std::vector<Clip>> decode_wishes(synthesis::MotionModel& model,
                                        const std::vector<MotionWish>& wishes, bool is_cleaned,
                                        std::string_view phase, const Progress& progress) {
  constexpr synthesis::CleanUpSettings kAsDecoded{.smooth = false,
                                                  .joint_limits = false,
                                                  .keep_above_ground = false,
                                                  .lock_feet = false,
                                                  .planted_height_m = {}};
  const synthesis::CleanUpSettings clean_up =
      is_cleaned ? synthesis::CleanUpSettings{} : kAsDecoded;
  std::vector<Clip> clips;
  clips.reserve(wishes.size());
  for (size_t i = 0; i < wishes.size(); ++i) {
    if (!report(progress, phase, i / static_cast<double>(wishes.size()))) return cancelled();
    Result<Clip> clip =
        synthesis::decode_clip(model, wishes[i].latent, wishes[i].condition, clean_up);
    if (!clip) return clip.error();
    clips.push_back(std::move(*clip));
  }
  return clips;
}

}  // namespace kinemote::app
