// Runs the command line inside the test program and keeps what it prints.
#pragma once

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/run_cli.h"

namespace kinemote::test {

struct CliRun {
  int exit_code = -1;
  std::string out;
  std::string err;

  /// The one JSON object on stdout; a discarded value if stdout is anything else.
  nlohmann::json json() const { return nlohmann::json::parse(out, nullptr, false); }
};

inline CliRun run(const std::vector<std::string>& arguments, app::StudioRunner studio = {}) {
  std::ostringstream out;
  std::ostringstream err;
  CliRun result;
  result.exit_code = app::run_cli(arguments, out, err, std::move(studio));
  result.out = out.str();
  result.err = err.str();
  return result;
}

/// Writes the built-in corpus into a folder; false if that failed.
inline bool write_corpus(const std::string& folder, int clips, int seed = 1) {
  return run({"corpus", "--out", folder, "--clips", std::to_string(clips), "--seed",
              std::to_string(seed), "--quiet"})
             .exit_code == 0;
}

}  // namespace kinemote::test
