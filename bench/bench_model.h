// What benchmarks of a motion model have in common: its file, and how often to repeat.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "synthesis/control/motion_model.h"

namespace kinemote::bench {

struct BenchModel {
  std::string path = std::string(KINEMOTE_SOURCE_DIR) + "/assets/models/builtin.kmodel";
  int count = 0;
  std::unique_ptr<synthesis::MotionModel> model;  // null: it could not be opened, see exit_code
  std::string backend;
  int exit_code = 0;  // 0 for a build without LibTorch, which has nothing to measure
};

/// Opens `[MODEL] [FLAG N]`, by default the shipped model and `count`; says on stdout what failed.
inline BenchModel open_bench_model(int argc, char** argv, const std::string& flag, int count) {
  BenchModel out;
  out.count = count;
  for (int i = 1; i < argc; ++i) {
    if (argv[i] == flag && i + 1 < argc) {
      out.count = std::max(1, std::atoi(argv[++i]));
    } else {
      out.path = argv[i];
    }
  }
  const auto library = synthesis::models_library();
  if (!library) {
    std::printf("%s\n", library.error().message.c_str());
    const bool is_without_torch =
        library.error().message.find("KINEMOTE_WITH_TORCH") != std::string::npos;
    out.exit_code = is_without_torch ? 0 : 1;
    return out;
  }
  auto model = (*library)->open_motion_model(out.path);
  if (!model) {
    std::printf("%s\n", model.error().message.c_str());
    out.exit_code = 1;
    return out;
  }
  out.backend = (*library)->description();
  out.model = std::move(*model);
  return out;
}

}  // namespace kinemote::bench
