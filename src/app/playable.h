// A motion made ready for the stage: world transforms, contacts and curves, worked out once.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/point_figure.h"
#include "motion/core/contacts.h"
#include "motion/core/kinematics.h"

namespace kinemote::app {

/// Where on the ground a motion is put: a turn about +Y, then a shift in the ground plane.
struct Placement {
  double yaw_rad = 0.0;
  Vec3 offset{0.0};  // y = 0

  Vec3 apply(const Vec3& point) const;
  Quat apply(const Quat& rotation) const;
  /// The placement that applies `inner` first.
  Placement after(const Placement& inner) const;
  Placement inverse() const;
};

struct ImportInfo;
struct Playable;

/// A further figure of a group: on the leading figure's clock, placed in its world.
struct Companion {
  std::shared_ptr<const Playable> motion;
  Placement placement;
};

/// One motion with everything that its views ask for per frame. Immutable once made.
struct Playable {
  Clip clip;
  WorldMotion world;             // of the clip
  std::optional<BodyMap> body;   // empty: no body recognised by joint names
  std::vector<char> contacts;    // F x 4; empty without a body
  FootSlide slide;               // zero without a body
  double height_m = 0.0;         // standing height of the skeleton
  double ground_m = 0.0;         // height of the ground that it stands on; 0 for seamless motions
  std::vector<float> speed_mps;  // F, mean speed of all joints: quantity of motion
  std::vector<float>
      openness;  // F, mean distance of hands and feet from the hips / height; may be empty
  bool is_seamless = false;  // the last frame is the first one, one round further on
  Placement round_step;      // of one round, for seamless motions
  std::string origin;        // the clip's name, for the heading
  std::string unit_note;     // of the reader: "height 171 units, read as centimetres"
  Warnings warnings;         // of the reader
  bool has_figure = true;    // false: points only, and `clip` is a joint that goes along with them
  std::vector<Companion> others;
  std::vector<PointFigurePtr> points;
  std::shared_ptr<const ImportInfo> import;  // null unless it was read from a file

  double duration_s() const { return (clip.frame_count - 1) * clip.frame_time_s; }
  /// Of the longest of the group.
  double group_duration_s() const;
};
using PlayablePtr = std::shared_ptr<const Playable>;

/// Ground placement of the figure in a frame: below the hips (joint 0 without a body), facing where
/// the pelvis faces.
Placement ground_placement(const WorldMotion& world, const std::optional<BodyMap>& body, int frame);

/// Prepares a valid clip. With `is_loop` (a clip whose end flows into its start) a closing frame is
/// added, so that the repeat is as smooth as any other step. Cost: about 1 ms for 200 frames.
std::shared_ptr<Playable> make_playable(Clip clip, bool is_loop = false, std::string origin = {});

/// At least `seconds` of a motion as a clip of its own: a seamless one repeats and walks on, others
/// are returned as they are. `seconds` in (0, 600].
Clip unrolled(const Playable& motion, double seconds);

}  // namespace kinemote::app
