#include "app/doctor_job.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <thread>

#include "app/assets.h"
#include "app/cached_clips.h"
#include "app/markup.h"
#include "synthesis/control/model_file.h"
#include "synthesis/control/motion_model.h"
#include "view/render/device.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

/// A program on the PATH; empty if there is none.
fs::path find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::string folders = path != nullptr ? path : "";
  for (size_t start = 0; start <= folders.size();) {
    const size_t colon = std::min(folders.find(':', start), folders.size());
    const fs::path candidate = fs::path(folders.substr(start, colon - start)) / name;
    std::error_code ignored;
    if (fs::is_regular_file(candidate, ignored)) return candidate;
    start = colon + 1;
  }
  return {};
}

Check check_processor() {
  return {"processor", CheckStatus::kOk,
          std::to_string(std::max(1u, std::thread::hardware_concurrency())) + " cores", "", false};
}

Check check_gl() {
  const auto device = view::make_offscreen_device();
  if (!device) {
    return {"OpenGL", CheckStatus::kFail, device.error().message,
            "install libegl1 and libgl1-mesa-dri: software OpenGL is enough", true};
  }
  const bool is_software = (*device)->is_software();
  return {"OpenGL", CheckStatus::kOk,
          (*device)->description() + (is_software ? " (software: slower, but complete)" : ""), "",
          true};
}

Check check_font(const std::string& name, const fs::path& file, const std::string& package) {
  std::error_code ignored;
  if (fs::exists(file, ignored)) return {name, CheckStatus::kOk, file.string(), "", false};
  return {name, CheckStatus::kWarn, "not found; the studio falls back to a plain font",
          "install " + package, false};
}

Check check_program(const std::string& name, const std::string& use) {
  const fs::path program = find_program(name);
  if (!program.empty()) return {name, CheckStatus::kOk, program.string(), "", false};
  return {name, CheckStatus::kWarn, "not found; " + use, "install " + name + " if you want it",
          false};
}

Check check_models_room() {
  const auto library = synthesis::models_library();
  if (!library) {
    return {"LibTorch", CheckStatus::kFail, library.error().message,
            "build with -DKINEMOTE_WITH_TORCH=ON (packages libtorch-dev, libopenblas0-openmp)",
            true};
  }
  return {"LibTorch", CheckStatus::kOk, (*library)->description(), "", true};
}

Check check_builtin_model() {
  const auto path = resolve_model("");
  if (!path) return {"built-in model", CheckStatus::kFail, path.error().message, "", true};
  const auto file = synthesis::read_model_file(*path);
  if (!file) {
    return {"built-in model", CheckStatus::kFail, file.error().message,
            "fetch the file again, or train it: see docs/command-line.md", true};
  }
  return {"built-in model", CheckStatus::kOk,
          path->string() + ": " + std::to_string(file->card.contents.size()) + " contents, " +
              std::to_string(file->card.latent_dim()) + " latent dimensions, settings " +
              file->card.settings_hash,
          "", true};
}

Check check_pad_table() {
  const auto rows = load_pad_table();
  if (!rows) return {"PAD table", CheckStatus::kFail, rows.error().message, "", true};
  return {"PAD table", CheckStatus::kOk, std::to_string(rows->size()) + " words", "", true};
}

Check check_data_folder() {
  const char* folder = std::getenv("KINEMOTE_DATA");
  if (folder == nullptr || *folder == '\0') {
    return {"data folder", CheckStatus::kOk,
            "KINEMOTE_DATA is not set (only tests with real motion capture use it)", "", false};
  }
  std::error_code ignored;
  if (fs::is_directory(folder, ignored)) {
    return {"data folder", CheckStatus::kOk, folder, "", false};
  }
  return {"data folder", CheckStatus::kWarn, std::string(folder) + " does not exist",
          "set KINEMOTE_DATA to the folder with the data sets, or unset it", false};
}

Check check_cache() {
  const fs::path folder = clip_cache_folder();
  if (folder.empty()) {
    return {"clip cache", CheckStatus::kWarn, "none: neither XDG_CACHE_HOME nor HOME is set",
            "set one of them, so that data sets open faster the second time", false};
  }
  const double megabytes = static_cast<double>(io::ClipCache(folder, "").size_bytes()) / 1e6;
  return {"clip cache", CheckStatus::kOk,
          fixed_text(megabytes, 1) + " MB in " + folder.string() + " (may be deleted at any time)",
          "", false};
}

Check check_space() {
  std::error_code error;
  const fs::path folder = fs::current_path(error);
  const fs::space_info space = error ? fs::space_info{} : fs::space(folder, error);
  if (error) return {"space", CheckStatus::kWarn, "cannot be told: " + error.message(), "", false};
  const double gib = static_cast<double>(space.available) / (1024.0 * 1024.0 * 1024.0);
  const std::string detail = fixed_text(gib, 1) + " GiB free in " + folder.string();
  if (gib < 0.1) return {"space", CheckStatus::kWarn, detail, "free some space", false};
  return {"space", CheckStatus::kOk, detail, "", false};
}

}  // namespace

std::string status_word(CheckStatus status) {
  switch (status) {
    case CheckStatus::kOk:
      return "ok";
    case CheckStatus::kWarn:
      return "warn";
    case CheckStatus::kFail:
      return "fail";
  }
  return "fail";
}

std::vector<Check> examine_machine() {
  return {
      check_processor(),
      check_gl(),
      check_font("Inter font", "/usr/share/fonts/opentype/inter/Inter-Regular.otf", "fonts-inter"),
      check_font("icon font", "/usr/share/fonts/truetype/font-awesome/fontawesome-webfont.ttf",
                 "fonts-font-awesome"),
      check_models_room(),
      check_builtin_model(),
      check_pad_table(),
      check_program("ffmpeg", "video needs it"),
      check_program("blender", "only checks of exported files use it"),
      check_data_folder(),
      check_cache(),
      check_space(),
  };
}

}  // namespace kinemote::app
