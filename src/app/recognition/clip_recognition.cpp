#include "app/recognition/clip_recognition.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/recognition/recognition_input.h"

namespace kinemote::app {
namespace {

/// Windows that a network is shown at once: few enough to be broken off soon.
constexpr int kBatch = 16;

/// The one clip as a set, as the recogniser was shown others.
Result<RecognitionSet> set_of(const Clip& clip, const std::string& name, const RecogniserSpec& spec,
                              const RecognitionSettings& settings) {
  auto seen = see_clip(clip, name, spec.input, settings);
  if (!seen) return seen.error();
  RecognitionSet set;
  set.input = spec.input;
  set.class_names = settings.classes;
  set.clips.push_back({name, name, "", -1, 0});
  for (const int start : seen->starts) set.windows.push_back({0, start});
  set.sequences = std::move(seen->sequences);
  set.layout = std::move(seen->layout);
  set.load = [clip](int) -> Result<io::ClipImport> { return io::ClipImport{clip}; };
  return set;
}

int frames_of(const Clip& clip) {
  const double duration_s = (clip.frame_count - 1) * clip.frame_time_s;
  return std::max(1, static_cast<int>(std::floor(duration_s * kRecognitionFps + 1e-6)) + 1);
}

/// Means of values that windows give for their frames. Sequences may have fewer frames than their
/// window: each then stands for several.
class FrameMeans {
 public:
  FrameMeans(int frames, int columns)
      : sums_(Eigen::MatrixXd::Zero(frames, columns)), counts_(Eigen::VectorXd::Zero(frames)) {}

  /// `row(i)`: values of sequence frame i, which counts if valid.
  template <typename Row>
  void add(const analysis::PoseSequence& sequence, int first_frame, int window_frames, Row row) {
    for (int f = 0; f < window_frames; ++f) {
      const int frame = first_frame + f;
      const int i = f * sequence.frames / window_frames;
      if (frame >= sums_.rows() || sequence.valid[static_cast<size_t>(i)] == 0.0F) continue;
      sums_.row(frame) += row(i);
      counts_[frame] += 1.0;
    }
  }
  Eigen::MatrixXd means() const {
    return counts_.cwiseMax(1.0).cwiseInverse().asDiagonal() * sums_;
  }

 private:
  Eigen::MatrixXd sums_;
  Eigen::VectorXd counts_;
};

double valid_count(const analysis::PoseSequence& sequence) {
  return static_cast<double>(std::count_if(sequence.valid.begin(), sequence.valid.end(),
                                           [](float v) { return v != 0.0F; }));
}

/// Which column each channel of a frame is summed into: its joint, or the one behind all joints.
std::vector<int> columns_of_channels(const analysis::SequenceLayout& layout) {
  const auto joints = static_cast<int>(layout.joints.size());
  std::vector<int> columns(static_cast<size_t>(layout.channels()), joints);
  for (int person = 0; person < layout.people; ++person) {
    for (int joint = 0; joint < joints; ++joint) {
      for (int n = 0; n < layout.numbers_a_joint; ++n) {
        columns[static_cast<size_t>(layout.channel(person, joint, n))] = joint;
      }
    }
  }
  return columns;
}

}  // namespace

double ClipRecognition::start_s(int window) const {
  return first_frames[static_cast<size_t>(window)] / kRecognitionFps;
}

double ClipRecognition::end_s(int window) const {
  return start_s(window) + window_frames / kRecognitionFps;
}

Result<ClipRecognition> recognise_clip(Recogniser& recogniser, const RecogniserSpec& spec,
                                       const RecognitionSettings& settings, const Clip& clip,
                                       const std::string& name, int hop_frames,
                                       const Progress& progress) {
  RecognitionSettings dense = settings;
  dense.hop_frames = hop_frames;
  const auto set = set_of(clip, name, spec, dense);
  if (!set) return set.error();
  const auto count = static_cast<int>(set->windows.size());
  ClipRecognition found;
  found.window_frames = settings.window_frames;
  found.frame_count = frames_of(clip);
  found.shares.resize(count, static_cast<Eigen::Index>(settings.classes.size()));
  FrameMeans attention(found.frame_count, 1);
  bool has_attention = false;
  for (int first = 0; first < count; first += kBatch) {
    if (!report(progress, "recognising", first / static_cast<double>(count))) return cancelled();
    std::vector<int> part(static_cast<size_t>(std::min(kBatch, count - first)));
    std::iota(part.begin(), part.end(), first);
    const auto shares = recogniser.probabilities(*set, part);
    if (!shares) return shares.error();
    found.shares.middleRows(first, static_cast<Eigen::Index>(part.size())) = *shares;
    const auto weights = recogniser.attention(*set, part);
    if (!weights) return weights.error();
    for (size_t w = 0; w < part.size() && !weights->empty(); ++w) {
      has_attention = true;
      const analysis::PoseSequence& sequence = set->sequences[static_cast<size_t>(part[w])];
      const double* of_window = weights->data() + w * static_cast<size_t>(sequence.frames);
      const double even = 1.0 / std::max(1.0, valid_count(sequence));
      attention.add(sequence, set->windows[static_cast<size_t>(part[w])].first_frame,
                    settings.window_frames,
                    [&](int i) { return Eigen::RowVectorXd::Constant(1, of_window[i] / even); });
    }
  }
  for (const RecognitionWindow& window : set->windows) {
    found.first_frames.push_back(window.first_frame);
  }
  if (has_attention) {
    const Eigen::MatrixXd means = attention.means();
    found.attention.assign(means.data(), means.data() + means.size());
  }
  return found;
}

Result<ClipAttribution> attribute_clip(Recogniser& recogniser, const RecogniserSpec& spec,
                                       const RecognitionSettings& settings, const Clip& clip,
                                       const std::string& name, int most_windows,
                                       const Progress& progress) {
  ClipAttribution found;
  if (spec.family() != RecogniserFamily::kSequence) return found;
  RecognitionSettings half = settings;
  half.hop_frames = std::max(1, settings.window_frames / 2);
  const auto set = set_of(clip, name, spec, half);
  if (!set) return set.error();
  const auto count = static_cast<int>(set->windows.size());
  const int taken = std::min(count, std::max(1, most_windows));
  const std::vector<int> columns = columns_of_channels(set->layout);
  found.joints = set->layout.joints;
  if (set->layout.extra > 0) found.joints.emplace_back("path");
  const auto joint_count = static_cast<Eigen::Index>(found.joints.size());
  FrameMeans means(frames_of(clip), static_cast<int>(joint_count));
  for (int i = 0; i < taken; ++i) {
    if (!report(progress, "which joints, when", i / static_cast<double>(taken))) {
      return cancelled();
    }
    const auto w = static_cast<size_t>(static_cast<int64_t>(i) * count / taken);
    const auto values = recogniser.attributions(*set, {static_cast<int>(w)});
    if (!values) return values.error();
    const analysis::PoseSequence& sequence = set->sequences[w];
    if (values->empty()) return ClipAttribution{};
    const double frames = valid_count(sequence);
    means.add(sequence, set->windows[w].first_frame, settings.window_frames, [&](int f) {
      Eigen::RowVectorXd row = Eigen::RowVectorXd::Zero(joint_count);
      const float* of_frame =
          values->data() + static_cast<size_t>(f) * static_cast<size_t>(sequence.channels);
      for (int c = 0; c < sequence.channels; ++c) {
        row[columns[static_cast<size_t>(c)]] += frames * of_frame[c];
      }
      return row;
    });
  }
  found.values = means.means();
  return found;
}

std::string attention_kind(const RecogniserSpec& spec) {
  if (spec.family() != RecogniserFamily::kSequence) return "";
  using Kind = synthesis::SequenceNetworkKind;
  const synthesis::SequenceNetworkOptions options = spec.network.resolved();
  if (options.kind == Kind::kTransformer || options.kind == Kind::kTcnBiLstm) return "attention";
  if (!options.pooling) return "";  // fixed: by the mean, or by the ends
  switch (*options.pooling) {
    case synthesis::SequencePooling::kAttention:
      return "attention";
    case synthesis::SequencePooling::kMax:
      return "maximum";
    case synthesis::SequencePooling::kMean:
      break;
  }
  return "";
}

std::optional<BodyPart> body_part_of(const std::string& joint) {
  for (int p = 0; p < kBodyPartCount; ++p) {
    const auto part = static_cast<BodyPart>(p);
    if (joint == body_part_name(part)) return part;
  }
  for (const char* of_head : {"nose", "eye", "ear", "mouth"}) {
    if (joint.find(of_head) != std::string::npos) return BodyPart::kHead;
  }
  const bool is_left = joint.starts_with("left_");
  if (!is_left && !joint.starts_with("right_")) return std::nullopt;
  const std::string rest = joint.substr(joint.find('_') + 1);
  const auto side = [&](BodyPart left, BodyPart right) { return is_left ? left : right; };
  // Keypoints sit where bones begin; "shoulder" is a part too, and was found above.
  if (rest == "elbow") return side(BodyPart::kLeftLowerArm, BodyPart::kRightLowerArm);
  if (rest == "hip") return side(BodyPart::kLeftUpperLeg, BodyPart::kRightUpperLeg);
  if (rest == "knee") return side(BodyPart::kLeftLowerLeg, BodyPart::kRightLowerLeg);
  if (rest == "ankle" || rest == "heel") return side(BodyPart::kLeftFoot, BodyPart::kRightFoot);
  if (rest == "foot_index") return side(BodyPart::kLeftToes, BodyPart::kRightToes);
  for (const char* of_hand : {"wrist", "pinky", "index", "thumb"}) {
    if (rest == of_hand) return side(BodyPart::kLeftHand, BodyPart::kRightHand);
  }
  return std::nullopt;
}

Eigen::MatrixXd by_body_part(const std::vector<std::string>& joints,
                             const Eigen::MatrixXd& values) {
  Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(values.rows(), kBodyPartCount);
  for (size_t j = 0; j < joints.size(); ++j) {
    if (const auto part = body_part_of(joints[j])) {
      sums.col(static_cast<int>(*part)) += values.col(static_cast<Eigen::Index>(j));
    }
  }
  return sums;
}

}  // namespace kinemote::app
