#include "analysis/features/skeleton_sequence.h"

#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "analysis/features/body_frame.h"

namespace kinemote::analysis {
namespace {

constexpr int kNumbers = 6;
constexpr int kExtra = 3;
constexpr std::array<const char*, 3> kAxes{"left", "up", "forward"};

/// The part that each part hangs from, in the order of BodyPart; the hips from none.
constexpr std::array<BodyPart, kBodyPartCount> kParents{
    BodyPart::kHips,          BodyPart::kHips,  BodyPart::kSpine,         BodyPart::kChest,
    BodyPart::kNeck,          BodyPart::kChest, BodyPart::kLeftShoulder,  BodyPart::kLeftUpperArm,
    BodyPart::kLeftLowerArm,  BodyPart::kChest, BodyPart::kRightShoulder, BodyPart::kRightUpperArm,
    BodyPart::kRightLowerArm, BodyPart::kHips,  BodyPart::kLeftUpperLeg,  BodyPart::kLeftLowerLeg,
    BodyPart::kLeftFoot,      BodyPart::kHips,  BodyPart::kRightUpperLeg, BodyPart::kRightLowerLeg,
    BodyPart::kRightFoot};

SequenceLayout make_layout() {
  SequenceLayout layout;
  for (int p = 0; p < kBodyPartCount; ++p) {
    layout.joints.emplace_back(body_part_name(static_cast<BodyPart>(p)));
    layout.parents.push_back(p == 0 ? -1 : static_cast<int>(kParents[p]));
  }
  layout.numbers_a_joint = kNumbers;
  for (const auto& [prefix, kind] : {std::pair{std::string(), ChannelKind::kPlace},
                                     std::pair{std::string("velocity_"), ChannelKind::kVelocity}}) {
    for (int axis = 0; axis < 3; ++axis)
      layout.numbers.push_back({prefix + kAxes[axis], kind, axis});
  }
  layout.extra = kExtra;
  layout.extras = {{"path.velocity_left", ChannelKind::kVelocity, 0},
                   {"path.velocity_forward", ChannelKind::kVelocity, 2},
                   {"path.turn_rate", ChannelKind::kTurnRate, 0}};
  return layout;
}

/// World velocities of one joint, F.
std::vector<Vec3> velocities(const WorldMotion& world, int joint) {
  std::vector<Vec3> out(world.frame_count);
  const std::vector<char> known(world.frame_count, 1);
  std::vector<double> along(world.frame_count);
  for (int axis = 0; axis < 3; ++axis) {
    for (int f = 0; f < world.frame_count; ++f) along[f] = world.position(f, joint)[axis];
    const auto rates = first_derivative(along, known, world.frame_time_s);
    for (int f = 0; f < world.frame_count; ++f) out[f][axis] = rates[f];
  }
  return out;
}

/// How fast the heading turns, radians a second, whatever turns it has made.
std::vector<double> turn_rates(const std::vector<Heading>& heading, double frame_time_s) {
  std::vector<double> yaw{heading[0].yaw_rad()};
  for (size_t f = 1; f < heading.size(); ++f) {
    yaw.push_back(yaw.back() + std::remainder(heading[f].yaw_rad() - yaw.back(), 2.0 * kPi));
  }
  return first_derivative(yaw, std::vector<char>(yaw.size(), 1), frame_time_s);
}

void write(const Vec3& v, float* to) {
  for (int axis = 0; axis < 3; ++axis) to[axis] = static_cast<float>(v[axis]);
}

}  // namespace

Status SkeletonSequenceSettings::validate() const {
  if (!(fps > 0.0 && fps <= 1000.0)) {
    return usage_error("a skeleton sequence needs a rate above 0 and up to 1000 frames per second");
  }
  return {};
}

const SequenceLayout& skeleton_sequence_layout() {
  static const SequenceLayout layout = make_layout();
  return layout;
}

Result<PoseSequence> skeleton_sequence(const Clip& clip, const SkeletonSequenceSettings& settings) {
  if (Status s = settings.validate(); !s) return s.error();
  if (Status s = clip.validate(); !s) return s.error();
  const Result<BodyMap> body = find_body(*clip.skeleton);
  if (!body) return body.error();
  const bool has_rate = std::abs(settings.fps * clip.frame_time_s - 1.0) < 1e-9;
  const Result<Clip> timed = has_rate ? Result<Clip>(clip) : resample(clip, settings.fps);
  if (!timed) return timed.error();
  const WorldMotion world = forward_kinematics(*timed);
  const std::vector<Heading> heading = headings(world, *body);
  const double scale =
      settings.normalise == Normalise::kHeight ? 1.0 / body_height_m(*clip.skeleton) : 1.0;
  const SequenceLayout& layout = skeleton_sequence_layout();
  PoseSequence out = PoseSequence::make(world.frame_count, layout.channels(), world.frame_time_s);
  out.valid.assign(out.valid.size(), 1.0f);
  const int hips = (*body)[BodyPart::kHips];
  for (int p = 0; p < kBodyPartCount; ++p) {
    const int joint = body->joint_of[p];
    if (joint < 0) continue;
    const std::vector<Vec3> velocity = velocities(world, joint);
    for (int f = 0; f < world.frame_count; ++f) {
      const Vec3& under = world.position(f, hips);
      const Vec3 place = world.position(f, joint) - Vec3(under.x, 0.0, under.z);
      float* const numbers = out.frame(f) + layout.channel(0, p, 0);
      write(scale * in_heading_frame(place, heading[f]), numbers);
      write(scale * in_heading_frame(velocity[f], heading[f]), numbers + 3);
    }
  }
  const std::vector<Vec3> path = velocities(world, hips);
  const std::vector<double> turning = turn_rates(heading, world.frame_time_s);
  for (int f = 0; f < world.frame_count; ++f) {
    const Vec3 moving = scale * in_heading_frame(path[f], heading[f]);
    float* const extras = out.frame(f) + layout.first_extra();
    extras[0] = static_cast<float>(moving.x);
    extras[1] = static_cast<float>(moving.z);
    extras[2] = static_cast<float>(turning[f]);
  }
  return out;
}

}  // namespace kinemote::analysis
