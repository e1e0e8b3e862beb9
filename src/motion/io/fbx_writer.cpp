#include "motion/io/fbx_writer.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <glm/geometric.hpp>
#include <string>
#include <vector>

#include "motion/io/atomic_file.h"
#include "motion/io/euler.h"
#include "motion/io/fbx_nodes.h"
#include "motion/io/scene_figure.h"

namespace kinemote::io {
namespace {

constexpr double kTicksPerSecond = 46186158000.0;  // KTime, the format's clock
constexpr EulerOrder kOrderOfRz_Ry_Rx{2, 1, 0};    // FBX's "XYZ": X is applied first
constexpr std::string_view kFileId(
    "\x28\xb3\x2a\xeb\xb6\x24\xcc\xc2\xbf\xc8\xb0\x2a\xa9\x2b\xfc\xf1", 16);
/// Belongs to kFileId: readers of Autodesk check one against the other.
constexpr const char* kCreationTime = "1970-01-01 10:00:00:000";
constexpr const char* kCreator = "Kinemote";

/// "name\0\1Class", the way in which object names are written.
std::string object_name(const std::string& name, const char* of_class) {
  std::string out = name;
  out.append("\0\x01", 2);
  return out + of_class;
}

/// FBX's number of a customary rate, 14 (custom) for others.
int time_mode(double fps) {
  struct Mode {
    double fps;
    int number;
  };
  constexpr std::array<Mode, 15> kModes{{{120.0, 1},
                                         {100.0, 2},
                                         {60.0, 3},
                                         {50.0, 4},
                                         {48.0, 5},
                                         {30.0, 6},
                                         {30.0 / 1.001, 9},
                                         {25.0, 10},
                                         {24.0, 11},
                                         {1000.0, 12},
                                         {24.0 / 1.001, 13},
                                         {96.0, 15},
                                         {72.0, 16},
                                         {60.0 / 1.001, 17},
                                         {120.0 / 1.001, 18}}};
  for (const Mode& mode : kModes) {
    if (std::abs(fps - mode.fps) < 1e-9 * fps) return mode.number;
  }
  return 14;
}

class FbxWriter {
 public:
  FbxWriter(std::span<const Clip> clips, const SceneWriteSettings& settings)
      : figures_(scene_figures(clips)), settings_(settings), fps_(scene_fps(clips)) {
    for (const Clip& clip : clips) frames_ = std::max(frames_, clip.frame_count);
    times_.resize(frames_);
    for (int f = 0; f < frames_; ++f) times_[f] = std::llround(f / fps_ * kTicksPerSecond);
  }

  Result<std::string> run() {
    header();
    global_settings();
    documents();
    count_objects();
    out_.open("Objects");
    for (const SceneFigure& figure : figures_) write_figure(figure);
    animation_stack();
    for (size_t f = 0; f < figures_.size(); ++f) animate(figures_[f], first_ids_[f]);
    out_.close_list();
    out_.open("Connections");
    for (const Link& link : links_) {
      out_.open("C");
      out_.add(link.property.empty() ? "OO" : "OP");
      out_.add(link.child);
      out_.add(link.parent);
      if (!link.property.empty()) out_.add(std::string_view(link.property));
      out_.close();
    }
    out_.close_list();
    takes();
    return out_.finish();
  }

 private:
  struct Link {
    std::int64_t child;
    std::int64_t parent;
    std::string property;
  };

  std::int64_t next_id() { return ++last_id_; }
  std::int64_t last_time() const { return times_.back(); }

  // One line of a Properties70 list.
  void int_property(const char* name, const char* type, const char* label, std::int32_t value) {
    out_.leaf("P", name, type, label, "", value);
  }
  void double_property(const char* name, const char* type, const char* flags, double value) {
    out_.leaf("P", name, type, *flags == '\0' ? "Number" : "", flags, value);
  }
  void time_property(const char* name, std::int64_t value) {
    out_.leaf("P", name, "KTime", "Time", "", value);
  }
  void vector_property(const char* name, const Vec3& value) {
    out_.leaf("P", name, name, "", "A", value.x, value.y, value.z);
  }

  void header() {
    out_.open("FBXHeaderExtension");
    out_.leaf("FBXHeaderVersion", 1003);
    out_.leaf("FBXVersion", 7400);
    out_.leaf("EncryptionType", 0);
    out_.open("CreationTimeStamp");
    out_.leaf("Version", 1000);
    out_.leaf("Year", 1970);
    out_.leaf("Month", 1);
    out_.leaf("Day", 1);
    out_.leaf("Hour", 10);
    out_.leaf("Minute", 0);
    out_.leaf("Second", 0);
    out_.leaf("Millisecond", 0);
    out_.close();
    out_.leaf("Creator", kCreator);
    out_.close();
    out_.open("FileId");
    out_.add_raw(kFileId);
    out_.close();
    out_.leaf("CreationTime", kCreationTime);
    out_.leaf("Creator", kCreator);
  }

  void global_settings() {
    const bool is_z_up = settings_.up_axis == UpAxis::kZ;
    const double centimetres_per_unit = settings_.metres_per_unit * 100.0;
    const int mode = time_mode(fps_);
    out_.open("GlobalSettings");
    out_.leaf("Version", 1000);
    out_.open("Properties70");
    int_property("UpAxis", "int", "Integer", is_z_up ? 2 : 1);
    int_property("UpAxisSign", "int", "Integer", 1);
    int_property("FrontAxis", "int", "Integer", is_z_up ? 1 : 2);
    int_property("FrontAxisSign", "int", "Integer", is_z_up ? -1 : 1);
    int_property("CoordAxis", "int", "Integer", 0);
    int_property("CoordAxisSign", "int", "Integer", 1);
    int_property("OriginalUpAxis", "int", "Integer", is_z_up ? 2 : 1);
    int_property("OriginalUpAxisSign", "int", "Integer", 1);
    double_property("UnitScaleFactor", "double", "", centimetres_per_unit);
    double_property("OriginalUnitScaleFactor", "double", "", centimetres_per_unit);
    out_.leaf("P", "DefaultCamera", "KString", "", "", "Producer Perspective");
    int_property("TimeMode", "enum", "", mode);
    time_property("TimeSpanStart", 0);
    time_property("TimeSpanStop", last_time());
    // Read only with mode 14; -1 is what Autodesk's own files say with the others.
    double_property("CustomFrameRate", "double", "", mode == 14 ? fps_ : -1.0);
    out_.close();
    out_.close();
  }

  void documents() {
    out_.open("Documents");
    out_.leaf("Count", 1);
    out_.open("Document");
    out_.add(next_id());
    out_.add("");
    out_.add("Scene");
    out_.leaf("RootNode", std::int64_t{0});
    out_.close();
    out_.close();
    out_.empty_list("References");
  }

  /// A joint's translation is keyed if it moves; its rotation always.
  int keyed_properties(const SceneFigure& figure) const {
    return figure.joint_count() + static_cast<int>(figure.clip->translating_joints.size());
  }

  void count_objects() {
    int nodes = 0;
    int curve_nodes = 0;
    for (const SceneFigure& figure : figures_) {
      nodes += static_cast<int>(figure.nodes.size()) + 1;
      curve_nodes += keyed_properties(figure);
    }
    const std::array<std::pair<const char*, int>, 7> counts{{{"GlobalSettings", 1},
                                                             {"NodeAttribute", nodes},
                                                             {"Model", nodes},
                                                             {"AnimationStack", 1},
                                                             {"AnimationLayer", 1},
                                                             {"AnimationCurveNode", curve_nodes},
                                                             {"AnimationCurve", 3 * curve_nodes}}};
    int total = 0;
    for (const auto& [name, count] : counts) total += count;
    out_.open("Definitions");
    out_.leaf("Version", 100);
    out_.leaf("Count", total);
    for (const auto& [name, count] : counts) {
      out_.open("ObjectType");
      out_.add(name);
      out_.leaf("Count", count);
      out_.close();
    }
    out_.close();
  }

  void write_model(std::int64_t id, const std::string& name, const char* kind, const Vec3& place,
                   const Vec3& angles_deg = Vec3(0.0)) {
    out_.open("Model");
    out_.add(id);
    out_.add(std::string_view(object_name(name, "Model")));
    out_.add(kind);
    out_.leaf("Version", 232);
    out_.open("Properties70");
    int_property("RotationActive", "bool", "", 1);
    int_property("InheritType", "enum", "", 1);
    int_property("DefaultAttributeIndex", "int", "Integer", 0);
    vector_property("Lcl Translation", place);
    vector_property("Lcl Rotation", angles_deg);
    vector_property("Lcl Scaling", Vec3(1.0));
    out_.close();
    out_.open("Shading");
    out_.add_flag(true);
    out_.close();
    out_.leaf("Culling", "CullingOff");
    out_.close();
  }

  void write_attribute(const std::string& name, const char* kind, const char* flags,
                       std::int64_t model) {
    const std::int64_t id = next_id();
    out_.open("NodeAttribute");
    out_.add(id);
    out_.add(std::string_view(object_name(name, "NodeAttribute")));
    out_.add(kind);
    if (std::string_view(kind) == "LimbNode") {
      out_.open("Properties70");
      double_property("Size", "double", "", 0.05 / settings_.metres_per_unit);
      out_.close();
    }
    out_.leaf("TypeFlags", flags);
    out_.close();
    links_.push_back({id, model, ""});
  }

  /// Rest places in file units, moved aside where Blender would glue a moving bone to its parent.
  /// Blender lays every bone along its own +Y, as long as its children are away on average, and
  /// connects a child whose head meets that tail; location keys of connected bones do nothing.
  std::vector<Vec3> rest_places(const SceneFigure& figure) const {
    constexpr double kTouching_m = 5e-5;
    constexpr double kAside_m = 5e-5;
    const auto children = figure.children();
    std::vector<Vec3> rests;
    for (size_t n = 0; n < figure.nodes.size(); ++n) {
      const SceneNode& node = figure.nodes[n];
      Vec3 rest = node.rest;
      if (node.parent >= 0 && figure.clip->translation_column(static_cast<int>(n)) >= 0) {
        double length = 0.0;
        for (const int child : children[node.parent])
          length += glm::length(figure.nodes[child].rest);
        length /= static_cast<double>(children[node.parent].size());
        if (glm::distance(rest, Vec3(0.0, length, 0.0)) < kTouching_m) rest += Vec3(kAside_m);
      }
      rests.push_back(rest / settings_.metres_per_unit);
    }
    return rests;
  }

  /// Readers (Assimp among them) drop animations of a single frame, so the pose of such a clip
  /// stands in the models themselves.
  void write_joint(const SceneFigure& figure, int node, std::int64_t id, const Vec3& rest) {
    const std::string& name = figure.nodes[node].name;
    if (frames_ > 1 || figure.nodes[node].is_tip) return write_model(id, name, "LimbNode", rest);
    const EulerAngles angles =
        euler_from_rotation(figure.clip->frame_rotations(0)[node], kOrderOfRz_Ry_Rx);
    write_model(
        id, name, "LimbNode", figure.clip->local_translation(0, node) / settings_.metres_per_unit,
        {degrees_from_rad(angles[2]), degrees_from_rad(angles[1]), degrees_from_rad(angles[0])});
  }

  void write_figure(const SceneFigure& figure) {
    const std::int64_t holder = next_id();
    write_attribute(figure.name, "Null", "Null", holder);
    write_model(holder, figure.name, "Null", Vec3(0.0));
    links_.push_back({holder, 0, ""});
    const std::vector<Vec3> rests = rest_places(figure);
    std::vector<std::int64_t> ids;
    for (size_t n = 0; n < figure.nodes.size(); ++n) ids.push_back(next_id());
    first_ids_.push_back(ids[0]);
    for (size_t n = 0; n < figure.nodes.size(); ++n) {
      const SceneNode& node = figure.nodes[n];
      write_attribute(node.name, "LimbNode", "Skeleton", ids[n]);
      write_joint(figure, static_cast<int>(n), ids[n], rests[n]);
      links_.push_back({ids[n], node.parent < 0 ? holder : ids[node.parent], ""});
    }
  }

  void animation_stack() {
    const std::int64_t stack = next_id();
    out_.open("AnimationStack");
    out_.add(stack);
    out_.add(std::string_view(object_name(figures_[0].name, "AnimStack")));
    out_.add("");
    out_.open("Properties70");
    time_property("LocalStart", 0);
    time_property("LocalStop", last_time());
    time_property("ReferenceStart", 0);
    time_property("ReferenceStop", last_time());
    out_.close();
    out_.close();
    layer_ = next_id();
    out_.open("AnimationLayer");
    out_.add(layer_);
    out_.add(std::string_view(object_name("BaseLayer", "AnimLayer")));
    out_.add("");
    out_.close_list();
    links_.push_back({layer_, stack, ""});
  }

  /// Keys of one vector property of a model; `values` holds the three components one after another.
  void write_keys(std::int64_t model, const char* short_name, const char* property,
                  const std::array<std::vector<float>, 3>& values) {
    constexpr std::array<const char*, 3> kChannels{"d|X", "d|Y", "d|Z"};
    constexpr std::int32_t kLinearKey = 24836;
    constexpr std::array<std::int32_t, 1> kFlags{kLinearKey};
    constexpr std::array<float, 4> kFlagData{0.0f, 0.0f, 9.419963e-30f, 0.0f};
    const std::int64_t node = next_id();
    out_.open("AnimationCurveNode");
    out_.add(node);
    out_.add(std::string_view(object_name(short_name, "AnimCurveNode")));
    out_.add("");
    out_.open("Properties70");
    for (int axis = 0; axis < 3; ++axis) {
      double_property(kChannels[axis], "Number", "A", values[axis][0]);
    }
    out_.close();
    out_.close();
    links_.push_back({node, layer_, ""});
    links_.push_back({node, model, property});
    for (int axis = 0; axis < 3; ++axis) {
      const std::int64_t curve = next_id();
      const auto count = static_cast<std::int32_t>(values[axis].size());
      out_.open("AnimationCurve");
      out_.add(curve);
      out_.add(std::string_view(object_name("", "AnimCurve")));
      out_.add("");
      out_.leaf("Default", static_cast<double>(values[axis][0]));
      out_.leaf("KeyVer", 4008);
      out_.leaf("KeyTime", std::span<const std::int64_t>(times_.data(), values[axis].size()));
      out_.leaf("KeyValueFloat", std::span<const float>(values[axis]));
      out_.leaf("KeyAttrFlags", std::span<const std::int32_t>(kFlags));
      out_.leaf("KeyAttrDataFloat", std::span<const float>(kFlagData));
      const std::array<std::int32_t, 1> uses{count};
      out_.leaf("KeyAttrRefCount", std::span<const std::int32_t>(uses));
      out_.close();
      links_.push_back({curve, node, kChannels[axis]});
    }
  }

  void animate(const SceneFigure& figure, std::int64_t first_id) {
    const Clip& clip = *figure.clip;
    std::array<std::vector<float>, 3> values;
    for (std::vector<float>& axis : values) axis.resize(clip.frame_count);
    for (int j = 0; j < figure.joint_count(); ++j) {
      if (clip.translation_column(j) >= 0) {
        for (int f = 0; f < clip.frame_count; ++f) {
          const Vec3 place = clip.local_translation(f, j) / settings_.metres_per_unit;
          for (int axis = 0; axis < 3; ++axis) values[axis][f] = static_cast<float>(place[axis]);
        }
        write_keys(first_id + j, "T", "Lcl Translation", values);
      }
      EulerAngles angles{0.0, 0.0, 0.0};
      for (int f = 0; f < clip.frame_count; ++f) {
        angles = euler_from_rotation(clip.frame_rotations(f)[j], kOrderOfRz_Ry_Rx, angles);
        for (int axis = 0; axis < 3; ++axis) {
          values[axis][f] = static_cast<float>(degrees_from_rad(angles[2 - axis]));
        }
      }
      write_keys(first_id + j, "R", "Lcl Rotation", values);
    }
  }

  void takes() {
    out_.open("Takes");
    out_.leaf("Current", std::string_view(figures_[0].name));
    out_.open("Take");
    out_.add(std::string_view(figures_[0].name));
    out_.leaf("FileName", "Take_001.tak");
    out_.leaf("LocalTime", std::int64_t{0}, last_time());
    out_.leaf("ReferenceTime", std::int64_t{0}, last_time());
    out_.close();
    out_.close();
  }

  FbxNodes out_;
  std::vector<SceneFigure> figures_;
  const SceneWriteSettings& settings_;
  double fps_;
  int frames_ = 0;
  std::vector<std::int64_t> times_;
  std::int64_t last_id_ = 1000000;
  std::int64_t layer_ = 0;
  std::vector<std::int64_t> first_ids_;  // of each figure's joint 0; the others follow it
  std::vector<Link> links_;
};

}  // namespace

Status write_fbx(const std::filesystem::path& path, std::span<const Clip> clips,
                 const SceneWriteSettings& settings) {
  Result<std::string> bytes = FbxWriter(clips, settings).run();
  if (!bytes) return usage_error("cannot write " + path.string() + ": " + bytes.error().message);
  return write_atomically(path, *bytes);
}

}  // namespace kinemote::io
