#include "app/map_job.h"

#include "app/map_maker.h"

namespace kinemote::app {

Status MapSettings::validate() const {
  if (Status s = MapChoices::validate(); !s) return s;
  if (signature == "latent" && model == nullptr) {
    return usage_error("signature latent needs a motion model; name one with --model");
  }
  return {};
}

Result<MapResult> make_map(const io::Dataset& dataset, const MapSettings& settings,
                           const Progress& progress) {
  return make_map(clip_set_of_files(dataset), settings, progress);
}

Result<MapResult> make_map(const ClipSet& clips, const MapSettings& settings,
                           const Progress& progress) {
  return MapMaker(clips, MapMaker::Keeping::kNothing).make(settings, progress);
}

Status place_clips(MapResult& map, const ClipSet& clips, const Progress& progress) {
  if (map.placer == nullptr) {
    return usage_error("clips cannot be placed on a map of signature " + map.settings.signature +
                       ", which ranks them among others of their content; map them together");
  }
  for (int i = 0; i < clips.size(); ++i) {
    if (!report(progress, "placing clips", static_cast<double>(i) / clips.size())) {
      return cancelled();
    }
    const io::DatasetEntry& entry = clips.dataset.entries[i];
    const Result<io::ClipImport> import = clips.load(i);
    if (!import) {
      map.warnings.push_back("not placed: " + import.error().message);
      continue;
    }
    Result<MapPlacement> placement = map.placer->place(import->clip);
    if (!placement) {
      map.warnings.push_back("not placed: " + entry.name + ": " + placement.error().message);
      continue;
    }
    map.placed.push_back({entry.path, entry.name, std::move(*placement)});
  }
  return {};
}

}  // namespace kinemote::app
