// One latent to one window, as a slider asks for it, against the same layers written out with
// Eigen in this program: what LibTorch, the library border and the copies cost. The two must agree.
//
//   decode_bench [MODEL] [--repeats N]
//
// MODEL defaults to the shipped one. Times are milliseconds on one thread, batch 1.
#include <Eigen/Core>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "bench_model.h"
#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/generate.h"
#include "synthesis/control/model_file.h"

namespace {

using kinemote::synthesis::Condition;
using kinemote::synthesis::ModelFile;
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Map<const Matrix> matrix_of(const ModelFile& file, const std::string& name) {
  const auto& tensor = file.tensors.at(name);
  return {tensor.values.data(), tensor.shape[0], tensor.shape[1]};
}

Eigen::Map<const Eigen::VectorXf> vector_of(const ModelFile& file, const std::string& name) {
  const auto& tensor = file.tensors.at(name);
  return {tensor.values.data(), static_cast<Eigen::Index>(tensor.values.size())};
}

Eigen::VectorXf silu(const Eigen::VectorXf& x) {
  return (x.array() / (1.0F + (-x.array()).exp())).matrix();
}

/// The decoder of a model file with an mlp, and the prior that says what a latent means to it.
class EigenDecoder {
 public:
  explicit EigenDecoder(const ModelFile& file)
      : file_(file), prior_(file.card.references, file.card.latent_dim()) {
    const int frames = file.card.layout.frame_count;
    const auto channels = file.card.layout.channel_count();
    const auto coefficients = matrix_of(file, "front/basis").cols() / channels;
    dct_.resize(coefficients, frames);
    for (int k = 0; k < coefficients; ++k) {
      for (int t = 0; t < frames; ++t) {
        dct_(k, t) = static_cast<float>(std::sqrt((k > 0 ? 2.0 : 1.0) / frames) *
                                        std::cos(kinemote::kPi * (t + 0.5) * k / frames));
      }
    }
  }

  /// T x C, before contacts are clamped.
  Matrix decode(const std::vector<float>& latent, const Condition& condition) const {
    const auto& card = file_.card;
    const std::vector<float> known = prior_.code_of(latent, condition);
    Eigen::VectorXf code(latent.size());
    for (Eigen::Index d = 0; d < code.size(); ++d) {
      code[d] = static_cast<float>(card.latent[d].mean + card.latent[d].sd * known[d]);
    }
    const Eigen::VectorXf h1 = silu(dense("decoder.1", code));
    const Eigen::VectorXf h2 = silu(dense("decoder.2", h1));
    const Eigen::VectorXf components =
        dense("linear.out", code) +
        dense("decoder.out", h2).cwiseProduct(vector_of(file_, "scale/component_scale"));
    const Eigen::VectorXf coefficients = matrix_of(file_, "front/basis").transpose() * components +
                                         vector_of(file_, "scale/coefficient_mean");
    const Eigen::Map<const Matrix> by_channel(coefficients.data(), card.layout.channel_count(),
                                              dct_.rows());
    Matrix channels = by_channel * dct_;
    channels = vector_of(file_, "scale/channel_scale").asDiagonal() * channels;
    channels.colwise() += Eigen::VectorXf(vector_of(file_, "scale/channel_mean"));
    return channels.transpose();
  }

 private:
  Eigen::VectorXf dense(const std::string& name, const Eigen::VectorXf& x) const {
    return matrix_of(file_, name + ".weight") * x + vector_of(file_, name + ".bias");
  }

  const ModelFile& file_;
  kinemote::synthesis::ConditionalPrior prior_;
  Matrix dct_;
};

struct Times {
  double p50_ms = 0.0, p99_ms = 0.0;
};

template <typename Work>
Times time_of(int repeats, Work work) {
  std::vector<double> times;
  for (int i = 0; i < repeats + 20; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const bool is_done = work(i);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    if (is_done && i >= 20) times.push_back(took.count());  // the first ones warm caches
  }
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times[times.size() * 99 / 100]};
}

}  // namespace

int main(int argc, char** argv) {
  const auto bench = kinemote::bench::open_bench_model(argc, argv, "--repeats", 500);
  if (!bench.model) return bench.exit_code;
  const int repeats = bench.count;
  auto& model = *bench.model;
  const auto file = kinemote::synthesis::read_model_file(bench.path);
  if (!file) {
    std::printf("%s\n", file.error().message.c_str());
    return 1;
  }
  const EigenDecoder reference(*file);
  const auto latent_of = [&](int i) {
    std::vector<float> latent(file->card.latent.size());
    for (size_t d = 0; d < latent.size(); ++d) latent[d] = std::sin(0.7F * i + 1.3F * d);
    return latent;
  };
  const Condition condition{{0.4, -0.2, 0.3}, 0};

  double largest_difference = 0.0;
  const int channels = file->card.layout.channel_count();
  for (int i = 0; i < 8; ++i) {
    const auto ours = model.decode(latent_of(i), condition);
    const Matrix theirs = reference.decode(latent_of(i), condition);
    for (size_t k = 0; k < ours->size(); ++k) {
      const bool is_contact = static_cast<int>(k % channels) >= file->card.layout.contact_offset();
      const float expected =
          is_contact ? std::clamp(theirs.data()[k], 0.0F, 1.0F) : theirs.data()[k];
      largest_difference = std::max<double>(largest_difference, std::abs((*ours)[k] - expected));
    }
  }
  const Times ours =
      time_of(repeats, [&](int i) { return model.decode(latent_of(i), condition).ok(); });
  const Times theirs =
      time_of(repeats, [&](int i) { return reference.decode(latent_of(i), condition).size() > 0; });
  const Times clean = time_of(repeats, [&](int i) {
    return kinemote::synthesis::decode_clip(model, latent_of(i), condition).ok();
  });
  std::printf("%s, %s\n", file->card.name.c_str(), bench.backend.c_str());
  std::printf("  layers in Eigen          p50 %7.3f ms   p99 %7.3f ms\n", theirs.p50_ms,
              theirs.p99_ms);
  std::printf("  decode                   p50 %7.3f ms   p99 %7.3f ms   ratio %.2f\n", ours.p50_ms,
              ours.p99_ms, theirs.p50_ms / ours.p50_ms);
  std::printf("  decode, feet planted     p50 %7.3f ms   p99 %7.3f ms   ratio %.2f\n", clean.p50_ms,
              clean.p99_ms, theirs.p50_ms / clean.p50_ms);
  std::printf("  largest difference       %9.2g\n", largest_difference);
  return largest_difference < 1e-3 ? 0 : 1;
}
