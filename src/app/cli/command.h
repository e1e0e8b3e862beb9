// What a command of the command line is: its words, its options, and a function that runs it.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "app/cli/console.h"
#include "app/cli/option_set.h"
#include "app/film/remake.h"
#include "app/studio_options.h"
#include "motion/core/result.h"

namespace kinemote::app {

using Json = nlohmann::ordered_json;

/// Options that every command takes, before or after its name.
struct GlobalOptions {
  uint64_t seed = 1;
  int threads = 0;  // 0: all cores
  bool quiet = false;
  bool json = false;
  bool no_cache = false;
};

/// What a running command may use.
struct Invocation {
  GlobalOptions global;
  Console& console;  // messages and progress; results go into the report
  StudioRunner studio;
  std::ostream& out;   // stdout, for silent reports alone: results that come one by one
  FilmRemaker remake;  // empty: this build draws no stage of the studio
};

/// What a command found: printed once, at the end, as text or as one JSON object.
struct Report {
  Json json = Json::object();
  std::string text;        // without --json
  Status verdict;          // an error here is printed after the result: a target was not reached
  bool is_silent = false;  // the command has printed its own results (studio, listen)
  int exit_code = 0;       // only of silent reports
};

using CommandRunner = std::function<Result<Report>(Invocation&)>;

struct Command {
  std::string name;
  std::string group;                  // heading in `kinemote help`
  std::string summary;                // one line
  std::string details;                // what a user should know before the first use; may be empty
  std::vector<std::string> examples;  // without "kinemote "
  /// Declares the options and returns the function that runs with their values.
  std::function<CommandRunner(OptionSet&)> declare;
};

/// Every command, in the order of the help. Help, parsing and the check of docs/command-line.md
/// come from this table.
const std::vector<Command>& commands();

// One per family; each lives in a file of its own.
Command demo_command();
Command corpus_command();
Command info_command();
Command convert_command();
Command index_command();
Command features_command();
Command map_command();
Command train_command();
Command evaluate_command();
Command strips_command();
Command reproduce_command();
Command study_command();
Command generate_command();
Command restyle_command();
Command blend_command();
Command predict_command();
Command voice_command();
Command fuse_command();
Command ratings_command();
Command listen_command();
Command send_command();
Command render_command();
Command studio_command();
Command doctor_command();

}  // namespace kinemote::app
