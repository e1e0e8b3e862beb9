// What is asked of the model beside the motion on the stage: film strips of sliders, the way from A
// to B on the map, the motion of a place of the map, and of clips that nobody plays.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/clip_latents.h"
#include "app/library.h"
#include "app/map_model.h"
#include "app/map_path.h"
#include "app/messages.h"
#include "app/side_decoder.h"
#include "app/synthesiser.h"

namespace kinemote::app {

/// A motion that was asked for at a place of the map.
struct MapFound {
  KeptLatent latent;
  MapPoint asked{};
  int clip_count = 0;  // that it was interpolated from
};

/// One thread (the interface's) uses it.
class LatentBench {
 public:
  struct Around {
    JobQueue& jobs;
    MessageLog& messages;
    const Library& library;
    const MapModel& map;
    const Synthesiser& synthesiser;
  };
  /// `wake` is called from worker threads when something is there to be taken.
  LatentBench(Around around, const std::function<void()>& wake);

  /// One step: takes what was made, and asks for the way from A to B while the map is seen.
  void update(const StudioDocument& document, bool is_map_seen);
  bool is_busy() const { return strip_.is_busy() || path_.is_busy(); }

  /// The motions of a slider that is pointed at, see latent_wishes.h; nothing for no wishes.
  void ask_strip(std::vector<DecodeRequest> wishes);
  const SideMotions& strip() const { return strip_.made(); }

  /// From A to B by rising share, as far as these motions could be placed; empty while they are
  /// made, or where A or B is not kept.
  const std::vector<PathStation>& path() const { return stations_; }

  /// "" if a motion can be found for a place of the map, or a clip of the library, else why not.
  std::string map_problem() const;
  std::string clip_problem() const;
  /// A motion for a place of the map: the latents of the nearest clips that do what the nearest one
  /// does, interpolated (see map_inverse.h), under their emotions interpolated likewise. The newest
  /// wish counts. Where it fails, a message says so.
  void find_at(const MapPoint& place, std::function<void(MapFound)> take);
  /// What the model makes of a clip of the library.
  void find_clip(int entry, std::function<void(KeptLatent)> take);
  /// The motion on the stage was found at a place of the map, and its latent is this.
  void show_found(MapFound found) { found_ = std::move(found); }
  /// The place that the document's motion was asked for at; null where it is another motion.
  const MapFound* found(const StudioDocument& document) const;

 private:
  /// What the way from A to B depends on.
  struct Route {
    KeptPair kept;
    std::vector<std::pair<int, float>> locked;
    const SideModel* model = nullptr;
    const MapPlacer* placer = nullptr;

    bool operator==(const Route&) const = default;
  };
  ClipToEncode clip_of(int entry) const;
  void take_parts(const MapPoint& place, const std::vector<double>& shares,
                  const ClipLatents::Found& parts, const std::function<void(MapFound)>& take);

  Around around_;
  ClipLatents latents_;
  SideDecoder strip_, path_;
  Route route_;
  std::vector<PathStation> stations_;
  std::optional<MapFound> found_;
  size_t ticket_ = 0;  // of the newest place that was asked for
};

}  // namespace kinemote::app
