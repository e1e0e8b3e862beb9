#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "analysis/affect/pad.h"
#include "analysis/features/kinematic_features.h"
#include "analysis/stats/outliers.h"

namespace kinemote::analysis {
namespace {

/// False for columns that PAD is not read from, though PAD has a target for them:
/// - bone lengths, which tell who moves, not how, and the neck's quaternion, which says what
///   head_pitch says with fewer numbers;
/// - frame-by-frame accelerations and jerks. They say little that speeds, tempi and lma27's
///   half-second accelerations do not, but double with capture noise and halve with smoothing, so
///   that PAD would measure the recording (docs/evaluation.md has figures).
bool is_read(std::string_view name) {
  if (name.find("jerk") != name.npos || name.starts_with("avg_neck_rotation")) return false;
  if (name == "avg_chest_pelvis_distance" || name == "avg_neck_chest_distance") return false;
  return name.find("_acceleration") == name.npos || name.ends_with("_magnitude");
}

constexpr int kFewestSamples = 20;
constexpr int kFewestPadPoints = 4;  // three axes and a constant

AffectData picked(const AffectData& data, const std::vector<int>& rows) {
  AffectData out{data.features(rows, Eigen::all),
                 data.read(rows, Eigen::all),
                 data.pads(rows, Eigen::all),
                 {}};
  for (const int row : rows) out.groups.push_back(data.groups[row]);
  return out;
}

Pad clamped(const Eigen::VectorXd& v) {
  const auto at = [&](int i) { return std::clamp(v[i], -1.0, 1.0); };
  return {at(0), at(1), at(2)};
}

}  // namespace

Result<Pad> AffectModel::measure(const Clip& clip) const {
  const auto features = affect_features(clip);
  if (!features) return features.error();
  return measure(*features);
}

Result<Pad> AffectModel::measure(const std::vector<double>& features) const {
  const auto expected = pad_from_features.input_mean.size();
  if (static_cast<Eigen::Index>(features.size()) != expected ||
      (!trees.empty() && trees.input_count() != expected)) {
    return bad_input("the affect model was trained on " + std::to_string(expected) +
                     " features, this program measures " + std::to_string(features.size()) +
                     "; train the model again");
  }
  const Eigen::Map<const Eigen::VectorXd> input(features.data(), expected);
  Eigen::VectorXd pad = pad_from_features.predict(input);
  if (!trees.empty()) {
    // Trees have seen zeros where the kernel ignores a column.
    const Eigen::VectorXd read =
        (pad_from_features.input_scale.array() > 0.0).select(input.array(), 0.0);
    pad += tree_share * (trees.predict_rows(read.transpose()).row(0).transpose() - pad);
  }
  return clamped(pad);
}

std::vector<double> AffectModel::target_features(const Pad& pad) const {
  const Eigen::VectorXd target =
      features_from_pad.predict(Eigen::Vector3d(pad.pleasure, pad.arousal, pad.dominance));
  return {target.begin(), target.end()};
}

Result<AffectData> affect_data(const std::vector<AffectSample>& samples,
                               const std::vector<std::string>& feature_names) {
  if (samples.size() < static_cast<size_t>(kFewestSamples)) {
    return bad_input("there are " + std::to_string(samples.size()) +
                     " labelled samples; an affect model needs at least " +
                     std::to_string(kFewestSamples));
  }
  std::set<std::array<double, 3>> distinct;
  AffectData data;
  data.features.resize(samples.size(), feature_names.size());
  data.pads.resize(samples.size(), 3);
  for (size_t i = 0; i < samples.size(); ++i) {
    const AffectSample& sample = samples[i];
    if (sample.features.size() != feature_names.size()) {
      return bad_input("sample " + std::to_string(i) + " has " +
                       std::to_string(sample.features.size()) + " features; expected " +
                       std::to_string(feature_names.size()));
    }
    data.features.row(i) =
        Eigen::Map<const Eigen::RowVectorXd>(sample.features.data(), data.features.cols());
    const auto pad = sample.pad.values();
    data.pads.row(i) << pad[0], pad[1], pad[2];
    distinct.insert(pad);
    data.groups.push_back(sample.group);
  }
  if (distinct.size() < static_cast<size_t>(kFewestPadPoints)) {
    return bad_input("the samples lie at " + std::to_string(distinct.size()) +
                     " different PAD points; an affect model needs at least " +
                     std::to_string(kFewestPadPoints));
  }

  data.read = data.features;
  for (size_t c = 0; c < feature_names.size(); ++c) {
    // A constant input column is ignored by the regression, then and later.
    if (!is_read(feature_names[c]) && data.features.col(c).allFinite()) {
      data.read.col(c).setZero();
    }
  }
  return data;
}

std::vector<int> inlying_samples(const AffectData& data, double z) {
  Eigen::MatrixXd both(data.read.rows(), data.read.cols() + data.pads.cols());
  both << data.read, data.pads;
  return inlying_rows(both, z);
}

Result<AffectModel> fit_affect_model(const std::vector<AffectSample>& samples,
                                     const std::vector<std::string>& feature_names, uint64_t seed,
                                     double outlier_z) {
  Result<AffectData> data = affect_data(samples, feature_names);
  if (!data) return data.error();
  if (outlier_z > 0.0) data = picked(*data, inlying_samples(*data, outlier_z));
  RbfSettings settings;
  settings.seed = seed;
  settings.centre_count = 200;
  auto to_pad = fit_rbf(data->read, data->pads, data->groups, settings);
  if (!to_pad) return to_pad.error();
  // Wide and few: sliders should see a slope, not the words that the data happen to have.
  settings.centre_count = 27;
  settings.sigma_scale = 0.6;
  auto from_pad = fit_rbf(data->pads, data->features, data->groups, settings);
  if (!from_pad) return from_pad.error();

  AffectModel model;
  model.feature_names = feature_names;
  model.pad_from_features = std::move(to_pad->model);
  model.pad_from_features_report = std::move(to_pad->report);
  model.features_from_pad = std::move(from_pad->model);
  model.features_from_pad_report = std::move(from_pad->report);
  std::copy_n(model.pad_from_features_report.mae.begin(), 3, model.pad_mae.begin());
  return model;
}

}  // namespace kinemote::analysis
