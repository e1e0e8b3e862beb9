#include "app/preferences_json.h"

#include <nlohmann/json.hpp>

#include "app/json/members.h"
#include "app/key_chord.h"

namespace kinemote::app {

namespace {

using Json = JsonMembers::Json;

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// One member; what is wrong with it is a warning and leaves the default.
template <typename Take>
void take_leniently(Warnings& warnings, Take take) {
  try {
    take();
  } catch (const std::runtime_error& e) {
    warnings.push_back(std::string("ui.json: ") + e.what());
  }
}

void take_keys(const Json& json, KeyChoices& keys, Warnings& warnings) {
  if (!json.is_object()) {
    warnings.push_back("ui.json: preferences.keys must name commands and their keys");
    return;
  }
  for (const auto& [id, list] : json.items()) {
    std::vector<std::string> own;
    bool is_readable = list.is_array();
    for (const Json& key : list) {
      const auto chord = key.is_string() ? KeyChord::parse(key.get<std::string>())
                                         : Result<KeyChord>(usage_error("no text"));
      is_readable = is_readable && chord;
      if (chord) own.push_back(chord->text());
    }
    if (is_readable) {
      keys.own[id] = std::move(own);
    } else {
      warnings.push_back("ui.json: preferences.keys: " + dumped(list) +
                         " are no keys; the command \"" + id + "\" has its default ones");
    }
  }
}

}  // namespace

std::string preferences_to_json(const Preferences& preferences) {
  Json keys = Json::object();
  for (const auto& [id, own] : preferences.keys.own) keys[id] = own;
  return dumped({{"theme_of_desktop", preferences.theme_of_desktop},
                 {"motion_of_desktop", preferences.motion_of_desktop},
                 {"drag_threshold", preferences.drag_threshold},
                 {"double_click_s", preferences.double_click_s},
                 {"letters", preferences.keys.has_letters},
                 {"keys", std::move(keys)}});
}

Warnings preferences_from_json(const std::string& text, Preferences& preferences) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return {"ui.json: preferences must be a JSON object"};
  Warnings warnings;
  JsonMembers members(json, "preferences.");
  const auto number = [&](const char* name, float low, float high, float& value) {
    take_leniently(warnings, [&] {
      double read = value;
      members.take_number(name, low, high, read);
      value = static_cast<float>(read);
    });
  };
  const auto flag = [&](const char* name, bool& value) {
    take_leniently(warnings, [&] { members.take(name, value); });
  };
  flag("theme_of_desktop", preferences.theme_of_desktop);
  flag("motion_of_desktop", preferences.motion_of_desktop);
  number("drag_threshold", Preferences::kLeastDrag, Preferences::kMostDrag,
         preferences.drag_threshold);
  number("double_click_s", Preferences::kQuickestDoubleClick_s, Preferences::kSlowestDoubleClick_s,
         preferences.double_click_s);
  flag("letters", preferences.keys.has_letters);
  if (const Json* keys = members.find("keys")) take_keys(*keys, preferences.keys, warnings);
  take_leniently(warnings, [&] { members.finish(); });
  return warnings;
}

std::string window_to_json(const WindowPlace& place) {
  return dumped({{"x", place.x},
                 {"y", place.y},
                 {"width", place.width},
                 {"height", place.height},
                 {"is_maximised", place.is_maximised}});
}

Warnings window_from_json(const std::string& text, WindowPlace& place) {
  constexpr double kFar = 32768.0;
  Warnings warnings;
  take_leniently(warnings, [&] {
    const Json json = Json::parse(text, nullptr, false);
    JsonMembers members(json, "window.");
    double x = 0.0, y = 0.0, width = 0.0, height = 0.0;
    bool is_maximised = false;
    members.take_number("x", -kFar, kFar, x);
    members.take_number("y", -kFar, kFar, y);
    members.take_number("width", 0.0, kFar, width);
    members.take_number("height", 0.0, kFar, height);
    members.take("is_maximised", is_maximised);
    members.finish();
    place = {static_cast<int>(x), static_cast<int>(y), static_cast<int>(width),
             static_cast<int>(height), is_maximised};
  });
  return warnings;
}

}  // namespace kinemote::app
