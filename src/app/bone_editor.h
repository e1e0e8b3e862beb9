// Which joints of the motion on the stage drive the canonical skeleton, as the user wants it, and
// the figure that comes of it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/latest_worker.h"
#include "app/motion_import.h"

namespace kinemote::app {

/// One thread uses it; its worker only retargets.
class BoneEditor {
 public:
  explicit BoneEditor(std::function<void()> wake);

  /// The motion on the stage (null or without joints: nothing to map) with the user's sources.
  void show(PlayablePtr motion, const BoneSources& sources);
  /// Whether the retargeted figure is wanted; it is made in the background.
  void set_previewing(bool is_previewing);
  bool is_previewing() const { return is_previewing_; }
  /// Takes what the worker finished; true if something new is to be seen.
  bool take();
  bool is_busy() const { return worker_.is_busy(); }

  bool has_map() const { return motion_ != nullptr; }
  /// With the user's changes in it.
  const BoneMap& map() const { return map_; }
  const Skeleton& source() const { return *motion_->clip.skeleton; }
  const Skeleton& target() const { return *target_; }
  const BoneSources& sources() const { return sources_; }
  int matched_count() const;
  /// Joints of the source that drive nothing.
  std::vector<int> idle_sources() const;

  // New sources for a change; nothing changes before show() is told of them.
  BoneSources with(int target_joint, int source_joint) const;
  BoneSources with_sides_swapped() const;
  /// Writes the map, or reads one that fits this pair of skeletons.
  Status save(const std::filesystem::path& path) const;
  Result<BoneSources> load(const std::filesystem::path& path, Warnings& warnings) const;

  /// The retargeted motion; null until there is one.
  const PlayablePtr& preview() const { return preview_; }
  /// Where it stands: beside the original's first frame, on its left.
  Placement preview_placement() const;
  /// Why there is none; "" if nothing is wrong.
  const std::string& preview_error() const { return preview_error_; }

 private:
  struct Request {
    PlayablePtr motion;
    BoneMap map;
    SkeletonPtr target;
  };
  struct Response {
    PlayablePtr preview;
    std::string error;
  };
  void request_preview();

  SkeletonPtr target_ = canonical_skeleton();
  PlayablePtr motion_;  // with a body of joints and an import
  BoneSources sources_;
  BoneMap map_;
  bool is_previewing_ = false;
  PlayablePtr preview_;
  std::string preview_error_;
  LatestWorker<Request, Response> worker_;
};

/// `map` with the user's sources in place of its own.
BoneMap with_sources(BoneMap map, const BoneSources& sources, const Skeleton& source,
                     const Skeleton& target);

/// The joint of the other side ("LeftHand" for "RightHand"), itself for joints of the middle.
int mirrored_joint(const Skeleton& skeleton, int joint);

}  // namespace kinemote::app
