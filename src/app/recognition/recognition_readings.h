// What the recogniser in use takes the motion on the stage for, over time, in the background.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/latest_worker.h"
#include "app/playable.h"
#include "app/recognition/clip_recognition.h"
#include "app/recognition/recogniser_bench.h"

namespace kinemote::app {

/// Which joints matter, on the parts of a body.
struct JointTrace {
  /// F x parts: ClipAttribution of a network; one row, of permutation importance, else.
  Eigen::MatrixXd values;
  bool is_over_time = false;
  double largest = 0.0;  // size of the largest value (of nearly all frames), for scales

  bool is_empty() const { return values.size() == 0; }
  double at(double time_s, BodyPart part) const;
  /// Parts by falling size at a time.
  std::vector<BodyPart> ranked(double time_s) const;
  /// Parts by falling mean size over the motion.
  std::vector<BodyPart> ranked() const;
};

/// One motion as one recogniser sees it.
struct RecognitionTrace {
  PlayablePtr motion;
  UsedRecogniserPtr recogniser;
  /// Middles of windows, seconds, and what they are taken for, W x classes. Of a seamless motion,
  /// which is read as it repeats, one for the whole round.
  std::vector<double> middles_s;
  Eigen::MatrixXd shares;
  double window_s = 0.0;
  std::vector<double> attention;  // see ClipRecognition; at kRecognitionFps
  std::string error;              // why there is no trace; "" if there is one

  bool is_empty() const { return middles_s.empty(); }
  /// Probabilities at a time: between the middles of windows straight, before the first and after
  /// the last as these. There must be a window.
  Eigen::RowVectorXd at(double time_s) const;
  /// The likeliest class at a time; -1: not sure, see unsure_below().
  int said(double time_s) const;
};

/// Stretches of one answer, between the middles of windows. -1: not sure.
struct RecognisedSpan {
  double start_s = 0.0, end_s = 0.0;
  int said = -1;
};
std::vector<RecognisedSpan> spans_of(const RecognitionTrace& trace);

/// Windows a quarter of a second apart, or as few as an hour leaves. A progress that returns false
/// ends it with the error "cancelled".
RecognitionTrace trace_recognition(PlayablePtr motion, UsedRecogniserPtr recogniser,
                                   const Progress& progress = {});
/// Of a network, over time; else the permutation importance of its held-out part. Empty where
/// neither is known.
JointTrace trace_joints(const Playable& motion, const UsedRecogniser& recogniser,
                        const Progress& progress = {});

/// Keeps both up with the stage: the newest wish counts. One thread uses it.
class RecognitionReadings {
 public:
  /// `wake` is called from a worker thread when something is there to be taken.
  explicit RecognitionReadings(std::function<void()> wake);
  ~RecognitionReadings();
  RecognitionReadings(const RecognitionReadings&) = delete;
  RecognitionReadings& operator=(const RecognitionReadings&) = delete;

  /// One step. `motion` or `recogniser` null: there is nothing to read.
  void update(const PlayablePtr& motion, const UsedRecogniserPtr& recogniser, bool wants_joints);
  /// True while something is read, or will be.
  bool is_busy() const;
  /// Newest; of the motion before it while this one is read. Null until there is one, and without
  /// a recogniser.
  const std::shared_ptr<const RecognitionTrace>& trace() const { return trace_; }
  const std::shared_ptr<const JointTrace>& joints() const { return joints_; }

 private:
  struct Work {
    PlayablePtr motion;
    UsedRecogniserPtr recogniser;
    bool of_joints = false;
    uint64_t ticket = 0;
  };
  struct Done {
    Work work;
    std::shared_ptr<const RecognitionTrace> trace;
    std::shared_ptr<const JointTrace> joints;
  };
  void post(bool of_joints);

  PlayablePtr motion_;  // of the newest wish
  UsedRecogniserPtr recogniser_;
  bool lacks_trace_ = false, lacks_joints_ = false;
  bool has_asked_joints_ = false;
  std::chrono::steady_clock::time_point posted_{};
  std::shared_ptr<const RecognitionTrace> trace_;
  std::shared_ptr<const JointTrace> joints_;
  std::atomic<uint64_t> ticket_{0};  // work stops when its own is no longer the newest
  LatestWorker<Work, Done> worker_;
};

}  // namespace kinemote::app
