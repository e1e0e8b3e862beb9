#include <assimp/config.h>
#include <assimp/scene.h>

#include <algorithm>
#include <assimp/Importer.hpp>
#include <assimp/ProgressHandler.hpp>
#include <cmath>
#include <exception>
#include <glm/gtc/matrix_transform.hpp>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "motion/io/atomic_file.h"
#include "motion/io/bvh_text.h"
#include "motion/io/file_extension.h"
#include "motion/io/scene_data.h"
#include "motion/io/scene_guard.h"

namespace kinemote::io {
namespace {

/// Hands Assimp's progress on and remembers whether the user asked to stop.
class ProgressBridge : public Assimp::ProgressHandler {
 public:
  explicit ProgressBridge(const Progress& progress) : progress_(progress) {}
  bool Update(float fraction) override {
    is_stopped_ |= !report(progress_, "reading", std::clamp<double>(fraction, 0.0, 1.0) * 0.9);
    return !is_stopped_;
  }
  bool is_stopped() const { return is_stopped_; }

 private:
  const Progress& progress_;
  bool is_stopped_ = false;
};

Mat4 to_mat4(const aiMatrix4x4& m) {
  // Assimp's are row by row, glm's column by column.
  return {m.a1, m.b1, m.c1, m.d1, m.a2, m.b2, m.c2, m.d2,
          m.a3, m.b3, m.c3, m.d3, m.a4, m.b4, m.c4, m.d4};
}
Vec3 to_vec3(const aiVector3D& v) { return {v.x, v.y, v.z}; }
Quat to_quat(const aiQuaternion& q) {
  const Quat quat(q.w, q.x, q.y, q.z);
  const double length = glm::length(quat);
  return length > 1e-9 ? quat / length : kIdentity;
}

class SceneReader {
 public:
  explicit SceneReader(const aiScene& scene) : scene_(scene) {}

  SceneData run() {
    for (unsigned i = 0; i < scene_.mNumCameras; ++i) {
      objects_.insert(scene_.mCameras[i]->mName.C_Str());
    }
    for (unsigned i = 0; i < scene_.mNumLights; ++i) {
      objects_.insert(scene_.mLights[i]->mName.C_Str());
    }
    if (scene_.mRootNode != nullptr) add_nodes();
    add_binds();
    for (unsigned i = 0; i < scene_.mNumAnimations; ++i) add_animation(*scene_.mAnimations[i]);
    read_settings();
    return std::move(out_);
  }

  bool has_duplicate_names() const { return has_duplicates_; }

 private:
  /// Depth first with a stack of its own: chains may be deep.
  void add_nodes() {
    struct Open {
      const aiNode* node;
      int parent;
    };
    std::vector<Open> open{{scene_.mRootNode, -1}};
    while (!open.empty()) {
      const auto [node, parent] = open.back();
      open.pop_back();
      const int index = static_cast<int>(out_.nodes.size());
      SceneDataNode data;
      data.name = node->mName.C_Str();
      data.parent = parent;
      data.parent_from_node = to_mat4(node->mTransformation);
      data.is_helper = data.name.find("_$AssimpFbx$_") != std::string::npos;
      data.is_object = node->mNumMeshes > 0 || objects_.contains(data.name);
      if (node->mMetaData != nullptr) node->mMetaData->Get("IsNull", data.is_group);
      if (!node_of_.emplace(data.name, index).second) has_duplicates_ = true;
      for (unsigned m = 0; m < node->mNumMeshes; ++m) mesh_node_.emplace(node->mMeshes[m], index);
      out_.nodes.push_back(std::move(data));
      for (unsigned c = node->mNumChildren; c-- > 0;) open.push_back({node->mChildren[c], index});
    }
  }

  Mat4 world_from_node(int node) const {
    Mat4 world(1.0);
    for (; node >= 0; node = out_.nodes[node].parent) {
      world = out_.nodes[node].parent_from_node * world;
    }
    return world;
  }

  void add_binds() {
    for (unsigned m = 0; m < scene_.mNumMeshes; ++m) {
      const auto carrier = mesh_node_.find(m);
      if (carrier == mesh_node_.end()) continue;
      const Mat4 world_from_mesh = world_from_node(carrier->second);
      for (unsigned b = 0; b < scene_.mMeshes[m]->mNumBones; ++b) {
        const aiBone& bone = *scene_.mMeshes[m]->mBones[b];
        const auto node = node_of_.find(bone.mName.C_Str());
        if (node == node_of_.end()) continue;
        const Mat4 bone_from_mesh = to_mat4(bone.mOffsetMatrix);
        if (!(std::abs(glm::determinant(bone_from_mesh)) > 1e-30)) continue;
        auto& bind = out_.nodes[node->second].world_from_bind;
        if (!bind) bind = world_from_mesh * glm::inverse(bone_from_mesh);
      }
    }
  }

  /// Copies keys whose time is finite and later than the one before; Assimp promises neither.
  template <typename Key, typename T, typename Convert>
  void copy_keys(const Key* keys, unsigned count, double ticks_per_second, KeyTrack<T>& track,
                 const Convert& convert) {
    for (unsigned k = 0; k < count; ++k) {
      const double time = keys[k].mTime / ticks_per_second;
      const T value = convert(keys[k].mValue);
      bool is_finite = std::isfinite(time);
      for (int i = 0; i < value.length(); ++i) is_finite = is_finite && std::isfinite(value[i]);
      if (!is_finite || (!track.times.empty() && time <= track.times.back())) {
        ++skipped_keys_;
        continue;
      }
      track.times.push_back(time);
      track.values.push_back(value);
    }
  }

  void add_animation(const aiAnimation& animation) {
    SceneAnimation out;
    out.name = animation.mName.C_Str();
    const double rate = animation.mTicksPerSecond > 0.0 ? animation.mTicksPerSecond : 1.0;
    skipped_keys_ = 0;
    for (unsigned c = 0; c < animation.mNumChannels; ++c) {
      const aiNodeAnim& channel = *animation.mChannels[c];
      const auto node = node_of_.find(channel.mNodeName.C_Str());
      if (node == node_of_.end()) continue;
      NodeKeys keys;
      keys.node = node->second;
      copy_keys(channel.mPositionKeys, channel.mNumPositionKeys, rate, keys.translations, to_vec3);
      copy_keys(channel.mRotationKeys, channel.mNumRotationKeys, rate, keys.rotations, to_quat);
      copy_keys(channel.mScalingKeys, channel.mNumScalingKeys, rate, keys.scales, to_vec3);
      out.keys.push_back(std::move(keys));
    }
    if (skipped_keys_ > 0) {
      out_.warnings.push_back("animation \"" + out.name + "\": " + std::to_string(skipped_keys_) +
                              " keys that are not finite or not later than the one before were " +
                              "left out");
    }
    out_.animations.push_back(std::move(out));
  }

  void read_settings() {
    if (scene_.mMetaData == nullptr) return;
    float number = 0.0f;
    double wide = 0.0;
    if (scene_.mMetaData->Get("UnitScaleFactor", number)) {
      wide = number;
    } else {
      scene_.mMetaData->Get("UnitScaleFactor", wide);
    }
    if (wide > 0.0 && std::isfinite(wide)) out_.metres_per_unit = wide * 0.01;
    scene_.mMetaData->Get("UpAxis", out_.up_axis);
    scene_.mMetaData->Get("UpAxisSign", out_.up_sign);
    if (out_.up_axis < 0 || out_.up_axis > 2) out_.up_axis = 1;
  }

  const aiScene& scene_;
  SceneData out_;
  std::set<std::string> objects_;
  std::map<std::string, int> node_of_;
  std::map<unsigned, int> mesh_node_;
  bool has_duplicates_ = false;
  int skipped_keys_ = 0;
};

/// Takes the scale that Assimp has put into the scene's node for Collada's unit off again.
void undo_unit(double metres_per_unit, SceneData& scene) {
  if (scene.nodes.empty()) return;
  const double scale = glm::length(Vec3(scene.nodes[0].parent_from_node[0]));
  if (std::abs(scale / metres_per_unit - 1.0) > 1e-4) return;
  const Mat4 undone = glm::scale(Mat4(1.0), Vec3(1.0 / scale));
  scene.nodes[0].parent_from_node = undone * scene.nodes[0].parent_from_node;
  for (SceneDataNode& node : scene.nodes) {
    if (node.world_from_bind) node.world_from_bind = undone * *node.world_from_bind;
  }
}

/// Assimp applies Collada's unit and drops its axis; we report both, so we look ourselves.
void read_collada_asset(std::string_view text, SceneData& scene) {
  text = text.substr(0, text.find("<library_"));
  if (const size_t unit = text.find("<unit"); unit != std::string_view::npos) {
    const std::string_view tag = text.substr(unit, text.find('>', unit) - unit);
    const size_t meter = tag.find("meter=");
    if (meter != std::string_view::npos && meter + 7 < tag.size()) {
      const std::string_view rest = tag.substr(meter + 7);
      double value = 0.0;
      if (parse_number(rest.substr(0, rest.find(tag[meter + 6])), value) && value > 0.0) {
        scene.metres_per_unit = value;
      }
    }
  }
  if (!scene.metres_per_unit) scene.metres_per_unit = 1.0;  // the standard's default
  undo_unit(*scene.metres_per_unit, scene);
  if (text.find("Z_UP") != std::string_view::npos) scene.up_axis = 2;
  if (text.find("X_UP") != std::string_view::npos) scene.up_axis = 0;
}

/// The name that Collada's library of animations may have; empty if it has none.
std::string collada_animation_name(std::string_view text) {
  constexpr std::string_view kTag = "<library_animations";
  constexpr std::string_view kAttribute = " name=\"";
  const size_t tag = text.find(kTag);
  if (tag == std::string_view::npos) return {};
  const std::string_view inside = text.substr(tag, text.find('>', tag) - tag);
  const size_t start = inside.find(kAttribute);
  if (start == std::string_view::npos) return {};
  const std::string_view value = inside.substr(start + kAttribute.size());
  std::string name(value.substr(0, value.find('"')));
  constexpr std::pair<std::string_view, char> kEntities[] = {
      {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}};
  for (const auto& [entity, character] : kEntities) {  // the ampersand last
    for (size_t at = name.find(entity); at != std::string::npos; at = name.find(entity, at)) {
      name.replace(at++, entity.size(), 1, character);
    }
  }
  return name;
}

/// Assimp's sentence without the trace that some of its readers put before it.
std::string reason(const std::string& message) {
  std::string text = message.empty() ? "the file is not what its extension says" : message;
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Result<SceneData> load(const std::filesystem::path& path, const Progress& progress) {
  const std::string extension = extension_of(path);
  // Assimp answers a missing file or a folder with a parse error.
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  if (Status status = check_scene_bytes(*bytes, extension, path.string()); !status) {
    return status.error();
  }
  for (const bool uses_names : {true, false}) {
    Assimp::Importer importer;
    ProgressBridge bridge(progress);
    importer.SetProgressHandler(&bridge);
    importer.SetPropertyBool(AI_CONFIG_IMPORT_COLLADA_IGNORE_UP_DIRECTION, true);
    // Else scenes without a mesh get one, skinned to every node.
    importer.SetPropertyBool(AI_CONFIG_IMPORT_NO_SKELETON_MESHES, true);
    // Ids carry the armature's name, names do not; but keys find their nodes by what is chosen.
    importer.SetPropertyBool(AI_CONFIG_IMPORT_COLLADA_USE_COLLADA_NAMES, uses_names);
    const aiScene* scene = importer.ReadFile(path.string(), 0);
    importer.SetProgressHandler(nullptr);
    if (bridge.is_stopped()) return cancelled();
    if (scene == nullptr) {
      return bad_input(path.string() + ": " + reason(importer.GetErrorString()));
    }
    SceneReader reader(*scene);
    SceneData data = reader.run();
    if (extension == "dae") {
      if (uses_names && reader.has_duplicate_names()) continue;
      read_collada_asset(*bytes, data);
      // Animations of one joint each become one, which Assimp names after the first of them.
      const std::string name = collada_animation_name(*bytes);
      if (data.animations.size() == 1 && !name.empty()) data.animations[0].name = name;
    }
    if (extension == "glb" || extension == "gltf") {
      data.metres_per_unit = 1.0;
      // Assimp takes the values of such keys and drops their tangents.
      if (bytes->find("\"CUBICSPLINE\"") != std::string::npos) {
        data.warnings.push_back(
            "curves of kind CUBICSPLINE are met at their keys and read as straight between them; "
            "where keys are far apart, have the other program write one a frame");
      }
    }
    if (extension == "fbx") {
      if (!data.metres_per_unit) data.metres_per_unit = 0.01;
      // Assimp counts FBX time in frames of the scene's rate.
      if (scene->mNumAnimations > 0) data.declared_fps = scene->mAnimations[0]->mTicksPerSecond;
    }
    return data;
  }
  return bad_input(path.string() + ": node names are not unique");
}

}  // namespace

Result<SceneData> load_scene(const std::filesystem::path& path, const Progress& progress) {
  try {
    return load(path, progress);
  } catch (const std::exception& exception) {  // Assimp's own, and no memory
    return bad_input(path.string() + ": " + reason(exception.what()));
  }
}

}  // namespace kinemote::io
