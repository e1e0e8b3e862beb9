// The end of a training: what was learnt is measured and written with the weights.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/model_file.h"
#include "synthesis/models/model_measures.h"

namespace kinemote::synthesis {
namespace {

using Json = nlohmann::json;

constexpr int kMostReferences = 6000;
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

/// Decoded motion against the truth, beside what bounds it from above and below.
Json reconstruction_metrics(const TrainingWindows& data, const std::vector<TrainingClip>& clips,
                            const EncodedWindows& windows, const LinearFront& front,
                            VaeNetwork& network, int latent, const KinematicTree& tree) {
  const std::vector<int> chosen = evenly_chosen(windows.count(), kMostMeasured);
  const int count = static_cast<int>(chosen.size());
  const int component_count = front.shape.components;
  const auto components = rows(windows.components, component_count, chosen);
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
  network.encode(components, count, means, log_variances);
  return {{"windows", count},
          {"motion_vae", measure(network.decode(means, count))},
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
  std::vector<float> means;
  std::vector<float> log_variances;
  network_->encode(training_.components, training_.count(), means, log_variances);

  ModelFile file;
  ModelCard& card = file.card;
  card.name = out_.stem().string();
  card.layout = data_.layout;
  card.height_m = data_.height_m;
  card.planted_height_m = planted_heights_m(data_, tree);
  card.kept_slide_m = kept_slide_m(data_, clips_);
  card.contents = data_.contents;
  card.styles = data_.styles;
  card.latent = posterior_statistics(means, log_variances, latent);

  const std::vector<int> reference_rows = evenly_chosen(training_.count(), kMostReferences);
  std::vector<Condition> conditions;
  for (const int row : reference_rows) {
    const auto& clip = data_.clips[training_.indices[row].clip];
    const TrainingClip& source = clips_[clip.source];
    ReferenceLatent reference;
    reference.pad = source.pad;
    reference.content = clip.content;
    reference.style = clip.style;
    reference.source = source.clip.name;
    reference.start_s = training_.indices[row].start_frame / data_.layout.fps;
    for (int d = 0; d < latent; ++d) {
      reference.code.push_back(
          static_cast<float>((means[static_cast<size_t>(row) * latent + d] - card.latent[d].mean) /
                             card.latent[d].sd));
    }
    card.references.push_back(std::move(reference));
    conditions.push_back(data_.condition_of(clip, source));
  }
  card.spacing = spacing_percentiles(card.references);
  const ConditionalPrior prior(card.references, latent);
  for (size_t i = 0; i < conditions.size(); ++i) {
    card.references[i].latent = prior.latent_of(card.references[i].code, conditions[i]);
    const double share = static_cast<double>(i) / static_cast<double>(conditions.size());
    if (!measuring(0.1 + 0.2 * share)) return cancelled();
  }
  set_latent_ranges(card.references, card.latent);

  // Effects: the same windows, moved by one sigma of a latent or by one unit of a PAD axis.
  const std::vector<int> probes =
      evenly_chosen(static_cast<int>(card.references.size()), kMostProbes);
  const auto moved = [&](int dimension, float by, const analysis::Pad& pad_by) {
    std::vector<float> codes;
    for (const int probe : probes) {
      std::vector<float> z = card.references[probe].latent;
      Condition condition = conditions[probe];
      if (dimension >= 0) {
        z[dimension] += by;
      } else {
        if (condition.style >= 0 && !card.styles[condition.style].pad) continue;
        condition.style = -1;
        condition.pad = pad_by;
      }
      const std::vector<float> code = prior.code_of(z, condition);
      for (int d = 0; d < latent; ++d) {
        codes.push_back(static_cast<float>(card.latent[d].mean + card.latent[d].sd * code[d]));
      }
    }
    return network_->decode(codes, static_cast<int>(codes.size()) / latent);
  };
  for (int d = 0; d < latent; ++d) {
    card.latent[d].effect_m = mean_displacement_m(tree, moved(d, -0.5F, {}), moved(d, 0.5F, {}));
    report_.active_units +=
        card.latent[d].kl_nats > kActiveNats && card.latent[d].effect_m > kActiveEffect_m;
    if (!measuring(0.3 + 0.3 * d / latent)) return cancelled();
  }
  std::array<double, 3> pad_effect_m{};
  for (int axis = 0; axis < 3; ++axis) {
    std::array<double, 3> pad{};
    pad[axis] = -0.5;
    const auto low = moved(-1, 0.0F, {pad[0], pad[1], pad[2]});
    pad[axis] = 0.5;
    const auto high = moved(-1, 0.0F, {pad[0], pad[1], pad[2]});
    if (!low.empty()) pad_effect_m[axis] = mean_displacement_m(tree, low, high);
  }
  if (!measuring(0.7)) return cancelled();
  const Json held_out =
      reconstruction_metrics(data_, clips_, held_out_, front_, *network_, latent, tree);
  if (!measuring(0.85)) return cancelled();
  const Json seen =
      reconstruction_metrics(data_, clips_, training_, front_, *network_, latent, tree);

  Result<AffectFit> affect = fit_affect(clips_, data_, settings_.seed, progress_);
  if (!affect && affect.error().code != ErrorCode::kBadInput) return affect.error();
  Json affect_metrics = nullptr;
  if (affect) {
    card.affect = affect->model;
    card.content_targets = affect->content_targets;
    affect_metrics = {{"held_out_mae", affect->held_out_mae},
                      {"baseline_mae", affect->baseline_mae},
                      {"out_of_fold_mae", affect->model.pad_mae},
                      {"held_out_pieces", affect->held_out_count}};
  } else {
    // A data set of style words alone still makes motion; its PAD cannot be measured.
    report_.warnings.push_back("the model measures no PAD: " + affect.error().message);
  }

  std::set<std::string> held_out_clips;
  for (const auto& clip : data_.clips) {
    if (clip.is_held_out) held_out_clips.insert(clips_[clip.source].clip.name);
  }
  const Json settings{
      {"train", Json::parse(settings_.to_json())},
      {"data",
       {{"identity", identity()},
        {"clips", data_.clips.size()},
        {"training_windows", training_.count()},
        {"held_out_windows", held_out_.count()}}},
      {"epochs", epochs_},
      {"parameters", network_->parameter_count()},
      {"split", {{"by", split_rule(clips_, data_)}, {"held_out_clips", held_out_clips}}}};
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
                     {"affect", std::move(affect_metrics)},
                     {"curve", curve}};
  card.metrics_json = metrics.dump();
  report_.metrics_json = card.metrics_json;

  write_front(front_, file.tensors);
  network_->write_weights(file.tensors);
  return write_model_file(out_, file, true);
}

}  // namespace kinemote::synthesis
