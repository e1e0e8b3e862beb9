#include "app/latent_names.h"

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

}  // namespace kinemote::app
