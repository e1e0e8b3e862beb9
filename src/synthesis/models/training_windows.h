// What a motion VAE is trained on: clips as channels, cut into windows, split by take.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "synthesis/control/motion_model.h"

namespace kinemote::synthesis {

/// One window of one clip.
struct WindowIndex {
  int clip = 0;
  int start_frame = 0;
};

/// Channels of every usable clip and the windows cut from them.
struct TrainingWindows {
  struct ClipChannels {
    int source = 0;  // index into the clips given
    int frame_count = 0;
    int content = 0;  // index into `contents`
    int style = -1;   // index into `styles`; -1: the clip has no label
    bool is_held_out = false;
    std::vector<float> channels;  // C x F, channel-major
  };
  WindowLayout layout;
  double height_m = 1.75;
  std::vector<std::string> contents;  // sorted
  std::vector<StyleWord> styles;      // labels seen, sorted, with the mean PAD of their clips
  std::vector<ClipChannels> clips;
  std::vector<WindowIndex> training, held_out;
  Warnings warnings;  // clips that could not be used

  /// The condition that a clip shows: its style word where its PAD is the word's own, else its PAD.
  Condition condition_of(const ClipChannels& clip, const TrainingClip& source) const;
  /// Copies a window, C x T channel-major.
  void copy_window(const WindowIndex& index, std::span<float> to) const;
};

/// Which clips are held out: whole takes, drawn per content and label as evenly as `test_share`
/// allows, and at least one when there are two. Where a content and label has too few takes for
/// that, but several clips in a take, they are cuts of one recording, one after the other: then the
/// last clips (by name) are held out, so that none lies between two that are learned from.
/// Clips with an empty take are takes of their own. Deterministic for a seed.
std::vector<char> choose_held_out(const std::vector<TrainingClip>& clips, double test_share,
                                  uint64_t seed);

/// What the model's settings call that split: "take" where no take lies on both sides, "end of
/// take" where every held-out clip is of a recording that the others begin, "take, or end of take".
std::string split_rule(const std::vector<TrainingClip>& clips, const TrainingWindows& data);

/// Errors: bad input if no clip has a body, fewer than 8 clips can be used or PAD is outside
/// [-1, 1]; cancelled. Clips on another skeleton than the first usable one and clips that are
/// shorter than a window are left out with a warning.
Result<TrainingWindows> cut_training_windows(const std::vector<TrainingClip>& clips,
                                             const MotionVaeSettings& settings,
                                             const Progress& progress);

/// T x C row-major from or to C x T channel-major.
std::vector<float> transposed(std::span<const float> values, int rows, int columns);

}  // namespace kinemote::synthesis
