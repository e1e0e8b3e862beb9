// What a scene file (FBX, glTF, Collada) says of nodes and keys, in file units and axes.
#pragma once

#include <filesystem>
#include <glm/mat4x4.hpp>
#include <optional>
#include <string>
#include <vector>

#include "motion/core/conventions.h"
#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::io {

using Mat4 = glm::dmat4;

struct SceneDataNode {
  std::string name;
  int parent = -1;  // precedes its children; depth first
  Mat4 parent_from_node{1.0};
  std::optional<Mat4> world_from_bind;  // of nodes that carry skin
  bool is_helper = false;  // a pivot that the loader made of one FBX node: no joint of its own
  bool is_object = false;  // holds a mesh, a camera or a light
  bool is_group = false;   // an FBX Null: holds others
};

/// Values over time; times ascend, seconds.
template <typename T>
struct KeyTrack {
  std::vector<double> times;
  std::vector<T> values;
};

/// Keys of one node. Tracks without keys leave what the node has at rest.
struct NodeKeys {
  int node = -1;
  KeyTrack<Vec3> translations;
  KeyTrack<Quat> rotations;
  KeyTrack<Vec3> scales;
};

struct SceneAnimation {
  std::string name;
  std::vector<NodeKeys> keys;
};

struct SceneData {
  std::vector<SceneDataNode> nodes;  // node 0 is the scene itself
  std::vector<SceneAnimation> animations;
  std::optional<double> metres_per_unit;  // as declared
  int up_axis = 1;                        // as declared: 0, 1, 2 = X, Y, Z
  int up_sign = 1;
  double declared_fps = 0.0;  // 0: the format has none
  Warnings warnings;
};

/// Reads a file through Assimp. Errors (bad input): what Assimp refuses, in its words; cancelled.
Result<SceneData> load_scene(const std::filesystem::path& path, const Progress& progress = {});

}  // namespace kinemote::io
