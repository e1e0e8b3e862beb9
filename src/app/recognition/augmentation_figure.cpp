#include "app/recognition/augmentation_figure.h"

#include <algorithm>
#include <array>

#include "analysis/features/coco_sequence.h"
#include "app/figure/svg.h"
#include "motion/core/projected_points.h"

namespace kinemote::app {
namespace {

using analysis::Augmentation;
using analysis::PoseSequence;
using analysis::SequenceLayout;

constexpr double kFps = 30.0;
constexpr int kFrames = 64;
constexpr double kAzimuth_rad = 0.4;
constexpr double kShownMore = 4.0;

constexpr int kPoses = 8;
constexpr double kTorso_px = 26.0;  // the unit of the sequence
constexpr double kColumn_px = 84.0, kRow_px = 118.0;
constexpr double kLeft_px = 64.0, kTop_px = 52.0;

constexpr std::array<Augmentation, analysis::kAugmentationCount> kAll = {
    Augmentation::kMirror,   Augmentation::kScale, Augmentation::kTurn,        Augmentation::kNoise,
    Augmentation::kTimeWarp, Augmentation::kCrop,  Augmentation::kJointDropout};

std::string words_of(const Augmentation augmentation) {
  switch (augmentation) {
    case Augmentation::kMirror:
      return "Mirror: left and right exchanged";
    case Augmentation::kScale:
      return "Scale: the whole body larger or smaller";
    case Augmentation::kTurn:
      return "Turn: about the axis towards the camera";
    case Augmentation::kNoise:
      return "Noise on every point (four times the usual)";
    case Augmentation::kTimeWarp:
      return "Time warp: faster or slower";
    case Augmentation::kCrop:
      return "Crop: a part of the time, moved to the front";
    case Augmentation::kJointDropout:
      return "Joint dropout: points that are not seen (four times the usual)";
  }
  return {};
}

const char* colour_of(const std::string& joint) {
  if (joint.starts_with("left_")) return svg::colour(0);
  if (joint.starts_with("right_")) return svg::colour(1);
  return svg::kGrey;
}

/// Bones of the first person in one frame, around `origin`.
std::string figure(const PoseSequence& sequence, int frame, const svg::Point& origin) {
  const SequenceLayout& layout = analysis::coco_sequence_layout();
  if (sequence.valid[frame] == 0.0F) {
    return svg::marker(4, origin, 4.0);
  }
  const float* numbers = sequence.frame(frame);
  const auto is_seen = [&](int joint) { return numbers[layout.channel(0, joint, 2)] > 0.0F; };
  const auto place = [&](int joint) {
    return svg::Point{origin.x + kTorso_px * numbers[layout.channel(0, joint, 0)],
                      origin.y - kTorso_px * numbers[layout.channel(0, joint, 1)]};
  };
  std::string drawn;
  for (int joint = 0; joint < static_cast<int>(layout.joints.size()); ++joint) {
    if (!is_seen(joint)) continue;
    const std::string paint = colour_of(layout.joints[joint]);
    const int parent = layout.parents[joint];
    if (parent >= 0 && is_seen(parent)) {
      drawn += svg::line(place(parent), place(joint),
                         "stroke=\"" + paint + "\" stroke-width=\"2\" stroke-linecap=\"round\"");
    }
    const svg::Point at = place(joint);
    drawn += "<circle cx=\"" + svg::px(at.x) + "\" cy=\"" + svg::px(at.y) + "\" r=\"1.8\" fill=\"" +
             paint + "\"/>\n";
  }
  return drawn;
}

}  // namespace

Result<std::vector<AugmentationStrip>> augmentation_strips(const Clip& clip, uint64_t seed) {
  ProjectionSettings projection;
  projection.camera.azimuth_rad = kAzimuth_rad;
  projection.hidden_confidence = 1.0;
  const auto seen = project_points(clip, *find_point_layout("coco17"), projection);
  if (!seen) return seen.error();
  const auto points = resample(*seen, kFps);
  if (!points) return points.error();
  const auto before = analysis::coco_sequence({&*points, 1}, {.fps = kFps, .frames = kFrames});
  if (!before) return before.error();
  analysis::AugmentSettings settings;
  settings.noise.strength *= kShownMore;
  settings.joint_dropout.strength *= kShownMore;
  const auto augmenter =
      analysis::Augmenter::make(analysis::coco_sequence_layout(), settings, before->frame_time_s);
  if (!augmenter) return augmenter.error();
  std::vector<AugmentationStrip> strips;
  for (const Augmentation augmentation : kAll) {
    strips.push_back({augmentation, *before, augmenter->apply_one(*before, augmentation, seed)});
  }
  return strips;
}

std::string augmentation_svg(const AugmentationStrip& strip) {
  const double width = kLeft_px + kPoses * kColumn_px;
  const double height = kTop_px + 2.0 * kRow_px + 12.0;
  const std::string title = words_of(strip.augmentation);
  std::string body = svg::text({12.0, 22.0}, title, "class=\"title\"");
  for (int row = 0; row < 2; ++row) {
    const PoseSequence& sequence = row == 0 ? strip.before : strip.after;
    const double middle_px = kTop_px + (row + 0.5) * kRow_px;
    body += svg::text({12.0, middle_px}, row == 0 ? "before" : "after", "class=\"entry\"");
    for (int pose = 0; pose < kPoses; ++pose) {
      const int frame = pose * (sequence.frames - 1) / (kPoses - 1);
      const double x_px = kLeft_px + (pose + 0.5) * kColumn_px;
      if (row == 0) {
        body += svg::text({x_px, kTop_px - 10.0}, std::to_string(frame),
                          "class=\"tick\" text-anchor=\"middle\"");
      }
      body += figure(sequence, frame, {x_px, middle_px});
    }
  }
  body += svg::text({12.0, kTop_px - 10.0}, "frame", "class=\"tick\"");
  return svg::document(width, height, title, "", body);
}

}  // namespace kinemote::app
