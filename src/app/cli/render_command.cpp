// Pictures of motion files.
#include <cmath>
#include <limits>
#include <memory>

#include "app/cli/support.h"
#include "app/render_job.h"

namespace kinemote::app {
namespace {

struct RenderOptions {
  std::vector<std::string> paths;
  std::string out;
  std::string size = "1280x720";
  std::string unit = "auto";
  std::string ghosts;  // "before,after"; "": none
  double at_s = std::numeric_limits<double>::quiet_NaN();  // not given
  RenderSettings settings;
};

Result<Report> run_render(const RenderOptions& values, Invocation& invocation) {
  const auto size = parse_size(values.size);
  if (!size) return size.error();
  const auto unit = parse_unit(values.unit);
  if (!unit) return unit.error();
  const std::string extension = extension_of(values.out);
  if (extension == "mp4" || extension == "webm" || extension == "gif") {
    return usage_error("cannot write \"" + values.out +
                       "\": this version draws pictures (.png), not video; --strip N shows a "
                       "motion as N poses in one picture");
  }
  RenderSettings settings = values.settings;
  settings.width = size->width;
  settings.height = size->height;
  if (!std::isnan(values.at_s)) settings.at_s = values.at_s;
  if (!values.ghosts.empty()) {
    const auto counts = parse_numbers(values.ghosts, "--ghosts");
    if (!counts) return counts.error();
    const auto is_whole = [](float count) {
      return count >= 0.0f && count <= 1000.0f && count == std::floor(count);
    };
    if (counts->size() != 2 || !is_whole((*counts)[0]) || !is_whole((*counts)[1])) {
      return usage_error("--ghosts " + values.ghosts +
                         ": expected two numbers of poses, before and after, such as 4,2");
    }
    settings.ghosts_past = static_cast<int>((*counts)[0]);
    settings.ghosts_future = static_cast<int>((*counts)[1]);
  }
  if (Status s = settings.validate(); !s) return s.error();
  const std::vector<std::filesystem::path> paths(values.paths.begin(), values.paths.end());
  const auto rendered = render_files(paths, values.out, settings, {.metres_per_unit = *unit},
                                     invocation.console.progress());
  if (!rendered) return rendered.error();
  invocation.console.warnings(rendered->picture.warnings);
  Report report;
  report.json = Json::parse(render_to_json(*rendered));
  for (const std::filesystem::path& file : rendered->files) {
    report.text += "wrote " + file.string() + "\n";
  }
  report.text += "drawn with " + rendered->device + "\n";
  return report;
}

}  // namespace

Command render_command() {
  return {
      "render",
      "Files",
      "Draw motion as a picture, without a display",
      "One moment, or a strip of poses (--strip). Several files stand side by side, or in rows "
      "of a strip. Beside the PNG lies a .json with everything that makes it again.",
      {"render walk.bvh --strip 8 --out walk.png --size 1600x400",
       "render happy.bvh sad.bvh --at 1.5 --camera 30,10,5 --out both.png",
       "render walk.bvh --ghosts 4,2 --ghost-spacing 0.25 --out ghosts.png"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<RenderOptions>();
        RenderSettings& settings = values->settings;
        options.positional("PATH", values->paths, "Motion files (.bvh)").required();
        options.option("out", values->out, "The picture to write (.png)")
            .required()
            .value_name("FILE");
        options.option("size", values->size, "Pixels").value_name("WxH");
        options
            .option("camera", settings.camera,
                    "Azimuth and elevation in degrees, distance in metres; default: frames the "
                    "figures")
            .value_name("AZ,EL,DIST");
        options.option("at", values->at_s, "Moment, seconds; default: the clip's middle")
            .within(0.0, 1e6);
        options.option("strip", settings.strip, "Poses of a strip; 0: one moment").within(0, 40);
        options.flag("trails", settings.has_trails, "Trails of hands and feet");
        options
            .option("ghosts", values->ghosts, "Poses before and after the moment; default: none")
            .value_name("N,M");
        options.option("ghost-spacing", settings.ghost_spacing_s, "Seconds between ghosts")
            .within(0.02, 5.0);
        options.option("theme", settings.theme, "dark or light").value_name("WORD");
        options.flag("transparent", settings.is_transparent, "No background");
        declare_unit(options, values->unit);
        return [values](Invocation& invocation) { return run_render(*values, invocation); };
      }};
}

}  // namespace kinemote::app
