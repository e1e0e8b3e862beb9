#include "analysis/features/pose_sequence.h"

#include <algorithm>
#include <cmath>

namespace kinemote::analysis {

PoseSequence PoseSequence::make(int frames, int channels, double frame_time_s) {
  PoseSequence sequence;
  sequence.frames = frames;
  sequence.channels = channels;
  sequence.values.assign(static_cast<size_t>(frames) * channels, 0.0f);
  sequence.valid.assign(static_cast<size_t>(frames), 0.0f);
  sequence.frame_time_s = frame_time_s;
  return sequence;
}

Status PoseSequence::validate() const {
  if (frames < 1 || channels < 1 || values.size() != static_cast<size_t>(frames) * channels ||
      valid.size() != static_cast<size_t>(frames)) {
    return bad_input("a sequence of " + std::to_string(frames) + " frames x " +
                     std::to_string(channels) + " channels has " + std::to_string(values.size()) +
                     " values and " + std::to_string(valid.size()) + " marks of valid frames");
  }
  if (!(frame_time_s > 0.0) || !std::isfinite(frame_time_s)) {
    return bad_input("a sequence needs a frame time above 0 s");
  }
  if (!std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); })) {
    return bad_input("a sequence holds a value that is not a finite number; 0 stands for missing");
  }
  if (!std::all_of(valid.begin(), valid.end(), [](float v) { return v == 0.0f || v == 1.0f; })) {
    return bad_input("the marks of a sequence's valid frames must be 0 or 1");
  }
  return {};
}

std::vector<std::string> SequenceLayout::channel_names() const {
  std::vector<std::string> names;
  for (int person = 0; person < people; ++person) {
    const std::string who = people > 1 ? "p" + std::to_string(person + 1) + "." : "";
    for (const std::string& joint : joints) {
      for (const ChannelRole& number : numbers) names.push_back(who + joint + "." + number.name);
    }
  }
  for (const ChannelRole& channel : extras) names.push_back(channel.name);
  return names;
}

Status SequenceLayout::validate() const {
  const auto joint_count = static_cast<int>(joints.size());
  if (people < 1 || numbers_a_joint < 0 || extra < 0 || channels() < 1) {
    return usage_error("a sequence layout needs one person or more and a channel or more");
  }
  if (parents.size() != joints.size() || static_cast<int>(numbers.size()) != numbers_a_joint ||
      static_cast<int>(extras.size()) != extra) {
    return usage_error("a sequence layout of " + std::to_string(joint_count) +
                       " joints needs a parent a joint and a role a channel");
  }
  for (int j = 0; j < joint_count; ++j) {
    if (parents[j] < -1 || parents[j] >= joint_count || parents[j] == j) {
      return usage_error("joint \"" + joints[j] + "\" of a sequence layout hangs from joint " +
                         std::to_string(parents[j]) + ", which is none of the others");
    }
  }
  for (const auto* roles : {&numbers, &extras}) {
    for (const ChannelRole& role : *roles) {
      if (role.axis < 0 || role.axis > 2) {
        return usage_error("channel \"" + role.name + "\" of a sequence layout has no axis 0 to 2");
      }
    }
  }
  return {};
}

PoseSequence slice(const PoseSequence& sequence, int start, int length) {
  PoseSequence part =
      PoseSequence::make(std::max(0, length), sequence.channels, sequence.frame_time_s);
  const int first = std::max(0, start);
  const int last = std::min(sequence.frames, start + part.frames);
  for (int f = first; f < last; ++f) {
    std::copy_n(sequence.frame(f), sequence.channels, part.frame(f - start));
    part.valid[f - start] = sequence.valid[f];
  }
  return part;
}

PoseSequence fit_length(const PoseSequence& sequence, int length) {
  return slice(sequence, std::max(0, (sequence.frames - length) / 2), length);
}

std::vector<int> window_starts(int frames, int length, int hop) {
  if (frames < 1 || length < 1 || hop < 1) return {};
  std::vector<int> starts{0};
  while (starts.back() + hop + length <= frames) starts.push_back(starts.back() + hop);
  return starts;
}

std::vector<double> first_derivative(const std::vector<double>& values,
                                     const std::vector<char>& known, double frame_time_s) {
  const auto count = static_cast<int>(values.size());
  std::vector<double> out(values.size(), 0.0);
  for (int f = 0; f < count; ++f) {
    if (!known[f]) continue;
    const int before = f > 0 && known[f - 1] ? f - 1 : f;
    const int after = f + 1 < count && known[f + 1] ? f + 1 : f;
    if (after > before) {
      out[f] = (values[after] - values[before]) / ((after - before) * frame_time_s);
    }
  }
  return out;
}

std::vector<double> second_derivative(const std::vector<double>& values,
                                      const std::vector<char>& known, double frame_time_s) {
  const auto count = static_cast<int>(values.size());
  std::vector<double> out(values.size(), 0.0);
  for (int f = 1; f + 1 < count; ++f) {
    if (!known[f - 1] || !known[f] || !known[f + 1]) continue;
    out[f] = (values[f + 1] - 2.0 * values[f] + values[f - 1]) / (frame_time_s * frame_time_s);
  }
  return out;
}

}  // namespace kinemote::analysis
