#include "app/map_maker.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>

#include "app/map_clusters.h"
#include "app/map_stages.h"

namespace kinemote::app {
namespace {

/// Names the phases of the work and how long each took.
class Stopwatch {
 public:
  explicit Stopwatch(std::vector<std::pair<std::string, double>>& timings_s)
      : timings_s_(timings_s), start_(Clock::now()) {}
  void lap(const std::string& phase) {
    const Clock::time_point now = Clock::now();
    timings_s_.emplace_back(phase, std::chrono::duration<double>(now - start_).count());
    start_ = now;
  }

 private:
  using Clock = std::chrono::steady_clock;
  std::vector<std::pair<std::string, double>>& timings_s_;
  Clock::time_point start_;
};

std::string exact(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%a", value);
  return text;
}

// Keys name all that a step depends on.

std::string measure_key(const MapSettings& settings) {
  std::string key = settings.signature + "|" + settings.pool + "|" +
                    (settings.is_scale_free ? "free" : "scaled") + "|" +
                    (settings.normalise == analysis::Normalise::kHeight ? "height" : "none");
  for (const auto& [name, weight] : settings.weights) key += "|" + name + "=" + exact(weight);
  return key;
}

std::string space_key(const MapSettings& settings) {
  return measure_key(settings) + "|" + settings.distance + "|" + exact(settings.band) + "|" +
         std::to_string(settings.directions) + "|" + std::to_string(settings.seed);
}

std::string embedding_key(const MapSettings& settings) {
  return space_key(settings) + "|" + settings.embed + "|" + std::to_string(settings.dims) +
         (settings.embed == "classical" || settings.embed == "landmark"
              ? "|" + std::to_string(settings.landmarks)
              : "");
}

std::string tree_key(const MapSettings& settings) {
  return (settings.cluster == "ward" ? embedding_key(settings) : space_key(settings)) + "|" +
         settings.cluster;
}

std::string source_name(const ClipSet& clips) {
  const std::filesystem::path& root = clips.dataset.root;
  return root.filename().empty() ? root.parent_path().filename().string()
                                 : root.filename().string();
}

}  // namespace

MapMaker::MapMaker(ClipSet clips, Keeping keeping) : clips_(std::move(clips)) {
  // Distances of 2,000 clips are 16 MB; those of 20,000 are kept once.
  constexpr int kFew = 2000;
  constexpr size_t kMost = 4;
  most_kept_ = keeping == Keeping::kNothing ? 0 : clips_.size() <= kFew ? kMost : 1;
}

MapMaker::~MapMaker() = default;

Result<std::shared_ptr<const MapSpace>> MapMaker::space(const MapSettings& settings,
                                                        const ClipMeter& meter,
                                                        const Progress& progress) {
  const std::string key = space_key(settings);
  if (auto kept = spaces_.find(key)) return kept;
  if (!measuring_ || measuring_key_ != measure_key(settings)) {
    measuring_ = std::make_unique<MeasuringState>();
    measuring_key_ = measure_key(settings);
  }
  if (Status s = measure_clips(clips_, meter, settings.threads, progress, *measuring_); !s) {
    return s.error();
  }
  const std::unique_ptr<MeasuringState> measured = std::move(measuring_);
  auto made = make_space(clips_, source_name(clips_), settings, std::move(*measured), progress);
  if (!made) return made.error();
  return spaces_.keep(key, std::move(*made), most_kept_);
}

Result<std::shared_ptr<const analysis::DistanceMatrix>> MapMaker::distances(
    const MapSettings& settings, const SignatureSpace& space, const Progress& progress) {
  if (!needs_all_distances(settings, space.size())) {
    return std::shared_ptr<const Distances>();
  }
  const std::string key = space_key(settings);
  if (auto kept = distances_.find(key)) return kept;
  auto made = space.distances(settings.threads, progress);
  if (!made) return made.error();
  return distances_.keep(key, std::move(*made), most_kept_);
}

Result<std::shared_ptr<const MapEmbedding>> MapMaker::embedding(const MapSettings& settings,
                                                                const MapSpace& space,
                                                                const Distances* distances,
                                                                const Progress& progress) {
  const std::string key = embedding_key(settings);
  // The map to align with has no name, so such a map is not kept.
  if (auto kept = settings.align ? nullptr : embeddings_.find(key)) return kept;
  auto made = embed_map(space, distances, settings, progress);
  if (!made) return made.error();
  return embeddings_.keep(key, std::move(*made), settings.align ? 0 : most_kept_);
}

Result<std::shared_ptr<const std::vector<analysis::Merge>>> MapMaker::tree(
    const MapResult& map, const Progress& progress) {
  if (map.settings.cluster == "kmeans") return std::shared_ptr<const Tree>();
  const std::string key = tree_key(map.settings);
  const bool is_kept = !(map.settings.align && map.settings.cluster == "ward");
  if (auto kept = is_kept ? trees_.find(key) : nullptr) return kept;
  if (!report(progress, "growing the tree", 0.0)) return cancelled();
  auto made = grow_tree(map);
  if (!made) return made.error();
  return trees_.keep(key, std::move(*made), is_kept ? most_kept_ : 0);
}

Result<MapResult> MapMaker::make(const MapSettings& asked, const Progress& progress) {
  if (Status s = asked.validate(); !s) return s.error();
  std::unique_lock lock(working_, std::defer_lock);
  while (!lock.try_lock_for(std::chrono::milliseconds(20))) {
    if (!report(progress, "waiting for the map before", 0.0)) return cancelled();
  }
  MapResult map;
  map.settings = asked;
  static_cast<SignatureChoice&>(map.settings) = asked.resolved();
  map.source = source_name(clips_);
  map.warnings = clips_.dataset.warnings;
  Stopwatch watch(map.timings_s);

  const ClipMeter meter(map.settings, asked.model.get());
  const auto space = this->space(map.settings, meter, progress);
  if (!space) return space.error();
  map.clips = (*space)->clips;
  map.style = (*space)->style;
  map.space = (*space)->space;
  map.warnings.insert(map.warnings.end(), (*space)->warnings.begin(), (*space)->warnings.end());
  watch.lap("signatures");

  const int count = static_cast<int>(map.clips.size());
  if (asked.dims >= count) {
    return usage_error(std::to_string(asked.dims) + " dimensions need more than " +
                       std::to_string(count) + " clips");
  }
  auto distances = this->distances(map.settings, *map.space, progress);
  if (!distances) return distances.error();
  map.distances = std::move(*distances);
  watch.lap("distances");

  const auto embedded = embedding(map.settings, **space, map.distances.get(), progress);
  if (!embedded) return embedded.error();
  const MapEmbedding& places = **embedded;
  map.settings.embed = places.embed;
  map.coordinates = places.coordinates;
  map.eigenvalues = places.eigenvalues;
  map.eigenvalue_sum = places.eigenvalue_sum;
  map.stress1 = places.stress1;
  map.landmarks = places.landmarks;
  map.alignment = places.alignment;
  map.neighbourhoods = places.neighbourhoods;
  map.shepard = places.shepard;
  map.warnings.insert(map.warnings.end(), places.warnings.begin(), places.warnings.end());
  watch.lap("embedding");

  const auto tree = this->tree(map, progress);
  if (!tree) return tree.error();
  if (*tree) map.dendrogram = **tree;
  const std::vector<int> labels = label_numbers(map.clips);
  std::set<int> distinct(labels.begin(), labels.end());
  distinct.erase(-1);
  const int wanted = std::max(2, static_cast<int>(distinct.size()));
  if (Status s = find_clusters(map, wanted, progress); !s) return s.error();
  watch.lap("clusters");

  if (!report(progress, "scoring", 0.0)) return cancelled();
  score_clusters(map);
  watch.lap("scores");
  if (!map.style) {
    MapPlacer::Parts parts{.meter = meter,
                           .space = map.space,
                           .classical = places.placement,
                           .landmarks = map.landmarks,
                           .is_smacof = places.embed == "smacof",
                           .coordinates = places.unaligned,
                           .alignment = places.turn,
                           .clusters = {},
                           .model = asked.model};
    for (const MapClip& clip : map.clips) parts.clusters.push_back(clip.cluster);
    map.placer = std::make_shared<const MapPlacer>(std::move(parts));
  }
  return map;
}

}  // namespace kinemote::app
