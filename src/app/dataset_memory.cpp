#include "app/dataset_memory.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <system_error>

#include "app/import_memory.h"
#include "motion/io/atomic_file.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

fs::path folder_of(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored) ? path : path.parent_path();
}

std::optional<double> number(const json& object, const char* key, double low, double high) {
  if (!object.contains(key) || !object[key].is_number()) return std::nullopt;
  const double value = object[key].get<double>();
  if (!(value >= low && value <= high)) return std::nullopt;
  return value;
}

DatasetMemory memory_from_json(const std::string& text) {
  const json object = json::parse(text, nullptr, false);
  DatasetMemory memory;
  if (!object.is_object()) return memory;
  memory.metres_per_unit = number(object, "metres_per_unit", 1e-9, 1e6);
  if (const auto degrees = number(object, "yaw_deg", -360.0, 360.0)) {
    memory.yaw_rad = rad_from_degrees(*degrees);
  }
  if (object.contains("up_axis") && object["up_axis"].is_string()) {
    if (object["up_axis"] == "Y") memory.up_axis = io::UpAxis::kY;
    if (object["up_axis"] == "Z") memory.up_axis = io::UpAxis::kZ;
  }
  if (object.contains("labels") && object["labels"].is_string()) {
    memory.labels = object["labels"].get<std::string>();
  }
  return memory;
}

std::string memory_to_json(const DatasetMemory& memory) {
  json object = {{"about", "How Kinemote reads this folder; what is not here is detected."}};
  if (memory.metres_per_unit) object["metres_per_unit"] = *memory.metres_per_unit;
  if (memory.up_axis) object["up_axis"] = *memory.up_axis == io::UpAxis::kZ ? "Z" : "Y";
  if (memory.yaw_rad) object["yaw_deg"] = degrees_from_rad(*memory.yaw_rad);
  if (!memory.labels.empty()) object["labels"] = memory.labels;
  return object.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string memory_key(const fs::path& folder) {
  std::error_code ignored;
  fs::path key = fs::absolute(folder, ignored).lexically_normal();
  if (!key.has_filename()) key = key.parent_path();
  return key.string();
}

}  // namespace

DatasetMemory recall_dataset(const fs::path& path) {
  const fs::path folder = folder_of(path);
  std::error_code ignored;
  if (fs::is_regular_file(folder / kDatasetMemoryName, ignored)) {
    const Result<std::string> text = io::read_file(folder / kDatasetMemoryName);
    return text ? memory_from_json(*text) : DatasetMemory{};
  }
  const ImportMemory own = load_import_memory(import_memory_path());
  const auto it = own.find(memory_key(folder));
  if (it == own.end()) return {};
  return {it->second.metres_per_unit, it->second.up_axis, it->second.yaw_rad, {}};
}

Result<fs::path> remember_dataset(const fs::path& folder, const DatasetMemory& memory) {
  const fs::path beside = folder / kDatasetMemoryName;
  const Status written = io::write_atomically(beside, memory_to_json(memory));
  if (written) return beside;
  const fs::path own_path = import_memory_path();
  if (own_path.empty()) return written.error();
  ImportMemory own = load_import_memory(own_path);
  ImportChoices& choices = own[memory_key(folder)];
  choices.metres_per_unit = memory.metres_per_unit;
  choices.up_axis = memory.up_axis;
  choices.yaw_rad = memory.yaw_rad;
  if (Status s = save_import_memory(own_path, own); !s) return s.error();
  return own_path;
}

LoadSettings with_memory(LoadSettings settings, const DatasetMemory& memory) {
  if (!settings.metres_per_unit) settings.metres_per_unit = memory.metres_per_unit;
  if (!settings.up_axis) settings.up_axis = memory.up_axis;
  if (!settings.yaw_rad) settings.yaw_rad = memory.yaw_rad;
  return settings;
}

}  // namespace kinemote::app
