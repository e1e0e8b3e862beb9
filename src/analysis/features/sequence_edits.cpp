#include "analysis/features/sequence_edits.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "motion/core/random.h"

namespace kinemote::analysis {
namespace {

bool is_vector(const ChannelRole& role) {
  return role.kind == ChannelKind::kPlace || role.kind == ChannelKind::kVelocity ||
         role.kind == ChannelKind::kAcceleration;
}

/// Index of the number of this kind and axis, -1 if there is none.
int find_role(const std::vector<ChannelRole>& roles, ChannelKind kind, int axis) {
  for (size_t i = 0; i < roles.size(); ++i) {
    if (roles[i].kind == kind && roles[i].axis == axis) return static_cast<int>(i);
  }
  return -1;
}

int find_confidence(const SequenceLayout& layout) {
  return find_role(layout.numbers, ChannelKind::kConfidence, 0);
}

/// Calls visit(first channel, roles) for the numbers of every joint and for the extra channels.
template <typename Visit>
void for_each_group(const SequenceLayout& layout, Visit&& visit) {
  const int joints = layout.people * static_cast<int>(layout.joints.size());
  for (int i = 0; i < joints; ++i) visit(i * layout.numbers_a_joint, layout.numbers);
  visit(layout.first_extra(), layout.extras);
}

bool is_known(const PoseSequence& sequence, const SequenceLayout& layout, int confidence, int frame,
              int first) {
  if (sequence.valid[frame] == 0.0f) return false;
  const float* const numbers = sequence.frame(frame) + first;
  if (confidence >= 0) return numbers[confidence] > 0.0f;
  return std::any_of(numbers, numbers + layout.numbers_a_joint, [](float v) { return v != 0.0f; });
}

/// How a channel changes when time runs `rate` times as fast.
double rate_factor(ChannelKind kind, double rate) {
  if (kind == ChannelKind::kVelocity || kind == ChannelKind::kTurnRate) return rate;
  return kind == ChannelKind::kAcceleration ? rate * rate : 1.0;
}

std::string other_side(const std::string& name) {
  for (const auto& [from, to] : {std::pair{std::string("left"), std::string("right")},
                                 std::pair{std::string("right"), std::string("left")}}) {
    const size_t at = name.find(from);
    if (at != std::string::npos) return std::string(name).replace(at, from.size(), to);
  }
  return name;
}

}  // namespace

Result<std::vector<int>> sequence_mirror_partners(const SequenceLayout& layout) {
  std::vector<int> partners;
  for (const std::string& joint : layout.joints) {
    const auto it = std::find(layout.joints.begin(), layout.joints.end(), other_side(joint));
    if (it == layout.joints.end()) {
      return usage_error("a sequence cannot be mirrored: joint \"" + joint +
                         "\" has no partner on the other side");
    }
    partners.push_back(static_cast<int>(it - layout.joints.begin()));
  }
  return partners;
}

void mirror_sequence(PoseSequence& sequence, const SequenceLayout& layout,
                     const std::vector<int>& partners) {
  std::vector<float> before;
  for (int f = 0; f < sequence.frames; ++f) {
    float* const numbers = sequence.frame(f);
    before.assign(numbers, numbers + sequence.channels);
    for (int person = 0; person < layout.people; ++person) {
      for (size_t j = 0; j < partners.size(); ++j) {
        std::copy_n(before.data() + layout.channel(person, partners[j], 0), layout.numbers_a_joint,
                    numbers + layout.channel(person, static_cast<int>(j), 0));
      }
    }
    for_each_group(layout, [&](int first, const std::vector<ChannelRole>& roles) {
      for (size_t i = 0; i < roles.size(); ++i) {
        const bool is_across = is_vector(roles[i]) && roles[i].axis == 0;
        if (is_across || roles[i].kind == ChannelKind::kTurnRate) numbers[first + i] *= -1.0f;
      }
    });
  }
}

void scale_sequence(PoseSequence& sequence, const SequenceLayout& layout, double factor) {
  for (int f = 0; f < sequence.frames; ++f) {
    for_each_group(layout, [&](int first, const std::vector<ChannelRole>& roles) {
      for (size_t i = 0; i < roles.size(); ++i) {
        if (is_vector(roles[i])) sequence.frame(f)[first + i] *= static_cast<float>(factor);
      }
    });
  }
}

void turn_sequence(PoseSequence& sequence, const SequenceLayout& layout, double angle_rad) {
  const bool is_solid = find_role(layout.numbers, ChannelKind::kPlace, 2) >= 0;
  // About the vertical from forward (axis 2) to left (0), or in the picture from x (0) to y (1).
  const int from = is_solid ? 2 : 0;
  const int to = is_solid ? 0 : 1;
  const auto c = static_cast<float>(std::cos(angle_rad));
  const auto s = static_cast<float>(std::sin(angle_rad));
  for_each_group(layout, [&](int first, const std::vector<ChannelRole>& roles) {
    for (const ChannelKind kind :
         {ChannelKind::kPlace, ChannelKind::kVelocity, ChannelKind::kAcceleration}) {
      const int a = find_role(roles, kind, from);
      const int b = find_role(roles, kind, to);
      if (a < 0 || b < 0) continue;
      for (int f = 0; f < sequence.frames; ++f) {
        float* const numbers = sequence.frame(f) + first;
        const float along = numbers[a];
        const float across = numbers[b];
        numbers[a] = c * along - s * across;
        numbers[b] = s * along + c * across;
      }
    }
  });
}

void add_sequence_noise(PoseSequence& sequence, const SequenceLayout& layout, double deviation,
                        std::mt19937_64& random) {
  const int confidence = find_confidence(layout);
  const int joints = layout.people * static_cast<int>(layout.joints.size());
  std::vector<char> known(sequence.frames);
  std::vector<double> noise(sequence.frames);
  for (int i = 0; i < joints; ++i) {
    const int first = i * layout.numbers_a_joint;
    for (int f = 0; f < sequence.frames; ++f) {
      known[f] = is_known(sequence, layout, confidence, f, first);
    }
    for (int axis = 0; axis < 3; ++axis) {
      const int place = find_role(layout.numbers, ChannelKind::kPlace, axis);
      if (place < 0) continue;
      for (int f = 0; f < sequence.frames; ++f) {
        noise[f] = known[f] ? deviation * standard_normal(random) : 0.0;
      }
      const auto add = [&](int number, const std::vector<double>& values) {
        if (number < 0) return;
        for (int f = 0; f < sequence.frames; ++f) {
          sequence.frame(f)[first + number] += static_cast<float>(values[f]);
        }
      };
      add(place, noise);
      add(find_role(layout.numbers, ChannelKind::kVelocity, axis),
          first_derivative(noise, known, sequence.frame_time_s));
      add(find_role(layout.numbers, ChannelKind::kAcceleration, axis),
          second_derivative(noise, known, sequence.frame_time_s));
    }
  }
}

void warp_sequence(PoseSequence& sequence, const SequenceLayout& layout, double rate) {
  const ValidSpan span = valid_span(sequence);
  if (span.first == span.last) return;
  const PoseSequence source = sequence;
  sequence = PoseSequence::make(source.frames, source.channels, source.frame_time_s);
  const int confidence = find_confidence(layout);
  const double middle = 0.5 * (span.first + span.last - 1);
  for (int f = 0; f < source.frames; ++f) {
    const double at = middle + (f - middle) * rate;
    if (at < span.first || at > span.last - 1) continue;
    const int a = static_cast<int>(at);
    const int b = std::min(a + 1, span.last - 1);
    const double share = at - a;
    const bool is_between = share > 0.0;
    if (source.valid[a] == 0.0f || (is_between && source.valid[b] == 0.0f)) continue;
    sequence.valid[f] = 1.0f;
    for_each_group(layout, [&](int first, const std::vector<ChannelRole>& roles) {
      const bool is_joint = first < layout.first_extra();
      if (is_joint && !(is_known(source, layout, confidence, a, first) &&
                        (!is_between || is_known(source, layout, confidence, b, first)))) {
        return;
      }
      for (size_t i = 0; i < roles.size(); ++i) {
        const double value =
            (1.0 - share) * source.frame(a)[first + i] + share * source.frame(b)[first + i];
        sequence.frame(f)[first + i] = static_cast<float>(value * rate_factor(roles[i].kind, rate));
      }
    });
  }
}

void drop_joint(PoseSequence& sequence, const SequenceLayout& layout, int person, int joint) {
  for (int f = 0; f < sequence.frames; ++f) {
    std::fill_n(sequence.frame(f) + layout.channel(person, joint, 0), layout.numbers_a_joint, 0.0f);
  }
}

void crop_sequence(PoseSequence& sequence, int start, int length) {
  const int frames = sequence.frames;
  sequence = slice(slice(sequence, start, length), 0, frames);
}

ValidSpan valid_span(const PoseSequence& sequence) {
  const auto is_valid = [](float v) { return v != 0.0f; };
  const auto& valid = sequence.valid;
  const auto first = std::find_if(valid.begin(), valid.end(), is_valid);
  if (first == valid.end()) return {};
  const auto last = std::find_if(valid.rbegin(), valid.rend(), is_valid);
  return {static_cast<int>(first - valid.begin()), static_cast<int>(valid.rend() - last)};
}

}  // namespace kinemote::analysis
