#include "app/recognition/motion_codes.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "synthesis/control/clip_windows.h"
#include "synthesis/control/conditional_prior.h"

namespace kinemote::app {
namespace {

constexpr int kMeasuredWindows = 256;     // that say how much each channel varies
constexpr double kLeastDeviation = 0.01;  // m/s, rad/s, m, or a number of a rotation
constexpr double kStep = 0.5;             // of the differences, in deviations of a code's unit
constexpr double kRidge = 1e-9;           // units that change nothing leave M singular

const synthesis::Condition kAny{{0.0, 0.0, 0.0}, 0};

Eigen::RowVectorXd row_of(const std::vector<float>& values) {
  return Eigen::Map<const Eigen::RowVectorXf>(values.data(), std::ssize(values)).cast<double>();
}

}  // namespace

Result<MotionCodes> MotionCodes::make(std::unique_ptr<synthesis::MotionModel> model) {
  const synthesis::ModelCard& card = model->card();
  if (card.layout.frame_count != kCodeFrames || card.references.empty()) {
    return bad_input("this motion model sees " + std::to_string(card.layout.frame_count) +
                     " frames at once; an encoder of recognisers sees " +
                     std::to_string(kCodeFrames));
  }
  MotionCodes codes(std::move(model));
  if (Status s = codes.measure(); !s) return s.error();
  return codes;
}

Status MotionCodes::measure() {
  const synthesis::ModelCard& card = model_->card();
  const auto& references = card.references;
  const auto count = static_cast<Eigen::Index>(references.size());
  const Eigen::Index dims = card.latent_dim();
  Eigen::MatrixXd all(count, dims);
  for (Eigen::Index r = 0; r < count; ++r)
    all.row(r) = row_of(references[static_cast<size_t>(r)].code);
  mean_ = all.colwise().mean();
  const Eigen::MatrixXd centred = all.rowwise() - mean_;
  const Eigen::RowVectorXd sd =
      (centred.colwise().squaredNorm() / static_cast<double>(count)).cwiseSqrt();

  const auto decoded = [&](const Eigen::RowVectorXd& code) -> Result<Eigen::RowVectorXd> {
    const Eigen::RowVectorXf narrow = code.cast<float>();
    const std::span<const float> numbers(narrow.data(), static_cast<size_t>(narrow.size()));
    const auto window = model_->decode(model_->prior().latent_of(numbers, kAny), kAny);
    if (!window) return window.error();
    return row_of(*window);
  };
  const int channels = card.layout.channel_count();
  const Eigen::Index shown = std::min<Eigen::Index>(count, kMeasuredWindows);
  Eigen::RowVectorXd sums = Eigen::RowVectorXd::Zero(channels), squares = sums;
  for (Eigen::Index i = 0; i < shown; ++i) {
    const auto window = decoded(all.row(i * count / shown));
    if (!window) return window.error();
    for (int f = 0; f < kCodeFrames; ++f) {
      const auto frame = window->segment(f * channels, channels);
      sums += frame;
      squares += frame.cwiseAbs2();
    }
  }
  const double frames = static_cast<double>(shown) * kCodeFrames;
  const Eigen::RowVectorXd deviations = (squares / frames - (sums / frames).cwiseAbs2())
                                            .cwiseMax(0.0)
                                            .cwiseSqrt()
                                            .cwiseMax(kLeastDeviation);
  const Eigen::RowVectorXd weights = deviations.cwiseInverse().replicate(1, kCodeFrames);

  Eigen::MatrixXd jacobian(dims, weights.size());
  for (Eigen::Index d = 0; d < dims; ++d) {
    Eigen::RowVectorXd low = mean_, high = mean_;
    const double step = std::max(kStep * sd[d], 1e-3);
    low[d] -= step;
    high[d] += step;
    const auto before = decoded(low), after = decoded(high);
    if (!before) return before.error();
    if (!after) return after.error();
    jacobian.row(d) = (*after - *before).cwiseProduct(weights) / (2.0 * step);
  }
  Eigen::MatrixXd metric = jacobian * jacobian.transpose();
  metric.diagonal().array() += kRidge * metric.trace() / static_cast<double>(dims);
  const Eigen::LLT<Eigen::MatrixXd> root(metric);
  if (root.info() != Eigen::Success)
    return bad_input("what this motion model's codes change cannot be measured");
  root_ = root.matrixL();
  root_ /= std::sqrt(
      std::max(1e-12, (centred * root_).squaredNorm() / static_cast<double>(centred.size())));
  return {};
}

Result<Eigen::MatrixXd> MotionCodes::of(const RecognitionSet& set, const std::vector<int>& windows,
                                        const Progress& progress) {
  const synthesis::WindowLayout& layout = model_->card().layout;
  const int channels = layout.channel_count();
  const size_t wanted = static_cast<size_t>(kCodeFrames) * channels;
  Eigen::MatrixXd codes(std::ssize(windows), numbers());
  std::vector<float> read;
  int read_clip = -1;
  for (size_t i = 0; i < windows.size(); ++i) {
    const double done = static_cast<double>(i) / static_cast<double>(windows.size());
    if (!report(progress, "encoding windows", done)) return cancelled();
    const RecognitionWindow& window = set.windows[windows[i]];
    if (window.clip != read_clip) {
      const auto import = set.load(set.clips[window.clip].source);
      if (!import) return import.error();
      auto found = synthesis::channels_from_clip(import->clip, layout);
      if (!found) return found.error();
      read = std::move(*found);
      read_clip = window.clip;
    }
    const int end = std::min(window.first_frame + set.sequences[windows[i]].frames,
                             static_cast<int>(read.size()) / channels);
    Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(mean_.size());
    int looks = 0;
    for (int first = window.first_frame; looks == 0 || first + kCodeFrames <= end;
         first += kCodeHop, ++looks) {
      const size_t from = std::min(static_cast<size_t>(first) * channels, read.size());
      synthesis::MotionWindow look(
          read.begin() + static_cast<ptrdiff_t>(from),
          read.begin() + static_cast<ptrdiff_t>(std::min(from + wanted, read.size())));
      synthesis::hold_to_fill(look, layout);
      const auto latent = model_->encode(look, kAny);
      if (!latent) return latent.error();
      sum += row_of(model_->prior().code_of(*latent, kAny));
    }
    codes.row(static_cast<Eigen::Index>(i)) = (sum / looks - mean_) * root_;
  }
  return codes;
}

}  // namespace kinemote::app
