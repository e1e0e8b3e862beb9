#include "synthesis/models/motion_vae_trainer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>

#include "analysis/stats/random.h"
#include "motion/core/atomic_file.h"
#include "synthesis/control/model_file.h"
#include "synthesis/models/model_measures.h"

namespace kinemote::synthesis {
namespace {

using Json = nlohmann::json;

constexpr int kFrontWindows = 8192;  // windows that the linear front is fitted on
constexpr int kEncodeAtOnce = 256;
constexpr double kCheckpointEvery_s = 60.0;
constexpr double kLastLearningRateShare = 0.02;
constexpr std::string_view kCheckpointMagic = "KINEMOTE-CHECKPOINT 1\n";

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Json curve_to_json(const std::vector<CurvePoint>& curve) {
  Json out = Json::array();
  for (const CurvePoint& p : curve) {
    out.push_back(
        {p.epoch, p.train_loss, p.reconstruction, p.kl_nats, p.beta, p.test_reconstruction});
  }
  return out;
}

}  // namespace

std::filesystem::path MotionVaeTrainer::checkpoint_path() const {
  std::filesystem::path path = out_;
  return path += ".checkpoint";
}

std::string MotionVaeTrainer::identity() const {
  // Windows and a digest of the channels stand for the data.
  double digest = 0.0;
  for (const auto& clip : data_.clips) {
    for (size_t i = 0; i < clip.channels.size(); i += 97)
      digest += clip.channels[i] * (1.0 + i % 13);
  }
  return short_hash(settings_.to_json() + Json(digest).dump() + std::to_string(training_.count()));
}

Result<EncodedWindows> MotionVaeTrainer::encode_windows(const std::vector<WindowIndex>& indices,
                                                        const LinearFront& front) {
  EncodedWindows out;
  out.indices = indices;
  const size_t size = front.shape.window_size();
  out.components.reserve(indices.size() * front.shape.components);
  std::vector<float> windows(size * kEncodeAtOnce);
  for (size_t first = 0; first < indices.size(); first += kEncodeAtOnce) {
    if (!report(progress_, "reading windows", static_cast<double>(first) / indices.size())) {
      return cancelled();
    }
    const size_t count = std::min<size_t>(kEncodeAtOnce, indices.size() - first);
    for (size_t i = 0; i < count; ++i) {
      data_.copy_window(indices[first + i], {windows.data() + i * size, size});
    }
    const auto components =
        network_->components_of({windows.data(), count * size}, static_cast<int>(count));
    out.components.insert(out.components.end(), components.begin(), components.end());
  }
  return out;
}

Status MotionVaeTrainer::prepare() {
  Result<TrainingWindows> data = cut_training_windows(clips_, settings_, progress_);
  if (!data) return data.error();
  data_ = *std::move(data);
  if (data_.training.size() < static_cast<size_t>(settings_.batch) || data_.held_out.empty()) {
    return bad_input("there are " + std::to_string(data_.training.size()) + " training and " +
                     std::to_string(data_.held_out.size()) +
                     " held-out windows; training needs at least a batch of " +
                     std::to_string(settings_.batch) + " and one held out: give more clips");
  }
  FrontShape shape{data_.layout.channel_count(), data_.layout.frame_count, settings_.dct,
                   settings_.components};
  shape.components = std::min(shape.components, shape.coefficient_count());
  {
    const auto chosen = evenly_chosen(static_cast<int>(data_.training.size()), kFrontWindows);
    std::vector<float> windows(chosen.size() * shape.window_size());
    for (size_t i = 0; i < chosen.size(); ++i) {
      data_.copy_window(data_.training[chosen[i]], {windows.data() + i * shape.window_size(),
                                                    static_cast<size_t>(shape.window_size())});
    }
    const auto weights = channel_weights(KinematicTree::make(data_.layout));
    Result<LinearFront> front =
        fit_linear_front(windows, shape, weights, settings_.seed, progress_);
    if (!front) return front.error();
    front_ = *std::move(front);
  }
  if (front_.shape.components < settings_.latent) {
    return bad_input("the training windows span only " + std::to_string(front_.shape.components) +
                     " components, fewer than the " + std::to_string(settings_.latent) +
                     " latent dimensions: lower latent, or give more clips");
  }
  network_ = VaeNetwork::make({settings_.network, settings_.latent, settings_.hidden}, front_,
                              KinematicTree::make(data_.layout), settings_.seed);
  epochs_ = settings_.epochs_for(static_cast<int>(data_.training.size()));
  Result<EncodedWindows> training = encode_windows(data_.training, front_);
  if (!training) return training.error();
  training_ = *std::move(training);
  Result<EncodedWindows> held_out = encode_windows(data_.held_out, front_);
  if (!held_out) return held_out.error();
  held_out_ = *std::move(held_out);
  report_.warnings = data_.warnings;
  return {};
}

Status MotionVaeTrainer::write_checkpoint(const std::string& state) const {
  const Json header{{"identity", identity()}, {"curve", curve_to_json(report_.curve)}};
  return write_atomically(checkpoint_path(),
                          std::string(kCheckpointMagic) + header.dump() + "\n" + state);
}

Status MotionVaeTrainer::resume_from_checkpoint() try {
  if (!std::filesystem::exists(checkpoint_path())) return {};
  const Result<std::string> read = read_file(checkpoint_path());
  if (!read) return read.error();
  const std::string& bytes = *read;
  if (!bytes.starts_with(kCheckpointMagic)) throw std::runtime_error("it is not a checkpoint");
  const size_t header_end = bytes.find('\n', kCheckpointMagic.size());
  const Json header =
      Json::parse(bytes.substr(kCheckpointMagic.size(), header_end - kCheckpointMagic.size()));
  if (header.at("identity").get<std::string>() != identity()) {
    throw std::runtime_error("it belongs to a training with other settings or clips");
  }
  network_->restore(bytes.substr(header_end + 1));
  for (const Json& p : header.at("curve")) {
    report_.curve.push_back({p.at(0), p.at(1), p.at(2), p.at(3), p.at(4), p.at(5)});
  }
  return {};
} catch (const std::exception& e) {
  return bad_input(
      "cannot resume from " + checkpoint_path().string() + ": " + e.what() +
      "; train without --resume, or with the settings and clips that it was made with");
}

bool MotionVaeTrainer::run_epoch(int epoch, CurvePoint& point) {
  const int batch = settings_.batch;
  const int steps = training_.count() / batch;
  const int component_count = front_.shape.components;
  const size_t size = front_.shape.window_size();
  // Everything random in an epoch follows from its number: resuming needs no generator's state.
  std::mt19937_64 random(settings_.seed * 1000003 + epoch);
  std::vector<int> order(training_.count());
  for (int i = 0; i < training_.count(); ++i) order[i] = i;
  analysis::shuffle(order, random);

  StepWeights weights;
  weights.kinematics = {static_cast<float>(settings_.position_weight),
                        static_cast<float>(settings_.velocity_weight),
                        static_cast<float>(settings_.contact_weight)};
  weights.free_bits = static_cast<float>(settings_.free_bits);
  std::vector<float> components(static_cast<size_t>(batch) * component_count);
  std::vector<float> windows(batch * size);
  point = {};
  point.epoch = epoch;
  for (int step = 0; step < steps; ++step) {
    for (int i = 0; i < batch; ++i) {
      const int from = order[step * batch + i];
      std::copy_n(training_.components.begin() + static_cast<ptrdiff_t>(from) * component_count,
                  component_count,
                  components.begin() + static_cast<ptrdiff_t>(i) * component_count);
      data_.copy_window(training_.indices[from], {windows.data() + i * size, size});
    }
    const double progress = epoch - 1 + static_cast<double>(step) / steps;  // in epochs
    const double warm = settings_.warmup_epochs > 0 ? progress / settings_.warmup_epochs : 1.0;
    const double cosine = 0.5 * (1.0 + std::cos(kPi * progress / epochs_));
    weights.beta = static_cast<float>(settings_.beta * std::min(1.0, warm));
    weights.learning_rate =
        static_cast<float>(settings_.learning_rate *
                           (kLastLearningRateShare + (1.0 - kLastLearningRateShare) * cosine));
    const StepLosses losses = network_->train_step({batch, components, windows}, weights, random());
    point.train_loss += losses.total / steps;
    point.reconstruction += losses.reconstruction / steps;
    point.kl_nats += losses.kl_nats / steps;
    point.beta = weights.beta;
    char phase[128];
    std::snprintf(phase, sizeof phase, "training: epoch %d of %d, loss %.4f, KL %.1f nats", epoch,
                  epochs_, losses.total, losses.kl_nats);
    if (!report(progress_, phase, progress / epochs_)) return false;
  }
  point.test_reconstruction =
      network_->reconstruction_error(held_out_.components, held_out_.count());
  return true;
}

bool MotionVaeTrainer::is_done() const {
  constexpr double kWorthwhile = 0.999;  // of the best so far
  const auto epoch = static_cast<int>(report_.curve.size());
  if (epoch >= epochs_) return true;
  const int patience = settings_.patience > 0 ? settings_.patience : std::max(10, epochs_ / 4);
  double best = std::numeric_limits<double>::infinity();
  int best_epoch = 0;
  for (const CurvePoint& p : report_.curve) {
    if (p.test_reconstruction < kWorthwhile * best) {
      best = p.test_reconstruction;
      best_epoch = p.epoch;
    }
  }
  return epoch - std::max(best_epoch, settings_.warmup_epochs) >= patience;
}

Status MotionVaeTrainer::train() {
  auto last_checkpoint = std::chrono::steady_clock::now();
  std::string state;  // after the last whole epoch: what a checkpoint holds
  while (!is_done()) {
    const int epoch = static_cast<int>(report_.curve.size()) + 1;
    CurvePoint point;
    if (!run_epoch(epoch, point)) {
      if (!state.empty()) {
        if (Status s = write_checkpoint(state); !s) return s;
      }
      return cancelled();
    }
    if (!std::isfinite(point.train_loss)) {
      return bad_input("training diverged in epoch " + std::to_string(epoch) +
                       "; lower learning_rate (now " + Json(settings_.learning_rate).dump() + ")");
    }
    report_.curve.push_back(point);
    state = network_->state();
    if (seconds_since(last_checkpoint) > kCheckpointEvery_s) {
      if (Status s = write_checkpoint(state); !s) return s;
      last_checkpoint = std::chrono::steady_clock::now();
    }
  }
  return {};
}

Result<TrainReport> MotionVaeTrainer::run(bool resume) {
  const auto start = std::chrono::steady_clock::now();
  if (Status s = prepare(); !s) return s.error();
  if (resume) {
    if (Status s = resume_from_checkpoint(); !s) return s.error();
  }
  if (Status s = train(); !s) return s.error();
  if (Status s = finish(); !s) return s.error();
  std::error_code ignored;
  std::filesystem::remove(checkpoint_path(), ignored);
  report_.seconds = seconds_since(start);
  return std::move(report_);
}

}  // namespace kinemote::synthesis
