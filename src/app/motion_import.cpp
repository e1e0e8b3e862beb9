#include "app/motion_import.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>

#include "app/assets.h"
#include "motion/core/retarget.h"
#include "motion/core/t_pose.h"
#include "motion/io/bone_names_file.h"

namespace kinemote::app {

namespace {

namespace fs = std::filesystem;

io::MotionReadSettings read_settings(const ImportChoices& choices) {
  io::MotionReadSettings settings;
  settings.metres_per_unit = choices.metres_per_unit;
  settings.up_axis = choices.up_axis;
  settings.yaw_rad = choices.yaw_rad;
  settings.positions = choices.positions;
  settings.animation = choices.animation;
  return settings;
}

/// Leaves only the figure of that name, if one is chosen. A person's points and the skeleton that
/// was fitted to them go together.
Status keep_figure(io::MotionImport& import, const ImportInfo& info) {
  const std::string& wanted = info.choices.figure;
  if (wanted.empty()) return {};
  const auto it = std::find(info.figures.begin(), info.figures.end(), wanted);
  if (it == info.figures.end()) {
    std::string known;
    for (const std::string& name : info.figures) known += (known.empty() ? "" : ", ") + name;
    return bad_input(info.path.string() + ": there is no figure \"" + wanted + "\"; there are " +
                     known);
  }
  const auto index = static_cast<size_t>(it - info.figures.begin());
  if (import.points.empty()) {
    import.figures = {std::move(import.figures[index])};
    return {};
  }
  const bool has_all_fits = import.figures.size() == import.points.size();
  import.points = {std::move(import.points[index])};
  import.figures =
      has_all_fits ? std::vector{std::move(import.figures[index])} : std::vector<io::ClipImport>{};
  return {};
}

void describe(const io::MotionImport& import, ImportInfo& info) {
  info.format = import.format;
  info.animations = import.animations;
  info.animation = import.animation;
  info.warnings = import.warnings;
  const size_t count = import.points.empty() ? import.figures.size() : import.points.size();
  for (size_t i = 0; i < count; ++i) {
    const std::string& name =
        import.points.empty() ? import.figures[i].clip.name : import.points[i].name;
    info.figures.push_back(name.empty() ? "Figure " + std::to_string(i + 1) : name);
  }
  // Names choose a figure, so that each must stand for one.
  for (size_t i = 0; i < info.figures.size(); ++i) {
    const auto before = info.figures.begin() + static_cast<ptrdiff_t>(i);
    if (std::find(info.figures.begin(), before, info.figures[i]) != before) {
      info.figures[i] += " (" + std::to_string(i + 1) + ")";
    }
  }
}

void describe_first(const io::ClipImport& first, ImportInfo& info) {
  info.metres_per_unit = first.metres_per_unit;
  info.unit = first.unit;
  info.unit_note = first.unit_note;
  info.up_axis = first.up_axis;
  info.position_rule_note = first.position_rule_note;
  for (const std::string& warning : first.warnings) {
    if (std::find(info.warnings.begin(), info.warnings.end(), warning) == info.warnings.end()) {
      info.warnings.push_back(warning);
    }
  }
  info.bones = match_bones(*first.clip.skeleton, *canonical_skeleton(), bone_names());
}

/// Finds the T-pose at the start of the first figure and, if asked, drops it from all figures, so
/// that they stay on one clock. (Points keep theirs: nobody calibrates by them.)
void trim_t_pose(io::MotionImport& import, ImportInfo& info) {
  if (import.figures.empty() || !import.points.empty()) return;
  const Clip& first = import.figures.front().clip;
  const auto body = find_body(*first.skeleton);
  const int frames = body ? t_pose_lead_in(first, *body) : 0;
  info.t_pose_s = frames * first.frame_time_s;
  if (frames == 0 || !info.choices.trims_t_pose) return;
  for (io::ClipImport& figure : import.figures) {
    const auto own = static_cast<int>(std::lround(info.t_pose_s / figure.clip.frame_time_s));
    if (own >= figure.clip.frame_count) continue;
    if (auto trimmed = trim(figure.clip, own, figure.clip.frame_count)) {
      figure.clip = std::move(trimmed).value();
    }
  }
}

}  // namespace

std::string facing_words(double facing_rad) {
  const double degrees = degrees_from_rad(std::remainder(facing_rad, 2.0 * kPi));
  constexpr double kNear_deg = 12.0;
  struct Direction {
    double degrees;
    const char* words;
  };
  for (const Direction& direction :
       {Direction{0.0, "+Z"}, {90.0, "+X"}, {-90.0, "−X"}, {180.0, "−Z"}, {-180.0, "−Z"}}) {
    if (std::abs(degrees - direction.degrees) <= kNear_deg) return direction.words;
  }
  char text[48];
  std::snprintf(text, sizeof text, "%.0f° to the %s of +Z", std::abs(degrees),
                degrees > 0.0 ? "left" : "right");
  return text;
}

std::string ImportInfo::summary() const {
  if (is_2d) return "2-D keypoints · image units, no size in metres";
  std::string words = unit_note.empty() ? "In metres" : unit_note;
  words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
  words += " · " + up_axis + " up";
  if (has_facing) words += " · faces " + facing_words(facing_rad);
  return words;
}

const std::vector<BoneNames>& bone_names() {
  static const std::vector<BoneNames> names = [] {
    const auto folder = find_asset("bones");
    if (!folder) return std::vector<BoneNames>{};
    auto read = io::read_bone_name_folder(*folder);
    return read ? std::move(read).value() : std::vector<BoneNames>{};
  }();
  return names;
}

Result<Clip> moved_to(const SkeletonPtr& target, const Clip& clip) {
  Result<Clip> moved = retarget(clip, target, match_bones(*clip.skeleton, *target, bone_names()));
  if (moved) moved->name = clip.name;
  return moved;
}

Result<std::shared_ptr<Playable>> import_motion(const fs::path& path, const ImportChoices& choices,
                                                const Progress& progress) {
  Result<io::MotionImport> import = io::read_motion(path, read_settings(choices), progress);
  if (!import) return import.error();
  auto info = std::make_shared<ImportInfo>();
  info->path = path;
  info->choices = choices;
  describe(*import, *info);
  if (Status status = keep_figure(*import, *info); !status) return status.error();
  if (!report(progress, "preparing", 0.0)) return cancelled();

  trim_t_pose(*import, *info);
  std::shared_ptr<Playable> motion;
  auto points = make_point_figures(std::move(import->points));
  for (io::ClipImport& figure : import->figures) {
    if (!motion) {
      describe_first(figure, *info);
      motion = make_playable(std::move(figure.clip));
      motion->unit_note = info->unit_note;
    } else {
      std::shared_ptr<Playable> other = make_playable(std::move(figure.clip));
      motion->others.push_back({std::move(other), {}});
    }
    if (!report(progress, "preparing", 0.5)) return cancelled();
  }
  if (!motion) {
    if (points.empty()) {
      return bad_input(path.string() + ": there is neither a figure nor a point in it");
    }
    motion = make_playable(carrier_clip(*points.front()));
    motion->has_figure = false;
    motion->speed_mps.clear();  // the joint that goes along with points has no speed of theirs
    motion->height_m = points.front()->height_m;
    motion->ground_m = points.front()->ground_m;
    info->is_2d = points.front()->clip.is_2d;
  }
  motion->points = std::move(points);
  if (motion->body) {
    info->facing_rad = ground_placement(motion->world, motion->body, 0).yaw_rad;
    info->has_facing = true;
  }
  motion->warnings = info->warnings;
  motion->import = info;
  return motion;
}

bool is_motion_path(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) {
    const io::MotionFormat* format = io::format_of(path);
    return format != nullptr && format->can_read;
  }
  constexpr std::string_view kFrameEnding = "_keypoints.json";
  for (fs::directory_iterator it(path, ignored), end; !ignored && it != end;
       it.increment(ignored)) {
    if (it->path().filename().string().ends_with(kFrameEnding)) return true;
  }
  return false;
}

std::string readable_formats() {
  std::string words;
  for (const io::MotionFormat& format : io::motion_formats()) {
    if (!format.can_read) continue;
    std::string name = format.extension;
    std::transform(name.begin(), name.end(), name.begin(), ::toupper);
    if (words.find(name) == std::string::npos) words += (words.empty() ? "" : ", ") + name;
  }
  return words;
}

}  // namespace kinemote::app
