// A motion with a part cut away, or at another rate, made of the whole one without measuring again.
#pragma once

#include <vector>

#include "app/cut.h"
#include "app/playable.h"

namespace kinemote::app {

/// The part of a clip that a cut leaves, at the cut's rate (frames come faster or slower). A cut
/// that begins between frames takes frames from between them. Its end is rounded to a frame.
Clip cut_clip(const Clip& clip, const Cut& cut);

/// The same of a motion for the stage: contacts and curves are those of the whole one where frames
/// agree. The motion itself if nothing is cut. Companions are left as they are, points are cut too.
/// Cost: a copy of what is left.
PlayablePtr cut_motion(const PlayablePtr& whole, const Cut& cut);

/// The motions of a stage, whole and as they are cut.
class CutStage {
 public:
  /// Another motion with its companions, whole; null: none.
  void take(PlayablePtr whole);
  /// Cuts figure by figure, the leading one first; missing ones are whole. True if that changed
  /// anything. Figures whose cut is the same stay the same motions.
  bool apply(const std::vector<Cut>& cuts);

  const PlayablePtr& whole() const { return whole_; }
  const PlayablePtr& cut() const { return cut_; }
  /// As it was applied last, with an end; whole for a figure that is not there.
  Cut of(size_t figure) const;
  /// Without a cut; null for a figure that is not there.
  PlayablePtr whole_figure(size_t figure) const;

 private:
  PlayablePtr whole_, cut_;
  std::vector<Cut> applied_;
};

}  // namespace kinemote::app
