// A studio script as data: what to do, and what the studio says of itself afterwards.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::app {

/// A plain value of a script or of the studio's state.
using ScriptValue = std::variant<bool, double, std::string, std::vector<double>>;

/// One step: {"what": value} in the file; an object as value becomes `members`.
struct ScriptStep {
  std::string what;           // "click", "wait_s"…
  ScriptValue value = false;  // unless it was an object
  std::map<std::string, ScriptValue> members;
  std::string json;  // as written, for the report

  /// Error (usage) naming the step, if the value is of another kind.
  Result<double> number() const;
  Result<std::string> text() const;
  Result<std::vector<double>> numbers() const;
};

/// State in the order in which it is printed.
using ScriptState = std::vector<std::pair<std::string, ScriptValue>>;

/// Reads {"steps": [{"what": value}, …]}. Errors (bad input): unreadable file, no such form, values
/// of other kinds than numbers, words, flags, lists of numbers and objects of those.
Result<std::vector<ScriptStep>> read_script(const std::filesystem::path& path);

/// One line of JSON about a step that was done: index, step, whether it went well, state after it.
std::string script_report(int index, const ScriptStep& step, const Status& status,
                          const ScriptState& state);

/// The state as one JSON object on one line.
std::string state_json(const ScriptState& state);

/// Ok if every member is in the state with that value (numbers within 1e-6); else an error
/// (kTargetNotReached) with both values, or (usage) for a name that the state does not have.
Status check_expectations(const std::map<std::string, ScriptValue>& wanted,
                          const ScriptState& state);

}  // namespace kinemote::app
