#include "app/latent_names.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

namespace kinemote::app {

std::string latent_name(const LatentNames& names, const std::string& model_hash, int dimension) {
  if (const auto model = names.find(model_hash); model != names.end()) {
    if (const auto own = model->second.find(dimension); own != model->second.end()) {
      return own->second;
    }
  }
  return "latent " + std::to_string(dimension + 1);
}

void name_latent(LatentNames& names, const std::string& model_hash, int dimension,
                 std::string name) {
  const size_t first = name.find_first_not_of(" \t");
  name = first == std::string::npos ? ""
                                    : name.substr(first, name.find_last_not_of(" \t") - first + 1);
  if (name.size() > kLongestLatentName) {
    size_t end = kLongestLatentName;
    // Bytes that begin with 10 belong to the character before.
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0u) == 0x80u) --end;
    name.resize(end);
  }
  if (!name.empty()) {
    names[model_hash][dimension] = std::move(name);
    return;
  }
  const auto model = names.find(model_hash);
  if (model == names.end()) return;
  model->second.erase(dimension);
  if (model->second.empty()) names.erase(model);
}

std::string latent_names_to_json(const LatentNames& names) {
  auto json = nlohmann::ordered_json::object();
  for (const auto& [model, own] : names) {
    for (const auto& [dimension, name] : own) json[model][std::to_string(dimension + 1)] = name;
  }
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Warnings latent_names_from_json(const std::string& text, LatentNames& names) {
  const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
  if (!json.is_object()) return {"ui.json: latent_names is no object; no latent has a name"};
  Warnings warnings;
  for (const auto& [model, own] : json.items()) {
    for (const auto& [number, name] : own.items()) {
      const int dimension = std::atoi(number.c_str()) - 1;
      if (dimension < 0 || !name.is_string()) {
        warnings.push_back("ui.json: latent_names names " + number + ", which is no latent");
        continue;
      }
      name_latent(names, model, dimension, name.get<std::string>());
    }
  }
  return warnings;
}

}  // namespace kinemote::app
