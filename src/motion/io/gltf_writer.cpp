#include "motion/io/gltf_writer.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "motion/io/atomic_file.h"
#include "motion/io/file_extension.h"
#include "motion/io/scene_figure.h"
#include "motion/io/stick_mesh.h"

namespace kinemote::io {
namespace {

using Json = nlohmann::ordered_json;

// Numbers of the format.
constexpr int kFloat = 5126;
constexpr int kUnsignedShort = 5123;
constexpr int kVertexBuffer = 34962;

std::string base64(const std::string& bytes) {
  constexpr const char* kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k) {
      group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    }
    for (size_t k = 0; k < 4; ++k) {
      text += i + k <= bytes.size() ? kDigits[group >> (18 - 6 * k) & 63u] : '=';
    }
  }
  return text;
}

class GltfWriter {
 public:
  explicit GltfWriter(std::span<const Clip> clips)
      : figures_(scene_figures(clips)), fps_(scene_fps(clips)) {}

  std::string glb() {
    build();
    std::string text = json_.dump(-1, ' ', false, Json::error_handler_t::replace);
    text.resize((text.size() + 3) / 4 * 4, ' ');
    bytes_.resize((bytes_.size() + 3) / 4 * 4, '\0');
    std::string out = "glTF";
    const auto number = [&out](size_t value) {
      const auto word = static_cast<std::uint32_t>(value);
      out.append(reinterpret_cast<const char*>(&word), sizeof word);
    };
    number(2);
    number(12 + 8 + text.size() + 8 + bytes_.size());
    number(text.size());
    out += "JSON" + text;
    number(bytes_.size());
    out.append("BIN\0", 4);
    return out + bytes_;
  }

  std::string gltf() {
    build();
    json_["buffers"][0]["uri"] = "data:application/octet-stream;base64," + base64(bytes_);
    return json_.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
  }

  /// Upper bound of the file's size in bytes, before anything is built.
  static double size_bound(std::span<const Clip> clips) {
    double bound = 0.0;
    for (const Clip& clip : clips) {
      bound += 1e5 + 2000.0 * clip.joint_count() +
               4.0 * clip.frame_count *
                   (1.0 + 4.0 * clip.joint_count() +
                    3.0 * static_cast<double>(clip.translating_joints.size()));
    }
    return bound * 4.0 / 3.0;
  }

 private:
  void build() {
    json_ = {{"asset", {{"version", "2.0"}, {"generator", "Kinemote"}}},
             {"scene", 0},
             {"scenes", Json::array({{{"nodes", Json::array()}}})},
             {"nodes", Json::array()},
             {"meshes", Json::array()},
             {"skins", Json::array()},
             {"materials", Json::array({{{"name", "sticks"},
                                         {"pbrMetallicRoughness",
                                          {{"baseColorFactor", {0.62, 0.66, 0.72, 1.0}},
                                           {"metallicFactor", 0.0},
                                           {"roughnessFactor", 0.8}}}}})},
             {"animations", Json::array({{{"name", figures_[0].name},
                                          {"channels", Json::array()},
                                          {"samplers", Json::array()}}})},
             {"accessors", Json::array()},
             {"bufferViews", Json::array()},
             {"buffers", Json::array()}};
    for (const SceneFigure& figure : figures_) {
      const int first = write_nodes(figure);
      write_body(figure, first);
      animate(figure, first);
    }
    json_["buffers"].push_back({{"byteLength", bytes_.size()}});
  }

  /// Appends values to the buffer and describes them; returns the accessor's index.
  template <typename T>
  int accessor(const std::vector<T>& values, int components, int component_type, const char* type,
               int target = 0) {
    bytes_.resize((bytes_.size() + 3) / 4 * 4, '\0');
    const size_t size = values.size() * sizeof(T);
    Json view = {{"buffer", 0}, {"byteOffset", bytes_.size()}, {"byteLength", size}};
    if (target != 0) view["target"] = target;
    bytes_.append(reinterpret_cast<const char*>(values.data()), size);
    json_["bufferViews"].push_back(view);
    json_["accessors"].push_back({{"bufferView", json_["bufferViews"].size() - 1},
                                  {"componentType", component_type},
                                  {"count", values.size() / components},
                                  {"type", type}});
    return static_cast<int>(json_["accessors"].size()) - 1;
  }

  /// The format wants the extent of times and of mesh positions.
  void add_extent(int accessor, const std::vector<float>& values, int components) {
    std::vector<float> low(values.begin(), values.begin() + components);
    std::vector<float> high = low;
    for (size_t i = 0; i < values.size(); ++i) {
      low[i % components] = std::min(low[i % components], values[i]);
      high[i % components] = std::max(high[i % components], values[i]);
    }
    json_["accessors"][accessor]["min"] = low;
    json_["accessors"][accessor]["max"] = high;
  }

  /// Writes the figure's node and its joints; returns the index of joint 0.
  int write_nodes(const SceneFigure& figure) {
    Json& nodes = json_["nodes"];
    const int holder = static_cast<int>(nodes.size());
    const int first = holder + 1;
    nodes.push_back({{"name", figure.name}, {"children", {first}}});
    json_["scenes"][0]["nodes"].push_back(holder);
    const auto children = figure.children();
    for (size_t n = 0; n < figure.nodes.size(); ++n) {
      const SceneNode& node = figure.nodes[n];
      Json json = {{"name", node.name}, {"translation", {node.rest.x, node.rest.y, node.rest.z}}};
      for (const int child : children[n]) json["children"].push_back(first + child);
      nodes.push_back(json);
    }
    return first;
  }

  void write_body(const SceneFigure& figure, int first) {
    const StickMesh mesh = stick_mesh(figure);
    std::vector<float> positions;
    std::vector<float> normals;
    std::vector<std::uint16_t> joints;
    std::vector<float> weights;
    for (size_t v = 0; v < mesh.positions.size(); ++v) {
      for (int axis = 0; axis < 3; ++axis) {
        positions.push_back(static_cast<float>(mesh.positions[v][axis]));
        normals.push_back(static_cast<float>(mesh.normals[v][axis]));
      }
      joints.insert(joints.end(), {static_cast<std::uint16_t>(mesh.joints[v]), 0, 0, 0});
      weights.insert(weights.end(), {1.0f, 0.0f, 0.0f, 0.0f});
    }
    std::vector<float> inverse_binds;
    const std::vector<Vec3> rests = rest_positions(figure);
    Json skin_joints = Json::array();
    for (size_t n = 0; n < figure.nodes.size(); ++n) {
      skin_joints.push_back(first + static_cast<int>(n));
      for (int i = 0; i < 16; ++i) {
        const double value = i % 5 == 0 ? 1.0 : i >= 12 ? -rests[n][i - 12] : 0.0;
        inverse_binds.push_back(static_cast<float>(value));
      }
    }
    const int position = accessor(positions, 3, kFloat, "VEC3", kVertexBuffer);
    add_extent(position, positions, 3);
    Json attributes = {{"POSITION", position},
                       {"NORMAL", accessor(normals, 3, kFloat, "VEC3", kVertexBuffer)},
                       {"JOINTS_0", accessor(joints, 4, kUnsignedShort, "VEC4", kVertexBuffer)},
                       {"WEIGHTS_0", accessor(weights, 4, kFloat, "VEC4", kVertexBuffer)}};
    const std::string name = figure.name + "_sticks";
    json_["meshes"].push_back(
        {{"name", name}, {"primitives", {{{"attributes", attributes}, {"material", 0}}}}});
    json_["skins"].push_back({{"name", figure.name},
                              {"inverseBindMatrices", accessor(inverse_binds, 16, kFloat, "MAT4")},
                              {"joints", skin_joints}});
    // Skinned meshes stand at the root of the scene: what carries them has no effect.
    json_["scenes"][0]["nodes"].push_back(json_["nodes"].size());
    json_["nodes"].push_back({{"name", name},
                              {"mesh", json_["meshes"].size() - 1},
                              {"skin", json_["skins"].size() - 1}});
  }

  void add_channel(int node, const char* path, int times, int values) {
    Json& animation = json_["animations"][0];
    animation["samplers"].push_back(
        {{"input", times}, {"interpolation", "LINEAR"}, {"output", values}});
    animation["channels"].push_back({{"sampler", animation["samplers"].size() - 1},
                                     {"target", {{"node", node}, {"path", path}}}});
  }

  void animate(const SceneFigure& figure, int first) {
    const Clip& clip = *figure.clip;
    std::vector<float> values(clip.frame_count);
    for (int f = 0; f < clip.frame_count; ++f) values[f] = static_cast<float>(f / fps_);
    const int times = accessor(values, 1, kFloat, "SCALAR");
    add_extent(times, values, 1);
    for (int j = 0; j < figure.joint_count(); ++j) {
      values.clear();
      Quat previous = kIdentity;
      for (int f = 0; f < clip.frame_count; ++f) {
        Quat q = clip.frame_rotations(f)[j];
        if (glm::dot(q, previous) < 0.0) q = -q;  // some readers interpolate without a look
        for (const double part : {q.x, q.y, q.z, q.w}) values.push_back(static_cast<float>(part));
        previous = q;
      }
      add_channel(first + j, "rotation", times, accessor(values, 4, kFloat, "VEC4"));
      if (clip.translation_column(j) < 0) continue;
      values.clear();
      for (int f = 0; f < clip.frame_count; ++f) {
        const Vec3 place = clip.local_translation(f, j);
        for (int axis = 0; axis < 3; ++axis) values.push_back(static_cast<float>(place[axis]));
      }
      add_channel(first + j, "translation", times, accessor(values, 3, kFloat, "VEC3"));
    }
  }

  std::vector<SceneFigure> figures_;
  double fps_;
  Json json_;
  std::string bytes_;
};

}  // namespace

Status write_gltf(const std::filesystem::path& path, std::span<const Clip> clips) {
  for (const Clip& clip : clips) {
    if (clip.joint_count() > std::numeric_limits<std::uint16_t>::max()) {
      return usage_error("cannot write " + path.string() + ": glTF holds at most 65535 joints");
    }
  }
  if (GltfWriter::size_bound(clips) > std::numeric_limits<std::uint32_t>::max()) {
    return usage_error("cannot write " + path.string() +
                       ": it would be larger than the 4 GiB of glTF; write a shorter range");
  }
  GltfWriter writer(clips);
  return write_atomically(path, extension_of(path) == "glb" ? writer.glb() : writer.gltf());
}

}  // namespace kinemote::io
