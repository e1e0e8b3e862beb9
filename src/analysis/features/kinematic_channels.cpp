#include "analysis/features/kinematic_channels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>

#include "analysis/features/body_frame.h"

namespace kinemote::analysis {
namespace {

/// Forward tilt from the vertical of a vector in the heading frame, radians.
double forward_pitch(const Vec3& v) { return std::atan2(v.z, v.y); }

double wrapped(double angle_rad) { return std::remainder(angle_rad, 2.0 * kPi); }

/// Angle between the bones a-b and b-c: 0 for a straight limb.
double bend(const Vec3& a, const Vec3& b, const Vec3& c) {
  const Vec3 first = b - a;
  const Vec3 second = c - b;
  return std::atan2(glm::length(glm::cross(first, second)), glm::dot(first, second));
}

double angle_about_up(const Vec3& left) { return std::atan2(-left.z, left.x); }

/// Size of a path's first three derivatives; zeros within kDerivativeMargin of the ends.
struct Derivatives {
  std::vector<double> speed, acceleration, jerk;

  Derivatives(const std::vector<Vec3>& path, double frame_time_s)
      : speed(path.size(), 0.0), acceleration(path.size(), 0.0), jerk(path.size(), 0.0) {
    const double rate = 1.0 / frame_time_s;
    for (size_t f = kDerivativeMargin; f + kDerivativeMargin < path.size(); ++f) {
      const Vec3& before = path[f - 1];
      const Vec3& after = path[f + 1];
      speed[f] = glm::length(after - before) * (0.5 * rate);
      acceleration[f] = glm::length(after - 2.0 * path[f] + before) * (rate * rate);
      jerk[f] = glm::length(path[f + 2] - 2.0 * after + 2.0 * before - path[f - 2]) *
                (0.5 * rate * rate * rate);
    }
  }
};

void fill_mean(const std::vector<double>& a, const std::vector<double>& b,
               std::vector<double>& out) {
  for (size_t f = 0; f < out.size(); ++f) out[f] = 0.5 * (a[f] + b[f]);
}

void fill_max(const std::vector<double>& a, const std::vector<double>& b,
              std::vector<double>& out) {
  for (size_t f = 0; f < out.size(); ++f) out[f] = std::max(a[f], b[f]);
}

}  // namespace

KinematicChannels::KinematicChannels(const WorldMotion& world, const BodyMap& body, double height_m)
    : values_(kChannelCount, std::vector<double>(world.frame_count, 0.0)) {
  const std::vector<Heading> facing = headings(world, body);
  fill_posture(world, body, height_m, facing);
  fill_movement(world, body, height_m, facing);
}

void KinematicChannels::fill_posture(const WorldMotion& world, const BodyMap& body, double height_m,
                                     const std::vector<Heading>& facing) {
  for (int f = 0; f < world.frame_count; ++f) {
    const Vec3& pelvis_in_world = world.position(f, body[BodyPart::kHips]);
    // From here on: seen from the pelvis, in the heading frame, in body heights.
    const auto point = [&](BodyPart part) {
      return in_heading_frame(world.position(f, body[part]) - pelvis_in_world, facing[f]) /
             height_m;
    };
    const auto set = [&](Channel channel, double value) { at(channel)[f] = value; };

    const Vec3 chest = point(BodyPart::kChest);
    const Vec3 neck = point(BodyPart::kNeck);
    const Vec3 head = point(BodyPart::kHead);
    set(Channel::kHeadPitch, forward_pitch(head - neck));
    set(Channel::kTrunkLean, forward_pitch(neck));
    set(Channel::kTrunkTilt, std::atan2(neck.x, std::hypot(neck.y, neck.z)));
    set(Channel::kSpineCurl, wrapped(forward_pitch(neck - chest) - forward_pitch(chest)));

    const Vec3 left_shoulder = point(BodyPart::kLeftUpperArm);
    const Vec3 right_shoulder = point(BodyPart::kRightUpperArm);
    const Vec3 across_shoulders = left_shoulder - right_shoulder;
    const Quat trunk = rotation_from_up_and_left(neck, across_shoulders);
    const Vec3 trunk_left = trunk * kLeft;
    const Vec3 shoulders_from_neck = 0.5 * (left_shoulder + right_shoulder) - neck;
    set(Channel::kChestOpening, -glm::dot(shoulders_from_neck, trunk * kForward));
    set(Channel::kShoulderHeight, glm::dot(shoulders_from_neck, trunk * kUp));
    const Vec3 across_hips = point(BodyPart::kLeftUpperLeg) - point(BodyPart::kRightUpperLeg);
    set(Channel::kTorsoTwist,
        wrapped(angle_about_up(across_shoulders) - angle_about_up(across_hips)));

    const Vec3 left_elbow = point(BodyPart::kLeftLowerArm);
    const Vec3 right_elbow = point(BodyPart::kRightLowerArm);
    const Vec3 left_hand = point(BodyPart::kLeftHand);
    const Vec3 right_hand = point(BodyPart::kRightHand);
    set(Channel::kElbowSpread, 0.5 * (glm::dot(left_elbow - left_shoulder, trunk_left) -
                                      glm::dot(right_elbow - right_shoulder, trunk_left)));
    set(Channel::kElbowBend, 0.5 * (bend(left_shoulder, left_elbow, left_hand) +
                                    bend(right_shoulder, right_elbow, right_hand)));
    set(Channel::kHandHeight, 0.5 * (left_hand.y + right_hand.y) - chest.y);
    set(Channel::kHigherHandHeight, std::max(left_hand.y, right_hand.y) - chest.y);
    set(Channel::kHandForward, 0.5 * (left_hand.z + right_hand.z) - chest.z);
    set(Channel::kHandsApart, glm::dot(left_hand - right_hand, trunk_left));
    set(Channel::kHandsUneven, std::abs(left_hand.y - right_hand.y));
    set(Channel::kLeftHandX, left_hand.x);
    set(Channel::kLeftHandY, left_hand.y);
    set(Channel::kLeftHandZ, left_hand.z);
    set(Channel::kRightHandX, right_hand.x);
    set(Channel::kRightHandY, right_hand.y);
    set(Channel::kRightHandZ, right_hand.z);

    const Vec3 left_foot = point(BodyPart::kLeftFoot);
    const Vec3 right_foot = point(BodyPart::kRightFoot);
    const double left_knee =
        bend(point(BodyPart::kLeftUpperLeg), point(BodyPart::kLeftLowerLeg), left_foot);
    const double right_knee =
        bend(point(BodyPart::kRightUpperLeg), point(BodyPart::kRightLowerLeg), right_foot);
    set(Channel::kStanceWidth, left_foot.x - right_foot.x);
    set(Channel::kStepLength, std::abs(left_foot.z - right_foot.z));
    set(Channel::kFootLift, std::abs(left_foot.y - right_foot.y));
    set(Channel::kKneeBend, 0.5 * (left_knee + right_knee));
    set(Channel::kMoreBentKnee, std::max(left_knee, right_knee));
    set(Channel::kPelvisHeight, -std::min(left_foot.y, right_foot.y));
    set(Channel::kPelvisLevel, pelvis_in_world.y / height_m);
    set(Channel::kExtent, (glm::length(left_hand) + glm::length(right_hand) +
                           glm::length(left_foot) + glm::length(right_foot) + glm::length(head)) /
                              5.0);
  }
}

void KinematicChannels::fill_movement(const WorldMotion& world, const BodyMap& body,
                                      double height_m, const std::vector<Heading>& facing) {
  const auto world_path = [&](BodyPart part) {
    std::vector<Vec3> path(world.frame_count);
    for (int f = 0; f < world.frame_count; ++f) path[f] = world.position(f, body[part]) / height_m;
    return Derivatives(path, world.frame_time_s);
  };
  const auto body_path = [&](int joint) {
    std::vector<Vec3> path(world.frame_count);
    for (int f = 0; f < world.frame_count; ++f) {
      const Vec3& pelvis = world.position(f, body[BodyPart::kHips]);
      path[f] = in_heading_frame(world.position(f, joint) - pelvis, facing[f]) / height_m;
    }
    return Derivatives(path, world.frame_time_s);
  };

  const Derivatives left_hand = world_path(BodyPart::kLeftHand);
  const Derivatives right_hand = world_path(BodyPart::kRightHand);
  fill_mean(left_hand.speed, right_hand.speed, at(Channel::kHandsSpeed));
  fill_mean(left_hand.acceleration, right_hand.acceleration, at(Channel::kHandsAcceleration));
  fill_mean(left_hand.jerk, right_hand.jerk, at(Channel::kHandsJerk));
  fill_max(left_hand.speed, right_hand.speed, at(Channel::kFasterHandSpeed));
  fill_max(left_hand.acceleration, right_hand.acceleration, at(Channel::kFasterHandAcceleration));
  fill_max(left_hand.jerk, right_hand.jerk, at(Channel::kFasterHandJerk));

  const Derivatives left_foot = world_path(BodyPart::kLeftFoot);
  const Derivatives right_foot = world_path(BodyPart::kRightFoot);
  fill_mean(left_foot.speed, right_foot.speed, at(Channel::kFeetSpeed));
  fill_mean(left_foot.acceleration, right_foot.acceleration, at(Channel::kFeetAcceleration));
  fill_mean(left_foot.jerk, right_foot.jerk, at(Channel::kFeetJerk));
  fill_max(left_foot.speed, right_foot.speed, at(Channel::kFasterFootSpeed));
  fill_max(left_foot.acceleration, right_foot.acceleration, at(Channel::kFasterFootAcceleration));
  fill_max(left_foot.jerk, right_foot.jerk, at(Channel::kFasterFootJerk));

  Derivatives head = world_path(BodyPart::kHead);
  at(Channel::kHeadSpeed) = std::move(head.speed);
  at(Channel::kHeadAcceleration) = std::move(head.acceleration);
  at(Channel::kHeadJerk) = std::move(head.jerk);
  Derivatives pelvis = world_path(BodyPart::kHips);
  at(Channel::kPelvisSpeed) = std::move(pelvis.speed);
  at(Channel::kPelvisAcceleration) = std::move(pelvis.acceleration);
  at(Channel::kPelvisJerk) = std::move(pelvis.jerk);

  std::vector<Vec3> level(world.frame_count, Vec3(0.0));
  for (int f = 0; f < world.frame_count; ++f) level[f].y = at(Channel::kPelvisLevel)[f];
  Derivatives vertical(level, world.frame_time_s);
  at(Channel::kPelvisVerticalSpeed) = std::move(vertical.speed);
  at(Channel::kPelvisVerticalAcceleration) = std::move(vertical.acceleration);

  const Derivatives left = body_path(body[BodyPart::kLeftHand]);
  const Derivatives right = body_path(body[BodyPart::kRightHand]);
  fill_mean(left.speed, right.speed, at(Channel::kBodyHandsSpeed));
  fill_mean(left.acceleration, right.acceleration, at(Channel::kBodyHandsAcceleration));
  fill_mean(left.jerk, right.jerk, at(Channel::kBodyHandsJerk));

  // Twelve joints that every skeleton has, so that fingers and twist bones do not weigh.
  constexpr std::array kCounted{
      BodyPart::kChest,        BodyPart::kHead,          BodyPart::kLeftLowerArm,
      BodyPart::kLeftHand,     BodyPart::kRightLowerArm, BodyPart::kRightHand,
      BodyPart::kLeftLowerLeg, BodyPart::kLeftFoot,      BodyPart::kRightLowerLeg,
      BodyPart::kRightFoot,    BodyPart::kLeftUpperArm,  BodyPart::kRightUpperArm};
  for (const BodyPart part : kCounted) {
    const std::vector<double> speed = body_path(body[part]).speed;
    for (int f = 0; f < world.frame_count; ++f) {
      at(Channel::kMotionQuantity)[f] += speed[f] / kCounted.size();
    }
  }
}

}  // namespace kinemote::analysis
