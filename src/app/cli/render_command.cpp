// Pictures and films of motion files.
#include <cmath>
#include <limits>
#include <memory>

#include "app/cli/support.h"
#include "app/film/film_format.h"
#include "app/film/render_sidecar.h"
#include "app/film/stage_page.h"
#include "app/render_job.h"

namespace kinemote::app {
namespace {

constexpr double kNotGiven = std::numeric_limits<double>::quiet_NaN();

struct RenderOptions {
  std::vector<std::string> paths;
  std::string out, from;
  std::string size = "1280x720";
  std::string unit = "auto";
  std::string range;
  std::string ghosts;  // "before,after"; "": none
  double at_s = kNotGiven;
  RenderSettings settings;
};

/// "0.5,3" into the settings. Error (usage) unless it is two seconds in order.
Status parse_range(const std::string& text, FilmSettings& film) {
  const auto numbers = parse_numbers(text, "--range");
  if (!numbers) return numbers.error();
  if (numbers->size() != 2 || (*numbers)[0] < 0.0f || (*numbers)[1] <= (*numbers)[0]) {
    return usage_error("--range " + text +
                       ": expected the first and the last second, such as 0.5,3");
  }
  film.first_s = (*numbers)[0];
  film.last_s = (*numbers)[1];
  return {};
}

/// What only films have must not be dropped without a word.
Status check_film_options(const RenderOptions& values, FilmFormat format) {
  if (is_film(format)) return {};
  const FilmSettings& film = values.settings.film;
  const FilmSettings usual;
  const char* option = !values.range.empty()       ? "--range"
                       : film.turntable_s > 0.0    ? "--turntable"
                       : film.follows              ? "--follow"
                       : film.fps != usual.fps     ? "--fps"
                       : film.speed != usual.speed ? "--speed"
                                                   : nullptr;
  if (option == nullptr) return {};
  return usage_error(std::string(option) +
                     " is for films: name the output .mp4, .webm, .gif or FOLDER/");
}

Report report_of(const RenderReport& rendered, Invocation& invocation) {
  invocation.console.warnings(rendered.picture.warnings);
  Report report;
  report.json = Json::parse(render_to_json(rendered));
  for (const std::filesystem::path& file : rendered.files) {
    report.text += "wrote " + file.string() + "\n";
  }
  if (rendered.duration_s > 0.0) {
    char words[64];
    std::snprintf(words, sizeof words, "%d pictures, %.2f s\n", rendered.frames,
                  rendered.duration_s);
    report.text += words;
  }
  report.text += "drawn with " + rendered.device + "\n";
  return report;
}

/// What is said of a picture that was made again.
void compare_pixels(bool is_same, const std::string& device, Report& report,
                    Invocation& invocation) {
  report.json["same_pixels"] = is_same;
  if (is_same) {
    report.text += "every pixel is as it was\n";
  } else {
    invocation.console.warnings(
        {"the pixels are not those of then, which were drawn with " + device});
  }
}

/// Makes a picture or film of the studio's stage again.
Result<Report> run_from_studio(const RenderOptions& values, Invocation& invocation) {
  if (!invocation.remake) {
    return environment_error(
        "this build cannot draw the studio's stage; build the program \"kinemote\"");
  }
  const auto page = read_stage_page(values.from);
  if (!page) return page.error();
  const std::filesystem::path out =
      values.out.empty() ? std::filesystem::path(values.from).parent_path() / page->file
                         : std::filesystem::path(values.out);
  const auto film = invocation.remake(values.from, out, invocation.console.progress());
  if (!film) return film.error();
  invocation.console.warnings(film->warnings);
  Report report;
  report.json["files"] = Json::array();
  for (const std::filesystem::path& file : film->files) {
    report.json["files"].push_back(file.string());
    report.text += "wrote " + file.string() + "\n";
  }
  report.json["frames"] = film->frames;
  report.json["pixels"] = film->pixels;
  report.json["device"] = film->device;
  report.text += "drawn with " + film->device + "\n";
  compare_pixels(film->pixels == page->pixels, page->device, report, invocation);
  return report;
}

/// Makes the picture of a page again.
Result<Report> run_from(const RenderOptions& values, Invocation& invocation) {
  if (!values.paths.empty()) {
    return usage_error("--from names its clips itself; leave \"" + values.paths.front() + "\" out");
  }
  if (is_studio_page(values.from)) return run_from_studio(values, invocation);
  const auto saved = read_render_sidecar(values.from);
  if (!saved) return saved.error();
  const std::filesystem::path out =
      values.out.empty() ? std::filesystem::path(values.from).parent_path() / saved->out
                         : std::filesystem::path(values.out);
  const auto rendered = render_files(saved->request.clips, out, saved->request.settings,
                                     saved->request.load, invocation.console.progress());
  if (!rendered) return rendered.error();
  Report report = report_of(*rendered, invocation);
  compare_pixels(rendered->pixels == saved->pixels, saved->device, report, invocation);
  return report;
}

Result<Report> run_render(const RenderOptions& values, Invocation& invocation) {
  if (!values.from.empty()) return run_from(values, invocation);
  if (values.paths.empty()) return usage_error("PATH: name the motion files to draw");
  if (values.out.empty()) return usage_error("--out FILE: name the picture or film to write");
  const auto size = parse_size(values.size);
  if (!size) return size.error();
  const auto unit = parse_unit(values.unit);
  if (!unit) return unit.error();
  const auto format = film_format_of(values.out);
  if (!format) return format.error();
  if (Status s = check_film_options(values, *format); !s) return s.error();
  RenderSettings settings = values.settings;
  settings.width = size->width;
  settings.height = size->height;
  if (!std::isnan(values.at_s)) settings.at_s = values.at_s;
  if (!values.range.empty()) {
    if (Status s = parse_range(values.range, settings.film); !s) return s.error();
  }
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
  return report_of(*rendered, invocation);
}

}  // namespace

Command render_command() {
  return {
      "render",
      "Files",
      "Draw motion as a picture or a film, without a display",
      "One moment, a strip of poses (--strip), or a film (--out F.mp4, .webm, .gif, or FOLDER/ for "
      "numbered pictures). Several files stand side by side, or in rows of a strip. Beside the "
      "output lies a .json with everything that makes it again (--from).",
      {"render walk.bvh --strip 8 --out walk.png --size 1600x400",
       "render happy.bvh sad.bvh --at 1.5 --camera 30,10,5 --out both.png",
       "render walk.bvh --ghosts 4,2 --ghost-spacing 0.25 --out ghosts.png",
       "render walk.bvh --range 0.5,3 --follow --trails --out walk.mp4",
       "render --from walk.png.json --out again.png"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<RenderOptions>();
        RenderSettings& settings = values->settings;
        options.positional("PATH", values->paths, "Motion files");
        options
            .option(
                "out", values->out,
                "The picture (.png), film (.mp4, .webm, .gif) or folder (with a slash) to write")
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
        options.option("ghosts", values->ghosts, "Poses before and after the moment; default: none")
            .value_name("N,M");
        options.option("ghost-spacing", settings.ghost_spacing_s, "Seconds between ghosts")
            .within(0.02, 5.0);
        options.option("theme", settings.theme, "dark, light or high-contrast").value_name("WORD");
        options.flag("transparent", settings.is_transparent, "No background");
        options
            .option("supersample", settings.supersample,
                    "Draw at so many times the size, for smooth edges")
            .within(1, 4);
        options
            .option("from", values->from,
                    "Make the picture or film of this .json again; refused where a clip changed")
            .value_name("PAGE");
        constexpr const char* kFilms = "Films";
        options.option("range", values->range, "Seconds of the clips; default: all of them")
            .value_name("A,B")
            .group(kFilms);
        options.option("fps", settings.film.fps, "Pictures a second")
            .within(1.0, 240.0)
            .group(kFilms);
        options.option("speed", settings.film.speed, "Of the motion")
            .within(0.1, 4.0)
            .group(kFilms);
        options
            .option("turntable", settings.film.turntable_s,
                    "The film lasts so many seconds, and the camera goes round once; with --at the "
                    "figures stand still")
            .within(0.0, 600.0)
            .group(kFilms);
        options.flag("follow", settings.film.follows, "The camera goes with the figures")
            .group(kFilms);
        declare_unit(options, values->unit);
        return [values](Invocation& invocation) { return run_render(*values, invocation); };
      }};
}

}  // namespace kinemote::app
