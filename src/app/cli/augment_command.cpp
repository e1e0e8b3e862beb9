#include "app/cli/augment_command.h"

#include <filesystem>
#include <memory>

#include "app/clip_loader.h"
#include "app/recognition/augmentation_figure.h"
#include "motion/core/atomic_file.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

struct Values {
  std::string path, out;
};

/// A wave is seen to be mirrored, warped and cropped.
Result<Clip> shown_clip(const std::string& path) {
  if (path == "builtin") {
    return synthesis::perform({.content = "wave", .pad = {0.7, 0.5, 0.3}, .duration_s = 3.0});
  }
  auto import = load_clip(path);
  if (!import) return import.error();
  return std::move(import->clip);
}

Result<Report> draw_augmentations(const Values& values, Invocation& invocation) {
  const auto clip = shown_clip(values.path);
  if (!clip) return clip.error();
  const auto strips = augmentation_strips(*clip, invocation.global.seed);
  if (!strips) return strips.error();
  const fs::path folder(values.out);
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return environment_error("cannot make " + folder.string() + ": " + failed.message());
  Report report;
  report.json = {{"files", Json::array()}, {"seed", invocation.global.seed}};
  for (const AugmentationStrip& strip : *strips) {
    const fs::path path =
        folder / ("augment-" + std::string(analysis::name_of(strip.augmentation)) + ".svg");
    if (Status s = write_atomically(path, augmentation_svg(strip)); !s) return s.error();
    report.json["files"].push_back(path.string());
    report.text += "wrote " + path.string() + "\n";
  }
  return report;
}

}  // namespace

Command augment_command() {
  return {"augment",
          "Many clips",
          "Pictures of what each augmentation does to a motion",
          "Recognisers may learn from changed copies of their training windows (`augment` in a "
          "study). One SVG a change: 17 points of a camera before it and after, drawn from the "
          "numbers that a recogniser would be given.",
          {"augment builtin --out augmentations", "augment walk.bvh --out augmentations"},
          [](OptionSet& options) -> CommandRunner {
            const auto values = std::make_shared<Values>();
            options.positional("PATH", values->path, "A motion file, or builtin").required();
            options.option("out", values->out, "Folder to write to").required().value_name("DIR");
            return [values](Invocation& invocation) {
              return draw_augmentations(*values, invocation);
            };
          }};
}

}  // namespace kinemote::app
