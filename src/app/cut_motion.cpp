#include "app/cut_motion.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kinemote::app {

namespace {

/// Which frames of a motion a cut leaves.
struct Frames {
  int first = 0, count = 1;
  double after_s = 0.0;  // how long after frame `first` the part begins; 0: there
};

Frames frames_of(const Cut& cut, int frame_count, double frame_time_s) {
  constexpr double kOnFrame = 1e-3;  // of a frame
  const double at = cut.in_s / frame_time_s;
  Frames frames;
  frames.first = static_cast<int>(std::floor(at + kOnFrame));
  frames.first = std::clamp(frames.first, 0, frame_count - 1);
  const double after = std::max(0.0, at - frames.first);
  if (after > kOnFrame) frames.after_s = after * frame_time_s;
  const int most = frame_count - frames.first - (frames.after_s > 0.0 ? 1 : 0);
  const double length = (cut.out_s - cut.in_s) / frame_time_s;
  frames.count = std::clamp(1 + static_cast<int>(std::lround(length)), 1, std::max(1, most));
  return frames;
}

/// Frames from between those of the clip.
Clip between_frames(const Clip& clip, const Frames& frames) {
  Clip part = Clip::make(clip.skeleton, frames.count, clip.frame_time_s, clip.translating_joints);
  part.name = clip.name;
  Pose pose;
  for (int f = 0; f < frames.count; ++f) {
    sample_pose(clip, (frames.first + f) * clip.frame_time_s + frames.after_s, pose);
    std::copy(pose.rotations.begin(), pose.rotations.end(), part.frame_rotations(f).begin());
    const size_t columns = part.translating_joints.size();
    for (size_t c = 0; c < columns; ++c) {
      const auto joint = static_cast<size_t>(part.translating_joints[c]);
      part.translations[static_cast<size_t>(f) * columns + c] = pose.translations[joint];
    }
  }
  return part;
}

Clip part_of(const Clip& clip, const Frames& frames) {
  if (frames.after_s > 0.0) return between_frames(clip, frames);
  Result<Clip> part = trim(clip, frames.first, frames.first + frames.count);
  return part ? std::move(part).value() : clip;
}

/// Rows of a table with `columns` values a frame.
template <typename T>
std::vector<T> rows_of(const std::vector<T>& all, const Frames& frames, size_t columns) {
  if (all.empty()) return {};
  const auto first = all.begin() + static_cast<ptrdiff_t>(frames.first * columns);
  return {first, first + static_cast<ptrdiff_t>(frames.count * columns)};
}

PointFigurePtr points_of(const PointFigure& whole, const Cut& cut) {
  const Frames frames = frames_of(cut, whole.clip.frame_count, whole.clip.frame_time_s);
  auto part = std::make_shared<PointFigure>(whole);
  if (Result<PointClip> clip = trim(whole.clip, frames.first, frames.first + frames.count)) {
    part->clip = std::move(clip).value();
    part->places = rows_of(whole.places, frames, whole.clip.point_names.size());
  }
  part->clip.frame_time_s /= cut.rate;
  return part;
}

/// What is neither frames nor measured on them.
void take_circumstances(const Playable& whole, Playable& part) {
  part.height_m = whole.height_m;
  part.ground_m = whole.ground_m;
  part.origin = whole.origin;
  part.unit_note = whole.unit_note;
  part.warnings = whole.warnings;
  part.has_figure = whole.has_figure;
  part.others = whole.others;
  part.points = whole.points;
  part.import = whole.import;
}

std::shared_ptr<Playable> part_of(const Playable& whole, const Frames& frames) {
  if (frames.after_s > 0.0) {
    auto part = make_playable(part_of(whole.clip, frames));
    take_circumstances(whole, *part);
    return part;
  }
  auto part = std::make_shared<Playable>();
  take_circumstances(whole, *part);
  part->clip = part_of(whole.clip, frames);
  part->body = whole.body;
  part->world.frame_count = frames.count;
  part->world.joint_count = whole.world.joint_count;
  part->world.frame_time_s = whole.world.frame_time_s;
  const auto joints = static_cast<size_t>(whole.world.joint_count);
  part->world.positions = rows_of(whole.world.positions, frames, joints);
  part->world.rotations = rows_of(whole.world.rotations, frames, joints);
  part->contacts = rows_of(whole.contacts, frames, static_cast<size_t>(kContactCount));
  part->speed_mps = rows_of(whole.speed_mps, frames, 1);
  part->openness = rows_of(whole.openness, frames, 1);
  if (part->body) part->slide = foot_slide(part->world, *part->body);
  return part;
}

}  // namespace

Clip cut_clip(const Clip& clip, const Cut& asked) {
  const double duration_s = (clip.frame_count - 1) * clip.frame_time_s;
  const Cut cut = asked.within(duration_s, clip.frame_time_s);
  Clip part = part_of(clip, frames_of(cut, clip.frame_count, clip.frame_time_s));
  part.frame_time_s /= cut.rate;
  return part;
}

PlayablePtr cut_motion(const PlayablePtr& whole, const Cut& asked) {
  if (!whole || asked.is_none()) return whole;
  const Cut cut = asked.within(whole->duration_s(), whole->clip.frame_time_s);
  const Frames frames = frames_of(cut, whole->clip.frame_count, whole->clip.frame_time_s);
  const bool is_all = frames.count == whole->clip.frame_count && frames.after_s == 0.0;
  if (is_all && cut.rate == 1.0) return whole;
  const auto part = is_all ? std::make_shared<Playable>(*whole) : part_of(*whole, frames);
  for (PointFigurePtr& points : part->points) points = points_of(*points, cut);
  part->clip.frame_time_s /= cut.rate;
  part->world.frame_time_s /= cut.rate;
  for (float& speed : part->speed_mps) speed *= static_cast<float>(cut.rate);
  return part;
}

void CutStage::take(PlayablePtr whole) {
  whole_ = std::move(whole);
  cut_ = whole_;
  applied_.clear();
}

bool CutStage::apply(const std::vector<Cut>& asked) {
  if (!whole_) return false;
  std::vector<Cut> cuts = asked;
  cuts.resize(1 + whole_->others.size());
  std::vector<Cut> before = applied_;
  before.resize(cuts.size());
  if (cuts == before) return false;
  applied_ = cuts;
  if (std::all_of(cuts.begin(), cuts.end(), [](const Cut& cut) { return cut.is_none(); })) {
    cut_ = whole_;
    return true;
  }
  std::vector<Companion> others = whole_->others;
  for (size_t i = 0; i < others.size(); ++i) {
    others[i].motion = cuts[i + 1] == before[i + 1] ? cut_->others[i].motion
                                                    : cut_motion(others[i].motion, cuts[i + 1]);
  }
  const PlayablePtr lead = cuts[0] == before[0] ? cut_ : cut_motion(whole_, cuts[0]);
  const auto next = std::make_shared<Playable>(*lead);
  next->others = std::move(others);
  cut_ = next;
  return true;
}

Cut CutStage::of(size_t figure) const {
  const PlayablePtr motion = whole_figure(figure);
  const Cut cut = figure < applied_.size() ? applied_[figure] : Cut{};
  return motion ? cut.within(motion->duration_s(), motion->clip.frame_time_s) : cut;
}

PlayablePtr CutStage::whole_figure(size_t figure) const {
  if (!whole_ || figure == 0) return whole_;
  return figure <= whole_->others.size() ? whole_->others[figure - 1].motion : nullptr;
}

}  // namespace kinemote::app
