// How far the joints of a human body turn.
#pragma once

#include <span>

#include "motion/core/reference_pose.h"

namespace kinemote {

/// The range of one joint of the body. Its turn against the part above it is split into the swing
/// of its bone's `axis` and the twist about it; both as rotation vectors about the axes of the
/// reference pose (+X the figure's left, +Y up, +Z forward), counted from that pose: arms to the
/// sides, legs straight down. So a knee bends about +X, a left elbow about -Y.
struct JointLimit {
  BodyPart part, above;
  Vec3 axis;               // of the bone in the reference pose, a coordinate axis
  Vec3 low_rad, high_rad;  // along `axis` of the twist, across it of the swing
};

/// All limits, parts nearer to the hips first. The ranges are those of healthy adults (Kapandji,
/// The Physiology of the Joints; AAOS 1965), widened to hold what motion capture of acted movement
/// contains: they stop what no body does, not what is unusual. Ranges of twist are wide where rest
/// poses leave it open.
std::span<const JointLimit> joint_limits();

/// Turn of a limit's joint in one frame: along the axis its twist, across it its swing, radians.
/// The body must have both parts.
Vec3 joint_angles(const JointLimit& limit, const WorldMotion& world, int frame, const BodyMap& body,
                  const ReferencePose& reference);

/// Turns joints back into their ranges, parts nearer to the hips first; what hangs from them goes
/// along. Returns the share of frames and limited joints that were changed; where it is 0 the clip
/// is untouched, bit by bit. Skeletons without a part are not limited there. Cost: about 5
/// microseconds a frame.
double limit_joints(Clip& clip, const BodyMap& body);

}  // namespace kinemote
