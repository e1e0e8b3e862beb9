#include "motion/io/collada_writer.h"

#include <array>
#include <charconv>
#include <glm/gtc/quaternion.hpp>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "motion/io/atomic_file.h"
#include "motion/io/scene_figure.h"

namespace kinemote::io {
namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

void append_number(std::string& text, double value) {
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(),
                                 value == 0.0 ? 0.0 : value, std::chars_format::general, 9);
  text.append(digits.data(), end.ptr);
}

/// Row by row, as Collada writes matrices.
void append_matrix(std::string& text, const Quat& rotation, const Vec3& place) {
  const Mat3 m = glm::mat3_cast(rotation);
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) {
      append_number(text, m[column][row]);
      text += ' ';
    }
    append_number(text, place[row]);
    text += ' ';
  }
  text += "0 0 0 1 ";
}

class ColladaWriter {
 public:
  ColladaWriter(std::span<const Clip> clips, const SceneWriteSettings& settings,
                std::ostream& stream)
      : figures_(scene_figures(clips)),
        settings_(settings),
        fps_(scene_fps(clips)),
        stream_(stream) {}

  void run() {
    header();
    put("  <library_animations name=\"" + escaped(figures_[0].name) + "\">\n");
    for (size_t f = 0; f < figures_.size(); ++f) {
      for (int j = 0; j < figures_[f].joint_count(); ++j) animate(f, j);
    }
    put("  </library_animations>\n  <library_visual_scenes>\n    <visual_scene id=\"Scene\" "
        "name=\"Scene\">\n");
    for (size_t f = 0; f < figures_.size(); ++f) write_figure(f);
    put("    </visual_scene>\n  </library_visual_scenes>\n  <scene>\n    <instance_visual_scene "
        "url=\"#Scene\"/>\n  </scene>\n</COLLADA>\n");
  }

 private:
  void put(const std::string& text) {
    stream_.write(text.data(), static_cast<std::streamsize>(text.size()));
  }

  /// Ids hold no blanks nor colons; names carry the true name.
  static std::string id(size_t figure, size_t node) {
    return "f" + std::to_string(figure) + "_n" + std::to_string(node);
  }

  void header() {
    std::string text =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<COLLADA "
        "xmlns=\"http://www.collada.org/2005/11/COLLADASchema\" version=\"1.4.1\">\n  <asset>\n"
        "    <contributor>\n      <authoring_tool>Kinemote</authoring_tool>\n    </contributor>\n"
        "    <created>1970-01-01T00:00:00</created>\n    <modified>1970-01-01T00:00:00</modified>\n"
        "    <unit name=\"";
    text += settings_.metres_per_unit == 1.0    ? "meter"
            : settings_.metres_per_unit == 0.01 ? "centimeter"
                                                : "unit";
    text += "\" meter=\"";
    append_number(text, settings_.metres_per_unit);
    text += "\"/>\n    <up_axis>";
    text += settings_.up_axis == UpAxis::kZ ? "Z_UP" : "Y_UP";
    put(text + "</up_axis>\n  </asset>\n");
  }

  /// A list of numbers or names with the words around it that Collada asks for.
  static std::string source(const std::string& name, const char* kind, size_t count, int stride,
                            const char* parameter, const char* type, const std::string& values) {
    const std::string size = std::to_string(count * stride);
    return "        <source id=\"" + name + "\">\n          <" + kind + " id=\"" + name +
           "-array\" count=\"" + size + "\">" + values + "</" + kind +
           ">\n          <technique_common>\n            <accessor source=\"#" + name +
           "-array\" count=\"" + std::to_string(count) + "\" stride=\"" + std::to_string(stride) +
           "\">\n              <param name=\"" + parameter + "\" type=\"" + type +
           "\"/>\n            </accessor>\n          </technique_common>\n        </source>\n";
  }

  void animate(size_t figure_index, int joint) {
    const SceneFigure& figure = figures_[figure_index];
    const Clip& clip = *figure.clip;
    std::string times;
    std::string matrices;
    std::string curves;
    for (int f = 0; f < clip.frame_count; ++f) {
      append_number(times, f / fps_);
      times += ' ';
      append_matrix(matrices, clip.frame_rotations(f)[joint],
                    clip.local_translation(f, joint) / settings_.metres_per_unit);
      curves += "LINEAR ";
    }
    for (std::string* list : {&times, &matrices, &curves}) list->pop_back();
    const size_t count = clip.frame_count;
    const std::string node = id(figure_index, joint);
    const std::string name = node + "_pose";
    put("    <animation id=\"" + name + "\" name=\"" + escaped(figure.nodes[joint].name) + "\">\n" +
        source(name + "-input", "float_array", count, 1, "TIME", "float", times) +
        source(name + "-output", "float_array", count, 16, "TRANSFORM", "float4x4", matrices) +
        source(name + "-interpolation", "Name_array", count, 1, "INTERPOLATION", "name", curves) +
        "        <sampler id=\"" + name +
        "-sampler\">\n          <input semantic=\"INPUT\" "
        "source=\"#" +
        name + "-input\"/>\n          <input semantic=\"OUTPUT\" source=\"#" + name +
        "-output\"/>\n          <input semantic=\"INTERPOLATION\" source=\"#" + name +
        "-interpolation\"/>\n        </sampler>\n        <channel source=\"#" + name +
        "-sampler\" target=\"" + node + "/transform\"/>\n    </animation>\n");
  }

  std::string node_text(const std::string& node_id, const std::string& name, const char* type,
                        const Vec3& place) const {
    std::string text = "<node id=\"" + node_id + "\" name=\"" + escaped(name) + "\" sid=\"" +
                       node_id + "\" type=\"" + type + "\">\n<matrix sid=\"transform\">";
    append_matrix(text, kIdentity, place / settings_.metres_per_unit);
    text.pop_back();
    return text + "</matrix>\n";
  }

  /// Depth first with a stack of its own: chains may be deep.
  void write_figure(size_t index) {
    const SceneFigure& figure = figures_[index];
    const auto children = figure.children();
    put(node_text("f" + std::to_string(index), figure.name, "NODE", Vec3(0.0)));
    const auto open_joint = [&](int n) {
      put(node_text(id(index, n), figure.nodes[n].name, "JOINT", figure.nodes[n].rest));
    };
    std::vector<std::pair<int, size_t>> open{{0, 0}};  // node, its next child
    open_joint(0);
    while (!open.empty()) {
      auto& [node, next] = open.back();
      if (next < children[node].size()) {
        const int child = children[node][next++];
        open_joint(child);
        open.push_back({child, 0});
      } else {
        put("</node>\n");
        open.pop_back();
      }
    }
    put("</node>\n");
  }

  std::vector<SceneFigure> figures_;
  const SceneWriteSettings& settings_;
  double fps_;
  std::ostream& stream_;
};

}  // namespace

Status write_collada(const std::filesystem::path& path, std::span<const Clip> clips,
                     const SceneWriteSettings& settings) {
  return write_atomically(path, [&](std::ostream& stream) -> Status {
    ColladaWriter(clips, settings, stream).run();
    return {};
  });
}

}  // namespace kinemote::io
