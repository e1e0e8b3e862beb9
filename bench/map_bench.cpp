// A map of a folder of BVH files, end to end: read, signatures, exact W1, classical scaling,
// SMACOF, k-means, scores. Where the Python script is found that does the same with NumPy, SciPy
// and scikit-learn, it runs as a child process on the same files, and both its exact variant and
// its variant with an approximate grid of 512 quantiles are compared, by processor seconds without
// the time to import its libraries.
//
//   map_bench [--folder DIR] [--script FILE] [--python FILE] [--limit N] [--repeats N]
//
// Default folder: Bandai-Namco dataset-1 under $KINEMOTE_DATA (default ../shared/data); default
// script: ../peers/signature_pipeline.py beside that folder.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "app/map_job.h"

namespace {

namespace fs = std::filesystem;

struct Options {
  fs::path folder, script;
  std::string python = "/usr/bin/python3";
  int limit = 0;
  int repeats = 5;
};

Options parse(int argc, char** argv) {
  const char* given = std::getenv("KINEMOTE_DATA");
  const fs::path data =
      given != nullptr ? fs::path(given) : fs::path(KINEMOTE_SOURCE_DIR) / ".." / "shared" / "data";
  Options options;
  options.folder = data / "bandai-namco" / "dataset-1" / "data";
  options.script = data / ".." / "peers" / "signature_pipeline.py";
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view option = argv[i];
    if (option == "--folder") options.folder = argv[i + 1];
    if (option == "--script") options.script = argv[i + 1];
    if (option == "--python") options.python = argv[i + 1];
    if (option == "--limit") options.limit = std::atoi(argv[i + 1]);
    if (option == "--repeats") options.repeats = std::max(1, std::atoi(argv[i + 1]));
  }
  return options;
}

/// Processor seconds of this process, user and system, all threads.
double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Seconds {
  double wall = 1e300, cpu = 1e300;
};

/// Classical and SMACOF maps with k-means and scores, reading every file anew.
Seconds measure_ours(const Options& options) {
  Seconds best;
  for (int r = 0; r < options.repeats; ++r) {
    const auto start = std::chrono::steady_clock::now();
    const double cpu_start = cpu_seconds();
    kinemote::app::ClipSetSettings source;
    source.limit = options.limit;
    const auto clips = kinemote::app::open_clip_set(options.folder.string(), source, {});
    if (!clips) {
      std::printf("%s\n", clips.error().message.c_str());
      std::exit(1);
    }
    kinemote::app::MapSettings settings;
    settings.embed = "smacof";  // starts from the classical map
    const auto map = kinemote::app::make_map(*clips, settings, {});
    if (!map) {
      std::printf("%s\n", map.error().message.c_str());
      std::exit(1);
    }
    best.cpu = std::min(best.cpu, cpu_seconds() - cpu_start);
    best.wall = std::min(
        best.wall, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    if (r == 0) {
      std::printf("%zu clips, %zu clusters, stress-1 %.4f\n", map->clips.size(),
                  map->cluster_sizes.size(), map->stress1);
    }
  }
  return best;
}

/// Runs the script and returns its report; null where it cannot run.
nlohmann::json run_script(const Options& options) {
  const fs::path report =
      fs::temp_directory_path() / ("map_bench_" + std::to_string(getpid()) + ".json");
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    if (std::freopen("/dev/null", "w", stdout) == nullptr) _exit(1);
    const std::string limit = std::to_string(options.limit > 0 ? options.limit : 1'000'000);
    execl(options.python.c_str(), options.python.c_str(), options.script.c_str(),
          options.folder.c_str(), "--skip-emd2", "--limit", limit.c_str(), "--json", report.c_str(),
          static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  std::ifstream stream(report);
  nlohmann::json json = nlohmann::json::parse(stream, nullptr, false);
  std::error_code ignored;
  fs::remove(report, ignored);
  return status == 0 && json.is_object() ? json : nlohmann::json();
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = parse(argc, argv);
  if (!fs::is_directory(options.folder)) {
    std::printf("no folder %s: name one with --folder\n", options.folder.c_str());
    return 0;
  }
  setenv("KINEMOTE_NO_CACHE", "1", 1);  // every file is read anew
  const Seconds ours = measure_ours(options);
  std::printf("  ours, all cores: %.3f s, %.3f processor s (best of %d)\n", ours.wall, ours.cpu,
              options.repeats);
  if (!fs::exists(options.script)) {
    std::printf("  no Python script to compare with: name one with --script\n");
    return 0;
  }
  const nlohmann::json report = run_script(options);
  if (report.is_null()) {
    std::printf("  the Python script did not run (it needs NumPy, SciPy, scikit-learn, POT)\n");
    return 0;
  }
  double shared_s = 0.0, exact_s = 0.0, grid_s = 0.0;
  for (const auto& [name, stage] : report.at("stages").items()) {
    const double seconds = stage.at("cpu_s").get<double>();
    if (name.starts_with("import")) continue;
    if (name.starts_with("W1 scipy (exact)")) {
      exact_s = seconds;
    } else if (name.starts_with("W1 quantile")) {
      grid_s = seconds;
    } else if (!name.starts_with("W1 ") && !name.starts_with("Agglomerative")) {
      shared_s += seconds;
    }
  }
  const auto row = [&](const char* what, double seconds) {
    std::printf("  %s %.2f processor s: ratio %.0f by processor, %.0f by our clock\n", what,
                seconds, seconds / ours.cpu, seconds / ours.wall);
  };
  row("Python, exact W1:         ", shared_s + exact_s);
  row("Python, 512-quantile grid:", shared_s + grid_s);
  std::printf("  W1 alone in Python: exact %.2f s, grid %.3f s\n", exact_s, grid_s);
  return 0;
}
