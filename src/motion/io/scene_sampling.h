// Keys of a scene at a uniform rate, as clips of our own.
#pragma once

#include <vector>

#include "motion/core/clip.h"
#include "motion/io/scene_skeletons.h"

namespace kinemote::io {

/// When samples are taken.
struct SampleClock {
  double first_s = 0.0;  // of the first key: some programs begin at frame 1
  double fps = 30.0;
  int frame_count = 1;
  bool is_keyed_evenly = true;  // every key lies on a sample
};

/// The rate at which the keys of an animation lie, snapped by customary_fps. Keys at uneven times
/// are read at the scene's own rate, else at that of their smallest gap, else at 30. `fps` above 0
/// is taken as it is. Null: one frame.
SampleClock find_clock(const SceneData& scene, const SceneAnimation* animation, double fps);

/// Samples one skeleton at every tick: rotations along the shortest arc, all else linearly. Helper
/// nodes, scales and whatever lies above the root go into the joints' places. The rest pose is the
/// bind pose where skin tells one (and its bones are as long as those that move), else the nodes'
/// own places; joint frames are turned so that rest rotations are identity. Unmoved leaves that are
/// named as tips (`…_end`, `EndSite…`, `…Nub`) become end sites. File units; `y_up_from_file` turns
/// the whole. Errors (bad input): a motion of more than 50 million joint rotations, places that are
/// not finite; cancelled.
Result<Clip> sample_skeleton(const SceneData& scene, const SceneAnimation* animation,
                             const SceneSkeleton& skeleton, const SampleClock& clock,
                             const Mat3& y_up_from_file, const Progress& progress = {});

}  // namespace kinemote::io
