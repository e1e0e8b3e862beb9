#include "app/bone_editor.h"

#include <algorithm>

#include "motion/core/retarget.h"
#include "motion/io/bone_names_file.h"

namespace kinemote::app {

namespace {

BoneSources sources_of(const BoneMap& map) {
  BoneSources sources;
  for (const BoneMatch& match : map.matches) sources.push_back(match.source);
  return sources;
}

}  // namespace

BoneMap with_sources(BoneMap map, const BoneSources& sources, const Skeleton& source,
                     const Skeleton& target) {
  if (sources.size() != map.matches.size()) return map;
  // First free what changes, so that no joint is asked to drive two.
  for (size_t t = 0; t < sources.size(); ++t) {
    if (sources[t] == map.matches[t].source) continue;
    map.matches[t] = {static_cast<int>(t), -1, MatchRule::kUser, 1.0, "set by hand: nothing"};
  }
  for (size_t t = 0; t < sources.size(); ++t) {
    if (sources[t] < 0 || sources[t] == map.matches[t].source) continue;
    (void)set_match(map, source, target, static_cast<int>(t), sources[t]);
  }
  return map;
}

int mirrored_joint(const Skeleton& skeleton, int joint) {
  std::string name = skeleton.joints[static_cast<size_t>(joint)].name;
  if (name.starts_with("Left")) {
    name.replace(0, 4, "Right");
  } else if (name.starts_with("Right")) {
    name.replace(0, 5, "Left");
  } else {
    return joint;
  }
  const int other = skeleton.find(name);
  return other < 0 ? joint : other;
}

BoneEditor::BoneEditor(std::function<void()> wake)
    : worker_(
          [](const Request& request) {
            Response response;
            Result<Clip> clip = retarget(request.motion->clip, request.target, request.map);
            if (clip) {
              response.preview = make_playable(std::move(clip).value());
            } else {
              response.error = clip.error().message;
            }
            return response;
          },
          std::move(wake)) {}

void BoneEditor::show(PlayablePtr motion, const BoneSources& sources) {
  const bool can_map =
      motion && motion->has_figure && motion->import && !motion->import->bones.matches.empty();
  if (!can_map) motion = nullptr;
  const bool is_other = motion != motion_;
  if (!is_other && sources == sources_) return;
  motion_ = std::move(motion);
  sources_ = sources;
  if (is_other) preview_ = nullptr;
  preview_error_.clear();
  map_ = motion_ ? with_sources(motion_->import->bones, sources_, source(), target()) : BoneMap{};
  request_preview();
}

void BoneEditor::set_previewing(bool is_previewing) {
  if (is_previewing == is_previewing_) return;
  is_previewing_ = is_previewing;
  if (!is_previewing_) preview_ = nullptr;
  request_preview();
}

void BoneEditor::request_preview() {
  if (is_previewing_ && motion_) worker_.post({motion_, map_, target_});
}

bool BoneEditor::take() {
  auto response = worker_.take();
  if (!response || !is_previewing_ || !motion_) return false;
  preview_error_ = std::move(response->error);
  preview_ = std::move(response->preview);
  return true;
}

Placement BoneEditor::preview_placement() const {
  constexpr double kBeside_m = 1.2;
  Placement placement;
  if (!motion_) return placement;
  const double yaw = ground_placement(motion_->world, motion_->body, 0).yaw_rad;
  placement.offset = yaw_rotation(yaw) * Vec3{kBeside_m, 0.0, 0.0};
  return placement;
}

int BoneEditor::matched_count() const {
  return static_cast<int>(std::count_if(map_.matches.begin(), map_.matches.end(),
                                        [](const BoneMatch& m) { return m.source >= 0; }));
}

std::vector<int> BoneEditor::idle_sources() const {
  std::vector<int> idle;
  for (int j = 0; j < source().size(); ++j) {
    const bool drives = std::any_of(map_.matches.begin(), map_.matches.end(),
                                    [j](const BoneMatch& m) { return m.source == j; });
    if (!drives) idle.push_back(j);
  }
  return idle;
}

BoneSources BoneEditor::with(int target_joint, int source_joint) const {
  BoneSources sources = sources_of(map_);
  if (source_joint >= 0) std::replace(sources.begin(), sources.end(), source_joint, -1);
  sources[static_cast<size_t>(target_joint)] = source_joint;
  return sources;
}

BoneSources BoneEditor::with_sides_swapped() const {
  const BoneSources old = sources_of(map_);
  BoneSources sources = old;
  for (int t = 0; t < target().size(); ++t) {
    sources[static_cast<size_t>(t)] = old[static_cast<size_t>(mirrored_joint(target(), t))];
  }
  return sources;
}

Status BoneEditor::save(const std::filesystem::path& path) const {
  if (!has_map()) return usage_error("There is no bone map to save.");
  return io::write_bone_map(path, map_, source(), target());
}

Result<BoneSources> BoneEditor::load(const std::filesystem::path& path, Warnings& warnings) const {
  if (!has_map()) return usage_error("There is no figure that a bone map could be for.");
  Result<BoneMap> map = io::read_bone_map(path, source(), target());
  if (!map) return map.error();
  warnings = map->warnings;
  return sources_of(*map);
}

}  // namespace kinemote::app
