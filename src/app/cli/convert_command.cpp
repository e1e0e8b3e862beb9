// The same motion in another format, rate, unit or skeleton; one file or many.
#include <memory>

#include "app/cli/camera_options.h"
#include "app/cli/edit_options.h"
#include "app/cli/motion_options.h"
#include "app/cli/support.h"
#include "app/convert_job.h"
#include "app/keypoint_job.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

struct Values {
  std::vector<std::string> paths;
  ReadingOptions reading;
  WritingOptions writing;
  EditOptions edits;
  CameraOptions camera;
  std::string folder;
  std::string pattern = "{name}.fbx";
  bool overwrites = false;
  bool is_checked = false;
};

Json converted_json(const Converted& converted) {
  Json json = {{"in", converted.in.string()},
               {"out", converted.out.string()},
               {"format", extension_of(converted.out)},
               {"figures", converted.figures},
               {"frames", converted.frames},
               {"joints", converted.joints},
               {"fps", converted.fps},
               {"unit_note", converted.unit_note}};
  if (converted.difference) {
    json["check"] = {{"worst_mm", converted.difference->worst_m * 1e3},
                     {"joint", converted.difference->joint},
                     {"frame", converted.difference->frame}};
  }
  json["warnings"] = converted.warnings;
  return json;
}

std::string converted_text(const Converted& converted) {
  std::string text = "wrote " + converted.out.string() + ": ";
  if (converted.figures > 1) text += std::to_string(converted.figures) + " figures, ";
  text += std::to_string(converted.frames) + " frames, " + std::to_string(converted.joints) +
          " joints, " + fixed_text(converted.fps, 3) + " fps\n";
  if (converted.difference) {
    text += "  read back: worst joint " + converted.difference->joint + " in frame " +
            std::to_string(converted.difference->frame) + " is " +
            fixed_text(converted.difference->worst_m * 1e3, 6) + " mm off\n";
  }
  return text;
}

Result<Report> convert_one(const Values& values, const ConvertSettings& settings,
                           Invocation& invocation) {
  if (values.paths.size() != 2) {
    return usage_error("expected IN and OUT, or inputs and --out-dir DIR; found " +
                       std::to_string(values.paths.size()) + " paths");
  }
  const auto converted =
      convert_file(values.paths[0], values.paths[1], settings, invocation.console.progress());
  if (!converted) return converted.error();
  invocation.console.warnings(converted->warnings);
  Report report;
  report.json = converted_json(*converted);
  report.text = converted_text(*converted);
  return report;
}

Result<Report> convert_to_keypoints(const Values& values, const ConvertSettings& settings,
                                    Invocation& invocation) {
  if (values.paths.size() != 2 || !values.folder.empty() || values.is_checked) {
    return usage_error("--layout takes one IN and one OUT, without --out-dir and --check");
  }
  KeypointJobSettings job;
  job.load = settings.load;
  job.write = settings.write;
  job.edits = settings.edits;
  job.layout = values.camera.layout;
  const auto projection = projection_of(values.camera, invocation.global.seed);
  if (!projection) return projection.error();
  job.projection = *projection;
  const auto made =
      make_keypoints(values.paths[0], values.paths[1], job, invocation.console.progress());
  if (!made) return made.error();
  invocation.console.warnings(made->warnings);
  Report report;
  report.json = {{"in", made->in.string()},
                 {"out", made->out.string()},
                 {"format", extension_of(made->out)},
                 {"layout", made->layout},
                 {"people", made->people},
                 {"frames", made->frames},
                 {"fps", made->fps},
                 {"missing_share", made->missing_share},
                 {"seed", invocation.global.seed},
                 {"warnings", made->warnings}};
  report.text = "wrote " + made->out.string() + ": " + made->layout + " keypoints, " +
                std::to_string(made->frames) + " frames, " + fixed_text(made->fps, 3) + " fps, " +
                fixed_text(100.0 * made->missing_share, 1) + " % of points missing (seed " +
                std::to_string(invocation.global.seed) + ")\n";
  return report;
}

Result<Report> convert_many(const Values& values, ConvertSettings settings,
                            Invocation& invocation) {
  ConvertManySettings many;
  many.each = std::move(settings);
  many.folder = values.folder;
  many.pattern = values.pattern;
  many.overwrites = values.overwrites;
  const auto result = convert_files({values.paths.begin(), values.paths.end()}, many,
                                    invocation.console.progress());
  if (!result) return result.error();
  Report report;
  report.json["files"] = Json::array();
  for (const Converted& converted : result->files) {
    invocation.console.warnings(converted.warnings);
    report.json["files"].push_back(converted_json(converted));
    report.text += converted_text(converted);
  }
  report.json["failures"] = result->failures;
  invocation.console.warnings(result->failures);
  if (!result->failures.empty()) {
    report.verdict = bad_input(std::to_string(result->failures.size()) + " of " +
                               std::to_string(values.paths.size()) + " files were not converted");
  }
  return report;
}

}  // namespace

Command convert_command() {
  return {
      "convert",
      "Files",
      "The same motion in another format",
      "Reads " + io::readable_extensions() + "; writes " + io::writable_extensions() +
          ". A .csv holds world joint positions in metres: time_s, then <joint>.x .y .z; the "
          ".csv.json beside it says the unit, the frame of reference and the rate. An existing OUT "
          "is replaced, at once or not at all; in the folder of --out-dir nothing is overwritten "
          "without --force.",
      {"convert walk.bvh walk.fbx", "convert dance.glb dance.bvh --fps 60 --range 1,4 --check",
       "convert a.bvh b.bvh --out-dir out --name {name}_{fps}.glb",
       "convert walk.bvh walk.json --layout coco17 --camera 30,10 --pixel-noise 2"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<Values>();
        options
            .positional("IN OUT", values->paths,
                        "A motion file and the file to write; with --out-dir any number of "
                        "motion files")
            .required();
        declare_reading(options, values->reading);
        declare_writing(options, values->writing);
        declare_edits(options, values->edits);
        declare_camera(options, values->camera);
        options.option("out-dir", values->folder, "Folder to write to, for several inputs")
            .value_name("DIR");
        options
            .option("name", values->pattern,
                    "Name of each file in --out-dir, with its extension: {name}, {fps}, {number}")
            .value_name("PATTERN");
        options.flag("force", values->overwrites, "Overwrite files in --out-dir");
        options.flag("check", values->is_checked,
                     "Read each file back and say how far its worst joint is off");
        return [values](Invocation& invocation) -> Result<Report> {
          const auto load = reading_settings(values->reading);
          if (!load) return load.error();
          const auto write = writing_settings(values->writing);
          if (!write) return write.error();
          ConvertSettings settings;
          settings.load = *load;
          settings.write = *write;
          settings.is_checked = values->is_checked;
          const auto edit_warnings = std::make_shared<Warnings>();
          auto edits = edits_of(values->edits, edit_warnings);
          if (!edits) return edits.error();
          settings.edits = std::move(*edits);
          if (values->camera.layout.empty() && values->camera.is_changed()) {
            return usage_error("a camera needs to know which keypoints it gives: add --layout");
          }
          auto report =
              !values->camera.layout.empty() ? convert_to_keypoints(*values, settings, invocation)
              : values->folder.empty()       ? convert_one(*values, settings, invocation)
                                       : convert_many(*values, std::move(settings), invocation);
          invocation.console.warnings(*edit_warnings);
          if (report && !edit_warnings->empty()) report->json["edit_warnings"] = *edit_warnings;
          return report;
        };
      }};
}

}  // namespace kinemote::app
