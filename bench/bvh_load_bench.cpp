// How fast a BVH file is read, beside Assimp's reader on the same bytes in the same run.
//
// Both readers get the file in memory and make joints and key frames of it. Ours also finds out the
// unit, the up axis and the position rule; Assimp also makes a mesh of the skeleton.
#include <assimp/scene.h>
#include <benchmark/benchmark.h>

#include <assimp/Importer.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <string>

#include "motion/io/atomic_file.h"
#include "motion/io/bvh.h"

namespace {

using kinemote::Clip;

/// One minute of wandering joints at 30 fps on the built-in skeleton, as our writer puts it.
std::string generated_file() {
  std::mt19937_64 random(1);
  std::normal_distribution<double> step(0.0, 0.05);
  Clip clip = Clip::make(kinemote::canonical_skeleton(), 1800, 1.0 / 30.0);
  for (int f = 1; f < clip.frame_count; ++f) {
    const auto before = clip.frame_rotations(f - 1);
    const auto rotations = clip.frame_rotations(f);
    for (size_t j = 0; j < rotations.size(); ++j) {
      const kinemote::Quat turn(1.0, step(random), step(random), step(random));
      rotations[j] = kinemote::canonical(glm::normalize(before[j] * turn));
    }
    clip.translations[f] = clip.translations[f - 1];
    clip.translations[f].z += 0.03;
  }
  return kinemote::io::format_bvh(clip);
}

/// A file of the Bandai-Namco set under $KINEMOTE_DATA; empty if it is not there.
std::string recorded_file() {
  const char* folder = std::getenv("KINEMOTE_DATA");
  if (folder == nullptr) return {};
  const auto path =
      std::filesystem::path(folder) / "bandai-namco/dataset-1/data/dataset-1_walk_sad_001.bvh";
  const auto bytes = kinemote::io::read_file(path);
  return bytes.ok() ? *bytes : std::string();
}

void read_with_kinemote(benchmark::State& state, const std::string& text) {
  for (auto _ : state) {
    const auto read = kinemote::io::parse_bvh(text, "bench.bvh");
    if (!read.ok()) {
      state.SkipWithError(read.error().message.c_str());
      return;
    }
    benchmark::DoNotOptimize(read->clip.rotations.data());
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}

void read_with_assimp(benchmark::State& state, const std::string& text) {
  for (auto _ : state) {
    Assimp::Importer importer;
    const aiScene* scene = importer.ReadFileFromMemory(text.data(), text.size(), 0, "bvh");
    if (scene == nullptr || scene->mNumAnimations == 0) {
      state.SkipWithError(importer.GetErrorString());
      return;
    }
    benchmark::DoNotOptimize(scene->mAnimations[0]->mChannels);
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}

/// Prints the usual lines and keeps the bytes per second of each benchmark.
class RatioReporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      const auto speed = run.counters.find("bytes_per_second");
      if (!run.error_occurred && speed != run.counters.end()) {
        bytes_per_second_[run.benchmark_name()] = speed->second;
      }
    }
  }

  void print_ratio(const std::string& file) const {
    const auto ours = bytes_per_second_.find("kinemote/" + file);
    const auto reference = bytes_per_second_.find("assimp/" + file);
    if (ours == bytes_per_second_.end() || reference == bytes_per_second_.end()) return;
    std::printf("bvh_load %s: kinemote %.0f MB/s, assimp %.0f MB/s, ratio %.1f\n", file.c_str(),
                ours->second / 1e6, reference->second / 1e6, ours->second / reference->second);
  }

 private:
  std::map<std::string, double> bytes_per_second_;
};

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const std::map<std::string, std::string> files{{"generated", generated_file()},
                                                 {"bandai_namco", recorded_file()}};
  for (const auto& [name, text] : files) {
    if (text.empty()) continue;
    benchmark::RegisterBenchmark(("kinemote/" + name).c_str(), read_with_kinemote, text)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark(("assimp/" + name).c_str(), read_with_assimp, text)
        ->Unit(benchmark::kMillisecond);
  }
  RatioReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  for (const auto& [name, text] : files) reporter.print_ratio(name);
  return 0;
}
