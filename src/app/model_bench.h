// Training and judging models as jobs: what is under way, its curve, its scores.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/evaluate_job.h"
#include "app/job_queue.h"
#include "app/messages.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {

/// What is wished of `kinemote train motion-vae`.
struct TrainWish {
  std::string clips = "builtin";  // a folder, or "builtin"
  std::string out{};              // the model file
  synthesis::MotionVaeSettings vae{};
  bool resumes = false;  // from the checkpoint beside `out`
};

/// A model that was trained here.
struct TrainedModel {
  std::filesystem::path path;
  int clip_count = 0;
  synthesis::TrainReport report;
};

/// What is wished of `kinemote evaluate`.
struct JudgeWish {
  std::string model{};            // a file, or "" for the built-in one
  std::string clips = "builtin";  // a folder, or "builtin"
  EvaluateSettings settings{};
};

/// One training and one judgement at a time. One thread (the interface's) uses it.
class ModelBench {
 public:
  ModelBench(JobQueue& jobs, MessageLog& messages) : jobs_(jobs), messages_(messages) {}

  /// Error (usage): what is wrong with the wish; nothing was begun. A file that exists already is
  /// replaced at the end: callers say so before.
  Status train(const TrainWish& wish);
  Status check(const TrainWish& wish) const;
  bool is_training() const { return train_job_ != 0; }
  /// Keeps a checkpoint beside the model file.
  void cancel_training() { jobs_.cancel(train_job_); }
  /// Of the training that runs, or ran last; grows by a point an epoch. While it runs, only the
  /// loss and the KL divergence of its steps are known; held-out errors come with the end.
  std::vector<synthesis::CurvePoint> curve() const;
  /// Of the last training that ended well.
  const std::optional<TrainedModel>& trained() const { return trained_; }
  /// Why the last training ended otherwise; "" if it did not.
  const std::string& train_error() const { return train_error_; }
  /// Whether a training to this file was broken off and can be resumed.
  static bool has_checkpoint(const std::filesystem::path& out);

  Status judge(const JudgeWish& wish);
  Status check(const JudgeWish& wish) const;
  bool is_judging() const { return judge_job_ != 0; }
  void cancel_judging() { jobs_.cancel(judge_job_); }
  const std::optional<Evaluation>& evaluation() const { return evaluation_; }
  const std::string& judge_error() const { return judge_error_; }

  /// The job of a kind among those of the queue; nothing if it does not run.
  std::optional<JobInfo> train_info() const { return info_of(train_job_); }
  std::optional<JobInfo> judge_info() const { return info_of(judge_job_); }

 private:
  /// Grows on the worker while the interface reads it.
  struct Curve {
    std::mutex mutex;
    std::vector<synthesis::CurvePoint> points;
    int steps = 0;  // of the newest point
  };
  static Result<TrainedModel> train_model(const TrainWish& wish, Curve& curve,
                                          const Progress& progress);
  static void read_phase(const std::string& phase, Curve& curve);
  std::optional<JobInfo> info_of(uint64_t id) const;
  void take_trained(Result<TrainedModel> trained);
  void take_judged(Result<Evaluation> evaluation);

  JobQueue& jobs_;
  MessageLog& messages_;
  uint64_t train_job_ = 0, judge_job_ = 0;
  std::shared_ptr<Curve> curve_ = std::make_shared<Curve>();
  std::optional<TrainedModel> trained_;
  std::optional<Evaluation> evaluation_;
  std::string train_error_, judge_error_;
};

}  // namespace kinemote::app
