#include "app/player.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

namespace kinemote::app {

namespace {

Vec3 rotation_vector(const Quat& q) {
  const Quat positive = canonical(q);
  const Vec3 axis(positive.x, positive.y, positive.z);
  const double sine = glm::length(axis);
  if (sine < 1e-12) return Vec3(0.0);
  return axis * (2.0 * std::atan2(sine, positive.w) / sine);
}

Quat from_rotation_vector(const Vec3& vector) {
  const double angle_rad = glm::length(vector);
  return angle_rad < 1e-12 ? kIdentity : glm::angleAxis(angle_rad, vector / angle_rad);
}

}  // namespace

void Player::show(PlayablePtr motion, double time_s, Place place) {
  const bool is_same_body = motion_ && motion && !local_.rotations.empty() &&
                            (motion_->clip.skeleton == motion->clip.skeleton ||
                             motion_->clip.skeleton->same_as(*motion->clip.skeleton));
  const Pose shown = local_;
  const Placement stood = placement_;
  const PlayablePtr previous = motion_;
  const DisplayedPose shown_pose = pose_;
  motion_ = std::move(motion);
  fading_.clear();
  fading_height_m_ = 0.0;
  placement_ = {};
  if (!motion_) {
    pose_ = {};
    local_ = {};
    return;
  }
  compute_pose(time_s);
  if (place == Place::kContinue && previous && !shown_pose.positions.empty()) {
    // Stand where the displayed hips stand and face where they face.
    const auto here = [](const DisplayedPose& pose, const Playable& of) {
      WorldMotion one;
      one.frame_count = 1;
      one.joint_count = static_cast<int>(pose.positions.size());
      one.positions = pose.positions;
      one.rotations = pose.rotations;
      return ground_placement(one, of.body, 0);
    };
    placement_ = here(shown_pose, *previous).after(here(pose_, *motion_).inverse());
    compute_pose(time_s);
  }
  if (!is_same_body) return;
  // What differs fades: local rotations of all joints (the root's without its place and heading).
  fading_.resize(shown.rotations.size());
  for (size_t j = 0; j < fading_.size(); ++j) {
    Quat from = shown.rotations[j];
    if (j == 0) from = placement_.inverse().apply(stood.apply(from));
    if (j == 0 && place == Place::kOwn) from = local_.rotations[0];
    fading_[j] = rotation_vector(from * glm::conjugate(local_.rotations[j]));
  }
  fading_height_m_ = shown.translations[0].y - local_.translations[0].y;
  compute_pose(time_s);
}

void Player::wrap(int rounds) {
  if (!motion_ || !motion_->is_seamless) return;
  placement_ = round_placement(rounds);
}

void Player::update(double time_s, double elapsed_s) {
  if (!motion_) return;
  const double keep = std::exp(-std::max(0.0, elapsed_s) / kFadeTime_s);
  for (Vec3& offset : fading_) offset *= keep;
  fading_height_m_ *= keep;
  compute_pose(time_s);
}

void Player::stand_at(const Placement& placement) {
  if (!motion_) return;
  placement_ = placement;
  fading_.assign(fading_.size(), Vec3{0.0});
  fading_height_m_ = 0.0;
  compute_pose(time_s_);
}

bool Player::is_fading() const {
  constexpr double kSeen_rad = 2e-3, kSeen_m = 1e-3;
  return std::abs(fading_height_m_) > kSeen_m ||
         std::any_of(fading_.begin(), fading_.end(), [](const Vec3& offset) {
           return glm::dot(offset, offset) > kSeen_rad * kSeen_rad;
         });
}

void Player::compute_pose(double time_s) {
  time_s_ = time_s;
  sample_pose(motion_->clip, time_s, local_);
  for (size_t j = 0; j < fading_.size(); ++j) {
    local_.rotations[j] = from_rotation_vector(fading_[j]) * local_.rotations[j];
  }
  local_.translations[0].y += fading_height_m_;
  const size_t joints = local_.rotations.size();
  std::vector<Quat> rotations = local_.rotations;
  std::vector<Vec3> translations = local_.translations;
  rotations[0] = placement_.apply(rotations[0]);
  translations[0] = placement_.apply(translations[0]);
  pose_.positions.resize(joints);
  pose_.rotations.resize(joints);
  forward_kinematics(*motion_->clip.skeleton, rotations, translations, pose_.positions,
                     pose_.rotations);
  pose_.contacts = {};
  if (!motion_->contacts.empty()) {
    const int frame = std::clamp(static_cast<int>(std::lround(time_s / motion_->clip.frame_time_s)),
                                 0, motion_->clip.frame_count - 1);
    for (int c = 0; c < kContactCount; ++c) {
      pose_.contacts[c] = motion_->contacts[frame * kContactCount + c] != 0;
    }
  }
}

Vec3 Player::follow_point(double lead_s) const {
  if (!motion_ || pose_.positions.empty()) return {0.0, 0.9, 0.0};
  const bool is_joint =
      followed_joint_ >= 0 && followed_joint_ < static_cast<int>(pose_.positions.size());
  const int hips = motion_->body ? (*motion_->body)[BodyPart::kHips] : 0;
  const int joint = is_joint ? followed_joint_ : hips;
  Vec3 at = pose_.positions[joint];
  if (lead_s != 0.0) {
    const std::vector<Vec3> way =
        trail(joint, std::min(time_s_, time_s_ + lead_s), std::max(time_s_, time_s_ + lead_s));
    if (!way.empty()) at = lead_s > 0.0 ? way.back() : way.front();
  }
  return is_joint ? at : Vec3{at.x, 0.5 * motion_->height_m, at.z};
}

Placement Player::round_placement(int round) const {
  Placement placement = placement_;
  const Placement step = round < 0 ? motion_->round_step.inverse() : motion_->round_step;
  for (int i = 0; i < std::abs(round); ++i) placement = placement.after(step);
  return placement;
}

std::vector<Vec3> Player::trail(int joint, double first_s, double last_s) const {
  std::vector<Vec3> points;
  if (!motion_ || joint < 0) return points;
  const int steps = motion_->clip.frame_count - 1;  // of one round
  const double frame_time_s = motion_->clip.frame_time_s;
  int first = static_cast<int>(std::ceil(first_s / frame_time_s));
  int last = static_cast<int>(std::floor(last_s / frame_time_s));
  if (!motion_->is_seamless || steps == 0) {
    first = std::max(first, 0);
    last = std::min(last, steps);
  }
  for (int f = first; f <= last; ++f) {
    int round = 0, frame = f;
    if (steps > 0 && motion_->is_seamless) {
      round = static_cast<int>(std::floor(static_cast<double>(f) / steps));
      frame = f - round * steps;
    }
    points.push_back(round_placement(round).apply(motion_->world.position(frame, joint)));
  }
  return points;
}

}  // namespace kinemote::app
