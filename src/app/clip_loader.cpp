#include "app/clip_loader.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <system_error>

#include "motion/io/csv.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

}  // namespace

std::string extension_of(const fs::path& path) {
  std::string extension = path.extension().string();
  if (!extension.empty()) extension.erase(0, 1);
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

Result<std::optional<double>> parse_unit(const std::string& text) {
  using Unit = std::optional<double>;
  if (text.empty() || text == "auto") return Unit{};
  if (text == "m") return Unit{1.0};
  if (text == "cm") return Unit{0.01};
  if (text == "mm") return Unit{0.001};
  if (text == "inch") return Unit{0.0254};
  if (text == "foot") return Unit{0.3048};
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size() && std::isfinite(value) &&
      value > 0.0) {
    return Unit{value};
  }
  return usage_error("unit \"" + text +
                     "\" is not known; expected m, cm, mm, inch, foot, auto, or the metres that "
                     "one unit stands for");
}

Result<io::ClipImport> load_clip(const fs::path& path, const LoadSettings& settings) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    return bad_input("\"" + path.string() + "\" is a folder; expected one motion file (.bvh)");
  }
  if (!fs::exists(path, ignored)) {
    return bad_input("\"" + path.string() + "\" does not exist");
  }
  const std::string extension = extension_of(path);
  if (extension != "bvh") {
    return usage_error("\"" + path.string() +
                       "\": this version reads motion from .bvh files, not " +
                       (extension.empty() ? "files without an extension" : "." + extension) +
                       "; convert it to BVH first");
  }
  return io::read_bvh(path, {.metres_per_unit = settings.metres_per_unit});
}

Status can_save_clip(const fs::path& path) {
  const std::string extension = extension_of(path);
  if (extension == "bvh" || extension == "csv") return {};
  return usage_error("cannot write \"" + path.string() +
                     "\": this version writes motion as .bvh, and joint positions as .csv");
}

Status save_clip(const fs::path& path, const Clip& clip) {
  if (Status s = can_save_clip(path); !s) return s;
  if (extension_of(path) == "csv") return io::write_positions_csv(path, clip);
  return io::write_bvh(path, clip);
}

Result<Body> body_of(const Clip& clip) {
  const Result<BodyMap> map = find_body(*clip.skeleton);
  if (!map) return map.error();
  return Body{forward_kinematics(clip), *map, body_height_m(*clip.skeleton)};
}

}  // namespace kinemote::app
