// Which part of a motion the export dialog writes: the row of choices, and the words for it.
#pragma once

#include <string>
#include <utility>

#include "app/export_job.h"
#include "view/ui/ui.h"

namespace kinemote::view {

/// A range of the dialog, by reference to the settings that it is of.
struct RangeChoice {
  app::ExportRange& range;
  double& first_s;
  double& last_s;
};

/// Whole, play range, markers (from the first to the last), seconds; what is not there says why and
/// is left. `is_stage`: of the motion on the stage; of others only whole and seconds. `id` names it
/// for the probe ("export.range:Markers"; fields are ID_first and ID_last).
void export_range_row(Ui& ui, const std::string& id, bool is_stage, const RangeChoice& choice);
/// "whole", "play range, 0.50 – 2.00 s", "markers, …", "0.50 – 2.00 s".
std::string range_words(const Ui& ui, const RangeChoice& choice);
/// Start and end of it on the stage now, seconds; all of it for the whole.
std::pair<double, double> range_on_stage(const Ui& ui, const RangeChoice& choice);

}  // namespace kinemote::view
