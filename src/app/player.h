// The figure on the stage: which motion, where it stands, and how it passes from one motion to the
// next.
#pragma once

#include <array>
#include <vector>

#include "app/playable.h"

namespace kinemote::app {

/// World transforms of the figure as drawn.
struct DisplayedPose {
  std::vector<Vec3> positions;  // J
  std::vector<Quat> rotations;  // J
  std::array<bool, kContactCount> contacts{};
};

/// Shows one motion at a time. A motion that replaces another of the same skeleton takes over
/// without a jump: the difference of local rotations at that moment fades (dead blending after
/// Bollo, "Inertialization", GDC 2018; deviation: exponential fade instead of a quintic, since live
/// sliders replace the motion many times within one fade, and a fade that starts flat would never
/// move).
class Player {
 public:
  static constexpr double kFadeTime_s = 0.05;  // 95 % after 0.15 s

  enum class Place { kOwn, kContinue };
  /// Shows `motion` at `time_s`. kContinue: it goes on from where the figure stands (a live edit);
  /// kOwn: at its own place in the world (a clip was chosen). Between two bodies nothing fades.
  void show(PlayablePtr motion, double time_s, Place place);
  /// The clock passed the end `rounds` times: a seamless motion walks on from there.
  void wrap(int rounds);
  /// Fades what is left of a transition and works out the pose.
  void update(double time_s, double elapsed_s);
  /// True while a transition is still to be seen: time must go on for the figure to arrive.
  bool is_fading() const;

  /// Where the motion lies in the world, and putting it there at once.
  const Placement& placement() const { return placement_; }
  void stand_at(const Placement& placement);

  const PlayablePtr& motion() const { return motion_; }
  const DisplayedPose& pose() const { return pose_; }
  /// What a camera follows: a joint of the motion, -1: the figure by its hips.
  void follow_joint(int joint) { followed_joint_ = joint; }
  int followed_joint() const { return followed_joint_; }
  /// Where the followed joint will be `lead_s` seconds of motion time later (to make up for a
  /// camera's lag). Of the hips the point on the ground, at half of the figure's height.
  Vec3 follow_point(double lead_s = 0.0) const;
  /// Where a joint was and will be, in [first_s, last_s] of the motion's time (seamless motions go
  /// on past their ends), one point a frame. Does not show what is left of a transition.
  std::vector<Vec3> trail(int joint, double first_s, double last_s) const;

 private:
  void compute_pose(double time_s);
  Placement round_placement(int round) const;

  PlayablePtr motion_;
  Placement placement_;
  DisplayedPose pose_;
  Pose local_;                    // as displayed, offsets applied
  std::vector<Vec3> fading_;      // J rotation vectors, radians: displayed = exp(fading) * motion
  double fading_height_m_ = 0.0;  // of the root
  double time_s_ = 0.0;           // of the pose
  int followed_joint_ = -1;
};

}  // namespace kinemote::app
