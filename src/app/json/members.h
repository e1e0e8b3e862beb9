// Reading members of a JSON object strictly: who reads says what there is, and nothing else may be.
// For .cpp files alone: it shows the JSON library.
#pragma once

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>

namespace kinemote::app {

/// Throws std::runtime_error with a sentence that names the member; callers catch it at their
/// border and put the file's name before it.
class JsonMembers {
 public:
  using Json = nlohmann::ordered_json;

  /// `where`: prefix of members in sentences, "document." or "". The object must outlive it.
  JsonMembers(const Json& object, std::string where) : object_(object), where_(std::move(where)) {
    if (!object.is_object()) {
      throw std::runtime_error((where_.empty() ? std::string("the file") : without_dot()) +
                               " has to be a JSON object");
    }
  }

  /// Null where there is no such member.
  const Json* find(const std::string& name) {
    known_.insert(name);
    const auto it = object_.find(name);
    return it == object_.end() ? nullptr : &*it;
  }
  /// Leaves `value` as it is where there is no such member.
  template <typename T>
  void take(const std::string& name, T& value) {
    const Json* member = find(name);
    if (member == nullptr) return;
    try {
      value = member->get<T>();
    } catch (const nlohmann::json::exception&) {
      refuse(name, "cannot be " + short_text(*member));
    }
  }
  /// A finite number in [low, high].
  void take_number(const std::string& name, double low, double high, double& value) {
    double read = value;
    take(name, read);
    if (!std::isfinite(read) || read < low || read > high) {
      refuse(name, "has to lie in [" + Json(low).dump() + ", " + Json(high).dump() + "]");
    }
    value = read;
  }
  /// To be called at the end: refuses what nobody asked for.
  void finish() const {
    for (const auto& [name, value] : object_.items()) {
      if (!known_.contains(name)) refuse(name, "is not known");
    }
  }
  [[noreturn]] void refuse(const std::string& name, const std::string& what) const {
    throw std::runtime_error("member \"" + where_ + name + "\" " + what);
  }
  std::string where(const std::string& name) const { return where_ + name + "."; }

 private:
  static std::string short_text(const Json& json) {
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return text.size() <= 60 ? text : text.substr(0, 57) + "…";
  }
  std::string without_dot() const {
    return "member \"" + where_.substr(0, where_.size() - 1) + "\"";
  }

  const Json& object_;
  std::string where_;
  std::set<std::string> known_;
};

}  // namespace kinemote::app
