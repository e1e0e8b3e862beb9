// How fast a folder of clips is opened: listed, labelled and every clip loaded, on all cores.
//
// On the same files in one run: by the Python reader beside the data (peers/bvh.py, NumPy, one
// process), by us without a cache, and by us from a cache that a first opening has filled. To local
// rotations and translations, and (without the cache) on to world positions. Files lie in the
// system's memory for all.
//
//   dataset_bench [FOLDER]     default: $KINEMOTE_DATA/bandai-namco/dataset-1
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "app/cached_clips.h"
#include "app/clip_set.h"
#include "app/parallel.h"
#include "motion/core/kinematics.h"

namespace {

namespace fs = std::filesystem;
using namespace kinemote;

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Seconds to open a data set with all its clips; negative if that fails.
double opening_s(const std::string& folder, int& clips, bool with_world = false) {
  const double start_s = now_s();
  const Result<app::ClipSet> set = app::open_clip_set(folder, {}, {});
  if (!set.ok()) {
    std::fprintf(stderr, "%s\n", set.error().message.c_str());
    return -1.0;
  }
  clips = set->size();
  std::atomic<int> loaded{0};
  const Status done = app::parallel_for(clips, 0, {}, "loading", [&](int i) {
    const auto import = set->load(i);
    if (!import.ok()) return;
    if (with_world && forward_kinematics(import->clip).positions.empty()) return;
    ++loaded;
  });
  if (!done.ok() || loaded != clips) return -1.0;
  return now_s() - start_s;
}

double best_of(int rounds, const std::string& folder, int& clips, bool with_world = false) {
  double best_s = -1.0;
  for (int i = 0; i < rounds; ++i) {
    const double s = opening_s(folder, clips, with_world);
    if (s < 0.0) return s;
    if (best_s < 0.0 || s < best_s) best_s = s;
  }
  return best_s;
}

/// Seconds that the Python reader takes by its own clock, without the start of Python; negative if
/// it cannot run.
double python_s(const std::string& folder, const fs::path& peers, const char* work) {
  const std::string command =
      "$(test -x /usr/bin/python3 && echo /usr/bin/python3 || echo python3) -c \"import "
      "sys,time,glob; sys.path.insert(0, sys.argv[2]); import bvh\n"
      "files = sorted(glob.glob(sys.argv[1] + '/**/*.bvh', recursive=True))\n"
      "start = time.perf_counter()\n"
      "for f in files: bvh.load(f)." +
      std::string(work) +
      "()\n"
      "print(time.perf_counter() - start)\" '" +
      folder + "' '" + peers.string() + "'";
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return -1.0;
  double seconds = -1.0;
  const int read = std::fscanf(pipe, "%lf", &seconds);
  return ::pclose(pipe) == 0 && read == 1 ? seconds : -1.0;
}

}  // namespace

int main(int argc, char** argv) {
  const char* data = std::getenv("KINEMOTE_DATA");
  if (argc < 2 && data == nullptr) {
    std::printf("dataset: skipped, there is no KINEMOTE_DATA and no folder was named\n");
    return 0;
  }
  const std::string folder =
      argc >= 2 ? argv[1] : (fs::path(data) / "bandai-namco" / "dataset-1").string();
  const fs::path own_cache =
      fs::temp_directory_path() / ("kinemote-dataset-bench-" + std::to_string(std::rand()));
  ::setenv("XDG_CACHE_HOME", own_cache.c_str(), 1);

  int clips = 0;
  app::allow_clip_cache(false);
  const double plain_s = best_of(5, folder, clips);
  const double world_s = best_of(5, folder, clips, true);
  app::allow_clip_cache(true);
  const double first_s = opening_s(folder, clips);
  const double second_s = best_of(5, folder, clips);
  std::error_code ignored;
  fs::remove_all(own_cache, ignored);
  if (plain_s < 0.0 || first_s < 0.0 || second_s < 0.0) return 1;
  std::printf(
      "dataset %s: %d clips, no cache %.1f ms, filling the cache %.1f ms, second opening "
      "%.1f ms, ratio %.1f\n",
      folder.c_str(), clips, 1e3 * plain_s, 1e3 * first_s, 1e3 * second_s, plain_s / second_s);
  const fs::path peers = data != nullptr ? fs::path(data).parent_path() / "peers" : fs::path();
  if (data == nullptr || !fs::exists(peers / "bvh.py", ignored)) {
    std::printf("dataset: no Python reader beside the data, so no ratio to it\n");
    return 0;
  }
  const double peer_s = python_s(folder, peers, "local");
  const double peer_world_s = python_s(folder, peers, "fk");
  if (peer_s < 0.0 || peer_world_s < 0.0) {
    std::printf("dataset: the Python reader could not run (python3 with numpy), so no ratio\n");
    return 0;
  }
  std::printf(
      "dataset %s: Python %.0f ms; ratio %.1f without a cache, %.1f filling it, %.1f from "
      "it\n",
      folder.c_str(), 1e3 * peer_s, peer_s / plain_s, peer_s / first_s, peer_s / second_s);
  std::printf("dataset %s, to world positions: Python %.0f ms, no cache %.1f ms, ratio %.1f\n",
              folder.c_str(), 1e3 * peer_world_s, 1e3 * world_s, peer_world_s / world_s);
  return 0;
}
