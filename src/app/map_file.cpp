#include "app/map_file.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "motion/io/atomic_file.h"

namespace kinemote::app {

Result<MapFile> read_map_file(const std::filesystem::path& path) {
  const Result<std::string> text = io::read_file(path);
  if (!text) return text.error();
  const auto wrong = [&](const std::string& what) {
    return bad_input(path.string() + ": " + what +
                     "; expected a map as `map --out FILE.json` writes it");
  };
  const auto json = nlohmann::json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return wrong("this is not a JSON object");
  const auto clips = json.find("clips");
  if (clips == json.end() || !clips->is_array() || clips->empty()) {
    return wrong("there is no list of clips");
  }
  MapFile map;
  const auto source = json.find("source");
  if (source != json.end() && source->is_string()) map.source = source->get<std::string>();
  for (const nlohmann::json& clip : *clips) {
    const std::string which = "clip " + std::to_string(map.names.size() + 1);
    if (!clip.is_object() || !clip.contains("name") || !clip["name"].is_string() ||
        !clip.contains("coords") || !clip["coords"].is_array() || clip["coords"].empty()) {
      return wrong(which + " has no name or no coords");
    }
    const nlohmann::json& coords = clip["coords"];
    if (map.names.empty()) {
      map.coordinates.resize(static_cast<Eigen::Index>(clips->size()),
                             static_cast<Eigen::Index>(coords.size()));
    }
    if (static_cast<Eigen::Index>(coords.size()) != map.coordinates.cols()) {
      return wrong(which + " has another number of coords than the first");
    }
    for (size_t d = 0; d < coords.size(); ++d) {
      if (!coords[d].is_number() || !std::isfinite(coords[d].get<double>())) {
        return wrong(which + " has a coordinate that is not a number");
      }
      map.coordinates(static_cast<Eigen::Index>(map.names.size()), static_cast<Eigen::Index>(d)) =
          coords[d].get<double>();
    }
    map.names.push_back(clip["name"].get<std::string>());
  }
  return map;
}

}  // namespace kinemote::app
