#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "motion/core/fit_points.h"
#include "motion/io/bvh_conventions.h"
#include "motion/io/keypoint_records.h"
#include "motion/io/number_text.h"
#include "motion/io/point_axes.h"

namespace kinemote::io {
namespace {

/// Fewer frames than this are a passer-by or a false alarm, not a person to work with.
constexpr int kFewestFrames = 5;
/// Frame numbers may have gaps, as long as the frames in between stay within this.
constexpr long long kMostFramesPerRecord = 20;
constexpr long long kMostFramesBesides = 1000;
/// Memory that the clips of a file may take beyond four times its own size.
constexpr size_t kMemoryBytes = size_t{100} << 20;
constexpr size_t kBytesPerPoint = sizeof(Vec3) + sizeof(float) + sizeof(PointState);
constexpr size_t kBytesPerFigureFrame = 2000;  // a fitted pose and the arrays it is fitted with

/// Rests that MotionImport and its figures share.
struct Axes {
  double metres_per_unit = 1.0;
  std::string unit = "m";
  std::string unit_note = "landmarks in metres";
  double height_in_units = 0.0;
  std::string up_axis = "Y";
  bool is_converted = false;
};

std::string number(double value, int decimals) {
  std::string text;
  append_rounded(text, value, decimals);
  return text;
}

class PeopleImporter {
 public:
  PeopleImporter(KeypointRecords& records, const std::string& name,
                 const MotionReadSettings& settings, const Progress& progress)
      : in_(records), name_(name), settings_(settings), progress_(progress) {}

  Result<MotionImport> run() {
    out_.format = in_.format;
    out_.warnings = std::move(in_.warnings);
    if (in_.records.empty() && in_.frames.empty()) {
      return bad_input(name_ + ": no keypoints in this file; expected people with \"keypoints\"");
    }
    if (in_.records.empty()) {
      return bad_input(name_ + ": nobody was found in " + std::to_string(in_.frames.size()) +
                       " frames; expected at least one person with keypoints");
    }
    number_frames();
    if (Status status = group_by_frame(); !status) return status.error();
    face_up_from_camera();
    if (!report(progress_, "following people", 0.3)) return cancelled();
    identify();
    make_clips();
    if (out_.points.empty()) {
      return bad_input(name_ + ": no point of any person has a confidence of at least " +
                       number(settings_.keypoints.gaps.least_confidence, 3) +
                       " (lower the least confidence)");
    }
    if (!report(progress_, "filling gaps", 0.6)) return cancelled();
    if (is_3d()) {
      if (Status status = find_axes(); !status) return status.error();
    } else {
      warn(
          "these are 2-D image points: they stay 2-D, lengths are in the image's units, and no "
          "skeleton is fitted to them");
    }
    if (Status status = choose_figure(); !status) return status.error();
    if (Status status = fill_and_resample(); !status) return status.error();
    if (!report(progress_, "fitting the skeleton", 0.8)) return cancelled();
    if (is_3d() && settings_.keypoints.fits_skeleton) fit_figures();
    return std::move(out_);
  }

 private:
  bool is_3d() const { return in_.space != PointSpace::kImage; }
  void warn(const std::string& sentence) { out_.warnings.push_back(name_ + ": " + sentence); }

  size_t bytes_per_frame() const {
    return in_.names.size() * kBytesPerPoint + (is_3d() ? kBytesPerFigureFrame : 0);
  }
  size_t budget_bytes() const { return 4 * in_.file_bytes + kMemoryBytes; }

  /// Gives every frame number of the file a place from 0.
  void number_frames() {
    std::set<long long> numbers(in_.frames.begin(), in_.frames.end());
    for (const PersonRecord& record : in_.records) numbers.insert(record.frame);
    const long long first = *numbers.begin();
    const long long last = *numbers.rbegin();
    const auto most =
        kMostFramesPerRecord * static_cast<long long>(numbers.size()) + kMostFramesBesides;
    // Unsigned, since the difference of two lawful numbers may not fit.
    const auto span =
        static_cast<unsigned long long>(last) - static_cast<unsigned long long>(first);
    const bool is_dense = span < static_cast<unsigned long long>(most) &&
                          (span + 1) * bytes_per_frame() <= budget_bytes();
    if (is_dense) {
      frame_count_ = static_cast<int>(span) + 1;
      for (const long long n : numbers) index_of_[n] = static_cast<int>(n - first);
      return;
    }
    for (const long long n : numbers) index_of_[n] = frame_count_++;
    warn("frame numbers run from " + std::to_string(first) + " to " + std::to_string(last) +
         ", but there are only " + std::to_string(frame_count_) +
         " frames; they were taken as consecutive");
  }

  Status group_by_frame() {
    frames_.resize(frame_count_);
    for (PersonRecord& record : in_.records) {
      auto& people = frames_[index_of_[record.frame]];
      if (people.size() == kMostPeople) {
        return bad_input(name_ + ": frame " + std::to_string(record.frame) + " has more than " +
                         std::to_string(kMostPeople) +
                         " people; expected a recording of few (split it, or give frame numbers)");
      }
      people.push_back(std::move(record.person));
    }
    in_.records.clear();
    in_.records.shrink_to_fit();
    return {};
  }

  /// Cameras count y downwards; MediaPipe's world also z away from the camera.
  void face_up_from_camera() {
    if (in_.space == PointSpace::kSpace) return;
    for (auto& people : frames_) {
      for (Detection& person : people) {
        for (Vec3& p : person.positions) p = {p.x, -p.y, is_3d() ? -p.z : 0.0};
      }
    }
  }

  bool has_given_ids() {
    for (const auto& people : frames_) {
      std::set<int> seen;
      for (const Detection& person : people) {
        if (person.given_id < 0) return false;
        if (!seen.insert(person.given_id).second) {
          warn("two people of one frame share the number " + std::to_string(person.given_id) +
               "; people were followed by where they are instead");
          return false;
        }
      }
    }
    return true;
  }

  double frame_time_s() const {
    return 1.0 / (in_.fps > 0.0 ? in_.fps : settings_.fps > 0.0 ? settings_.fps : kUsualFps);
  }

  void identify() {
    if (has_given_ids()) {
      std::map<int, int> known;
      for (const auto& people : frames_) {
        std::vector<int>& ids = ids_.emplace_back();
        for (const Detection& person : people) {
          ids.push_back(
              known.try_emplace(person.given_id, static_cast<int>(known.size())).first->second);
        }
      }
      return;
    }
    const bool is_alone = std::all_of(frames_.begin(), frames_.end(),
                                      [](const auto& people) { return people.size() <= 1; });
    if (is_alone) {  // never two at once: one person, however long they were hidden
      for (const auto& people : frames_) ids_.emplace_back(people.size(), 0);
      return;
    }
    std::vector<int> torso;
    for (const char* part : {"left_shoulder", "right_shoulder", "left_hip", "right_hip"}) {
      const int point = find_point(in_.names, part);
      if (point >= 0) torso.push_back(point);
    }
    TrackingSettings tracking = settings_.keypoints.tracking;
    tracking.least_confidence = settings_.keypoints.gaps.least_confidence;
    ids_ = track_people(frames_, frame_time_s(), torso, tracking);
  }

  bool has_point(const Detection& person) const {
    const auto least = static_cast<float>(settings_.keypoints.gaps.least_confidence);
    return std::any_of(person.confidences.begin(), person.confidences.end(),
                       [&](float c) { return c > 0.0f && c >= least; });
  }

  /// Identities by the number of frames they are seen in, most first, as many as are worth it.
  std::vector<int> lasting_ids() {
    std::map<int, int> count;
    for (int f = 0; f < frame_count_; ++f) {
      for (size_t i = 0; i < ids_[f].size(); ++i) count[ids_[f][i]] += has_point(frames_[f][i]);
    }
    std::vector<int> ids;
    for (const auto& [id, frames] : count) {
      if (frames > 0) ids.push_back(id);
    }
    std::stable_sort(ids.begin(), ids.end(), [&](int a, int b) { return count[a] > count[b]; });
    if (ids.empty()) return ids;
    const size_t all = ids.size();
    const int fewest = std::min(kFewestFrames, count[ids[0]]);
    while (count[ids.back()] < fewest) ids.pop_back();
    const size_t lasting = ids.size();
    if (lasting < all) {
      warn(std::to_string(all - lasting) + " of " + std::to_string(all) +
           " people were seen in fewer than " + std::to_string(fewest) +
           " frames and were left out");
    }
    const size_t most = std::max<size_t>(
        1, budget_bytes() / (bytes_per_frame() * static_cast<size_t>(frame_count_)));
    if (lasting > most) {
      ids.resize(most);
      warn("only the " + std::to_string(most) + " people seen most were kept of " +
           std::to_string(lasting));
    }
    return ids;
  }

  void make_clips() {
    const std::vector<int> ids = lasting_ids();
    std::map<int, size_t> place;
    const std::string stem = std::filesystem::path(name_).stem().string();
    for (size_t k = 0; k < ids.size(); ++k) {
      place[ids[k]] = k;
      PointLayout layout;
      layout.id = in_.layout ? in_.layout->id : "markers";
      layout.names = in_.names;
      layout.bones = in_.layout ? in_.layout->bones : marker_bones(in_.names);
      PointClip clip = make_point_clip(layout, frame_count_, frame_time_s());
      clip.name = ids.size() == 1 ? stem : stem + "_" + std::to_string(k);
      clip.is_2d = !is_3d();
      out_.points.push_back(std::move(clip));
    }
    for (int f = 0; f < frame_count_; ++f) {
      for (size_t i = 0; i < ids_[f].size(); ++i) {
        const auto at = place.find(ids_[f][i]);
        if (at == place.end()) continue;
        PointClip& clip = out_.points[at->second];
        const Detection& person = frames_[f][i];
        for (int p = 0; p < clip.point_count(); ++p) {
          if (!(person.confidences[p] > 0.0f)) continue;
          const size_t to = clip.index(f, p);
          clip.positions[to] = person.positions[p];
          clip.confidences[to] = person.confidences[p];
          clip.states[to] = PointState::kMeasured;
        }
      }
    }
    frames_.clear();
    frames_.shrink_to_fit();
  }

  /// 3-D only: up to +Y and lengths to metres, the same for all people of the file.
  Status find_axes() {
    const bool is_known = in_.space == PointSpace::kMediaPipeWorld;
    Vec3 up = kUp;
    if (settings_.up_axis) {
      up = *settings_.up_axis == UpAxis::kZ ? Vec3(0.0, 0.0, 1.0) : kUp;
      axes_.up_axis = *settings_.up_axis == UpAxis::kZ ? "Z" : "Y";
    } else if (is_known) {
      axes_.up_axis = "-Y";
      axes_.is_converted = true;
    } else {
      const UpFinding finding = find_points_up(out_.points[0]);
      up = finding.up;
      axes_.up_axis = finding.name;
      if (!finding.is_certain) {
        warn("which way is up could not be told from the body; " + finding.name +
             " was taken (set the up axis to change this)");
      }
    }
    if (up != kUp) axes_.is_converted = true;
    for (PointClip& clip : out_.points) turn_up(clip, up);
    axes_.height_in_units = find_points_height(out_.points[0]);
    find_unit_of_points(is_known);
    for (PointClip& clip : out_.points) {
      for (Vec3& p : clip.positions) p *= axes_.metres_per_unit;
      if (Status status = clip.validate(); !status) {
        return bad_input(name_ + ": " + status.error().message);
      }
    }
    if (is_known) {
      warn(
          "world landmarks are centred on the hips in every frame: the path through the room is "
          "not in the file");
    }
    return {};
  }

  void find_unit_of_points(bool is_known) {
    UnitFinding unit{1.0, "m", axes_.unit_note, true};
    if (settings_.metres_per_unit) {
      unit = describe_unit(*settings_.metres_per_unit, axes_.height_in_units);
    } else if (!is_known && axes_.height_in_units > 0.0) {
      unit = find_unit(axes_.height_in_units);
      if (!unit.is_certain) {
        constexpr double kUsualHeight_m = 1.70;
        unit.metres_per_unit = kUsualHeight_m / axes_.height_in_units;
        unit.note = "height " + number(axes_.height_in_units, 3) +
                    " units, which fits no usual unit; scaled to 1.70 m (set the unit to change "
                    "this)";
        warn(unit.note);
      }
    } else if (!is_known) {
      unit.note = "no body to measure; read as metres";
      warn(unit.note + " (set the unit to change this)");
    }
    axes_.metres_per_unit = unit.metres_per_unit;
    axes_.unit = unit.unit;
    axes_.unit_note = unit.note;
  }

  Status choose_figure() {
    if (settings_.figure.empty()) return {};
    for (size_t k = 0; k < out_.points.size(); ++k) {
      if (settings_.figure != out_.points[k].name && settings_.figure != std::to_string(k)) {
        continue;
      }
      PointClip chosen = std::move(out_.points[k]);
      out_.points.clear();
      out_.points.push_back(std::move(chosen));
      return {};
    }
    return usage_error(name_ + " has no person \"" + settings_.figure +
                       "\"; expected a number from 0 to " + std::to_string(out_.points.size() - 1) +
                       " or a name such as \"" + out_.points[0].name + "\"");
  }

  Status fill_and_resample() {
    GapReport sum;
    size_t all = 0;
    for (PointClip& clip : out_.points) {
      const Result<GapReport> filled = fill_gaps(clip, settings_.keypoints.gaps);
      if (!filled) return filled.error();
      sum.low += filled->low;
      sum.filled += filled->filled;
      sum.missing += filled->missing;
      all += clip.states.size();
      if (in_.fps > 0.0 && settings_.fps > 0.0 && settings_.fps != in_.fps) {
        Result<PointClip> other = resample(clip, settings_.fps);
        if (!other) return other.error();
        clip = std::move(*other);
      }
    }
    const auto share = [&](int count) {
      return number(100.0 * count / static_cast<double>(all), 1) + " %";
    };
    if (sum.low + sum.filled + sum.missing > 0) {
      warn("of all points " + share(sum.low) + " were dropped for low confidence, " +
           share(sum.filled) + " filled over short gaps, " + share(sum.missing) + " stay missing");
    }
    if (in_.fps <= 0.0 && settings_.fps <= 0.0 && frame_count_ > 1) {
      warn("the file does not say its rate; " + number(kUsualFps, 0) +
           " frames per second were taken (--rate sets others)");
    }
    return {};
  }

  void fit_figures() {
    for (const PointClip& clip : out_.points) {
      if (!find_point_layout(clip.layout)) {
        warn("no skeleton was fitted: these points are no known keypoint layout");
        return;
      }
      Result<PointFit> fit = fit_points(clip);
      if (!fit) {
        warn("no skeleton was fitted to " + clip.name + ": " + fit.error().message);
        continue;
      }
      ClipImport figure;
      figure.clip = std::move(fit->clip);
      figure.clip.name = clip.name;
      figure.metres_per_unit = axes_.metres_per_unit;
      figure.unit = axes_.unit;
      figure.unit_note = axes_.unit_note;
      figure.height_in_units = axes_.height_in_units;
      figure.up_axis = axes_.up_axis;
      figure.is_converted_to_y_up = axes_.is_converted;
      for (const std::string& warning : fit->report.warnings) {
        figure.warnings.push_back(name_ + ": " + warning);
      }
      out_.figures.push_back(std::move(figure));
    }
  }

  KeypointRecords& in_;
  const std::string& name_;
  const MotionReadSettings& settings_;
  const Progress& progress_;
  MotionImport out_;
  Axes axes_;
  int frame_count_ = 0;
  std::map<long long, int> index_of_;
  std::vector<std::vector<Detection>> frames_;
  TrackIds ids_;
};

}  // namespace

Result<MotionImport> import_people(KeypointRecords& records, const std::string& name,
                                   const MotionReadSettings& settings, const Progress& progress) {
  if (settings.metres_per_unit && !(*settings.metres_per_unit > 0.0)) {
    return usage_error("cannot read " + name + ": the unit must be a number of metres above 0");
  }
  return PeopleImporter(records, name, settings, progress).run();
}

}  // namespace kinemote::io
