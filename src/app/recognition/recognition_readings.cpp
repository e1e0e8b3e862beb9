#include "app/recognition/recognition_readings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "app/recognition/recognition_set.h"

namespace kinemote::app {
namespace {

constexpr double kHop_s = 0.25;
constexpr double kMostWindows = 600.0;
constexpr int kMostAttributed = 60;  // windows; two seconds of work a minute of motion

/// The motion as it is read, and the length of a round in frames if it repeats.
struct Read {
  Clip clip;
  int round_frames = 0;
};

Read read_of(const Playable& motion, const RecognitionSettings& settings) {
  if (!motion.is_seamless) return {motion.clip, 0};
  // Every moment of the round is in the middle of a window once.
  const double window_s = settings.window_frames / kRecognitionFps;
  const double round_s = motion.duration_s();
  return {unrolled(motion, round_s + window_s),
          std::max(1, static_cast<int>(std::lround(round_s * kRecognitionFps)))};
}

/// Frames of repeats put on those of the first round.
Eigen::MatrixXd folded(const Eigen::MatrixXd& values, int round_frames) {
  if (round_frames == 0 || values.rows() <= round_frames) return values;
  Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(round_frames, values.cols());
  Eigen::VectorXd counts = Eigen::VectorXd::Zero(round_frames);
  for (Eigen::Index f = 0; f < values.rows(); ++f) {
    sums.row(f % round_frames) += values.row(f);
    counts[f % round_frames] += 1.0;
  }
  return counts.cwiseInverse().asDiagonal() * sums;
}

/// The size that 98 of 100 values do not pass, so that one moment does not make all others small.
double large_value(const Eigen::MatrixXd& values) {
  if (values.size() == 0) return 0.0;
  std::vector<double> sizes;
  for (Eigen::Index i = 0; i < values.size(); ++i) sizes.push_back(std::abs(values.data()[i]));
  const auto at = sizes.begin() + static_cast<ptrdiff_t>(0.98 * (std::ssize(sizes) - 1));
  std::nth_element(sizes.begin(), at, sizes.end());
  return *at > 0.0 ? *at : values.cwiseAbs().maxCoeff();
}

std::vector<BodyPart> ranked_by(const Eigen::RowVectorXd& sizes) {
  std::vector<BodyPart> parts(kBodyPartCount);
  for (int p = 0; p < kBodyPartCount; ++p) parts[static_cast<size_t>(p)] = static_cast<BodyPart>(p);
  std::stable_sort(parts.begin(), parts.end(), [&](BodyPart a, BodyPart b) {
    return sizes[static_cast<int>(a)] > sizes[static_cast<int>(b)];
  });
  return parts;
}

}  // namespace

double JointTrace::at(double time_s, BodyPart part) const {
  if (is_empty()) return 0.0;
  const auto frame = static_cast<Eigen::Index>(std::lround(time_s * kRecognitionFps));
  return values(std::clamp<Eigen::Index>(frame, 0, values.rows() - 1), static_cast<int>(part));
}

std::vector<BodyPart> JointTrace::ranked(double time_s) const {
  Eigen::RowVectorXd sizes(kBodyPartCount);
  for (int p = 0; p < kBodyPartCount; ++p) {
    sizes[p] = std::abs(at(time_s, static_cast<BodyPart>(p)));
  }
  return ranked_by(sizes);
}

std::vector<BodyPart> JointTrace::ranked() const {
  return ranked_by(is_empty() ? Eigen::RowVectorXd(Eigen::RowVectorXd::Zero(kBodyPartCount))
                              : Eigen::RowVectorXd(values.cwiseAbs().colwise().mean()));
}

Eigen::RowVectorXd RecognitionTrace::at(double time_s) const {
  const auto next = std::lower_bound(middles_s.begin(), middles_s.end(), time_s);
  if (next == middles_s.begin()) return shares.row(0);
  if (next == middles_s.end()) return shares.row(shares.rows() - 1);
  const auto i = static_cast<Eigen::Index>(next - middles_s.begin());
  const double before = middles_s[static_cast<size_t>(i - 1)];
  const double t = (time_s - before) / (*next - before);
  return (1.0 - t) * shares.row(i - 1) + t * shares.row(i);
}

int RecognitionTrace::said(double time_s) const {
  Eigen::Index likeliest = 0;
  const double share = at(time_s).maxCoeff(&likeliest);
  return share < recogniser->unsure_below ? -1 : static_cast<int>(likeliest);
}

std::vector<RecognisedSpan> spans_of(const RecognitionTrace& trace) {
  std::vector<RecognisedSpan> spans;
  const size_t count = trace.middles_s.size();
  const double end_s = trace.motion->duration_s();
  for (size_t w = 0; w < count; ++w) {
    const double from_s = w == 0 ? 0.0 : 0.5 * (trace.middles_s[w - 1] + trace.middles_s[w]);
    const double to_s =
        w + 1 == count ? end_s : 0.5 * (trace.middles_s[w] + trace.middles_s[w + 1]);
    const int said = trace.said(trace.middles_s[w]);
    if (!spans.empty() && spans.back().said == said) {
      spans.back().end_s = to_s;
    } else {
      spans.push_back({from_s, to_s, said});
    }
  }
  return spans;
}

RecognitionTrace trace_recognition(PlayablePtr motion, UsedRecogniserPtr recogniser,
                                   const Progress& progress) {
  RecognitionTrace trace;
  trace.motion = std::move(motion);
  trace.recogniser = std::move(recogniser);
  const RecognitionSettings& settings = trace.recogniser->settings;
  trace.window_s = settings.window_frames / kRecognitionFps;
  if (!trace.motion->has_figure) {
    trace.error = "Only figures are recognised, not points.";
    return trace;
  }
  const Read read = read_of(*trace.motion, settings);
  const double duration_s = read.clip.frame_count * read.clip.frame_time_s;
  const double hop_s = std::max(kHop_s, duration_s / kMostWindows);
  const int hop_frames = std::max(1, static_cast<int>(std::lround(hop_s * kRecognitionFps)));
  const auto found = recognise_clip(*trace.recogniser->recogniser, trace.recogniser->spec, settings,
                                    read.clip, trace.motion->clip.name, hop_frames, progress);
  if (!found) {
    trace.error = found.error().message;
    return trace;
  }
  if (read.round_frames > 0) {
    trace.shares = found->shares.colwise().mean();
    trace.middles_s = {0.5 * trace.motion->duration_s()};
  } else {
    trace.shares = found->shares;
    for (int w = 0; w < found->shares.rows(); ++w) {
      trace.middles_s.push_back(0.5 * (found->start_s(w) + found->end_s(w)));
    }
  }
  if (!found->attention.empty() && !attention_kind(trace.recogniser->spec).empty()) {
    const Eigen::MatrixXd weights = folded(
        Eigen::Map<const Eigen::VectorXd>(found->attention.data(), std::ssize(found->attention)),
        read.round_frames);
    trace.attention.assign(weights.data(), weights.data() + weights.size());
  }
  return trace;
}

JointTrace trace_joints(const Playable& motion, const UsedRecogniser& recogniser,
                        const Progress& progress) {
  JointTrace trace;
  if (recogniser.spec.family() == RecogniserFamily::kSequence) {
    if (!motion.has_figure) return trace;
    const Read read = read_of(motion, recogniser.settings);
    const auto found = attribute_clip(*recogniser.recogniser, recogniser.spec, recogniser.settings,
                                      read.clip, motion.clip.name, kMostAttributed, progress);
    if (!found || found->joints.empty()) return trace;
    trace.values = folded(by_body_part(found->joints, found->values), read.round_frames);
    trace.is_over_time = true;
  } else if (recogniser.held_out && !recogniser.held_out->joints.names.empty()) {
    const Importance& joints = recogniser.held_out->joints;
    const std::vector<double>& lost = joints.permutation;
    trace.values = by_body_part(
        joints.names, Eigen::Map<const Eigen::RowVectorXd>(lost.data(), std::ssize(lost)));
  }
  trace.largest = trace.is_over_time || trace.is_empty() ? large_value(trace.values)
                                                         : trace.values.cwiseAbs().maxCoeff();
  return trace;
}

RecognitionReadings::RecognitionReadings(std::function<void()> wake)
    : worker_(
          [this](const Work& work) {
            const Progress progress = [this, &work](std::string_view, double) {
              return ticket_ == work.ticket;
            };
            Done done{work, {}, {}};
            if (work.of_joints) {
              done.joints = std::make_shared<const JointTrace>(
                  trace_joints(*work.motion, *work.recogniser, progress));
            } else {
              done.trace = std::make_shared<const RecognitionTrace>(
                  trace_recognition(work.motion, work.recogniser, progress));
            }
            return done;
          },
          std::move(wake)) {}

RecognitionReadings::~RecognitionReadings() { ticket_ = std::numeric_limits<uint64_t>::max(); }

void RecognitionReadings::post(bool of_joints) {
  worker_.post({motion_, recogniser_, of_joints, ++ticket_});
}

void RecognitionReadings::update(const PlayablePtr& motion, const UsedRecogniserPtr& recogniser,
                                 bool wants_joints) {
  // What was broken off answers an older wish.
  if (auto done = worker_.take();
      done && done->work.ticket == ticket_ && done->work.recogniser == recogniser_) {
    if (done->trace) trace_ = std::move(done->trace);
    if (done->joints && done->work.motion == motion_) joints_ = std::move(done->joints);
  }
  if (!motion || !recogniser) {
    if (recogniser_ || motion_) ++ticket_;
    motion_.reset();
    recogniser_.reset();
    trace_.reset();
    joints_.reset();
    lacks_trace_ = lacks_joints_ = false;
    return;
  }
  if (motion != motion_ || recogniser != recogniser_) {
    if (recogniser != recogniser_) trace_.reset();
    joints_.reset();
    motion_ = motion;
    recogniser_ = recogniser;
    lacks_trace_ = true;
    has_asked_joints_ = false;
  }
  // As often as a reader can follow: the core belongs to the decoder of a live edit.
  constexpr std::chrono::milliseconds kPause{250};
  const auto now = std::chrono::steady_clock::now();
  if (lacks_trace_ && now - posted_ >= kPause) {
    lacks_trace_ = false;
    posted_ = now;
    post(false);
  }
  const bool has_trace = trace_ && trace_->motion == motion_ && trace_->recogniser == recogniser_;
  lacks_joints_ = wants_joints && !has_asked_joints_ && !joints_;
  if (lacks_joints_ && !lacks_trace_ && has_trace) {
    lacks_joints_ = false;
    has_asked_joints_ = true;
    post(true);
  }
}

bool RecognitionReadings::is_busy() const {
  return lacks_trace_ || lacks_joints_ || worker_.is_busy();
}

}  // namespace kinemote::app
