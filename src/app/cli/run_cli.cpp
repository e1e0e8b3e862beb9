#include "app/cli/run_cli.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <sstream>

#include "app/cached_clips.h"
#include "app/cli/command.h"
#include "app/version.h"

namespace kinemote::app {
namespace {

constexpr const char* kExitCodes =
    "Exit codes: 0 done, 2 usage, 3 bad input, 4 environment (no OpenGL, no space, missing "
    "library),\n            5 a stated target was not reached, 130 cancelled.\n";

const Command* find_command(const std::string& name) {
  for (const Command& command : commands()) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

std::string overview() {
  std::string text =
      "kinemote " + version() +
      ": emotional human motion. See it, measure it, steer it, export it.\n\n"
      "Usage: kinemote [--seed N] [--threads N] [--quiet] [--json] COMMAND [OPTIONS]\n";
  std::vector<std::string> groups;
  for (const Command& command : commands()) {
    if (std::find(groups.begin(), groups.end(), command.group) == groups.end()) {
      groups.push_back(command.group);
    }
  }
  for (const std::string& group : groups) {
    text += "\n" + group + "\n";
    for (const Command& command : commands()) {
      if (command.group != group) continue;
      text +=
          "  " + command.name + std::string(12 - command.name.size(), ' ') + command.summary + "\n";
    }
  }
  text +=
      "\nEvery command takes\n"
      "  --seed N      seed of everything random (1)\n"
      "  --threads N   processor cores to use (0: all)\n"
      "  --no-cache    read every file anew, and keep nothing\n"
      "  --quiet       no progress and no messages on stderr\n"
      "  --json        the result as one JSON object on stdout\n\n"
      "\"kinemote COMMAND --help\" shows its options and an example. PATH may be a BVH file, a "
      "folder\nof them, or the word builtin: the built-in corpus.\n\n";
  return text + kExitCodes;
}

/// The text in lines of at most 92 characters.
std::string wrapped(const std::string& text) {
  constexpr size_t kWidth = 92;
  std::istringstream words(text);
  std::string out;
  size_t column = 0;
  for (std::string word; words >> word;) {
    if (column > 0 && column + 1 + word.size() > kWidth) {
      out += '\n';
      column = 0;
    } else if (column > 0) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out;
}

std::string command_footer(const Command& command) {
  std::string text = command.examples.size() > 1 ? "\nExamples:" : "\nExample:";
  for (const std::string& example : command.examples) text += "\n  kinemote " + example;
  return text;
}

/// Position of the command's name: the first argument that is neither an option nor the value of
/// a global one. `arguments.size()` if there is none.
size_t command_position(const std::vector<std::string>& arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--seed" || arguments[i] == "--threads") {
      ++i;
    } else if (!arguments[i].starts_with("-")) {
      return i;
    }
  }
  return arguments.size();
}

bool contains(const std::vector<std::string>& arguments, const char* first,
              const char* second = "") {
  return std::any_of(arguments.begin(), arguments.end(),
                     [&](const std::string& a) { return a == first || a == second; });
}

/// Prints an error once: a sentence on stderr and, for programs that read stdout, an object there.
int fail(const Error& error, const std::string& where, bool is_json, std::ostream& out,
         Console& console) {
  const int code = static_cast<int>(error.code);
  console.error(where + ": " + error.message);
  if (is_json) {
    const Json object = {{"error", {{"message", error.message}, {"exit_code", code}}}};
    out << object.dump(2, ' ', false, Json::error_handler_t::replace) << '\n' << std::flush;
  }
  return code;
}

int run_command(const Command& command, const std::vector<std::string>& arguments,
                std::ostream& out, std::ostream& err, bool is_terminal, StudioRunner studio,
                FilmRemaker remake) {
  GlobalOptions global;
  OptionSet options("kinemote " + command.name,
                    command.summary + ".\n\n" + wrapped(command.details));
  const CommandRunner runner = command.declare(options);
  options.option("seed", global.seed, "Seed of everything random").group("Every command");
  options.option("threads", global.threads, "Processor cores to use; 0: all")
      .within(0, 4096)
      .group("Every command");
  options.flag("quiet", global.quiet, "No progress and no messages on stderr")
      .group("Every command");
  options.flag("json", global.json, "The result as one JSON object on stdout")
      .group("Every command");
  options.flag("no-cache", global.no_cache, "Read every file anew, and keep nothing")
      .group("Every command");

  const Status parsed = options.parse(arguments);
  const std::string where = "kinemote " + command.name;
  if (!parsed) {
    Console console(err, false, false);
    const Error error = usage_error(parsed.error().message + " (see \"" + where + " --help\")");
    return fail(error, where, contains(arguments, "--json"), out, console);
  }
  if (options.is_help_asked()) {
    out << options.help(command_footer(command)) << '\n' << std::flush;
    return 0;
  }

  if (global.no_cache) allow_clip_cache(false);
  Console console(err, global.quiet, is_terminal);
  Invocation invocation{global, console, std::move(studio), out, std::move(remake)};
  const Result<Report> result = [&]() -> Result<Report> {
    try {
      return runner(invocation);
    } catch (const std::bad_alloc&) {
      return environment_error("out of memory; try fewer or shorter clips");
    } catch (const std::exception& error) {
      return environment_error(std::string("internal error, please report it: ") + error.what());
    }
  }();
  console.finish_progress();
  if (!result) {
    // Ctrl-C reaches child programs too: what then fails was cancelled.
    return fail(is_interrupted() ? cancelled() : result.error(), where, global.json, out, console);
  }

  const Report& report = *result;
  if (report.is_silent) return report.exit_code;
  if (global.json) {
    out << report.json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  } else {
    out << report.text;
  }
  out.flush();
  if (!out) {
    return fail(environment_error("cannot write the result to stdout"), where, false, out, console);
  }
  if (!report.verdict) {
    console.error(where + ": " + report.verdict.error().message);
    return static_cast<int>(report.verdict.error().code);
  }
  return 0;
}

int dispatch(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err,
             bool is_terminal, StudioRunner studio, FilmRemaker remake) {
  const size_t position = command_position(arguments);
  if (position == arguments.size()) {
    if (contains(arguments, "--version")) {
      out << "kinemote " << version() << '\n' << std::flush;
      return 0;
    }
    const bool is_help = contains(arguments, "--help", "-h");
    (is_help ? out : err) << overview() << std::flush;
    return is_help ? 0 : static_cast<int>(ErrorCode::kUsage);
  }
  std::vector<std::string> rest = arguments;
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(position));
  std::string name = arguments[position];
  if (name == "help") {
    if (command_position(rest) == rest.size()) {
      out << overview() << std::flush;
      return 0;
    }
    name = rest[command_position(rest)];
    rest = {"--help"};
  }
  const Command* command = find_command(name);
  if (command == nullptr) {
    std::vector<std::string> names;
    for (const Command& known : commands()) names.push_back(known.name);
    const std::string nearest = nearest_spelling(name, names);
    Console console(err, false, false);
    return fail(usage_error("there is no command \"" + name + "\"" +
                            (nearest.empty() ? "" : "; did you mean \"" + nearest + "\"?") +
                            " (\"kinemote help\" lists all)"),
                "kinemote", contains(arguments, "--json"), out, console);
  }
  return run_command(*command, rest, out, err, is_terminal, std::move(studio), std::move(remake));
}

extern "C" void on_stop_signal(int signal_number) {
  interrupt();
  std::signal(signal_number, SIG_DFL);  // a second one ends the process at once
}

}  // namespace

int run_cli(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err,
            StudioRunner studio, FilmRemaker remake) {
  clear_interrupt();
  return dispatch(arguments, out, err, false, std::move(studio), std::move(remake));
}

int run_cli(int argc, char** argv, StudioRunner studio, FilmRemaker remake) {
  std::signal(SIGINT, on_stop_signal);
  std::signal(SIGTERM, on_stop_signal);
  std::vector<std::string> arguments(argv + std::min(1, argc), argv + argc);
  const bool has_display =
      std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
  if (arguments.empty() && has_display && studio) arguments = {"studio"};
  return dispatch(arguments, std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1, std::move(studio),
                  std::move(remake));
}

}  // namespace kinemote::app
