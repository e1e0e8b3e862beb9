// One motion file: what is in it, and the same motion in another format.
#include <memory>

#include "app/cli/support.h"
#include "app/convert_job.h"
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

Report info_report(const std::string& path, const io::ClipImport& import) {
  const Clip& clip = import.clip;
  const Result<Body> body = body_of(clip);
  Report report;
  report.json = {{"path", path},
                 {"name", clip.name},
                 {"format", "bvh"},
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
                 {"height_m", body_height_m(*clip.skeleton)},
                 {"position_rule", import.position_rule_note},
                 {"has_body", body.ok()}};
  std::string text = path + "\n  BVH, " + std::to_string(clip.joint_count()) + " joints, " +
                     std::to_string(clip.frame_count) + " frames at " + fixed_text(clip.fps(), 3) +
                     " fps, " + fixed_text(clip.duration_s(), 2) + " s\n  unit      " +
                     import.unit_note + "\n  height    " +
                     fixed_text(body_height_m(*clip.skeleton), 2) + " m\n  up axis   " +
                     import.up_axis + "\n  positions " + import.position_rule_note + "\n";
  if (body) {
    const FootSlide slide = foot_slide(body->world, body->map);
    report.json["contacts"] = contacts_json(*body);
    report.json["foot_slide"] = foot_slide_json(slide);
    text += "  feet      slide of planted feet " + foot_slide_text(slide) + "\n";
  } else {
    text += "  body      not recognised: " + body.error().message + "\n";
  }
  report.json["warnings"] = import.warnings;
  report.text = text + "  joints\n" + tree_text(*clip.skeleton);
  return report;
}

}  // namespace

Command info_command() {
  return {
      "info",
      "Files",
      "What is in a motion file",
      "Joints, frames, rate, unit and how it was found, height, foot contacts, and every oddity of "
      "the file.",
      {"info walk.bvh", "info walk.bvh --json"},
      [](OptionSet& options) -> CommandRunner {
        struct Values {
          std::string path;
          std::string unit = "auto";
        };
        const auto values = std::make_shared<Values>();
        options.positional("FILE", values->path, "A motion file (.bvh)").required();
        declare_unit(options, values->unit);
        return [values](Invocation& invocation) -> Result<Report> {
          const auto unit = parse_unit(values->unit);
          if (!unit) return unit.error();
          const auto import = load_clip(values->path, {.metres_per_unit = *unit});
          if (!import) return import.error();
          invocation.console.warnings(import->warnings);
          return info_report(values->path, *import);
        };
      }};
}

Command convert_command() {
  return {"convert",
          "Files",
          "The same motion in another format",
          "IN is a BVH file. OUT ends in .bvh, or in .csv for world joint positions in metres: "
          "time_s, then <joint>.x .y .z. An existing OUT is replaced, at once or not at all.",
          {"convert walk.bvh walk.csv", "convert walk.bvh walk60.bvh --fps 60"},
          [](OptionSet& options) -> CommandRunner {
            struct Values {
              std::string in;
              std::string out;
              std::string unit = "auto";
              double fps = 0.0;
            };
            const auto values = std::make_shared<Values>();
            options.positional("IN", values->in, "A motion file (.bvh)").required();
            options.positional("OUT", values->out, "The file to write (.bvh or .csv)").required();
            options.option("fps", values->fps, "Frames per second of OUT; 0: those of IN")
                .within(0.0, 1000.0);
            declare_unit(options, values->unit);
            return [values](Invocation& invocation) -> Result<Report> {
              const auto unit = parse_unit(values->unit);
              if (!unit) return unit.error();
              const auto converted =
                  convert_file(values->in, values->out, {values->fps, {.metres_per_unit = *unit}});
              if (!converted) return converted.error();
              invocation.console.warnings(converted->warnings);
              Report report;
              report.json = {{"in", values->in},
                             {"out", values->out},
                             {"format", extension_of(values->out)},
                             {"frames", converted->frames},
                             {"joints", converted->joints},
                             {"fps", converted->fps},
                             {"unit_note", converted->unit_note},
                             {"warnings", converted->warnings}};
              report.text = "wrote " + values->out + ": " + std::to_string(converted->frames) +
                            " frames, " + std::to_string(converted->joints) + " joints, " +
                            fixed_text(converted->fps, 3) + " fps\n";
              return report;
            };
          }};
}

}  // namespace kinemote::app
