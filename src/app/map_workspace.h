// The studio's map: made again when a choice changes, and clips that are not on it placed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/job_queue.h"
#include "app/latest_worker.h"
#include "app/library.h"
#include "app/map_export.h"
#include "app/map_maker.h"
#include "app/map_model.h"
#include "app/messages.h"
#include "app/playable.h"

namespace kinemote::app {

/// A clip of the library that was put on the finished map.
struct PlacedEntry {
  int entry = 0;  // library index
  MapPlacement placement;
};

/// The motion on the stage where the map does not have it: generated, or just opened.
struct StageMarker {
  std::string name;
  MapPlacement placement;
};

/// Of one thread (the interface's); its own workers never touch it directly.
class MapWorkspace {
 public:
  struct Around {
    Library& library;
    JobQueue& jobs;
    MessageLog& messages;
  };
  struct Running {
    uint64_t seed = 1;
    int threads = 0;
    std::string model;  // for signature latent, as of --model
  };
  MapWorkspace(Around around, Running running, std::function<void()> wake);

  MapModel& model() { return model_; }
  const MapModel& model() const { return model_; }

  /// Maps the whole library in the background. The newest call wins; until it is done, the map
  /// before stays. Nothing with fewer than 3 clips.
  void compute(const MapChoices& choices);
  /// Gives up the map being made, at once.
  void cancel();
  bool is_computing() const { return job_ != 0; }
  /// The job that makes the map, 0 if there is none.
  uint64_t job() const { return job_; }
  /// Why there is no (new) map; "" if nothing failed.
  const std::string& error() const { return error_; }
  /// True if a map is shown that was made with other choices than these, and none is being made.
  bool is_stale(const MapChoices& choices) const;

  /// The library holds other clips: there is no map of them yet.
  void library_replaced();
  /// The library has more clips: puts them on the map, if there is one.
  void library_grew();
  const std::vector<PlacedEntry>& placed() const { return placed_; }
  /// Clips of the library that are neither on the map nor placed.
  int missing_count() const;

  /// What is on the stage: a marker follows it where the map does not have it. `entry`: its library
  /// index, -1 for generated motion.
  void show_on_stage(PlayablePtr motion, int entry, std::string name);
  const std::optional<StageMarker>& stage_marker() const { return stage_marker_; }

  /// Writes it in the background by the file's extension (.svg, .png; .csv for tables, .json for
  /// data); a message says how it went. Error (usage) if there is no map or it has no such thing.
  Status start_export(MapExport what, std::filesystem::path path);
  /// Why the map has no such thing; "" if it has.
  std::string export_problem(MapExport what) const;

  /// Takes what the workers finished.
  void update();
  bool is_busy() const { return placer_.is_busy(); }

 private:
  struct StageRequest {
    std::shared_ptr<const MapPlacer> placer;
    PlayablePtr motion;
    std::string name;
    size_t ticket = 0;
  };
  struct StagePlace {
    std::optional<StageMarker> marker;
    size_t ticket = 0;
  };
  void take_map(Result<MapResult> map, const MapChoices& choices);
  void take_placed(Result<std::vector<PlacedEntry>> placed);
  void place_missing();
  void place_stage();
  std::vector<int> missing() const;

  Around around_;
  Running running_;
  MapModel model_;
  std::shared_ptr<MapMaker> maker_;  // of the library as it is
  std::optional<MapChoices> shown_;  // what the map was made with
  uint64_t job_ = 0, placing_job_ = 0;
  size_t ticket_ = 0, placing_ticket_ = 0, stage_ticket_ = 0;  // of the newest wish
  std::string error_;
  std::string told_;  // the notes of the last map
  std::vector<PlacedEntry> placed_;
  PlayablePtr stage_motion_;
  std::string stage_name_;
  int stage_entry_ = -1;
  std::optional<StageMarker> stage_marker_;
  LatestWorker<StageRequest, StagePlace> placer_;
};

}  // namespace kinemote::app
