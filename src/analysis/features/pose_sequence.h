// What sequence models read: frames x channels of numbers, and what each channel is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::analysis {

/// One sample: T x C numbers, row-major, 0 where nothing is known.
struct PoseSequence {
  int frames = 0;
  int channels = 0;
  std::vector<float> values;  // T x C
  std::vector<float> valid;   // T: 1, or 0 where nobody was seen and in padding
  double frame_time_s = 1.0 / 30.0;

  /// A sequence of zeros in which no frame is valid.
  static PoseSequence make(int frames, int channels, double frame_time_s);
  float* frame(int f) { return values.data() + static_cast<size_t>(f) * channels; }
  const float* frame(int f) const { return values.data() + static_cast<size_t>(f) * channels; }
  /// Checks sizes, the frame time, finite values, `valid` 0 or 1.
  Status validate() const;
};

/// How a channel behaves when the body is mirrored, scaled, turned or slowed down.
enum class ChannelKind {
  kPlace,         // a coordinate
  kVelocity,      // its first derivative by time
  kAcceleration,  // its second
  kTurnRate,      // of the heading: changes its sign in a mirror and does not grow with the body
  kConfidence,    // 0 where the joint is missing
  kOther,         // left alone
};

/// One number of a joint, or one channel of no joint. Axis 0 runs from right to left of body or
/// picture (a mirror changes its sign), 1 up, 2 forward or towards the viewer.
struct ChannelRole {
  std::string name;
  ChannelKind kind = ChannelKind::kOther;
  int axis = 0;
};

/// The meaning of C channels: people x joints x numbers, then `extra` channels that belong to no
/// joint. Every person has the same joints.
struct SequenceLayout {
  std::vector<std::string> joints;
  std::vector<int> parents;  // one a joint, -1 for roots: the edges of the skeleton's graph
  int numbers_a_joint = 0;
  int people = 1;
  int extra = 0;
  std::vector<ChannelRole> numbers;  // numbers_a_joint of them
  std::vector<ChannelRole> extras;   // `extra` of them

  int channels() const {
    return people * static_cast<int>(joints.size()) * numbers_a_joint + extra;
  }
  int channel(int person, int joint, int number) const {
    return (person * static_cast<int>(joints.size()) + joint) * numbers_a_joint + number;
  }
  int first_extra() const { return channels() - extra; }
  /// "left_wrist.x"; with more than one person "p1.left_wrist.x".
  std::vector<std::string> channel_names() const;
  /// Checks sizes, parents that exist and are not their own, at least one joint or extra channel.
  Status validate() const;
};

/// Frames [start, start + length) of a sequence; zeros that are not valid outside of it.
PoseSequence slice(const PoseSequence& sequence, int start, int length);
/// The middle `length` frames; shorter sequences are followed by zeros that are not valid.
PoseSequence fit_length(const PoseSequence& sequence, int length);
/// First frames of the windows of `length` frames, `hop` apart, that fit into `frames`; {0} for a
/// shorter sequence, which slice() pads. Empty for none of a positive number of frames.
std::vector<int> window_starts(int frames, int length, int hop);

/// First derivative by time of one coordinate: central
/// differences where both neighbours are known, one-sided where one is, else 0. `known` and
/// `values` T each. Linear in the values, so the derivative of noise is the noise of the
/// derivative.
std::vector<double> first_derivative(const std::vector<double>& values,
                                     const std::vector<char>& known, double frame_time_s);
/// The second: x(t + 1) - 2 x(t) + x(t - 1) by the squared frame time where all three are known,
/// else 0.
std::vector<double> second_derivative(const std::vector<double>& values,
                                      const std::vector<char>& known, double frame_time_s);

}  // namespace kinemote::analysis
