#include "app/generate_job.h"

#include <algorithm>

#include "app/assets.h"
#include "app/clip_loader.h"
#include "synthesis/control/model_file.h"

namespace kinemote::app {
std::filesystem::path numbered(const std::filesystem::path& path, int number, int count) {
  if (count == 1) return path;
  std::string digits = std::to_string(number);
  const size_t width = std::max<size_t>(3, std::to_string(count).size());
  digits.insert(0, width - std::min(width, digits.size()), '0');
  std::filesystem::path name = path.stem();
  name += "_" + digits + path.extension().string();
  return path.parent_path() / name;
}

Result<std::unique_ptr<synthesis::MotionModel>> open_motion_model(const std::string& name_or_path) {
  const Result<std::filesystem::path> path = resolve_model(name_or_path);
  if (!path) return path.error();
  if (extension_of(*path) == "json") {
    return bad_input("\"" + path->string() +
                     "\" is an affect model, which measures motion but cannot make any; expected "
                     "a model that \"kinemote train motion-vae\" wrote");
  }
  // What is wrong with the file is said before a second goes into loading LibTorch.
  if (const auto file = synthesis::read_model_file(*path); !file) return file.error();
  const Result<synthesis::ModelsLibrary*> library = synthesis::models_library();
  if (!library) return library.error();
  return (*library)->open_motion_model(*path);
}

std::string default_content(const synthesis::ModelCard& card) {
  const bool can_walk =
      std::find(card.contents.begin(), card.contents.end(), "walk") != card.contents.end();
  return can_walk || card.contents.empty() ? "walk" : card.contents.front();
}

Result<std::vector<GeneratedFile>> generate_files(synthesis::MotionModel& model,
                                                  const synthesis::GenerateSettings& settings,
                                                  const std::filesystem::path& out, int count,
                                                  const Progress& progress) {
  if (Status s = can_save_clip(out); !s) return s.error();
  std::vector<GeneratedFile> files;
  for (int i = 0; i < count; ++i) {
    if (!report(progress, "generating", static_cast<double>(i) / count)) return cancelled();
    synthesis::GenerateSettings one = settings;
    one.seed = settings.seed + static_cast<uint64_t>(i);
    Result<synthesis::Generated> motion = synthesis::generate(model, one, progress);
    if (!motion) return motion.error();
    const std::filesystem::path path = numbered(out, i + 1, count);
    motion->clip.name = path.stem().string();
    files.push_back({path, one.seed, std::move(*motion)});
  }
  if (!report(progress, "writing", 0.0)) return cancelled();
  for (const GeneratedFile& file : files) {
    if (Status s = save_clip(file.path, file.motion.clip); !s) return s.error();
  }
  return files;
}

}  // namespace kinemote::app
