// How fast a BVH file is read, beside Assimp's reader and beside the bare parsing of the same
// numbers with fast_float, on the same bytes in the same run.
//
// All get the file in memory. Ours and Assimp's make joints and key frames of it; ours also finds
// out the unit, the up axis and the position rule; Assimp also makes a mesh of the skeleton. The
// bare parsing reads each number of the MOTION table into one row that stays in the cache, and does
// nothing else: no reader that calls fast_float can be faster.
#include <assimp/scene.h>
#include <benchmark/benchmark.h>
#include <fast_float/fast_float.h>

#include <algorithm>
#include <array>
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

/// A file under $KINEMOTE_DATA; empty if it is not there.
std::string recorded_file(const char* name) {
  const char* folder = std::getenv("KINEMOTE_DATA");
  if (folder == nullptr) return {};
  const auto bytes = kinemote::io::read_file(std::filesystem::path(folder) / name);
  return bytes.ok() ? *bytes : std::string();
}

size_t first_row(const std::string& text) {
  const size_t frame_time = text.find("Frame Time:");
  const size_t line_end =
      frame_time == std::string::npos ? frame_time : text.find('\n', frame_time);
  return line_end == std::string::npos ? text.size() : line_end + 1;
}

/// The rows of a file again and again until it holds `bytes`, with the count that they then have.
std::string lengthened(const std::string& text, size_t bytes) {
  if (text.empty()) return {};
  const size_t rows_at = first_row(text);
  std::string rows = text.substr(rows_at);
  if (!rows.ends_with('\n')) rows += '\n';
  const size_t times = (bytes - rows_at) / rows.size() + 1;
  const size_t count_at = text.find("Frames:") + 7;
  const auto frames = static_cast<size_t>(std::count(rows.begin(), rows.end(), '\n'));
  std::string out = text.substr(0, count_at) + " " + std::to_string(frames * times) +
                    text.substr(text.find('\n', count_at), rows_at - text.find('\n', count_at));
  out.reserve(out.size() + times * rows.size());
  for (size_t i = 0; i < times; ++i) out += rows;
  return out;
}

void read_with_kinemote(benchmark::State& state, const std::string& text, int threads) {
  kinemote::io::BvhReadSettings settings;
  settings.threads = threads;
  for (auto _ : state) {
    const auto read = kinemote::io::parse_bvh(text, "bench.bvh", settings);
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

void parse_bare_numbers(benchmark::State& state, const std::string& text) {
  std::array<double, 128> row{};
  for (auto _ : state) {
    const char* at = text.data() + first_row(text);
    const char* const end = text.data() + text.size();
    size_t count = 0;
    while (true) {
      while (at != end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')) ++at;
      if (at == end) break;
      const auto [stop, error] = fast_float::from_chars(at, end, row[count++ % row.size()]);
      if (error != std::errc()) {
        state.SkipWithError("not a number");
        return;
      }
      at = stop;
    }
    benchmark::DoNotOptimize(row.data());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}

/// Prints the usual lines and keeps the time of each benchmark.
class RatioReporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      if (run.error_occurred) continue;
      std::string name = run.benchmark_name();
      name.resize(std::min(name.size(), name.find("/real_time")));
      const auto iterations = static_cast<double>(run.iterations);
      times_[name] = {run.cpu_accumulated_time / iterations,
                      run.real_accumulated_time / iterations};
    }
  }

  /// One thread by processor time, which other programs disturb less; several by the clock.
  void print_ratios(const std::string& file, size_t bytes) const {
    print_ratio("kinemote_1_thread", "processor", file, bytes, &Times::cpu_s);
    print_ratio("kinemote", "clock", file, bytes, &Times::real_s);
  }

 private:
  struct Times {
    double cpu_s = 0.0;
    double real_s = 0.0;
  };

  void print_ratio(const std::string& ours, const char* time, const std::string& file, size_t bytes,
                   double Times::*kind) const {
    const auto speed = [&](const std::string& reader) {
      const auto found = times_.find(reader + "/" + file);
      return found == times_.end() ? 0.0 : static_cast<double>(bytes) / 1e6 / found->second.*kind;
    };
    const double own = speed(ours), assimp = speed("assimp"), bare = speed("bare");
    if (own == 0.0 || assimp == 0.0 || bare == 0.0) return;
    std::printf(
        "bvh_load %s: %s %.0f MB/s (%s time), assimp %.0f MB/s, ratio %.1f; "
        "bare fast_float %.0f MB/s, ratio %.2f\n",
        file.c_str(), ours.c_str(), own, time, assimp, own / assimp, bare, own / bare);
  }

  std::map<std::string, Times> times_;
};

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const std::string cmu = recorded_file("odd-bvh/cmu_12_01_walk.bvh");
  const std::map<std::string, std::string> files{
      {"generated", generated_file()},
      {"bandai_namco", recorded_file("bandai-namco/dataset-1/data/dataset-1_walk_sad_001.bvh")},
      {"cmu_12_01_walk", cmu},
      {"cmu_100_mb", lengthened(cmu, 100'000'000)}};
  const auto add = [](const std::string& name, auto function, const auto&... arguments) {
    benchmark::RegisterBenchmark(name.c_str(), function, arguments...)
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
  };
  for (const auto& [name, text] : files) {
    if (text.empty()) continue;
    add("kinemote_1_thread/" + name, read_with_kinemote, text, 1);
    add("kinemote/" + name, read_with_kinemote, text, 0);
    add("assimp/" + name, read_with_assimp, text);
    add("bare/" + name, parse_bare_numbers, text);
  }
  RatioReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  for (const auto& [name, text] : files) reporter.print_ratios(name, text.size());
  return 0;
}
