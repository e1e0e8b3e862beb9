#include "app/clip_loader.h"

#include <charconv>
#include <cmath>
#include <span>
#include <utility>

namespace kinemote::app {

namespace fs = std::filesystem;

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
  Result<io::MotionImport> motion = io::read_motion(path, settings);
  if (!motion) return motion.error();
  if (motion->figures.empty()) return figures_of(*motion, path).error();
  io::ClipImport clip = std::move(motion->figures[0]);
  clip.warnings.insert(clip.warnings.begin(), motion->warnings.begin(), motion->warnings.end());
  if (motion->figures.size() > 1) {
    clip.warnings.push_back(path.string() + ": the first of " +
                            std::to_string(motion->figures.size()) + " figures was taken");
  }
  return clip;
}

Result<std::vector<Clip>> figures_of(const io::MotionImport& motion, const fs::path& path) {
  std::vector<Clip> figures;
  for (const io::ClipImport& figure : motion.figures) figures.push_back(figure.clip);
  if (!figures.empty()) return figures;
  const bool is_2d = !motion.points.empty() && motion.points[0].is_2d;
  return bad_input("\"" + path.string() + "\" holds " +
                   (is_2d ? "2-D keypoints" : "points without a known body") +
                   ", no skeleton that moves; expected a skeleton or 3-D keypoints");
}

Status can_save_clip(const fs::path& path) { return io::can_write_motion(path, 1); }

Status save_clip(const fs::path& path, const Clip& clip) {
  return io::write_motion(path, std::span(&clip, 1));
}

Result<Body> body_of(const Clip& clip) {
  const Result<BodyMap> map = find_body(*clip.skeleton);
  if (!map) return map.error();
  return Body{forward_kinematics(clip), *map, body_height_m(*clip.skeleton)};
}

}  // namespace kinemote::app
