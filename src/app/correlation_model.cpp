#include "app/correlation_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "motion/io/atomic_file.h"

namespace kinemote::app {

void CorrelationModel::compute(ClipSet set, const CorrelationChoices& choices, int threads,
                               uint64_t seed) {
  cancel();
  error_.clear();
  choices_ = choices;
  source_ = set.dataset.root.filename().string();
  FeatureSettings features;
  features.set = choices.set;
  features.window_s = choices.window_s;
  features.threads = threads;
  const uint64_t ticket = ++ticket_;
  constexpr int kPhases = 2;  // measuring and shuffling
  job_ = jobs_.submit(
      "Correlating features of " + std::to_string(set.size()) + " motions",
      [this, set = std::move(set), features, seed, ticket](const Progress& progress) {
        auto made = std::make_shared<Result<Made>>(make(set, features, seed, progress));
        return [this, made, ticket] { take(std::move(*made), ticket); };
      },
      kPhases);
}

Result<CorrelationModel::Made> CorrelationModel::make(const ClipSet& set,
                                                      const FeatureSettings& features,
                                                      uint64_t seed, const Progress& progress) {
  auto rows = labelled_rows(set, features, progress);
  if (!rows) return rows.error();
  analysis::CorrelationSettings settings;
  settings.seed = seed;
  auto correlation = correlate_with_pad(*rows, settings, progress);
  if (!correlation) return correlation.error();
  return Made{std::move(*rows), std::move(*correlation)};
}

void CorrelationModel::take(Result<Made> made, uint64_t ticket) {
  if (ticket != ticket_) return;
  job_ = 0;
  if (!made) {
    error_ =
        made.error().code == ErrorCode::kCancelled ? "It was cancelled." : made.error().message;
    jobs_.note_failure(made.error().message);
    return;
  }
  rows_ = std::move(made->rows);
  correlation_ = std::move(made->correlation);
  refresh_order();
  // Something to look at: the strongest cell of the axis that the features are sorted by.
  choose(order_.empty() ? -1 : order_.front(), std::max(0, sorted_by_));
}

void CorrelationModel::cancel() {
  if (job_ != 0) jobs_.cancel(job_);
}

void CorrelationModel::clear() {
  cancel();
  ++ticket_;
  job_ = 0;
  error_.clear();
  correlation_.reset();
  rows_ = {};
  order_.clear();
  points_.clear();
  chosen_feature_ = -1;
}

std::string CorrelationModel::summary() const {
  if (!correlation_) return "";
  return (source_.empty() ? "" : source_ + ", ") + std::to_string(correlation_->group_count) +
         " clips, " + std::to_string(correlation_->row_count) + " windows";
}

void CorrelationModel::set_kind(analysis::CorrelationKind kind) {
  kind_ = kind;
  refresh_order();
}

void CorrelationModel::sort_by(int axis) {
  sorted_by_ = axis;
  refresh_order();
  if (axis >= 0 && !order_.empty()) choose(order_.front(), axis);
}

void CorrelationModel::refresh_order() {
  if (!correlation_) return;
  order_.resize(correlation_->feature_names.size());
  std::iota(order_.begin(), order_.end(), 0);
  if (sorted_by_ < 0) return;
  const auto size = [this](int feature) {
    const double r = std::abs(table().r(feature, sorted_by_));
    return std::isfinite(r) ? r : -1.0;  // constant features last
  };
  std::stable_sort(order_.begin(), order_.end(), [&](int a, int b) { return size(a) > size(b); });
}

bool CorrelationModel::is_beyond_chance(int feature, int axis) const {
  return std::abs(table().r(feature, axis)) > table().chance(feature, axis);
}

int CorrelationModel::count_beyond_chance(int axis) const {
  int count = 0;
  for (int f = 0; f < static_cast<int>(table().r.rows()); ++f) count += is_beyond_chance(f, axis);
  return count;
}

double CorrelationModel::expected_beyond_chance() const {
  return 0.05 * static_cast<double>(table().r.rows());
}

void CorrelationModel::choose(int feature, int axis) {
  chosen_feature_ = feature;
  chosen_axis_ = axis;
  refresh_points();
}

void CorrelationModel::refresh_points() {
  points_.clear();
  if (!correlation_ || chosen_feature_ < 0) return;
  const FeatureRowsOfClips& features = rows_.features;
  std::vector<int> counts(features.clips.size(), 0);
  for (const io::DatasetEntry& clip : features.clips) {
    const double pad = clip.pad ? (*clip.pad)[static_cast<size_t>(chosen_axis_)] : 0.0;
    points_.push_back({clip.path.string(), clip.name, clip.label, 0.0, pad});
  }
  for (size_t row = 0; row < features.clip_of.size(); ++row) {
    const auto clip = static_cast<size_t>(features.clip_of[row]);
    points_[clip].value += features.rows(static_cast<Eigen::Index>(row), chosen_feature_);
    ++counts[clip];
  }
  for (size_t clip = 0; clip < points_.size(); ++clip) {
    points_[clip].value /= std::max(1, counts[clip]);
  }
}

Status CorrelationModel::write(const std::filesystem::path& path) const {
  if (!correlation_) return usage_error("there is no correlation to write yet");
  const std::string ending = io::extension_of(path);
  if (ending == "csv") return io::write_csv(path, correlation_table(*correlation_));
  if (ending == "svg") {
    return io::write_atomically(path, correlation_svg(*correlation_, kind_, source_));
  }
  return usage_error("correlations are written as .svg or .csv, not \"" + path.string() + "\"");
}

}  // namespace kinemote::app
