// The correlation of features with PAD as the studio shows it: a heat map that is sorted, pointed
// at and exported.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/correlation_job.h"
#include "app/job_queue.h"

namespace kinemote::app {

struct CorrelationChoices {
  std::string set = "lma";  // lma27 | lma25 | lma | kinematics
  double window_s = 1.0;    // [0.5, 10]

  bool operator==(const CorrelationChoices&) const = default;
};

/// One clip in the scatter of a cell.
struct CorrelationPoint {
  std::string id;  // of the library
  std::string name, label;
  double value = 0.0;  // mean of the feature over the clip's windows
  double pad = 0.0;    // of the axis
};

/// A heat map of features by axes and its job. One thread uses it; the jobs outlive it no longer
/// than their queue.
class CorrelationModel {
 public:
  explicit CorrelationModel(JobQueue& jobs) : jobs_(jobs) {}

  /// Measures the labelled clips of a set and correlates, as a job that can be cancelled. The
  /// result before it stays until then.
  void compute(ClipSet set, const CorrelationChoices& choices, int threads, uint64_t seed);
  void cancel();
  /// Forgets result and job: the clips are others now.
  void clear();
  bool is_busy() const { return job_ != 0; }
  uint64_t job() const { return job_; }
  /// Why the last job gave nothing; "" if it did, or none ran.
  const std::string& error() const { return error_; }

  bool has_result() const { return correlation_.has_value(); }
  const analysis::FeatureCorrelation& result() const { return *correlation_; }
  const analysis::CorrelationTable& table() const { return correlation_->table(kind_); }
  /// Choices that the result, or the job for it, was made with.
  const CorrelationChoices& choices() const { return choices_; }
  /// "dataset-1, 174 clips, 903 windows".
  std::string summary() const;
  const Warnings& warnings() const { return rows_.features.warnings; }

  analysis::CorrelationKind kind() const { return kind_; }
  void set_kind(analysis::CorrelationKind kind);
  /// Axis by whose |r| the features are sorted, largest first, which is then the chosen cell; -1:
  /// in the order of the set.
  int sorted_by() const { return sorted_by_; }
  void sort_by(int axis);
  /// Features in the order to be shown.
  const std::vector<int>& order() const { return order_; }
  /// |r| is above what 95 % of shuffles reach for this feature and axis.
  bool is_beyond_chance(int feature, int axis) const;
  /// How many cells of an axis are, and how many would be by chance alone.
  int count_beyond_chance(int axis) const;
  double expected_beyond_chance() const;

  /// The cell whose clips are shown.
  int chosen_feature() const { return chosen_feature_; }
  int chosen_axis() const { return chosen_axis_; }
  void choose(int feature, int axis);
  /// One a clip, of the chosen cell.
  const std::vector<CorrelationPoint>& points() const { return points_; }

  /// The heat map of the shown kind as SVG, or the whole table as CSV, by the ending. Error: usage
  /// (another ending), environment.
  Status write(const std::filesystem::path& path) const;

 private:
  struct Made {
    LabelledRows rows;
    analysis::FeatureCorrelation correlation;
  };
  static Result<Made> make(const ClipSet& set, const FeatureSettings& features, uint64_t seed,
                           const Progress& progress);
  void take(Result<Made> made, uint64_t ticket);
  void refresh_order();
  void refresh_points();

  JobQueue& jobs_;
  uint64_t job_ = 0;
  uint64_t ticket_ = 0;  // of the newest job: an older one's result is not taken
  std::string error_, source_;
  CorrelationChoices choices_;
  LabelledRows rows_;
  std::optional<analysis::FeatureCorrelation> correlation_;
  analysis::CorrelationKind kind_ = analysis::CorrelationKind::kSpearman;
  int sorted_by_ = 0;
  std::vector<int> order_;
  int chosen_feature_ = -1, chosen_axis_ = 0;
  std::vector<CorrelationPoint> points_;
};

inline constexpr std::array<const char*, 3> kPadAxisNames{"Pleasure", "Arousal", "Dominance"};

}  // namespace kinemote::app
