// The switches of the clean-up, and what motions are read out as, in commands that make motion.
#pragma once

#include <string>

#include "app/cli/command.h"
#include "synthesis/control/clean_up.h"

namespace kinemote::app {

/// `--no-foot-lock`, `--no-ground`, `--no-joint-limits`, `--no-smoothing`.
struct CleanUpOptions {
  bool no_foot_lock = false;
  bool no_ground = false;
  bool no_joint_limits = false;
  bool no_smoothing = false;
};
void declare_clean_up(OptionSet& options, CleanUpOptions& values);
synthesis::CleanUpSettings clean_up_settings(const CleanUpOptions& values);

/// Every read-out under its own name.
Json plausibility_json(const analysis::Plausibility& plausibility);
/// What real motion reads, with its source.
Json real_motion_json();
/// Pose change and read-outs before and after, of the whole and of every step.
Json clean_up_json(const synthesis::CleanUpReport& report);
/// Some lines for people, each ending in a line break.
std::string plausibility_text(const analysis::Plausibility& plausibility);

}  // namespace kinemote::app
