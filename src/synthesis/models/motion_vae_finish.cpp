// The end of a training: what was learnt is measured and written with the weights.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "synthesis/control/model_file.h"
#include "synthesis/models/model_measures.h"

namespace kinemote::synthesis {
namespace {

using Json = nlohmann::json;

constexpr int kMostReferences = 1500;
constexpr int kMostProbes = 64;           // windows that effects are measured on
constexpr int kMostMeasured = 500;        // windows that reconstruction is measured on
constexpr double kActiveNats = 0.01;      // KL beyond which a dimension counts as active…
constexpr double kActiveEffect_m = 1e-3;  // …if it also moves the figure

/// Rows of a row-major N x columns array.
template <typename T>
std::vector<T> rows(const std::vector<T>& values, int columns, const std::vector<int>& chosen) {
  std::vector<T> out;
  out.reserve(chosen.size() * columns);
  for (const int row : chosen) {
    const auto from = values.begin() + static_cast<ptrdiff_t>(row) * columns;
    out.insert(out.end(), from, from + columns);
  }
  return out;
}

Json error_to_json(const ReconstructionError& error) {
  return {{"joint_cm", error.joint_cm},
          {"worst_clip_joint_cm", error.worst_clip_joint_cm},
          {"worst_clip", error.worst_clip},
          {"path_end_cm", error.path_end_cm}};
}

/// A number, or null where it is unknown: JSON has no NaN.
Json numbers(const std::array<double, 3>& values) {
  Json out = Json::array();
  for (const double v : values) out.push_back(std::isfinite(v) ? Json(v) : Json(nullptr));
  return out;
}

/// Decoded motion against the truth, beside what bounds it from above and below.
Json reconstruction_metrics(const TrainingWindows& data, const std::vector<TrainingClip>& clips,
                            const EncodedWindows& windows, const LinearFront& front,
                            VaeNetwork& network, int latent, const KinematicTree& tree) {
  const std::vector<int> chosen = evenly_chosen(windows.count(), kMostMeasured);
  const int count = static_cast<int>(chosen.size());
  const int component_count = front.shape.components;
  const auto components = rows(windows.components, component_count, chosen);
  const auto conditions = rows(windows.conditions, data.condition_count(), chosen);
  std::vector<WindowIndex> indices;
  for (const int i : chosen) indices.push_back(windows.indices[i]);
  const auto measure = [&](const std::vector<float>& predicted) {
    return error_to_json(reconstruction_error(data, tree, clips, indices, predicted));
  };
  /// The first `kept` components only: 0 is the mean window.
  const auto truncated = [&](int kept) {
    std::vector<float> some = components;
    for (size_t i = 0; i < some.size(); ++i) {
      if (static_cast<int>(i % component_count) >= kept) some[i] = 0.0F;
    }
    return network.windows_of(some, count);
  };
  std::vector<float> means;
  std::vector<float> log_variances;
  network.encode(components, conditions, count, means, log_variances);
  return {{"windows", count},
          {"motion_vae", measure(network.decode(means, conditions, count))},
          {"baseline_mean_window", measure(truncated(0))},
          {"baseline_linear_same_size", measure(truncated(std::min(latent, component_count)))},
          {"best_possible_linear_front", measure(truncated(component_count))}};
}

}  // namespace

Status MotionVaeTrainer::finish() {
  const auto measuring = [&](double fraction) { return report(progress_, "measuring", fraction); };
  if (!measuring(0.0)) return cancelled();
  const KinematicTree tree = KinematicTree::make(data_.layout);
  const int latent = settings_.latent;
  const int condition_count = data_.condition_count();
  std::vector<float> means;
  std::vector<float> log_variances;
  network_->encode(training_.components, training_.conditions, training_.count(), means,
                   log_variances);

  ModelFile file;
  ModelCard& card = file.card;
  card.name = out_.stem().string();
  card.layout = data_.layout;
  card.height_m = data_.height_m;
  card.planted_height_m = planted_heights_m(data_, tree);
  card.contents = data_.contents;
  card.labels = data_.labels;
  card.latent = posterior_statistics(means, log_variances, latent);

  std::vector<analysis::Pad> pads;
  std::vector<int> groups;
  const std::vector<int> reference_rows = evenly_chosen(training_.count(), kMostReferences);
  for (const int row : reference_rows) {
    const auto& clip = data_.clips[training_.indices[row].clip];
    const TrainingClip& source = clips_[clip.source];
    ReferenceLatent reference;
    reference.pad = source.pad;
    reference.content = clip.content;
    reference.source = source.clip.name;
    for (int d = 0; d < latent; ++d) {
      reference.latent.push_back(
          static_cast<float>((means[static_cast<size_t>(row) * latent + d] - card.latent[d].mean) /
                             card.latent[d].sd));
    }
    card.references.push_back(std::move(reference));
    pads.push_back(source.pad);
    groups.push_back(training_.indices[row].clip);
  }
  card.typical_distance = typical_distance(card.references);
  if (!measuring(0.2)) return cancelled();

  // Effects: the same windows, moved by one sigma of a dimension or by one unit of a PAD axis.
  const std::vector<int> probes = evenly_chosen(training_.count(), kMostProbes);
  const int probe_count = static_cast<int>(probes.size());
  const auto probe_means = rows(means, latent, probes);
  const auto probe_conditions = rows(training_.conditions, condition_count, probes);
  const auto moved_by = [&](std::vector<float> values, int columns, int column, float by) {
    for (size_t i = column; i < values.size(); i += columns) values[i] += by;
    return values;
  };
  for (int d = 0; d < latent; ++d) {
    const auto half = static_cast<float>(0.5 * card.latent[d].sd);
    const auto low =
        network_->decode(moved_by(probe_means, latent, d, -half), probe_conditions, probe_count);
    const auto high =
        network_->decode(moved_by(probe_means, latent, d, half), probe_conditions, probe_count);
    card.latent[d].effect_m = mean_displacement_m(tree, low, high);
    report_.active_units +=
        card.latent[d].kl_nats > kActiveNats && card.latent[d].effect_m > kActiveEffect_m;
    if (!measuring(0.2 + 0.4 * d / latent)) return cancelled();
  }
  std::array<double, 3> pad_effect_m{};
  for (int axis = 0; axis < 3; ++axis) {
    std::vector<float> low = probe_conditions;
    std::vector<float> high = probe_conditions;
    for (int i = 0; i < probe_count; ++i) {
      low[static_cast<size_t>(i) * condition_count + axis] = -0.5F;
      high[static_cast<size_t>(i) * condition_count + axis] = 0.5F;
    }
    pad_effect_m[axis] = mean_displacement_m(tree, network_->decode(probe_means, low, probe_count),
                                             network_->decode(probe_means, high, probe_count));
  }
  const auto probe_r2 =
      pad_probe_r2(rows(means, latent, reference_rows), latent, pads, groups, settings_.seed);
  if (!measuring(0.7)) return cancelled();
  const Json held_out =
      reconstruction_metrics(data_, clips_, held_out_, front_, *network_, latent, tree);
  if (!measuring(0.85)) return cancelled();
  const Json seen =
      reconstruction_metrics(data_, clips_, training_, front_, *network_, latent, tree);

  Result<AffectFit> affect = fit_affect(clips_, data_, settings_.seed, progress_);
  if (!affect) return affect.error();
  card.affect = affect->model;
  card.content_targets = affect->content_targets;

  std::set<std::string> held_out_takes;
  for (const auto& clip : data_.clips) {
    const TrainingClip& source = clips_[clip.source];
    if (clip.is_held_out)
      held_out_takes.insert(source.take.empty() ? source.clip.name : source.take);
  }
  const Json settings{{"train", Json::parse(settings_.to_json())},
                      {"data",
                       {{"identity", identity()},
                        {"clips", data_.clips.size()},
                        {"training_windows", training_.count()},
                        {"held_out_windows", held_out_.count()}}},
                      {"split", {{"by", "take"}, {"held_out_takes", held_out_takes}}}};
  card.settings_json = settings.dump();
  card.settings_hash = short_hash(card.settings_json);

  Json curve = Json::array();
  for (const CurvePoint& p : report_.curve) {
    curve.push_back({{"epoch", p.epoch},
                     {"train_loss", p.train_loss},
                     {"reconstruction", p.reconstruction},
                     {"kl_nats", p.kl_nats},
                     {"beta", p.beta},
                     {"test_reconstruction", p.test_reconstruction}});
  }
  double kl = 0.0;
  for (const LatentDimension& d : card.latent) kl += d.kl_nats;
  const Json metrics{{"held_out", held_out},
                     {"training", seen},
                     {"active_units", report_.active_units},
                     {"latent", latent},
                     {"kl_nats", kl},
                     {"pad_effect_m_per_unit", pad_effect_m},
                     {"pad_probe_r2", numbers(probe_r2)},
                     {"affect",
                      {{"held_out_mae", affect->held_out_mae},
                       {"baseline_mae", affect->baseline_mae},
                       {"out_of_fold_mae", affect->model.pad_mae},
                       {"held_out_pieces", affect->held_out_count}}},
                     {"curve", curve}};
  card.metrics_json = metrics.dump();
  report_.metrics_json = card.metrics_json;

  write_front(front_, file.tensors);
  network_->write_weights(file.tensors);
  std::erase_if(file.tensors, [](const auto& item) { return item.first.starts_with("judge."); });
  return write_model_file(out_, file, true);
}

}  // namespace kinemote::synthesis
