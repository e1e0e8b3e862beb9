#include "analysis/features/thesis_lma.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>
#include <string>

#include "analysis/features/laban_pose.h"
#include "analysis/features/laban_window.h"

namespace kinemote::analysis {
namespace {

constexpr double kSimulationFps = 150.0;
constexpr double kHalfSecond_s = 0.5;
constexpr int kFiveFrames = 5;

// The original's character (a DeepMimic humanoid) stands with ankle, knee, hip joint at these
// heights and this distance from the middle, with pelvis, chest and neck above each other.
constexpr double kAnkle_m = 0.0581;
constexpr double kKnee_m = 0.4680;
constexpr double kPelvis_m = 0.8895;
constexpr double kNeck_m = 1.3496;
constexpr double kHipFromMiddle_m = 0.0849;
constexpr double kCharacterChain_m =
    (kKnee_m - kAnkle_m) + (kPelvis_m - kKnee_m) + kHipFromMiddle_m + (kNeck_m - kPelvis_m);

// Recordings were converted with 0.021166667 m for a unit of the file, which is a centimetre in the
// data that the published numbers come from; only the path of the pelvis took it on, limbs being as
// long as the character's.
constexpr double kCharacterPathScale = 0.021166667 / 0.01;

/// Mean length of the two chains of bones ankle - knee - hip - pelvis - chest - neck.
double chain_length_m(const WorldMotion& world, const BodyMap& body) {
  const auto between = [&](BodyPart a, BodyPart b) {
    return glm::distance(world.position(0, body[a]), world.position(0, body[b]));
  };
  const double legs = between(BodyPart::kLeftFoot, BodyPart::kLeftLowerLeg) +
                      between(BodyPart::kLeftLowerLeg, BodyPart::kLeftUpperLeg) +
                      between(BodyPart::kLeftUpperLeg, BodyPart::kHips) +
                      between(BodyPart::kRightFoot, BodyPart::kRightLowerLeg) +
                      between(BodyPart::kRightLowerLeg, BodyPart::kRightUpperLeg) +
                      between(BodyPart::kRightUpperLeg, BodyPart::kHips);
  return 0.5 * legs + between(BodyPart::kHips, BodyPart::kChest) +
         between(BodyPart::kChest, BodyPart::kNeck);
}

}  // namespace

const std::array<std::string_view, kLma25Count>& thesis_lma_names() {
  static const auto names = [] {
    auto published = lma25_names();
    const auto upper =
        std::find(published.begin(), published.end(), std::string_view("avg_upper_body_volume"));
    std::swap(upper[0], upper[1]);
    return published;
  }();
  return names;
}

Result<FeatureRows> thesis_lma(const Clip& clip, const ThesisSettings& settings) {
  if (Status s = clip.validate(); !s) return s.error();
  const Result<BodyMap> body = find_body(*clip.skeleton);
  if (!body) return body.error();
  const Result<Clip> simulated = resample(clip, kSimulationFps);
  if (!simulated) return simulated.error();
  const WorldMotion world = forward_kinematics(*simulated);

  const bool is_half_second = settings.window == ThesisWindow::kHalfSecond;
  const int n = is_half_second
                    ? std::max(2, static_cast<int>(std::round(kHalfSecond_s * clip.fps())))
                    : kFiveFrames;
  const double divisor_s = is_half_second ? kHalfSecond_s : -1.0;
  constexpr int kFirstStep = 1;
  if (world.frame_count < kFirstStep + n) {
    return bad_input("the clip lasts " + std::to_string(clip.duration_s()) +
                     " s; a window of the thesis set needs " + std::to_string(n + kFirstStep) +
                     " steps of 1/150 s");
  }

  double scale = 1.0;
  double path_scale = 1.0;
  if (settings.normalise == Normalise::kHeight) {
    const double chain_m = chain_length_m(world, *body);
    if (!(chain_m > 0.0)) {
      return bad_input(
          "the bones from ankle to neck have no length, so the figure cannot be "
          "scaled to the thesis' character; use normalise none");
    }
    scale = kCharacterChain_m / chain_m;
    path_scale = kCharacterPathScale;
  }
  const LabanPoses poses = measure_poses(world, *body, {}, {.elbow_anchor = BodyPart::kChest});

  FeatureRows rows;
  rows.frame_time_s = world.frame_time_s;
  rows.column_count = kLma25Count;
  MovingEnds previous{};  // velocities of the window before
  for (int start = kFirstStep; start + n <= world.frame_count; start += n) {
    rows.start_frames.push_back(start);
    for (int c = 0; c < kLabanColumnCount; ++c) {
      const std::span values(poses.column(c) + start, static_cast<size_t>(n));
      double value = 0.0;
      if (c == kHandHand || c == kFootFoot) {
        value = *std::max_element(values.begin(), values.end());
      } else {
        for (const double x : values) value += x / n;
      }
      rows.values.push_back(value * std::pow(scale, length_power(c)));
    }
    const MovingEnds first = moving_ends(world.frame_positions(start), *body);
    const MovingEnds last = moving_ends(world.frame_positions(start + n - 1), *body);
    const int pelvis = (*body)[BodyPart::kHips];
    const Vec3 path = world.position(start + n - 1, pelvis) - world.position(start, pelvis);
    MovingEnds velocities;
    for (size_t e = 0; e < velocities.size(); ++e) {
      const Vec3 moved = (last[e] - first[e] - path) * scale + path * path_scale;
      velocities[e] = moved / divisor_s;
      rows.values.push_back(glm::length(moved) / divisor_s);
    }
    for (size_t e = 0; e < velocities.size(); ++e) {
      const bool has_previous = start > kFirstStep;
      rows.values.push_back(has_previous ? glm::length((velocities[e] - previous[e]) / divisor_s)
                                         : std::numeric_limits<double>::quiet_NaN());
    }
    previous = velocities;
  }
  return rows;
}

}  // namespace kinemote::analysis
