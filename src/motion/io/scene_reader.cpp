#include "motion/io/scene_reader.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "motion/core/kinematics.h"
#include "motion/io/bvh_conventions.h"
#include "motion/io/choice.h"
#include "motion/io/number_text.h"
#include "motion/io/scene_sampling.h"

namespace kinemote::io {
namespace {

constexpr double kLeastHeight_m = 0.3;
constexpr double kMostHeight_m = 6.0;

/// The rotation that takes an axis of the file to +Y.
Mat3 y_up_from(int axis, int sign) {
  const double s = sign < 0 ? -1.0 : 1.0;
  if (axis == 0) return Mat3(Vec3(0, s, 0), Vec3(-s, 0, 0), Vec3(0, 0, 1));
  if (axis == 2) return Mat3(Vec3(1, 0, 0), Vec3(0, 0, -s), Vec3(0, s, 0));
  return Mat3(Vec3(1, 0, 0), Vec3(0, s, 0), Vec3(0, 0, s));
}

std::string signed_axis(int axis, int sign) {
  return std::string(sign < 0 ? "-" : "") + "XYZ"[axis];
}

void scale_clip(Clip& clip, double metres_per_unit) {
  Skeleton skeleton = *clip.skeleton;
  for (Joint& joint : skeleton.joints) {
    joint.offset *= metres_per_unit;
    if (joint.end_site) *joint.end_site *= metres_per_unit;
  }
  clip.skeleton = std::make_shared<const Skeleton>(std::move(skeleton));
  for (Vec3& translation : clip.translations) translation *= metres_per_unit;
}

class SceneImport {
 public:
  SceneImport(const std::filesystem::path& path, const MotionReadSettings& settings)
      : path_(path), settings_(settings) {}

  Result<MotionImport> run(const Progress& progress) {
    Result<SceneData> loaded = load_scene(path_, progress);
    if (!loaded) return loaded.error();
    const SceneData& scene = *loaded;
    for (const std::string& warning : scene.warnings) warn(warning);
    Result<const SceneAnimation*> animation = choose_animation(scene);
    if (!animation) return animation.error();
    Result<std::vector<SceneSkeleton>> skeletons = choose_skeletons(scene);
    if (!skeletons) return skeletons.error();

    const SampleClock clock = find_clock(scene, *animation, settings_.fps);
    if (!clock.is_keyed_evenly) {
      std::string text = "keys lie at uneven times; read at ";
      append_rounded(text, clock.fps, 3);
      warn(text + " frames a second (set fps to change this)");
    }
    int axis = scene.up_axis;
    int sign = scene.up_sign;
    if (settings_.up_axis) {
      axis = *settings_.up_axis == UpAxis::kZ ? 2 : 1;
      sign = 1;
    }
    for (const SceneSkeleton& skeleton : *skeletons) {
      Result<Clip> clip =
          sample_skeleton(scene, *animation, skeleton, clock, y_up_from(axis, sign), progress);
      if (!clip) {
        if (clip.error().code == ErrorCode::kCancelled) return clip.error();
        return Error{clip.error().code, path_.string() + ": " + clip.error().message};
      }
      ClipImport figure;
      figure.clip = std::move(*clip);
      figure.clip.name = skeletons->size() > 1 ? skeleton.name : path_.stem().string();
      figure.up_axis = signed_axis(axis, sign);
      figure.is_converted_to_y_up = axis != 1 || sign < 0;
      out_.figures.push_back(std::move(figure));
    }
    if (!settings_.up_axis) stand_up();
    set_unit(scene);
    for (const ClipImport& figure : out_.figures) {
      if (Status status = figure.clip.validate(); !status) {
        return bad_input(path_.string() + ": " + status.error().message);
      }
    }
    return std::move(out_);
  }

 private:
  void warn(const std::string& text) { out_.warnings.push_back(path_.string() + ": " + text); }

  Result<const SceneAnimation*> choose_animation(const SceneData& scene) {
    for (const SceneAnimation& animation : scene.animations) {
      out_.animations.push_back(animation.name);
    }
    if (!settings_.animation.empty()) {
      const Result<int> chosen =
          choose(settings_.animation, out_.animations, "animation", path_.string());
      if (!chosen) return chosen.error();
      out_.animation = *chosen;
    } else if (scene.animations.empty()) {
      warn("there is no animation; the rest pose is read as one frame");
      return static_cast<const SceneAnimation*>(nullptr);
    }
    return &scene.animations[out_.animation];
  }

  Result<std::vector<SceneSkeleton>> choose_skeletons(const SceneData& scene) {
    std::vector<SceneSkeleton> skeletons = find_skeletons(scene);
    if (skeletons.empty()) {
      return bad_input(path_.string() +
                       ": there is no skeleton; expected nodes that carry skin or have keys");
    }
    if (settings_.figure.empty()) return skeletons;
    std::vector<std::string> names;
    for (const SceneSkeleton& skeleton : skeletons) names.push_back(skeleton.name);
    const Result<int> chosen = choose(settings_.figure, names, "figure", path_.string());
    if (!chosen) return chosen.error();
    return std::vector<SceneSkeleton>{skeletons[*chosen]};
  }

  /// Files whose figures stand along Z though the file says +Y.
  void stand_up() {
    const bool all_along_z =
        std::all_of(out_.figures.begin(), out_.figures.end(), [](const ClipImport& figure) {
          return figure.up_axis == "Y" && figure.clip.joint_count() > 3 &&
                 find_up_axis(figure.clip) == 'Z';
        });
    if (!all_along_z) return;
    for (ClipImport& figure : out_.figures) {
      RawClip raw{std::move(figure.clip), {}};
      raw.skeleton = *raw.clip.skeleton;
      convert_z_up_to_y_up(raw);
      figure.clip = std::move(raw.clip);
      figure.up_axis = "Z";
      figure.is_converted_to_y_up = true;
    }
    warn("the file says that Y is up, but the figure stands along Z; it was turned");
  }

  void set_unit(const SceneData& scene) {
    double height = 0.0;
    for (const ClipImport& figure : out_.figures) {
      height = std::max(height, body_height_m(*figure.clip.skeleton));
    }
    const double declared = scene.metres_per_unit.value_or(1.0);
    UnitFinding unit = describe_unit(settings_.metres_per_unit.value_or(declared), height);
    if (!settings_.metres_per_unit) {
      const size_t end = unit.note.rfind(", as asked");
      if (end != std::string::npos) unit.note.replace(end, std::string::npos, ", as declared");
      const double height_m = height * declared;
      const UnitFinding found = find_unit(height);
      if ((height_m < kLeastHeight_m || height_m > kMostHeight_m) && found.is_certain) {
        std::string text = "the declared unit of ";
        append_shortest(text, declared);
        text += " m would make the figure ";
        append_rounded(text, height_m, 2);
        unit = found;
        warn(text + " m tall; " + unit.note + " (set the unit to change this)");
      }
    }
    for (ClipImport& figure : out_.figures) {
      figure.height_in_units = body_height_m(*figure.clip.skeleton);
      figure.metres_per_unit = unit.metres_per_unit;
      figure.unit = unit.unit;
      figure.unit_note = unit.note;
      figure.position_rule_note = "keys replace the places of their nodes";
      scale_clip(figure.clip, unit.metres_per_unit);
    }
  }

  const std::filesystem::path& path_;
  const MotionReadSettings& settings_;
  MotionImport out_;
};

}  // namespace

Result<MotionImport> read_scene(const std::filesystem::path& path,
                                const MotionReadSettings& settings, const Progress& progress) {
  try {
    return SceneImport(path, settings).run(progress);
  } catch (const std::exception& exception) {  // no memory
    return environment_error("cannot read " + path.string() + ": " + exception.what());
  }
}

}  // namespace kinemote::io
