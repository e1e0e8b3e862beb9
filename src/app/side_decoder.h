// Motions for several wishes at once, beside the one on the stage: off the UI thread, newest wins.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/live_decoder.h"
#include "app/map_place.h"
#include "app/side_model.h"

namespace kinemote::app {

struct SideWish {
  std::shared_ptr<SideModel> model;         // null: nothing is wished for
  std::vector<DecodeRequest> motions;       // each with a latent
  std::shared_ptr<const MapPlacer> placer;  // null: where they lie on a map is not asked
};

struct SideMotions {
  std::vector<PlayablePtr> motions;                 // one for each wish; null where it failed
  std::vector<std::optional<MapPlacement>> places;  // likewise; empty without a placer
  std::string error;                                // of the first that failed
};

/// One thread uses it.
class SideDecoder {
 public:
  /// `wake` is called from the worker thread when something is there to be taken.
  explicit SideDecoder(std::function<void()> wake);

  /// Nothing happens if the same was asked for last.
  void ask(SideWish wish);
  /// Of the newest wish; empty until they are made.
  const SideMotions& made() const { return made_; }
  /// Takes what the worker finished.
  void update();
  bool is_busy() const { return worker_.is_busy(); }

 private:
  struct Work {
    SideWish wish;
    size_t ticket = 0;
  };
  struct Done {
    SideMotions made;
    size_t ticket = 0;
  };
  SideWish wish_;
  size_t ticket_ = 0;
  SideMotions made_;
  LatestWorker<Work, Done> worker_;
};

}  // namespace kinemote::app
