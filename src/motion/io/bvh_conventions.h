// What a BVH file does not say and a reader must find out: the meaning of position channels, which
// way is up, and the unit. Each finding comes with a sentence that says why.
#pragma once

#include <string>
#include <vector>

#include "motion/core/clip.h"
#include "motion/io/bvh.h"
#include "motion/io/bvh_parse.h"

namespace kinemote::io {

/// A clip in file units while its conventions are being found out. Its translating joints are all
/// joints with position channels, and its skeleton is its own.
struct RawClip {
  Clip clip;
  Skeleton skeleton;

  void share_skeleton() { clip.skeleton = std::make_shared<const Skeleton>(skeleton); }
};

/// Adds OFFSET to the positions of joints whose channels are relative to it; returns why.
///
/// kAuto, joint by joint: where OFFSET is zero both rules agree. Else the median of the values over
/// time is compared with OFFSET on each axis where OFFSET is at least a tenth of its longest
/// component: values are relative only if they stay within a quarter of OFFSET of zero on all these
/// axes (a relative pelvis sways about 0, an absolute one about its OFFSET). For the root the
/// ground must agree: the lowest joint lies nearer to height 0 when OFFSET is added. In doubt
/// positions replace OFFSET, as most writers mean them.
std::string apply_position_rule(PositionRule rule, const BvhMotion& motion, RawClip& raw);

/// The axis along which the figure stands: 'Z' if in most frames it extends further along Z than
/// along Y (by a fifth), else 'Y'. A figure that lies on the ground of a Y-up file is kept from
/// being taken for a standing one by its height above y = 0.
char find_up_axis(const Clip& clip);

/// Turns a Z-up clip to +Y up: (x, y, z) becomes (x, z, -y). If the rest pose stands along Z too,
/// all joint frames are turned with it, so that it stands along Y afterwards; else only the root.
void convert_z_up_to_y_up(RawClip& raw);

struct UnitFinding {
  double metres_per_unit = 0.01;
  std::string unit;
  std::string note;
  bool is_certain = true;
};
/// Takes the unit that brings the figure's height nearest to 1.70 m, among metre, centimetre,
/// millimetre, inch and the unit of the CMU database's usual conversion (1 / 0.45 inch). Outside
/// 1.0 m to 2.4 m the unit is unknown and centimetres are assumed.
UnitFinding find_unit(double height_in_units);
/// The same report for a unit that the user has set.
UnitFinding describe_unit(double metres_per_unit, double height_in_units);

}  // namespace kinemote::io
