#include "app/import_memory.h"

#include <nlohmann/json.hpp>

#include "app/document_json.h"
#include "app/ui_settings.h"
#include "motion/io/atomic_file.h"

namespace kinemote::app {

namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;

}  // namespace

std::filesystem::path import_memory_path() {
  const std::filesystem::path beside = ui_settings_path();
  return beside.empty() ? beside : beside.parent_path() / "imports.json";
}

std::string import_memory_to_json(const ImportMemory& memory) {
  Json folders = Json::object();
  for (const auto& [folder, choices] : memory) {
    folders[folder] = Json::parse(import_choices_to_json(choices));
  }
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
    if (const auto choices = import_choices_from_json(value.dump())) memory[folder] = *choices;
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
