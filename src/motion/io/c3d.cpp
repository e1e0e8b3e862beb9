#include "motion/io/c3d.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "motion/core/point_layouts.h"
#include "motion/io/bvh_text.h"
#include "motion/io/c3d_parameters.h"
#include "motion/io/number_text.h"
#include "motion/io/point_axes.h"

namespace kinemote::io {
namespace {

constexpr size_t kBlock = 512;
constexpr std::uint8_t kKey = 0x50;
constexpr int kMostWords = 65535;       // of the header's 16-bit frame numbers
constexpr double kLargestValue = 1e12;  // in the file's units; beyond it squares lose all sense

struct Unit {
  const char* name;
  double metres;
};
constexpr Unit kUnits[] = {{"mm", 0.001},      {"cm", 0.01},   {"dm", 0.1},
                           {"m", 1.0},         {"in", 0.0254}, {"inch", 0.0254},
                           {"inches", 0.0254}, {"ft", 0.3048}, {"millimeters", 0.001},
                           {"meters", 1.0}};

class C3dReader {
 public:
  C3dReader(std::string_view bytes, const std::string& name, const MotionReadSettings& settings)
      : raw_(bytes), name_(name), settings_(settings), bytes_(bytes, C3dProcessor::kIntel) {
    out_.format = "c3d";
  }

  Result<MotionImport> run() {
    if (Status status = read_header(); !status) return status.error();
    if (Status status = read_layout(); !status) return status.error();
    if (Status status = read_names(); !status) return status.error();
    if (Status status = read_frames(); !status) return status.error();
    if (Status status = to_metres_and_up(); !status) return status.error();
    const Result<GapReport> filled = fill_gaps(clip_, settings_.keypoints.gaps);
    if (!filled) return filled.error();
    if (filled->filled + filled->missing > 0) {
      const auto share = [&](int count) {
        return number(100.0 * count / static_cast<double>(clip_.states.size()), 1) + " %";
      };
      warn("of all points " + share(filled->filled) + " were filled over short gaps, " +
           share(filled->missing) + " stay missing");
    }
    if (settings_.fps > 0.0 && rate_ > 0.0 && settings_.fps != rate_) {
      Result<PointClip> other = resample(clip_, settings_.fps);
      if (!other) return other.error();
      clip_ = std::move(*other);
    }
    if (Status status = clip_.validate(); !status) {
      return bad_input(name_ + ": " + status.error().message);
    }
    out_.points.push_back(std::move(clip_));
    return std::move(out_);
  }

 private:
  void warn(const std::string& sentence) { out_.warnings.push_back(name_ + ": " + sentence); }
  Error refuse(const std::string& sentence) const { return bad_input(name_ + ": " + sentence); }

  static std::string number(double value, int decimals) {
    std::string text;
    append_rounded(text, value, decimals);
    return text;
  }

  Status read_header() {
    if (raw_.size() < kBlock || static_cast<std::uint8_t>(raw_[1]) != kKey) {
      return refuse("not a C3D file; expected 512 bytes or more with 80 as the second");
    }
    const size_t block = static_cast<std::uint8_t>(raw_[0]);
    const size_t start = (block - 1) * kBlock;
    if (block < 1 || start + 4 > raw_.size()) {
      return refuse("the parameter section is said to begin in block " + std::to_string(block) +
                    ", which is outside the file of " + std::to_string(raw_.size()) + " bytes");
    }
    const int processor = static_cast<std::uint8_t>(raw_[start + 3]);
    if (processor < 84 || processor > 86) {
      return refuse("processor type " + std::to_string(processor) +
                    "; expected 84 (Intel), 85 (DEC) or 86 (MIPS)");
    }
    bytes_ = C3dBytes(raw_, static_cast<C3dProcessor>(processor));
    Result<C3dParameters> parameters = C3dParameters::read(bytes_, start);
    if (!parameters) return refuse(parameters.error().message);
    parameters_ = std::move(*parameters);
    return {};
  }

  /// A count in 16 bits, which the format stores as if signed.
  std::optional<int> count(const std::string& parameter, size_t index = 0) const {
    const std::optional<double> value = parameters_.number(parameter, index);
    if (!value || !std::isfinite(*value) || std::abs(*value) > 1e9) return std::nullopt;
    const int whole = static_cast<int>(*value);
    return whole < 0 && whole >= -32768 ? whole + 65536 : whole;
  }

  Status read_layout() {
    points_ = bytes_.word(2);
    if (const auto used = count("POINT:USED"); used && *used != points_) {
      warn("the header counts " + std::to_string(points_) + " points, POINT:USED " +
           std::to_string(*used) + "; the header was followed");
    }
    if (points_ < 1) return refuse("no markers; expected at least one point");
    scale_ = parameters_.number("POINT:SCALE").value_or(bytes_.real(12));
    if (!std::isfinite(scale_) || scale_ == 0.0 || std::abs(scale_) > 1e6) {
      return refuse("the scale of its points is " + number(scale_, 6) +
                    "; expected a number that is not 0");
    }
    rate_ = parameters_.number("POINT:RATE").value_or(bytes_.real(20));
    if (!(rate_ > 1e-3 && rate_ <= 1e5)) {
      if (!(settings_.fps > 0.0 && settings_.fps <= 1000.0)) {
        return refuse("it does not say its rate; set its frames per second (--rate)");
      }
      rate_ = 0.0;
    }
    const size_t value_bytes = scale_ < 0.0 ? 4 : 2;
    frame_bytes_ = (static_cast<size_t>(points_) * 4 + bytes_.word(4)) * value_bytes;
    const int header_block = bytes_.word(16);
    const int block = header_block > 0 ? header_block : count("POINT:DATA_START").value_or(0);
    data_start_ = (static_cast<size_t>(std::max(block, 1)) - 1) * kBlock;
    if (block < 2 || data_start_ >= raw_.size()) {
      return refuse("its data are said to begin in block " + std::to_string(block) +
                    ", which is outside the file of " + std::to_string(raw_.size()) + " bytes");
    }
    return count_frames();
  }

  Status count_frames() {
    const size_t there = (raw_.size() - data_start_) / frame_bytes_;
    const long long first = bytes_.word(6);
    const long long last = bytes_.word(8);
    long long said = last - first + 1;
    const auto field = [&](const char* parameter) -> std::optional<long long> {
      const auto low = count(parameter, 0);
      const auto high = count(parameter, 1);
      if (!low || !high) return std::nullopt;
      return *low + 65536LL * *high;
    };
    const auto start_field = field("TRIAL:ACTUAL_START_FIELD");
    const auto end_field = field("TRIAL:ACTUAL_END_FIELD");
    const auto long_frames = parameters_.number("POINT:LONG_FRAMES");
    if (end_field) {
      said = *end_field - start_field.value_or(first) + 1;
    } else if (long_frames && *long_frames >= 1.0 && *long_frames < 1e9) {
      said = std::llround(*long_frames);
    } else if (last == kMostWords) {
      said = static_cast<long long>(there);  // more frames than the header can say
    }
    if (said < 1) {
      return refuse("frames " + std::to_string(first) + " to " + std::to_string(last) +
                    "; expected at least one");
    }
    if (there < 1) return refuse("the file ends before the first frame of its data");
    if (static_cast<unsigned long long>(said) > there) {
      warn("it says " + std::to_string(said) + " frames, but holds " + std::to_string(there) +
           "; these were read");
      said = static_cast<long long>(there);
    }
    if (said > 1'000'000'000) return refuse("more frames than can be held");
    frames_ = static_cast<int>(said);
    return {};
  }

  /// Names of all points; those that are no positions (angles, forces… of models) are left out.
  Status read_names() {
    std::vector<std::string> labels = parameters_.texts("POINT:LABELS");
    labels.resize(points_);
    std::set<std::string> not_positions;
    for (const char* kind : {"ANGLES", "FORCES", "MOMENTS", "POWERS", "SCALARS"}) {
      for (const std::string& label : parameters_.texts(std::string("POINT:") + kind)) {
        if (!label.empty()) not_positions.insert(label);
      }
    }
    std::set<std::string> taken;
    for (int p = 0; p < points_; ++p) {
      if (not_positions.contains(labels[p])) continue;
      std::string label = labels[p].empty() ? "marker_" + std::to_string(p) : labels[p];
      for (int copy = 1; !taken.insert(label).second; ++copy) {
        label = labels[p] + "_" + std::to_string(copy);
      }
      kept_.push_back(p);
      clip_.point_names.push_back(label);
    }
    if (kept_.empty()) return refuse("none of its points is a marker");
    if (kept_.size() < static_cast<size_t>(points_)) {
      warn(std::to_string(points_ - kept_.size()) +
           " angles, forces or other results among its points were left out");
    }
    drop_subject();
    clip_.bones = marker_bones(clip_.point_names);
    clip_.layout = "markers";
    clip_.name = std::filesystem::path(name_).stem().string();
    return {};
  }

  /// Takes "Subject:" away where all names begin with the same.
  void drop_subject() {
    const std::string& first = clip_.point_names[0];
    const size_t colon = first.find(':');
    if (colon == std::string::npos) return;
    const std::string subject = first.substr(0, colon + 1);
    const auto has_subject = [&](const std::string& label) {
      return label.starts_with(subject) && label.size() > subject.size();
    };
    if (!std::all_of(clip_.point_names.begin(), clip_.point_names.end(), has_subject)) return;
    for (std::string& label : clip_.point_names) label.erase(0, subject.size());
  }

  Status read_frames() {
    const size_t points = kept_.size();
    clip_.frame_count = frames_;
    clip_.frame_time_s = 1.0 / (rate_ > 0.0 ? rate_ : settings_.fps);
    clip_.positions.assign(frames_ * points, Vec3(0.0));
    clip_.confidences.assign(frames_ * points, 0.0f);
    clip_.states.assign(frames_ * points, PointState::kMissing);
    const bool is_real = scale_ < 0.0;
    const size_t value_bytes = is_real ? 4 : 2;
    bool has_any = false;
    for (int f = 0; f < frames_; ++f) {
      const size_t frame = data_start_ + static_cast<size_t>(f) * frame_bytes_;
      for (size_t k = 0; k < points; ++k) {
        const size_t at = frame + static_cast<size_t>(kept_[k]) * 4 * value_bytes;
        double v[4];
        for (int i = 0; i < 4; ++i) {
          v[i] = is_real ? static_cast<double>(bytes_.real(at + i * value_bytes))
                         : static_cast<double>(bytes_.signed_word(at + i * value_bytes));
        }
        const Vec3 position = Vec3(v[0], v[1], v[2]) * (is_real ? 1.0 : scale_);
        const double size = std::abs(position.x) + std::abs(position.y) + std::abs(position.z);
        // The fourth value is the residual, below 0 for what was not seen; some programs write
        // zeros instead.
        if (!(v[3] >= 0.0) || !(size > 0.0) || !(size < kLargestValue)) continue;
        const size_t i = static_cast<size_t>(f) * points + k;
        clip_.positions[i] = position;
        clip_.confidences[i] = 1.0f;
        clip_.states[i] = PointState::kMeasured;
        has_any = true;
      }
    }
    if (!has_any)
      return refuse("no marker is seen in any of " + std::to_string(frames_) + " frames");
    return {};
  }

  Status to_metres_and_up() {
    double metres = 0.001;
    const std::string units = parameters_.text("POINT:UNITS");
    const Unit* unit = std::find_if(std::begin(kUnits), std::end(kUnits), [&](const Unit& u) {
      return equals_ignoring_case(units, u.name);
    });
    if (settings_.metres_per_unit) {
      metres = *settings_.metres_per_unit;
      if (!(metres > 0.0 && std::isfinite(metres))) {
        return usage_error("cannot read " + name_ +
                           ": the unit must be a number of metres above 0");
      }
    } else if (unit != std::end(kUnits)) {
      metres = unit->metres;
    } else {
      warn("its unit \"" + units +
           "\" is not known; millimetres were taken (set the unit to change "
           "this)");
    }
    for (Vec3& p : clip_.positions) p *= metres;
    turn_up(clip_, find_up());
    return {};
  }

  Vec3 find_up() {
    if (settings_.up_axis) return *settings_.up_axis == UpAxis::kZ ? Vec3(0.0, 0.0, 1.0) : kUp;
    const std::string screen = parameters_.text("POINT:Y_SCREEN");
    if (!screen.empty()) {
      const size_t axis = std::string_view("XYZ").find(screen.back());
      if (axis != std::string_view::npos && screen.size() <= 2) {
        Vec3 up(0.0);
        up[static_cast<int>(axis)] = screen[0] == '-' ? -1.0 : 1.0;
        return up;
      }
    }
    const std::optional<Vec3> body = up_of_body();
    if (body) return *body;
    warn(
        "which way is up is neither said nor to be told from the markers' names; Z was taken (set "
        "the up axis to change this)");
    return {0.0, 0.0, 1.0};
  }

  /// From the feet's markers to the head's, on average; the axis that comes nearest.
  std::optional<Vec3> up_of_body() const {
    const auto mean = [&](std::initializer_list<const char*> names) -> std::optional<Vec3> {
      Vec3 sum(0.0);
      size_t seen = 0;
      for (const char* label : names) {
        const int point = find_point(clip_.point_names, label);
        for (int f = 0; point >= 0 && f < clip_.frame_count; ++f) {
          const size_t i = clip_.index(f, point);
          if (clip_.states[i] == PointState::kMissing) continue;
          sum += clip_.positions[i];
          ++seen;
        }
      }
      if (seen == 0) return std::nullopt;
      return sum / static_cast<double>(seen);
    };
    const auto head = mean({"LFHD", "RFHD", "LBHD", "RBHD", "HEAD", "C7", "CLAV"});
    const auto feet = mean({"LANK", "RANK", "LTOE", "RTOE", "LHEE", "RHEE"});
    if (!head || !feet) return std::nullopt;
    const Vec3 along = *head - *feet;
    int axis = 0;
    for (int a = 1; a < 3; ++a) {
      if (std::abs(along[a]) > std::abs(along[axis])) axis = a;
    }
    Vec3 up(0.0);
    up[axis] = along[axis] < 0.0 ? -1.0 : 1.0;
    return up;
  }

  std::string_view raw_;
  const std::string& name_;
  const MotionReadSettings& settings_;
  C3dBytes bytes_;
  C3dParameters parameters_;
  MotionImport out_;
  PointClip clip_;
  std::vector<int> kept_;  // indices of points in the file
  int points_ = 0;
  int frames_ = 0;
  double scale_ = 0.0;
  double rate_ = 0.0;
  size_t frame_bytes_ = 0;
  size_t data_start_ = 0;
};

}  // namespace

Result<MotionImport> import_c3d(std::string_view bytes, const std::string& name,
                                const MotionReadSettings& settings) {
  return C3dReader(bytes, name, settings).run();
}

}  // namespace kinemote::io
