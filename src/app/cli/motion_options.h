// Options of commands that read and write motion files.
#pragma once

#include <string>

#include "app/cli/option_set.h"
#include "app/clip_loader.h"

namespace kinemote::app {

/// How a file is to be understood: --unit, --up, --yaw, --positions, --animation, --figure, --rate,
/// --confidence, --longest-gap.
struct ReadingOptions {
  std::string unit = "auto";
  std::string up = "auto";
  double yaw_deg = 0.0;
  std::string positions = "auto";
  std::string animation;
  std::string figure;
  double rate_fps = 0.0;
  io::KeypointSettings keypoints;
};
void declare_reading(OptionSet& options, ReadingOptions& values);
/// Error (usage) for a unit that is not known.
Result<LoadSettings> reading_settings(const ReadingOptions& values);

/// How a file is to be written: --fps, --range, --out-unit, --out-up, --order, --rotations.
struct WritingOptions {
  double fps = 0.0;
  std::string range;
  std::string unit = "auto";
  std::string up = "y";
  std::string order;
  bool with_rotations = false;
};
void declare_writing(OptionSet& options, WritingOptions& values);
/// Error (usage) for a unit, a range or an order that makes no sense.
Result<io::MotionWriteSettings> writing_settings(const WritingOptions& values);

}  // namespace kinemote::app
