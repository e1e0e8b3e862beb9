// A clip as the scene formats (FBX, glTF, Collada) want it: a tree of uniquely named nodes with a
// rest place each, and keys for those that move.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "motion/core/clip.h"
#include "motion/core/result.h"

namespace kinemote::io {

/// A node of the skeleton: a joint, or the tip of one (an end site).
struct SceneNode {
  std::string name;  // unique in the file, without control characters
  int parent = -1;   // index of a node that comes before
  Vec3 rest{0.0};    // in the parent's frame, metres; rest rotations are identity
  bool is_tip = false;
};

/// One figure. Nodes 0 to J-1 are the joints of the clip; tips follow, named `<joint>_end` as
/// Blender names them. End sites of no length are left out.
struct SceneFigure {
  std::string name;       // unique in the file
  const Clip* clip = {};  // outlives the figure
  std::vector<SceneNode> nodes;

  int joint_count() const { return clip->joint_count(); }
  /// The node's own children, in order.
  std::vector<std::vector<int>> children() const;
};

/// Prepares figures that share a file. With several figures, joint names get the figure's name as a
/// namespace ("Anna:Hips"), the way in which Maya and MotionBuilder keep characters apart; a reader
/// of ours takes it off again. Pointers into `clips` are kept.
std::vector<SceneFigure> scene_figures(std::span<const Clip> clips);

/// Frames per second to be written for clips that share a clock: customary_fps of the first.
double scene_fps(std::span<const Clip> clips);

}  // namespace kinemote::io
