#include "synthesis/models/sequence_trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "analysis/stats/random.h"
#include "motion/core/atomic_file.h"
#include "synthesis/control/model_file.h"

namespace kinemote::synthesis {
namespace {

using Json = nlohmann::json;

constexpr double kCheckpointEvery_s = 60.0;
constexpr std::string_view kCheckpointMagic = "KINEMOTE-SEQUENCE-CHECKPOINT 1\n";

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Json curve_to_json(const std::vector<SequenceCurvePoint>& curve) {
  Json out = Json::array();
  for (const SequenceCurvePoint& p : curve) {
    out.push_back({p.epoch, p.train_loss, p.train_accuracy, p.validation_loss,
                   p.validation_accuracy, p.validation_balanced_accuracy, p.learning_rate});
  }
  return out;
}

std::vector<SequenceCurvePoint> curve_from_json(const Json& json) {
  std::vector<SequenceCurvePoint> curve;
  for (const Json& p : json) {
    curve.push_back({p.at(0), p.at(1), p.at(2), p.at(3), p.at(4), p.at(5), p.at(6)});
  }
  return curve;
}

/// Every number of a set leaves its mark.
uint64_t digest_of(const SequenceSet& set) {
  uint64_t digest = 0xcbf29ce484222325ULL;
  const auto add = [&](uint64_t bits) { digest = (digest ^ bits) * 0x100000001b3ULL; };
  const auto add_all = [&](const auto& numbers) {
    add(numbers.size());
    for (const auto number : numbers) add(std::hash<std::decay_t<decltype(number)>>{}(number));
  };
  add(static_cast<uint64_t>(set.frames));
  add_all(set.values);
  add_all(set.valid);
  add_all(set.labels);
  add_all(set.graph.joint_parents);
  add(static_cast<uint64_t>(set.graph.numbers_a_joint));
  add(static_cast<uint64_t>(set.graph.people));
  return digest;
}

}  // namespace

std::string SequenceTrainer::identity() const {
  return short_hash(settings_.to_json() + Json(train_.class_names).dump() +
                    std::to_string(digest_of(train_)) + std::to_string(digest_of(validation_)));
}

Status SequenceTrainer::prepare() {
  if (Status s = train_.validate(); !s) return bad_input("training " + s.error().message);
  const auto classes = static_cast<int>(train_.class_names.size());
  if (train_.count() < 2 || train_.labels.empty() || classes < 2) {
    return bad_input("there are " + std::to_string(train_.count()) + " training sequences with " +
                     std::to_string(train_.labels.size()) + " labels of " +
                     std::to_string(classes) +
                     " classes; training needs two labelled sequences and two classes or more");
  }
  if (validation_.count() > 0) {
    if (Status s = validation_.validate(); !s) return bad_input("validation " + s.error().message);
    if (validation_.channels != train_.channels || validation_.class_names != train_.class_names ||
        validation_.labels.empty()) {
      return bad_input(
          "validation sequences need labels, and the channels and classes of the training ones");
    }
  }
  if (!settings_.class_weights.empty() &&
      settings_.class_weights.size() != train_.class_names.size()) {
    return usage_error("there are " + std::to_string(settings_.class_weights.size()) +
                       " class weights for " + std::to_string(classes) + " classes");
  }
  const SequenceNetworkOptions options = settings_.network.resolved();
  if (options.kind == SequenceNetworkKind::kSkeletonGraph && train_.graph.joint_parents.empty()) {
    return usage_error(
        "network skeleton-graph needs the joints behind the channels, which these sequences do "
        "not name; choose another network");
  }
  if (!Json::parse(train_.input_json, nullptr, false).is_object()) {
    return usage_error("the description of the sequences' numbers is not a JSON object");
  }
  if (!settings_.class_weights.empty() && settings_.sampler) {
    training_.warnings.push_back(
        "both a sampler and class weights are set: classes may be balanced twice, which favours "
        "rare ones; use one of them");
  }
  card_.shape = {options, train_.channels, classes, train_.graph};
  card_.class_names = train_.class_names;
  card_.settings_json = settings_.to_json();
  card_.input_json = train_.input_json;
  card_.scaler = fit_sequence_scaler(train_);
  network_ = SequenceNetwork::make(card_.shape, settings_.seed);
  return {};
}

Status SequenceTrainer::write_checkpoint() const {
  if (checkpoint_.empty() || states_.last.empty()) return {};
  const Json header{{"identity", identity()},
                    {"best_epoch", training_.best_epoch},
                    {"best_size", states_.best.size()},
                    {"curve", curve_to_json(training_.curve)}};
  return write_atomically(checkpoint_, std::string(kCheckpointMagic) + header.dump() + "\n" +
                                           states_.best + states_.last);
}

Status SequenceTrainer::resume_from_checkpoint() try {
  if (checkpoint_.empty() || !std::filesystem::exists(checkpoint_)) return {};
  const Result<std::string> read = read_file(checkpoint_);
  if (!read) return read.error();
  const std::string& bytes = *read;
  if (!bytes.starts_with(kCheckpointMagic)) throw std::runtime_error("it is not a checkpoint");
  const size_t end = bytes.find('\n', kCheckpointMagic.size());
  if (end == std::string::npos) throw std::runtime_error("it is cut short");
  const Json header = Json::parse(bytes.begin() + static_cast<ptrdiff_t>(kCheckpointMagic.size()),
                                  bytes.begin() + static_cast<ptrdiff_t>(end));
  if (header.at("identity").get<std::string>() != identity()) {
    throw std::runtime_error("it belongs to a training with other settings or sequences");
  }
  const auto best_size = header.at("best_size").get<size_t>();
  if (best_size > bytes.size() - end - 1) throw std::runtime_error("it is cut short");
  training_.curve = curve_from_json(header.at("curve"));
  training_.best_epoch = header.at("best_epoch").get<int>();
  if (training_.best_epoch < 1 || training_.best_epoch > static_cast<int>(training_.curve.size())) {
    throw std::runtime_error("its epochs are not those of its curve");
  }
  states_.best = bytes.substr(end + 1, best_size);
  states_.last = bytes.substr(end + 1 + best_size);
  network_->restore(states_.last);
  return {};
} catch (const std::exception& e) {
  return bad_input("cannot resume from " + checkpoint_.string() + ": " + e.what() +
                   "; train without resuming, or with the settings and sequences that it was "
                   "made with");
}

SequenceBatch SequenceTrainer::make_batch(const std::vector<int>& indices, std::mt19937_64& random,
                                          std::vector<float>& values,
                                          std::vector<float>& valid) const {
  std::vector<SequenceView> views;
  for (const int index : indices) views.push_back(sequence_of(train_, index));
  if (settings_.augmentation) {
    values.clear();
    valid.clear();
    for (const SequenceView& view : views) {
      values.insert(values.end(), view.values.begin(), view.values.end());
      valid.insert(valid.end(), view.valid.begin(), view.valid.end());
    }
    const auto frames = static_cast<size_t>(train_.frames);
    const size_t size = frames * train_.channels;
    for (size_t n = 0; n < views.size(); ++n) {
      const std::span<float> own_values(values.data() + n * size, size);
      const std::span<float> own_valid(valid.data() + n * frames, frames);
      settings_.augmentation(own_values, own_valid, random());
      const bool is_empty =
          std::all_of(own_valid.begin(), own_valid.end(), [](float mark) { return mark == 0.0F; });
      if (!is_empty) views[n] = {own_values, own_valid};
    }
  }
  return make_sequence_batch(views, card_.scaler);
}

Result<bool> SequenceTrainer::run_epoch(int epoch, SequenceCurvePoint& point) {
  // Everything random in an epoch follows from its number: resuming needs no generator's state.
  std::mt19937_64 random(settings_.seed * 1000003 + epoch);
  std::vector<int> order;
  if (settings_.sampler) {
    order = settings_.sampler(epoch, random());
    const bool fits = std::all_of(order.begin(), order.end(),
                                  [&](int i) { return i >= 0 && i < train_.count(); });
    if (order.empty() || !fits) {
      return usage_error("the sampler \"" + settings_.sampler_name +
                         "\" gave no sequences, or some that there are not");
    }
  } else {
    for (int i = 0; i < train_.count(); ++i) order.push_back(i);
    analysis::shuffle(order, random);
  }
  SequenceStep step;
  step.weight_decay = settings_.weight_decay;
  step.label_smoothing = settings_.label_smoothing;
  step.gradient_norm = settings_.gradient_norm;
  step.class_weights.assign(settings_.class_weights.begin(), settings_.class_weights.end());
  const auto total = static_cast<double>(order.size());
  std::vector<float> values;
  std::vector<float> valid;
  point.epoch = epoch;
  for (size_t first = 0; first < order.size(); first += settings_.batch) {
    const double progress = (epoch - 1 + first / total) / settings_.epochs;
    char phase[128];
    std::snprintf(phase, sizeof phase, "training: epoch %d of %d", epoch, settings_.epochs);
    if (!report(progress_, phase, progress)) return false;
    const size_t last = std::min(order.size(), first + settings_.batch);
    const std::vector<int> indices(order.begin() + static_cast<ptrdiff_t>(first),
                                   order.begin() + static_cast<ptrdiff_t>(last));
    std::vector<int> labels;
    double label_weight = 0.0;
    for (const int i : indices) {
      labels.push_back(train_.labels[i]);
      label_weight += step.class_weights.empty() ? 1.0 : step.class_weights[labels.back()];
    }
    const SequenceBatch batch = make_batch(indices, random, values, valid);
    const uint64_t step_seed = random();
    // The mean of a batch of classes that count for nothing has no value.
    if (label_weight <= 0.0) continue;
    step.learning_rate = settings_.learning_rate * 0.5 * (1.0 + std::cos(kPi * progress));
    const SequenceStepResult result = network_->train_step(batch, labels, step, step_seed);
    point.train_loss += result.loss * static_cast<double>(indices.size()) / total;
    point.train_accuracy += result.correct / total;
    point.learning_rate = step.learning_rate;
    ++training_.steps;
  }
  return true;
}

void SequenceTrainer::measure(SequenceCurvePoint& point) const {
  if (validation_.count() == 0) return;
  const auto probabilities = sequence_probabilities(*network_, validation_, card_.scaler);
  const auto classes = static_cast<int>(card_.class_names.size());
  std::vector<int> counts(classes), hits(classes);
  double loss = 0.0;
  for (int n = 0; n < validation_.count(); ++n) {
    const auto row = probabilities.begin() + static_cast<ptrdiff_t>(n) * classes;
    const int label = validation_.labels[n];
    ++counts[label];
    if (std::max_element(row, row + classes) - row == label) ++hits[label];
    loss -= std::log(std::max(row[label], 1e-30)) / validation_.count();
  }
  double recalls = 0.0;
  int present = 0;
  int correct = 0;
  for (int k = 0; k < classes; ++k) {
    correct += hits[k];
    if (counts[k] == 0) continue;
    recalls += static_cast<double>(hits[k]) / counts[k];
    ++present;
  }
  point.validation_loss = loss;
  point.validation_accuracy = static_cast<double>(correct) / validation_.count();
  point.validation_balanced_accuracy = recalls / present;
}

bool SequenceTrainer::is_better(const SequenceCurvePoint& point) const {
  if (training_.best_epoch == 0 || validation_.count() == 0) return true;
  const SequenceCurvePoint& best = training_.curve[training_.best_epoch - 1];
  const double gain = point.validation_balanced_accuracy - best.validation_balanced_accuracy;
  if (settings_.monitor == SequenceMonitor::kBalancedAccuracy && gain != 0.0) return gain > 0.0;
  return point.validation_loss < best.validation_loss;
}

Status SequenceTrainer::train() {
  auto last_checkpoint = std::chrono::steady_clock::now();
  const auto is_done = [&] {
    const auto epoch = static_cast<int>(training_.curve.size());
    return epoch >= settings_.epochs || (settings_.patience > 0 && validation_.count() > 0 &&
                                         epoch - training_.best_epoch >= settings_.patience);
  };
  while (!is_done()) {
    SequenceCurvePoint point;
    const auto epoch = static_cast<int>(training_.curve.size()) + 1;
    const Result<bool> is_whole = run_epoch(epoch, point);
    if (!is_whole) return is_whole.error();
    if (!*is_whole) {
      if (Status s = write_checkpoint(); !s) return s;
      return cancelled();
    }
    if (!std::isfinite(point.train_loss)) {
      return bad_input("training diverged in epoch " + std::to_string(epoch) +
                       "; lower learning_rate (now " + Json(settings_.learning_rate).dump() + ")");
    }
    measure(point);
    const bool is_best = is_better(point);
    training_.curve.push_back(point);
    if (settings_.on_epoch) settings_.on_epoch(point);
    states_.last = network_->state();
    if (is_best) {
      training_.best_epoch = epoch;
      states_.best = states_.last;
    }
    if (seconds_since(last_checkpoint) > kCheckpointEvery_s) {
      if (Status s = write_checkpoint(); !s) return s;
      last_checkpoint = std::chrono::steady_clock::now();
    }
  }
  return {};
}

Result<SequenceTraining> SequenceTrainer::run(bool resume) {
  const auto start = std::chrono::steady_clock::now();
  if (Status s = prepare(); !s) return s.error();
  if (resume) {
    if (Status s = resume_from_checkpoint(); !s) return s.error();
  }
  if (Status s = train(); !s) return s.error();
  network_->restore(states_.best);
  training_.classifier = std::make_unique<SequenceModel>(std::move(card_), std::move(network_));
  std::error_code ignored;
  if (!checkpoint_.empty()) std::filesystem::remove(checkpoint_, ignored);
  training_.seconds = seconds_since(start);
  return std::move(training_);
}

}  // namespace kinemote::synthesis
