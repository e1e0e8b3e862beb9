// A model file of a few kilobytes.
#pragma once

#include "synthesis/control/model_file.h"

namespace kinemote::test {

/// 0.25, 0.5, 0.75… along the rows.
inline Eigen::MatrixXd ramp(int rows, int columns) {
  Eigen::MatrixXd m(rows, columns);
  for (int i = 0; i < m.size(); ++i) m(i / columns, i % columns) = 0.25 * (i + 1);
  return m;
}

inline analysis::RbfRegression regression(int inputs, int outputs) {
  analysis::RbfRegression r;
  r.input_mean = ramp(inputs, 1);
  r.input_scale = ramp(inputs, 1);
  r.output_mean = ramp(outputs, 1);
  r.output_scale = ramp(outputs, 1);
  r.centres = ramp(2, inputs);
  r.weights = ramp(1 + inputs + 2, outputs);
  r.sigma = 1.5;
  r.ridge = 0.1;
  return r;
}

/// Everything that a model file can hold, a little of each; its network has one made-up layer.
inline synthesis::ModelFile small_file() {
  synthesis::ModelFile file;
  synthesis::ModelCard& card = file.card;
  card.name = "small";
  card.settings_json = R"({"epochs":3,"seed":7})";
  card.settings_hash = synthesis::short_hash(card.settings_json);
  card.metrics_json = R"({"active_units":2})";
  card.layout = *synthesis::WindowLayout::make(canonical_skeleton(), 30.0, 64);
  card.contents = {"walk", "run"};
  card.styles = {{"feminine", {}}, {"happy", analysis::Pad{0.8, 0.5, 0.15}}};
  card.latent = {{0.1, 0.9, -1.5, 1.6, 2.0, 0.03}, {-0.2, 1.1, -1.4, 1.7, 0.0, 0.0}};
  card.references = {
      {{0.5F, -1.25F}, {2.0F, 0.25F}, {}, 1, 0, "clip_a", 1.2},
      {{1.5F, 0.75F}, {1.0F, -2.5F}, analysis::Pad{-1.0, 0.0, 1.0}, 0, 1, "clip_b", {}},
      {{1.0F, 0.5F}, {1.5F, -2.0F}, analysis::Pad{-1.0, 0.0, 1.0}, 0, 1, "clip_b", {}}};
  card.spacing.assign(synthesis::kSpacingCount, 0.4);
  card.affect.feature_names = {"a", "b", "c", "d"};
  card.affect.pad_from_features = regression(4, 3);
  card.affect.features_from_pad = regression(3, 4);
  card.affect.pad_from_features_report.mae = {0.1, 0.2, 0.3};
  card.affect.pad_mae = {0.1, 0.2, 0.3};
  card.content_targets = {{}, regression(3, 4)};  // too few walks
  card.content_targets[1].weights *= 2.0;
  file.tensors["dense/weight"] = {{2, 3}, {0.1F, -0.2F, 0.3F, 1e-3F, 12.5F, -60000.0F}};
  file.tensors["scale/channel_scale"] = {{2}, {0.1F, 3.0F}};
  return file;
}

}  // namespace kinemote::test
