#include "analysis/features/streaming_lma.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/features/bess.h"
#include "analysis/features/bess_window.h"
#include "analysis/features/ground_hull.h"
#include "analysis/features/laban_window.h"
#include "analysis/features/sliding_fold.h"

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
        neck_fold_(window_frames),
        ends_(2 * window_frames) {
    values_.reserve(columns_.size());
  }

  void push(std::span<const Vec3> positions, std::span<const Quat> rotations) override {
    const bool by_height = settings_.normalise == Normalise::kHeight;
    facing_ = heading_of(positions[body_[BodyPart::kLeftUpperLeg]],
                         positions[body_[BodyPart::kRightUpperLeg]], facing_);
    poses_.push(measure_pose(positions, body_, by_height ? &facing_ : nullptr));
    if (has_neck()) {
      push_neck(by_height           ? neck_rotation_in_heading(positions, body_, facing_)
                : rotations.empty() ? kIdentity
                                    : rotations[body_[BodyPart::kNeck]]);
    }
    ends_.push(moving_ends(positions, body_));
    if (poses_.is_full()) measure();
  }

  void reset() override {
    facing_ = {};
    poses_.clear();
    necks_.clear();
    neck_fold_.clear();
    ends_.clear();
    values_.clear();
  }

 private:
  bool has_neck() const { return columns_.size() == kLma27Count; }

  /// Of q and -q, which are one rotation, keeps the one nearer the last.
  void push_neck(Quat neck) {
    if (necks_.size() > 0 && glm::dot(neck, necks_.last(1).front()) < 0.0) neck = -neck;
    necks_.push(neck);
    neck_fold_.push({neck.w, neck.x, neck.y, neck.z});
  }

  Quat mean_neck() const {
    const auto necks = necks_.last(window_frames_);
    const Quat first = canonical(necks.front());
    const double sign = glm::dot(first, necks.front()) < 0.0 ? -1.0 : 1.0;
    const auto fold = neck_fold_.total();
    // mean_rotation() aligns every sign with the first. Signs that follow each other are so aligned
    // if no rotation between the bounds lies across from the first; else it must look at each.
    const std::array<double, 4> along{necks.front().w, necks.front().x, necks.front().y,
                                      necks.front().z};
    double smallest_dot = 0.0;
    for (size_t k = 0; k < along.size(); ++k) {
      smallest_dot += std::min(along[k] * fold.low[k], along[k] * fold.high[k]);
    }
    if (!(smallest_dot > 0.0)) return mean_rotation(necks);
    const auto& sum = fold.sum;
    return glm::normalize(Quat(sum[0], sum[1], sum[2], sum[3]) * sign);
  }

  void measure() {
    const int n = window_frames_;
    const auto poses = poses_.total();
    LabanWindow window;
    for (int c = 0; c < kLabanColumnCount; ++c) window.poses[c] = poses.sum[c] / n;
    window.poses[kHandHand] = poses.high[kHandHand];
    window.poses[kFootFoot] = poses.high[kFootFoot];
    if (has_neck()) window.neck = mean_neck();
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

  using PoseFold = ChannelFold<kLabanColumnCount>;
  using NeckFold = ChannelFold<4>;  // w, x, y, z

  std::span<const int> columns_;
  Heading facing_;
  SlidingFold<PoseFold::Row, PoseFold> poses_;
  Recent<Quat> necks_;
  SlidingFold<NeckFold::Row, NeckFold> neck_fold_;
  Recent<MovingEnds> ends_;
};

class BessStream : public StreamingLma::Stream {
 public:
  BessStream(const BodyMap& body, const StreamingSettings& settings, int window_frames)
      : Stream(body, settings, window_frames),
        meter_(body, length_scale(), settings.frame_time_s),
        postures_(window_frames),
        movements_(window_frames - 2 * kBessMargin),
        steps_(window_frames - 1),
        reach_(window_frames),
        covered_(window_frames),
        places_(window_frames) {
    values_.reserve(bess_names().size());
  }

  void push(std::span<const Vec3> positions, std::span<const Quat>) override {
    meter_.take(positions);
    const BessPlace& place = meter_.place();
    postures_.push(meter_.posture());
    reach_.push(place);
    covered_.push({place.pelvis.x, place.pelvis.z});
    if (places_.size() > 0) steps_.push(BessStep(places_.last(1).front(), place));
    places_.push(place);
    if (meter_.taken() >= kFewestBessFrames) movements_.push(meter_.movement());
    if (!postures_.is_full()) return;
    BessWindow window;
    window.postures = postures_.total();
    window.movements = movements_.total();
    window.steps = steps_.total();
    window.reach = reach_.total();
    window.first = places_.last(window_frames_).front();
    window.last = place;
    window.covered_area = covered_.area();
    values_.clear();
    append_bess_row(window, settings_.frame_time_s, values_);
  }

  void reset() override {
    meter_ = BessMeter(body_, length_scale(), settings_.frame_time_s);
    postures_.clear();
    movements_.clear();
    steps_.clear();
    reach_.clear();
    covered_.clear();
    places_.clear();
    values_.clear();
  }

 private:
  BessMeter meter_;
  SlidingFold<BessPostureRow, BessPostureFold> postures_;
  SlidingFold<BessMovementRow, BessMovementFold> movements_;
  SlidingFold<BessStep, BessStep> steps_;
  SlidingFold<BessPlace, BessReach> reach_;
  SlidingHull covered_;
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
