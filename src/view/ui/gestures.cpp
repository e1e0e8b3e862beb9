#include "view/ui/gestures.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "motion/io/atomic_file.h"

namespace kinemote::view {

namespace {

using Json = nlohmann::ordered_json;

bool is_number(const Json& json, const char* name) {
  return json.contains(name) && json[name].is_number();
}

/// Empty: the line is no gesture.
Result<std::optional<Gesture>> gesture_from(const Json& json) {
  Gesture gesture;
  if (!is_number(json, "at_s")) return bad_input("\"at_s\" is missing");
  gesture.at_s = json["at_s"];
  const auto flag = [&](const char* name) {
    return json.contains(name) && json[name].is_boolean() && json[name].get<bool>();
  };
  if (json.contains("move")) {
    const Json& place = json["move"];
    if (!place.is_array() || place.size() != 2 || !place[0].is_number() || !place[1].is_number()) {
      return bad_input("\"move\" needs two numbers");
    }
    gesture.what = MouseMove{place[0].get<float>(), place[1].get<float>()};
  } else if (json.contains("press") || json.contains("release")) {
    const bool is_down = json.contains("press");
    const Json& button = json[is_down ? "press" : "release"];
    if (!button.is_number_integer() || button < 0 || button > 2) {
      return bad_input("a mouse button is 0, 1 or 2");
    }
    gesture.what = MouseButton{button, is_down, flag("ctrl"), flag("shift"), flag("alt")};
  } else if (json.contains("wheel")) {
    if (!is_number(json, "wheel")) return bad_input("\"wheel\" needs a number");
    gesture.what = MouseWheel{json["wheel"].get<float>()};
  } else if (json.contains("key")) {
    if (!json["key"].is_string()) return bad_input("\"key\" needs a word");
    auto chord = app::KeyChord::parse(json["key"].get<std::string>());
    if (!chord) return chord.error();
    gesture.what = *chord;
  } else if (json.contains("text")) {
    if (!json["text"].is_string()) return bad_input("\"text\" needs a word");
    gesture.what = TypedText{json["text"]};
  } else {
    return std::optional<Gesture>{};
  }
  return std::optional<Gesture>{std::move(gesture)};
}

Status read_head(const Json& json, GestureRecord& record) {
  const bool is_ours = json.is_object() && json.value("kinemote", Json()) == "gestures" &&
                       json.value("version", Json()) == 1 && json.contains("size") &&
                       json["size"].is_array() && json["size"].size() == 2 &&
                       json["size"][0].is_number() && json["size"][1].is_number();
  if (!is_ours) {
    return bad_input("expected {\"kinemote\": \"gestures\", \"version\": 1, \"size\": [w, h], …}, "
                     "as `kinemote studio --record` writes it");
  }
  record.width = json["size"][0];
  record.height = json["size"][1];
  if (is_number(json, "scale")) record.scale = json["scale"];
  return {};
}

}  // namespace

std::string gesture_line(const Gesture& gesture) {
  Json line{{"at_s", std::round(gesture.at_s * 1e6) / 1e6}};
  struct Writer {
    Json& line;
    void operator()(const MouseMove& move) const { line["move"] = {move.x, move.y}; }
    void operator()(const MouseButton& button) const {
      line[button.is_down ? "press" : "release"] = button.button;
      if (button.ctrl) line["ctrl"] = true;
      if (button.shift) line["shift"] = true;
      if (button.alt) line["alt"] = true;
    }
    void operator()(const MouseWheel& wheel) const { line["wheel"] = wheel.steps; }
    void operator()(const app::KeyChord& chord) const { line["key"] = chord.text(); }
    void operator()(const TypedText& typed) const { line["text"] = typed.text; }
  };
  std::visit(Writer{line}, gesture.what);
  return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<GestureRecord> read_gestures(const std::filesystem::path& path) {
  const Result<std::string> text = io::read_file(path);
  if (!text) return text.error();
  GestureRecord record;
  std::istringstream lines(*text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.empty()) continue;
    const auto refuse = [&](const std::string& reason) {
      return bad_input(path.string() + ":" + std::to_string(number) + ": " + reason);
    };
    const Json json = Json::parse(line, nullptr, false);
    if (record.width == 0) {
      if (const Status status = read_head(json, record); !status) {
        return refuse(status.error().message);
      }
      continue;
    }
    if (!json.is_object()) return refuse("expected one JSON object a line");
    auto gesture = gesture_from(json);
    if (!gesture) return refuse(gesture.error().message);
    if (!*gesture) continue;
    if (!record.gestures.empty() && (*gesture)->at_s < record.gestures.back().at_s) {
      return refuse("\"at_s\" goes back in time");
    }
    record.gestures.push_back(std::move(**gesture));
  }
  if (record.width == 0) return bad_input(path.string() + ": the file is empty");
  return record;
}

}  // namespace kinemote::view
