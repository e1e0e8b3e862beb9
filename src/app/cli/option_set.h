// The options of one command: a thin face of the parser, so that only one file compiles it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "motion/core/result.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace kinemote::app {

/// One declared option; every call narrows what it takes and returns itself.
class OptionHandle {
 public:
  explicit OptionHandle(CLI::Option* option) : option_(option) {}
  OptionHandle& required();
  /// Finite numbers in [low, high].
  OptionHandle& within(double low, double high);
  /// One of these words.
  OptionHandle& among(const std::vector<std::string>& words);
  /// What stands for the value in the help ("P,A,D").
  OptionHandle& value_name(const std::string& name);
  /// Heading in the help under which the option stands.
  OptionHandle& group(const std::string& name);

 private:
  CLI::Option* option_;
};

/// Declares options and parses arguments. Values are written by parse(); what they hold before is
/// the default, and the help shows it. They must outlive the parse.
class OptionSet {
 public:
  /// `usage_name`: "kinemote map".
  OptionSet(const std::string& usage_name, const std::string& description);
  ~OptionSet();

  /// An argument without a name: `PATH`.
  OptionHandle positional(const std::string& name, std::string& value, const std::string& help);
  OptionHandle positional(const std::string& name, std::vector<std::string>& values,
                          const std::string& help);

  /// `--name VALUE`.
  OptionHandle option(const std::string& name, std::string& value, const std::string& help);
  OptionHandle option(const std::string& name, int& value, const std::string& help);
  OptionHandle option(const std::string& name, uint64_t& value, const std::string& help);
  OptionHandle option(const std::string& name, double& value, const std::string& help);
  /// May be given several times.
  OptionHandle option(const std::string& name, std::vector<std::string>& values,
                      const std::string& help);

  /// `--name`, without a value.
  OptionHandle flag(const std::string& name, bool& value, const std::string& help);

  /// Error (usage): what is wrong with which argument, and the nearest option if one is unknown.
  Status parse(const std::vector<std::string>& arguments);
  /// True if the arguments asked for help; then nothing was checked.
  bool is_help_asked() const { return is_help_asked_; }
  /// The help text, with `footer` after the options.
  std::string help(const std::string& footer) const;
  /// Every declared long option, "--name", in order of declaration.
  std::vector<std::string> names() const;

 private:
  std::unique_ptr<CLI::App> parser_;
  bool is_help_asked_ = false;
};

/// The candidate most like `word` if it is near enough to be a slip of the keyboard, else "".
std::string nearest_spelling(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace kinemote::app
