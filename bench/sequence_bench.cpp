// What a sequence classifier takes, for the original system's network (deep-residual, 64 frames of
// 238 numbers, 693,000 parameters):
//   - one sequence to probabilities, on one thread, against the same layers written out with Eigen
//     in this program; the two must agree;
//   - training steps a second, on one thread, batches of 32, against the same network in PyTorch
//     (sequence_peer.py, a child process) where a Python with torch is installed.
//
//   sequence_bench [--repeats N] [--rounds N] [--python PROGRAM]
//
// Times are the processor's own, so that what else the machine does counts less; wall times are
// printed beside them. Rounds of ours and theirs alternate, and the best of each counts.
#include <stdlib.h>
#include <time.h>

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/stats/random.h"
#include "synthesis/control/motion_model.h"
#include "synthesis/control/sequence_classifier.h"
#include "synthesis/control/tensor_file.h"

namespace {

using kinemote::synthesis::ModelsLibrary;
using kinemote::synthesis::SequenceSet;
using kinemote::synthesis::SequenceTrainSettings;
using kinemote::synthesis::TensorFile;
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr int kFrames = 64;
constexpr int kChannels = 238;
constexpr int kClasses = 8;
constexpr int kBatch = 32;

SequenceSet random_set(int count, uint64_t seed) {
  std::mt19937_64 random(seed);
  SequenceSet set;
  set.frames = kFrames;
  set.channels = kChannels;
  set.valid.assign(static_cast<size_t>(count) * kFrames, 1.0F);
  for (size_t i = 0; i < set.valid.size() * kChannels; ++i) {
    set.values.push_back(static_cast<float>(2.0 * kinemote::analysis::uniform01(random) - 1.0));
  }
  for (int i = 0; i < count; ++i) set.labels.push_back(i % kClasses);
  for (int k = 0; k < kClasses; ++k) set.class_names.push_back("class " + std::to_string(k));
  return set;
}

/// deep-residual with standard blocks and attention, from a classifier's file.
class EigenNetwork {
 public:
  explicit EigenNetwork(const TensorFile& file) : file_(file) {}

  Eigen::VectorXf probabilities(const SequenceSet& set) const {
    Matrix x = Eigen::Map<const Matrix>(set.values.data(), set.frames, set.channels);
    x.rowwise() -= row("scale/mean");
    x.array().rowwise() /= row("scale/input_scale").array();
    x = normed("network.1", dense("network.0", x)).cwiseMax(0.0F);
    for (int block = 0; block < 4; ++block) {
      const std::string name = "network." + std::to_string(4 + block);
      Matrix y = normed(name + ".1", dense(name + ".0", x)).cwiseMax(0.0F);
      x = (x + normed(name + ".5", dense(name + ".4", y))).cwiseMax(0.0F);
    }
    const Matrix inner = dense("network.8.inner", x).array().tanh();
    Eigen::VectorXf scores = inner * row("network.8.score.weight").transpose();
    scores = (scores.array() - scores.maxCoeff()).exp();
    const Matrix pooled = (scores.transpose() / scores.sum()) * x;
    const Matrix hidden = dense("network.9", pooled).cwiseMax(0.0F);
    Eigen::VectorXf logits = dense("network.12", hidden).transpose();
    logits = (logits.array() - logits.maxCoeff()).exp();
    return logits / logits.sum();
  }

 private:
  Eigen::Map<const Eigen::RowVectorXf> row(const std::string& name) const {
    const auto& tensor = file_.tensors.at(name);
    return {tensor.values.data(), static_cast<Eigen::Index>(tensor.values.size())};
  }
  Matrix dense(const std::string& name, const Matrix& x) const {
    const auto& weight = file_.tensors.at(name + ".weight");
    Matrix y = x * Eigen::Map<const Matrix>(weight.values.data(), weight.shape[0], weight.shape[1])
                       .transpose();
    y.rowwise() += row(name + ".bias");
    return y;
  }
  Matrix normed(const std::string& name, Matrix x) const {
    x.colwise() -= x.rowwise().mean().eval();
    const Eigen::VectorXf deviation =
        (x.rowwise().squaredNorm().array() / static_cast<float>(x.cols()) + 1e-5F).sqrt();
    x.array().colwise() /= deviation.array();
    x.array().rowwise() *= row(name + ".gain").array();
    x.rowwise() += row(name + ".bias");
    return x;
  }

  const TensorFile& file_;
};

double seconds_of(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Times {
  double p50_ms = 0.0, p99_ms = 0.0;  // of the processor
  double wall_p99_ms = 0.0;
};

template <typename Work>
Times time_of(int repeats, Work work) {
  std::vector<double> times_ms, walls_ms;
  for (int i = 0; i < repeats + 20; ++i) {
    const double start = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    const double wall_start = seconds_of(CLOCK_MONOTONIC);
    work();
    if (i < 20) continue;  // the first ones warm caches
    times_ms.push_back(1e3 * (seconds_of(CLOCK_PROCESS_CPUTIME_ID) - start));
    walls_ms.push_back(1e3 * (seconds_of(CLOCK_MONOTONIC) - wall_start));
  }
  std::sort(times_ms.begin(), times_ms.end());
  std::sort(walls_ms.begin(), walls_ms.end());
  const size_t p99 = times_ms.size() * 99 / 100;
  return {times_ms[times_ms.size() / 2], times_ms[p99], walls_ms[p99]};
}

void print(const char* name, const Times& times) {
  std::printf("  %-18s p50 %7.3f ms   p99 %7.3f ms   (wall p99 %7.3f ms)", name, times.p50_ms,
              times.p99_ms, times.wall_p99_ms);
}

/// What a command prints; empty if it fails.
std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string out;
  std::array<char, 256> part{};
  while (pipe && fgets(part.data(), part.size(), pipe.get()) != nullptr) out += part.data();
  return out;
}

/// The first of these programs that has torch; empty if none.
std::string python_with_torch(const std::vector<std::string>& programs) {
  for (const std::string& python : programs) {
    if (output_of(python + " -c 'import torch; print(1)' 2>/dev/null") == "1\n") return python;
  }
  return {};
}

bool measure_inference(ModelsLibrary& library, const std::filesystem::path& path, int repeats) {
  const auto classifier = library.open_sequence_classifier(path);
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  const auto file = kinemote::synthesis::parse_tensor_file(
      bytes.str(), {"KINEMOTE-SEQUENCE-CLASSIFIER", 1, "sequence classifier"});
  if (!classifier || !file) {
    std::printf("%s\n", (!classifier ? classifier.error() : file.error()).message.c_str());
    return false;
  }
  const EigenNetwork reference(*file);
  double largest_difference = 0.0;
  for (int i = 0; i < 8; ++i) {
    const SequenceSet set = random_set(1, 100 + i);
    const auto ours = (*classifier)->probabilities(set);
    const auto theirs = reference.probabilities(set);
    for (int k = 0; k < kClasses; ++k) {
      largest_difference = std::max<double>(largest_difference, std::abs((*ours)[k] - theirs[k]));
    }
  }
  const SequenceSet set = random_set(1, 7);
  double sum = 0.0;  // keeps the results
  const Times theirs = time_of(repeats, [&] { sum += reference.probabilities(set)[0]; });
  const Times ours = time_of(repeats, [&] { sum += (*(*classifier)->probabilities(set))[0]; });
  std::printf("one sequence, %lld parameters\n",
              static_cast<long long>((*classifier)->parameter_count()));
  print("layers in Eigen", theirs);
  std::printf("\n");
  print("classifier", ours);
  std::printf("   ratio %.2f   (target p99 2 ms)\n", theirs.p50_ms / ours.p50_ms);
  std::printf("  largest difference %9.2g\n", largest_difference);
  return sum > 0.0 && largest_difference < 1e-4;
}

}  // namespace

int main(int argc, char** argv) {
  int repeats = 500;
  int rounds = 3;
  std::vector<std::string> pythons = {"python3", "/usr/bin/python3"};
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (name == "--repeats") repeats = std::max(1, std::atoi(argv[i + 1]));
    if (name == "--rounds") rounds = std::max(1, std::atoi(argv[i + 1]));
    if (name == "--python") pythons = {argv[i + 1]};
  }
  const auto library = kinemote::synthesis::models_library();
  if (!library) {
    std::printf("%s\n", library.error().message.c_str());
    return library.error().message.find("KINEMOTE_WITH_TORCH") != std::string::npos ? 0 : 1;
  }
  const std::string python = python_with_torch(pythons);
  const std::string peer = python + " '" KINEMOTE_SOURCE_DIR "/bench/sequence_peer.py'";
  const SequenceSet set = random_set(8 * kBatch, 1);
  SequenceTrainSettings settings;
  settings.epochs = 3;
  settings.batch = kBatch;
  settings.threads = 1;
  double ours = 0.0;
  double theirs = 0.0;
  std::string folder = (std::filesystem::temp_directory_path() / "sequence_bench_XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return 1;
  const std::filesystem::path path = std::filesystem::path(folder) / "bench.kclass";
  for (int round = 0; round < rounds; ++round) {
    const double start = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    const auto training = (*library)->train_sequence_classifier(set, {}, settings, {}, false, {});
    const double took_s = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - start;
    if (!training || !training->classifier->save(path).ok()) return 1;
    ours = std::max(ours, static_cast<double>(training->steps) / took_s);
    if (!python.empty()) theirs = std::max(theirs, std::atof(output_of(peer).c_str()));
  }
  std::printf("%s\n", (*library)->description().c_str());
  const bool agrees = measure_inference(**library, path, repeats);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  std::printf("training, batches of %d, one thread, processor time, best of %d rounds\n", kBatch,
              rounds);
  if (theirs > 0.0) {
    std::printf("  PyTorch            %7.2f steps/s\n", theirs);
    std::printf("  ours               %7.2f steps/s   ratio %.2f   (target 0.9)\n", ours,
                ours / theirs);
  } else {
    std::printf("  PyTorch            skipped: no Python with torch (Debian: python3-torch)\n");
    std::printf("  ours               %7.2f steps/s\n", ours);
  }
  return agrees ? 0 : 1;
}
