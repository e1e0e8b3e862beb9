// Recognisers in the studio: trained as a job, opened from files, and the one that is used.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/job_queue.h"
#include "app/messages.h"
#include "app/recognition/held_out_review.h"
#include "app/recognition/recogniser_file.h"

namespace kinemote::app {

/// What is wished of `kinemote train recogniser`.
struct RecogniserWish {
  std::string clips{};  // a folder, or "builtin"; "": the library's
  std::string out{};    // the recogniser's file
  RecogniserSpec spec{};
  RecognitionSettings settings{};
  int threads = 0;
};

/// A recogniser that can be asked.
struct UsedRecogniser {
  std::filesystem::path path;
  std::string checksum;                    // of the file's bytes
  std::shared_ptr<Recogniser> recogniser;  // one thread at a time may ask it: the readings' own
  RecogniserSpec spec;
  RecognitionSettings settings;  // its classes are those that it tells apart
  /// Of its held-out part, if that is known. The baselines of an opened one guess by the shares of
  /// the held-out part itself: those of its training are not kept.
  std::optional<TrialResult> held_out;
  std::optional<TrialScores> scores;
  RecogniserTraining training;  // all empty if the held-out part is not known
  double unsure_below = 0.5;    // see unsure_below()

  const std::vector<std::string>& class_names() const { return settings.classes; }
};
using UsedRecogniserPtr = std::shared_ptr<const UsedRecogniser>;

/// Opens a recogniser's file with all that is known of it. Error (bad input) as of
/// open_recogniser().
Result<UsedRecogniser> use_recogniser(const std::filesystem::path& path);

/// One training at a time, one recogniser in use. One thread (the interface's) uses it.
class RecogniserBench {
 public:
  RecogniserBench(JobQueue& jobs, MessageLog& messages) : jobs_(jobs), messages_(messages) {}

  /// Error (usage): what is wrong with the wish; nothing was begun. `library`: the clips of the
  /// studio. Files that exist already are replaced at the end: callers say so before.
  Status train(const RecogniserWish& wish, const ClipSet& library);
  Status check(const RecogniserWish& wish, int library_size) const;
  bool is_training() const { return train_job_ != 0; }
  void cancel_training() { jobs_.cancel(train_job_); }
  /// The training among the jobs of the queue; nothing if none runs.
  std::optional<JobInfo> train_info() const;
  /// Of the network that is trained, a point an epoch while it runs; of the one in use else. Empty
  /// for what is no network.
  std::vector<synthesis::SequenceCurvePoint> curve() const;
  /// Why the last training gave nothing; "" if it did.
  const std::string& train_error() const { return train_error_; }

  /// Opens a file as a job; it is used when it is read. `checksum`: what it was when a session was
  /// saved; another one is warned of. "": not known.
  void open(const std::filesystem::path& path, const std::string& checksum = {});
  /// The recogniser in use; null if there is none.
  const UsedRecogniserPtr& used() const { return used_; }
  /// Uses none.
  void close();

  HeldOutReview& review() { return review_; }
  const HeldOutReview& review() const { return review_; }
  /// The clips that a recogniser was trained from here, to find those of the review; else none.
  const std::optional<ClipSet>& clips() const { return clips_; }

 private:
  struct Curve {
    std::mutex mutex;
    std::vector<synthesis::SequenceCurvePoint> points;
  };
  struct Trained {
    UsedRecogniser used;
    ClipSet clips;
    Warnings warnings;
  };
  static Result<Trained> train_now(const RecogniserWish& wish, const ClipSet& library, Curve& curve,
                                   const Progress& progress);
  void take_trained(Result<Trained> trained);
  void use(UsedRecogniser used);

  JobQueue& jobs_;
  MessageLog& messages_;
  uint64_t train_job_ = 0;
  std::shared_ptr<Curve> curve_ = std::make_shared<Curve>();
  std::string train_error_;
  UsedRecogniserPtr used_;
  HeldOutReview review_;
  std::optional<ClipSet> clips_;
};

}  // namespace kinemote::app
