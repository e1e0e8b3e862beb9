// Laban features while the motion comes in, frame by frame.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "analysis/features/lma.h"

namespace kinemote::analysis {

enum class LmaSet { kLma27, kLma25, kLma };
/// Column names of a set, in order.
std::vector<std::string> lma_set_names(LmaSet set);

struct StreamingSettings {
  LmaSet set = LmaSet::kLma;
  double window_s = 0.5;
  double frame_time_s = 1.0 / 30.0;
  Normalise normalise = Normalise::kHeight;
  double height_m = 0.0;  // for kHeight
};

/// The features of the window that ends at the last frame, equal to what the batch functions give
/// for it. (If the hip line of the first frames is vertical, the batch functions know a heading for
/// them that a stream cannot know yet.) Time a frame depends neither on the window's length nor on
/// how many frames have come: some microseconds, and rounding does not pile up. Two things cost
/// more: once a window one frame folds the window anew (0.1 ms for 10 s at 120 fps), and where the
/// figure turns more than half a quarter within a window, lma27 without normalisation looks at
/// every neck rotation in it. Memory grows with the window: about 2 kB a frame.
class StreamingLma {
 public:
  /// Error (usage): a window or frame time that is not positive, a window shorter than 2 frames (5
  /// for kLma), a missing height.
  static Result<StreamingLma> make(const BodyMap& body, const StreamingSettings& settings);
  StreamingLma(StreamingLma&&) noexcept;
  StreamingLma& operator=(StreamingLma&&) noexcept;
  ~StreamingLma();

  /// The next frame: world positions (J, metres) and, for lma27 with Normalise::kNone only, world
  /// rotations (J; without them the neck counts as upright). J is that of the body's skeleton.
  void push(std::span<const Vec3> world_positions, std::span<const Quat> world_rotations = {});
  /// True once a whole window has come.
  bool has_window() const;
  /// Values in lma_set_names() order; empty without a window. Published accelerations are NaN until
  /// two windows have come. Valid until the next call of push().
  std::span<const double> values() const;
  /// Forgets all frames: after a jump in time or another clip.
  void reset();

  int window_frames() const;

  /// What a set keeps and measures.
  class Stream;

 private:
  explicit StreamingLma(std::unique_ptr<Stream> stream);
  std::unique_ptr<Stream> stream_;
};

}  // namespace kinemote::analysis
