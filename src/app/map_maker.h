// Maps of one set of clips, made again and again with other choices.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "app/map_job.h"

namespace kinemote::app {

struct MapEmbedding;
struct MapSpace;
struct MeasuringState;

/// The newest few of what was found under different settings.
template <typename Step>
class KeptSteps {
 public:
  std::shared_ptr<const Step> find(const std::string& key) const {
    for (const auto& [known, step] : steps_) {
      if (known == key) return step;
    }
    return nullptr;
  }
  std::shared_ptr<const Step> keep(const std::string& key, Step step, size_t most) {
    steps_.insert(steps_.begin(), {key, std::make_shared<const Step>(std::move(step))});
    const auto newest = steps_.front().second;
    if (steps_.size() > most) steps_.resize(most);
    return newest;
  }

 private:
  std::vector<std::pair<std::string, std::shared_ptr<const Step>>> steps_;  // newest first
};

/// Keeps what it found on the way to a map: one with other clusters takes no reading, measuring or
/// placing anew, one with another embedding no distances, and a cancelled one is gone on with.
/// Gives the same map as make_map(), but for the timings of what was kept.
class MapMaker {
 public:
  enum class Keeping { kNothing, kSteps };
  explicit MapMaker(ClipSet clips, Keeping keeping = Keeping::kSteps);
  ~MapMaker();
  MapMaker(const MapMaker&) = delete;
  MapMaker& operator=(const MapMaker&) = delete;

  /// As make_map(). Thread-safe; one call works at a time, others wait and can be cancelled.
  Result<MapResult> make(const MapSettings& settings, const Progress& progress);
  const ClipSet& clips() const { return clips_; }

 private:
  using Distances = analysis::DistanceMatrix;
  using Tree = std::vector<analysis::Merge>;

  Result<std::shared_ptr<const MapSpace>> space(const MapSettings& settings, const ClipMeter& meter,
                                                const Progress& progress);
  Result<std::shared_ptr<const Distances>> distances(const MapSettings& settings,
                                                     const SignatureSpace& space,
                                                     const Progress& progress);
  Result<std::shared_ptr<const MapEmbedding>> embedding(const MapSettings& settings,
                                                        const MapSpace& space,
                                                        const Distances* distances,
                                                        const Progress& progress);
  Result<std::shared_ptr<const Tree>> tree(const MapResult& map, const Progress& progress);

  ClipSet clips_;
  size_t most_kept_;
  std::timed_mutex working_;  // guards all below
  std::string measuring_key_;
  std::unique_ptr<MeasuringState> measuring_;  // left by a cancelled job
  KeptSteps<MapSpace> spaces_;
  KeptSteps<Distances> distances_;
  KeptSteps<MapEmbedding> embeddings_;
  KeptSteps<Tree> trees_;
};

}  // namespace kinemote::app
