#include "app/script_steps.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "motion/io/atomic_file.h"

namespace kinemote::app {

namespace {

using Json = nlohmann::ordered_json;

Json to_json(const ScriptValue& value) {
  return std::visit(
      [](const auto& v) -> Json {
        if constexpr (std::is_same_v<std::decay_t<decltype(v)>, double>) {
          if (!std::isfinite(v)) return nullptr;
          if (v == std::floor(v) && std::abs(v) < 1e15) return static_cast<long long>(v);
        }
        return v;
      },
      value);
}

Json values_of(const ScriptState& state) {
  Json values = Json::object();
  for (const auto& [name, value] : state) values[name] = to_json(value);
  return values;
}

std::optional<ScriptValue> from_json(const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  const bool is_list = json.is_array() && std::all_of(json.begin(), json.end(),
                                                      [](const Json& e) { return e.is_number(); });
  if (is_list) return json.get<std::vector<double>>();
  return std::nullopt;
}

bool same(const ScriptValue& a, const ScriptValue& b) {
  const auto* x = std::get_if<double>(&a);
  const auto* y = std::get_if<double>(&b);
  if (x != nullptr && y != nullptr) return std::abs(*x - *y) <= 1e-6;
  return a == b;
}

template <typename T>
Result<T> value_as(const ScriptStep& step, const char* kind) {
  if (const T* value = std::get_if<T>(&step.value); value != nullptr && step.members.empty()) {
    return *value;
  }
  return usage_error("\"" + step.what + "\" needs " + kind + ", for example " +
                     (std::is_same_v<T, double>        ? "1.5"
                      : std::is_same_v<T, std::string> ? "\"play.toggle\""
                                                       : "[0.5, 0.4, 0.1]"));
}

Result<ScriptStep> step_from_json(const Json& json) {
  if (!json.is_object() || json.size() != 1) {
    return bad_input("expected an object with one member, such as {\"wait_s\": 1}");
  }
  ScriptStep step;
  step.what = json.begin().key();
  step.json = json.dump();
  const Json& value = json.begin().value();
  if (!value.is_object()) {
    const auto plain = from_json(value);
    if (!plain) return bad_input("\"" + step.what + "\" has a value of no known kind");
    step.value = *plain;
    return step;
  }
  for (const auto& [name, member] : value.items()) {
    const auto plain = from_json(member);
    if (!plain) return bad_input("\"" + step.what + "." + name + "\" is of no known kind");
    step.members[name] = *plain;
  }
  return step;
}

}  // namespace

Result<double> ScriptStep::number() const { return value_as<double>(*this, "a number"); }
Result<std::string> ScriptStep::text() const { return value_as<std::string>(*this, "a word"); }
Result<std::vector<double>> ScriptStep::numbers() const {
  return value_as<std::vector<double>>(*this, "a list of numbers");
}

Result<std::vector<ScriptStep>> read_script(const std::filesystem::path& path) {
  const Result<std::string> text = io::read_file(path);
  if (!text) return text.error();
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object() || !json.contains("steps") || !json["steps"].is_array()) {
    return bad_input(path.string() + ": expected JSON of the form {\"steps\": [...]}");
  }
  std::vector<ScriptStep> steps;
  for (const Json& entry : json["steps"]) {
    Result<ScriptStep> step = step_from_json(entry);
    if (!step) {
      return bad_input(path.string() + ": step " + std::to_string(steps.size()) + ": " +
                       step.error().message);
    }
    steps.push_back(std::move(step).value());
  }
  return steps;
}

std::string script_report(int index, const ScriptStep& step, const Status& status,
                          const ScriptState& state) {
  Json line{{"step", index}, {"did", Json::parse(step.json, nullptr, false)}, {"ok", status.ok()}};
  if (!status) line["error"] = status.error().message;
  line["state"] = values_of(state);
  return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string state_json(const ScriptState& state) {
  return values_of(state).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Status check_expectations(const std::map<std::string, ScriptValue>& wanted,
                          const ScriptState& state) {
  for (const auto& [name, value] : wanted) {
    const auto it = std::find_if(state.begin(), state.end(),
                                 [&](const auto& entry) { return entry.first == name; });
    if (it == state.end()) return usage_error("nothing is known of \"" + name + "\"");
    if (!same(it->second, value)) {
      return Error{ErrorCode::kTargetNotReached, "expected " + name + " to be " +
                                                     to_json(value).dump() + ", but it is " +
                                                     to_json(it->second).dump()};
    }
  }
  return {};
}

}  // namespace kinemote::app
