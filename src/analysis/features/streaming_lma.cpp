#include "analysis/features/streaming_lma.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/features/bess.h"
#include "analysis/features/bess_window.h"
#include "analysis/features/laban_window.h"

namespace kinemote::analysis {
namespace {

/// The last `capacity` items in one piece of memory.
template <typename T>
class Recent {
 public:
  explicit Recent(int capacity) : capacity_(capacity), items_(2 * static_cast<size_t>(capacity)) {}
  void push(const T& item) {
    if (end_ == items_.size()) {
      std::move(items_.end() - capacity_, items_.end(), items_.begin());
      end_ = capacity_;
    }
    items_[end_++] = item;
    size_ = std::min(size_ + 1, capacity_);
  }
  int size() const { return size_; }
  /// The last n <= size() items, oldest first.
  std::span<const T> last(int n) const {
    return {items_.data() + end_ - n, static_cast<size_t>(n)};
  }
  void clear() {
    end_ = 0;
    size_ = 0;
  }

 private:
  int capacity_;
  int size_ = 0;
  size_t end_ = 0;
  std::vector<T> items_;
};

}  // namespace

class StreamingLma::Stream {
 public:
  Stream(const BodyMap& body, const StreamingSettings& settings, int window_frames)
      : body_(body), settings_(settings), window_frames_(window_frames) {}
  virtual ~Stream() = default;
  virtual void push(std::span<const Vec3> positions, std::span<const Quat> rotations) = 0;
  virtual void reset() = 0;

  const std::vector<double>& values() const { return values_; }
  int window_frames() const { return window_frames_; }

 protected:
  double length_scale() const {
    return settings_.normalise == Normalise::kHeight ? 1.0 / settings_.height_m : 1.0;
  }

  BodyMap body_;
  StreamingSettings settings_;
  int window_frames_;
  std::vector<double> values_;
};

namespace {

/// lma27 and lma25.
class PublishedStream : public StreamingLma::Stream {
 public:
  PublishedStream(const BodyMap& body, const StreamingSettings& settings, int window_frames)
      : Stream(body, settings, window_frames),
        columns_(settings.set == LmaSet::kLma27 ? lma27_columns() : lma25_columns()),
        poses_(window_frames),
        necks_(window_frames),
        ends_(2 * window_frames) {
    values_.reserve(columns_.size());
  }

  void push(std::span<const Vec3> positions, std::span<const Quat> rotations) override {
    const bool by_height = settings_.normalise == Normalise::kHeight;
    facing_ = heading_of(positions[body_[BodyPart::kLeftUpperLeg]],
                         positions[body_[BodyPart::kRightUpperLeg]], facing_);
    poses_.push(measure_pose(positions, body_, by_height ? &facing_ : nullptr));
    if (has_neck()) {
      necks_.push(by_height           ? neck_rotation_in_heading(positions, body_, facing_)
                  : rotations.empty() ? kIdentity
                                      : rotations[body_[BodyPart::kNeck]]);
    }
    ends_.push(moving_ends(positions, body_));
    if (poses_.size() == window_frames_) measure();
  }

  void reset() override {
    facing_ = {};
    poses_.clear();
    necks_.clear();
    ends_.clear();
    values_.clear();
  }

 private:
  bool has_neck() const { return columns_.size() == kLma27Count; }

  void measure() {
    const int n = window_frames_;
    const auto poses = poses_.last(n);
    LabanWindow window;
    window.poses.fill(0.0);
    double hands = 0.0;
    double feet = 0.0;
    for (const auto& pose : poses) {
      for (int c = 0; c < kLabanColumnCount; ++c) window.poses[c] += pose[c];
      hands = std::max(hands, pose[kHandHand]);
      feet = std::max(feet, pose[kFootFoot]);
    }
    for (double& sum : window.poses) sum /= n;
    window.poses[kHandHand] = hands;
    window.poses[kFootFoot] = feet;
    if (has_neck()) window.neck = mean_rotation(necks_.last(n));
    const auto ends = ends_.last(n);
    window.first = ends.front();
    window.last = ends.back();
    window.has_previous = ends_.size() == 2 * n;
    if (window.has_previous) {
      const auto all = ends_.last(2 * n);
      window.previous_first = all[0];
      window.previous_last = all[n - 1];
    }
    const LabanRow row = laban_row(window, n, settings_.frame_time_s, length_scale());
    values_.clear();
    for (const int c : columns_) values_.push_back(row[c]);
  }

  std::span<const int> columns_;
  Heading facing_;
  Recent<std::array<double, kLabanColumnCount>> poses_;
  Recent<Quat> necks_;
  Recent<MovingEnds> ends_;
};

class BessStream : public StreamingLma::Stream {
 public:
  BessStream(const BodyMap& body, const StreamingSettings& settings, int window_frames)
      : Stream(body, settings, window_frames),
        meter_(body, length_scale(), settings.frame_time_s),
        postures_(window_frames),
        movements_(window_frames),
        places_(window_frames) {
    values_.reserve(bess_names().size());
  }

  void push(std::span<const Vec3> positions, std::span<const Quat>) override {
    meter_.take(positions);
    postures_.push(meter_.posture());
    places_.push(meter_.place());
    if (meter_.taken() >= kFewestBessFrames) movements_.push(meter_.movement());
    if (postures_.size() < window_frames_) return;
    values_.clear();
    append_bess_row(postures_.last(window_frames_),
                    movements_.last(window_frames_ - 2 * kBessMargin), places_.last(window_frames_),
                    settings_.frame_time_s, values_);
  }

  void reset() override {
    meter_ = BessMeter(body_, length_scale(), settings_.frame_time_s);
    postures_.clear();
    movements_.clear();
    places_.clear();
    values_.clear();
  }

 private:
  BessMeter meter_;
  Recent<BessPostureRow> postures_;
  Recent<BessMovementRow> movements_;
  Recent<BessPlace> places_;
};

}  // namespace

std::vector<std::string> lma_set_names(LmaSet set) {
  switch (set) {
    case LmaSet::kLma27:
      return {lma27_names().begin(), lma27_names().end()};
    case LmaSet::kLma25:
      return {lma25_names().begin(), lma25_names().end()};
    case LmaSet::kLma:
      break;
  }
  return bess_names();
}

Result<StreamingLma> StreamingLma::make(const BodyMap& body, const StreamingSettings& settings) {
  if (!(settings.frame_time_s > 0.0) || !std::isfinite(settings.frame_time_s)) {
    return usage_error("a stream of frames needs a frame time above 0 s, not " +
                       std::to_string(settings.frame_time_s));
  }
  if (settings.normalise == Normalise::kHeight && !(settings.height_m > 0.0)) {
    return usage_error(
        "Laban features normalised by body height need a body height above 0 m; set height_m");
  }
  const bool is_published = settings.set != LmaSet::kLma;
  const int fewest = is_published ? 2 : kFewestBessFrames;
  const double frames = std::round(settings.window_s / settings.frame_time_s);
  constexpr double kMostFrames = 1e6;
  if (!(frames >= fewest && frames <= kMostFrames)) {
    return usage_error("a window of " + std::to_string(settings.window_s) + " s at " +
                       std::to_string(1.0 / settings.frame_time_s) +
                       " frames a second does not have between " + std::to_string(fewest) +
                       " and a million frames");
  }
  const int n = static_cast<int>(frames);
  if (is_published) return StreamingLma(std::make_unique<PublishedStream>(body, settings, n));
  return StreamingLma(std::make_unique<BessStream>(body, settings, n));
}

StreamingLma::StreamingLma(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}
StreamingLma::StreamingLma(StreamingLma&&) noexcept = default;
StreamingLma& StreamingLma::operator=(StreamingLma&&) noexcept = default;
StreamingLma::~StreamingLma() = default;

void StreamingLma::push(std::span<const Vec3> world_positions,
                        std::span<const Quat> world_rotations) {
  stream_->push(world_positions, world_rotations);
}
bool StreamingLma::has_window() const { return !stream_->values().empty(); }
std::span<const double> StreamingLma::values() const { return stream_->values(); }
void StreamingLma::reset() { stream_->reset(); }
int StreamingLma::window_frames() const { return stream_->window_frames(); }

}  // namespace kinemote::analysis
