// One motion file: what is in it.
#include <algorithm>
#include <cctype>
#include <memory>

#include "app/cli/clean_up_options.h"
#include "app/cli/motion_options.h"
#include "app/cli/support.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

Json joints_json(const Skeleton& skeleton) {
  Json joints = Json::array();
  for (const Joint& joint : skeleton.joints) {
    joints.push_back(
        {{"name", joint.name},
         {"parent", joint.parent < 0 ? Json(nullptr) : Json(skeleton.joints[joint.parent].name)}});
  }
  return joints;
}

/// Share of frames in which each foot point bears on the ground.
Json contacts_json(const Body& body) {
  const std::vector<char> contacts = detect_contacts(body.world, body.map);
  const char* names[kContactCount] = {"left_heel", "left_toe", "right_heel", "right_toe"};
  Json json = Json::object();
  for (int c = 0; c < kContactCount; ++c) {
    int frames = 0;
    for (int f = 0; f < body.world.frame_count; ++f) {
      frames += contacts[static_cast<size_t>(f) * kContactCount + c];
    }
    json[names[c]] = static_cast<double>(frames) / body.world.frame_count;
  }
  return json;
}

std::string tree_text(const Skeleton& skeleton) {
  std::vector<int> depth(skeleton.joints.size(), 0);
  std::string out;
  for (int j = 0; j < skeleton.size(); ++j) {
    const int parent = skeleton.joints[j].parent;
    if (parent >= 0) depth[j] = depth[parent] + 1;
    out += std::string(4 + 2 * depth[j], ' ') + skeleton.joints[j].name + "\n";
  }
  return out;
}

std::string upper_text(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

Json figure_json(const io::ClipImport& import) {
  const Clip& clip = import.clip;
  return {{"name", clip.name},
          {"joints", joints_json(*clip.skeleton)},
          {"joint_count", clip.joint_count()},
          {"frames", clip.frame_count},
          {"fps", clip.fps()},
          {"frame_time_s", clip.frame_time_s},
          {"duration_s", clip.duration_s()},
          {"unit", import.unit},
          {"unit_note", import.unit_note},
          {"metres_per_unit", import.metres_per_unit},
          {"up_axis", import.up_axis},
          {"facing", import.facing_note},
          {"height_m", body_height_m(*clip.skeleton)},
          {"position_rule", import.position_rule_note}};
}

std::string figure_text(const io::ClipImport& import, Json& json) {
  const Clip& clip = import.clip;
  const Result<Body> body = body_of(clip);
  json["has_body"] = body.ok();
  std::string text =
      std::to_string(clip.joint_count()) + " joints, " + std::to_string(clip.frame_count) +
      " frames at " + fixed_text(clip.fps(), 3) + " fps, " + fixed_text(clip.duration_s(), 2) +
      " s\n  unit      " + import.unit_note + "\n  height    " +
      fixed_text(body_height_m(*clip.skeleton), 2) + " m\n  up axis   " + import.up_axis + ", " +
      import.facing_note + "\n  positions " + import.position_rule_note + "\n";
  if (body) {
    const FootSlide slide = foot_slide(body->world, body->map);
    json["contacts"] = contacts_json(*body);
    json["foot_slide"] = foot_slide_json(slide);
    json["plausibility"] =
        plausibility_json(analysis::measure_plausibility(clip, body->world, body->map));
    text += "  feet      slide of planted feet " + foot_slide_text(slide) + "\n";
  } else {
    text += "  body      not recognised: " + body.error().message + "\n";
  }
  return text + "  joints\n" + tree_text(*clip.skeleton);
}

Json points_json(const PointClip& points) {
  int missing = 0;
  int filled = 0;
  for (const PointState state : points.states) {
    missing += state == PointState::kMissing;
    filled += state == PointState::kFilled;
  }
  const double count = std::max<double>(1.0, static_cast<double>(points.states.size()));
  return {{"name", points.name},
          {"layout", points.layout},
          {"points", points.point_names},
          {"frames", points.frame_count},
          {"fps", 1.0 / points.frame_time_s},
          {"duration_s", points.duration_s()},
          {"is_2d", points.is_2d},
          {"missing", missing / count},
          {"filled", filled / count}};
}

std::string points_text(const PointClip& points, const Json& json) {
  return "  points    " + points.name + ": " + std::to_string(points.point_count()) + " " +
         points.layout + (points.is_2d ? " points in 2-D, " : " points in 3-D, ") +
         std::to_string(points.frame_count) + " frames at " +
         fixed_text(1.0 / points.frame_time_s, 3) + " fps, " +
         fixed_text(100.0 * json["missing"].get<double>(), 1) + " % missing, " +
         fixed_text(100.0 * json["filled"].get<double>(), 1) + " % filled\n";
}

/// A file without a figure has the same fields: its first set of points stands for the skeleton.
Json points_as_figure(const PointClip& points) {
  Json joints = Json::array();
  for (const std::string& name : points.point_names) {
    joints.push_back({{"name", name}, {"parent", nullptr}});
  }
  return {{"name", points.name},
          {"joints", joints},
          {"joint_count", points.point_count()},
          {"frames", points.frame_count},
          {"fps", 1.0 / points.frame_time_s},
          {"frame_time_s", points.frame_time_s},
          {"duration_s", points.duration_s()},
          {"unit", points.is_2d ? "image" : "m"},
          {"up_axis", "Y"},
          {"height_m", nullptr},
          {"has_body", false}};
}

Report info_report(const std::string& path, const io::MotionImport& motion,
                   const Warnings& warnings) {
  Report report;
  report.json = {{"path", path}, {"format", motion.format}};
  report.text = path + "\n  " + upper_text(motion.format) + ", ";
  Json figures = Json::array();
  for (const io::ClipImport& figure : motion.figures) {
    Json json = figure_json(figure);
    if (!figures.empty()) report.text += "  " + figure.clip.name + ": ";
    report.text += figure_text(figure, json);
    if (figures.empty()) report.json.update(json);  // of the first, as of files with one
    figures.push_back(std::move(json));
  }
  Json points = Json::array();
  for (const PointClip& clip : motion.points) {
    if (figures.empty() && points.empty()) {
      report.json.update(points_as_figure(clip));
      report.text += "no skeleton\n";
    }
    points.push_back(points_json(clip));
    report.text += points_text(clip, points.back());
  }
  if (motion.animations.size() > 1) {
    report.text += "  animations\n";
    for (size_t a = 0; a < motion.animations.size(); ++a) {
      report.text += "    " + std::to_string(a) + " " + motion.animations[a] +
                     (static_cast<int>(a) == motion.animation ? " (this one)\n" : "\n");
    }
  }
  report.json["figures"] = std::move(figures);
  report.json["points"] = std::move(points);
  report.json["animations"] = motion.animations;
  report.json["animation"] = motion.animation;
  report.json["warnings"] = warnings;
  return report;
}

}  // namespace

Command info_command() {
  return {"info",
          "Files",
          "What is in a motion file",
          "Joints, frames, rate, unit and how it was found, height, facing, foot contacts, every "
          "figure "
          "and animation of the file, and every oddity.",
          {"info walk.bvh", "info dance.fbx --animation 1 --json"},
          [](OptionSet& options) -> CommandRunner {
            struct Values {
              std::string path;
              ReadingOptions reading;
            };
            const auto values = std::make_shared<Values>();
            options
                .positional("FILE", values->path,
                            "A motion file (" + io::readable_extensions() +
                                "), or a folder of OpenPose frames")
                .required();
            declare_reading(options, values->reading);
            return [values](Invocation& invocation) -> Result<Report> {
              const auto settings = reading_settings(values->reading);
              if (!settings) return settings.error();
              const auto motion =
                  io::read_motion(values->path, *settings, invocation.console.progress());
              if (!motion) return motion.error();
              Warnings warnings = motion->warnings;
              for (const io::ClipImport& figure : motion->figures) {
                warnings.insert(warnings.end(), figure.warnings.begin(), figure.warnings.end());
              }
              invocation.console.warnings(warnings);
              return info_report(values->path, *motion, warnings);
            };
          }};
}

}  // namespace kinemote::app
