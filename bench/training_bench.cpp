// Training steps of the motion VAE per second (forward, kinematic losses, backward, Adam), against
// the same network and the same losses in PyTorch (training_peer.py), both in this run.
//
//   training_bench [--epochs N] [--threads N] [--python PROGRAM]
//
// The built-in corpus, default settings. Reading clips, the linear front and measuring do not
// count. Without PyTorch only our own figure is printed, and that there is none to compare with.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "synthesis/control/model_file.h"
#include "synthesis/control/motion_model.h"
#include "synthesis/procedural/corpus.h"

namespace {

using kinemote::synthesis::ModelFile;
using kinemote::synthesis::MotionVaeSettings;
using Clock = std::chrono::steady_clock;

struct Options {
  int epochs = 4;
  int threads = 2;
  std::string python = "python3";
};

Options read_options(int argc, char** argv) {
  Options out;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (name == "--epochs") out.epochs = std::max(2, std::atoi(argv[i + 1]));
    if (name == "--threads") out.threads = std::max(1, std::atoi(argv[i + 1]));
    if (name == "--python") out.python = argv[i + 1];
  }
  return out;
}

/// When steps were taken: the first epoch warms caches and does not count.
struct StepClock {
  int steps = 0;
  Clock::time_point first, last;
  bool operator()(std::string_view phase, double) {
    constexpr std::string_view kFirstEpoch = "training: epoch 1 of";
    if (!phase.starts_with("training: epoch") || phase.starts_with(kFirstEpoch)) return true;
    last = Clock::now();
    if (steps++ == 0) first = last;
    return true;
  }
  double per_second() const {
    return (steps - 1) / std::chrono::duration<double>(last - first).count();
  }
};

/// What the peer must know to build the same network and the same figure.
nlohmann::json shape_of(const ModelFile& file, const MotionVaeSettings& settings) {
  const auto& layout = file.card.layout;
  const auto& basis = file.tensors.at("front/basis");
  std::vector<int> node_of(layout.skeleton->joints.size(), -1);
  nlohmann::json nodes = nlohmann::json::array();
  const auto add = [&](int parent, const kinemote::Vec3& offset, bool is_tip) {
    nodes.push_back({parent, {offset[0], offset[1], offset[2]}, is_tip});
  };
  for (const int j : layout.joints) {
    const bool is_hips = j == layout.joints.front();
    const auto& joint = layout.skeleton->joints[j];
    node_of[j] = static_cast<int>(nodes.size());
    add(is_hips ? -1 : node_of[joint.parent], is_hips ? kinemote::Vec3(0.0) : joint.offset, false);
  }
  for (const int j : layout.joints) {
    const auto& tip = layout.skeleton->joints[j].end_site;
    if (tip && glm::dot(*tip, *tip) > 1e-8) add(node_of[j], *tip, true);
  }
  return {{"channels", layout.channel_count()},
          {"frames", layout.frame_count},
          {"fps", layout.fps},
          {"components", basis.shape[0]},
          {"dct", basis.shape[1] / layout.channel_count()},
          {"latent", settings.latent},
          {"hidden", settings.hidden},
          {"batch", settings.batch},
          {"nodes", nodes}};
}

/// Steps a second of the peer; 0 if it cannot run.
double peer_steps_per_s(const std::filesystem::path& shape, const Options& options, int steps) {
  const std::string command = options.python + " " + KINEMOTE_SOURCE_DIR +
                              "/bench/training_peer.py " + shape.string() + " " +
                              std::to_string(steps) + " " + std::to_string(options.threads);
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return 0.0;
  double rate = 0.0;
  if (std::fscanf(pipe, "%lf", &rate) != 1) rate = 0.0;
  pclose(pipe);
  return rate;
}

}  // namespace

int main(int argc, char** argv) {
  namespace synthesis = kinemote::synthesis;
  const Options options = read_options(argc, argv);
  const auto library = synthesis::models_library();
  if (!library) {
    std::printf("skipped: %s\n", library.error().message.c_str());
    return 0;
  }
  const std::vector<kinemote::analysis::PadWord> words = {
      {"neutral", {0.0, 0.0, 0.0}}, {"happy", {0.8, 0.5, 0.4}}, {"sad", {-0.6, -0.4, -0.3}}};
  const auto corpus = synthesis::make_corpus({120, 1, 0.0}, words);
  if (!corpus) {
    std::printf("%s\n", corpus.error().message.c_str());
    return 1;
  }
  std::vector<synthesis::TrainingClip> clips;
  for (const auto& clip : *corpus) {
    clips.push_back({clip.clip, clip.pad, clip.content, clip.label, clip.take});
  }
  MotionVaeSettings settings;
  settings.epochs = options.epochs;
  settings.threads = options.threads;

  const auto folder = std::filesystem::temp_directory_path() / "kinemote_training_bench";
  std::filesystem::create_directories(folder);
  const auto model = folder / "bench.kmodel";
  StepClock clock;
  const auto trained = (*library)->train_motion_vae(clips, settings, model, false, std::ref(clock));
  const auto file = synthesis::read_model_file(model);
  if (!trained || !file) {
    std::printf("%s\n", (trained ? file.error() : trained.error()).message.c_str());
    return 1;
  }
  const auto shape = folder / "shape.json";
  std::ofstream(shape) << shape_of(*file, settings);
  std::printf("%s, batch %d, %d joints\n", (*library)->description().c_str(), settings.batch,
              static_cast<int>(file->card.layout.joints.size()));
  const double ours = clock.per_second();
  std::printf("  kinemote   %7.1f steps/s (%d steps)\n", ours, clock.steps);
  const double theirs = peer_steps_per_s(shape, options, clock.steps);
  if (theirs > 0.0) {
    std::printf("  PyTorch    %7.1f steps/s   ratio %.2f\n", theirs, ours / theirs);
  } else {
    std::printf("  PyTorch    skipped: %s has none (Debian: python3-torch)\n",
                options.python.c_str());
  }
  std::filesystem::remove_all(folder);
  return 0;
}
