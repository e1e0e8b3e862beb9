#include "app/import_memory.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/ui_settings.h"
#include "motion/io/atomic_file.h"

namespace kinemote::app {

namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;
constexpr std::array<const char*, 3> kPositionWords{"auto", "replace", "add"};

Json to_json(const ImportChoices& choices) {
  Json json = Json::object();
  if (choices.metres_per_unit) json["metres_per_unit"] = *choices.metres_per_unit;
  if (choices.up_axis) json["up_axis"] = *choices.up_axis == UpAxis::kZ ? "Z" : "Y";
  if (choices.yaw_rad) json["yaw_deg"] = degrees_from_rad(*choices.yaw_rad);
  if (choices.positions != PositionRule::kAuto) {
    json["positions"] = kPositionWords[static_cast<size_t>(choices.positions)];
  }
  if (choices.trims_t_pose) json["trims_t_pose"] = true;
  return json;
}

std::optional<ImportChoices> from_json(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  ImportChoices choices;
  for (const auto& [key, value] : json.items()) {
    const double number = value.is_number() ? value.get<double>() : std::nan("");
    const std::string word = value.is_string() ? value.get<std::string>() : "";
    if (key == "metres_per_unit" && number > 0.0 && std::isfinite(number)) {
      choices.metres_per_unit = number;
    } else if (key == "up_axis" && (word == "Y" || word == "Z")) {
      choices.up_axis = word == "Z" ? UpAxis::kZ : UpAxis::kY;
    } else if (key == "yaw_deg" && std::isfinite(number)) {
      choices.yaw_rad = rad_from_degrees(number);
    } else if (key == "positions" && (word == "replace" || word == "add")) {
      choices.positions = word == "add" ? PositionRule::kAdd : PositionRule::kReplace;
    } else if (key == "trims_t_pose" && value.is_boolean()) {
      choices.trims_t_pose = value.get<bool>();
    } else {
      return std::nullopt;
    }
  }
  return choices;
}

}  // namespace

std::filesystem::path import_memory_path() {
  const std::filesystem::path beside = ui_settings_path();
  return beside.empty() ? beside : beside.parent_path() / "imports.json";
}

std::string import_memory_to_json(const ImportMemory& memory) {
  Json folders = Json::object();
  for (const auto& [folder, choices] : memory) folders[folder] = to_json(choices);
  const Json json{{"version", kVersion}, {"folders", std::move(folders)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<ImportMemory> import_memory_from_json(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("folders") || !json["folders"].is_object()) {
    return bad_input("imports.json: expected JSON of the form {\"version\": 1, \"folders\": {…}}");
  }
  ImportMemory memory;
  for (const auto& [folder, value] : json["folders"].items()) {
    if (const auto choices = from_json(value)) memory[folder] = *choices;
  }
  return memory;
}

ImportMemory load_import_memory(const std::filesystem::path& path) {
  std::error_code ignored;
  if (path.empty() || !std::filesystem::exists(path, ignored)) return {};
  const Result<std::string> text = io::read_file(path);
  if (!text) return {};
  auto memory = import_memory_from_json(*text);
  return memory ? std::move(memory).value() : ImportMemory{};
}

Status save_import_memory(const std::filesystem::path& path, const ImportMemory& memory) {
  return io::write_atomically(path, import_memory_to_json(memory));
}

}  // namespace kinemote::app
