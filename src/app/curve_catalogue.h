// The quantities that the timeline can show as curves: what they are called, their units, where
// they come from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kinemote::app {

struct CurveInfo {
  std::string id;           // "lma27:l_hand_speed": feature set and column; "motion:speed"
  std::string label;        // "Left hand speed"
  std::string unit;         // "h/s", where h is the body height; "" for a pure number
  std::string family;       // "Movement", "Published Laban", "Body", "Effort", "Shape", "Space"
  std::string explanation;  // one sentence
};

/// All of them, by family: movement, then the columns of sets lma27 and lma.
const std::vector<CurveInfo>& curve_catalogue();
/// Null if there is none of this id.
const CurveInfo* find_curve(std::string_view id);
/// What a timeline shows unless asked for more: speed and openness.
const std::vector<std::string>& plain_curves();
/// Five Laban curves that a reader can picture: what "Laban curves" shows until others are chosen.
const std::vector<std::string>& laban_curves();
/// Curves that match a query by label, column or family, best first; all for an empty one.
std::vector<const CurveInfo*> search_curves(std::string_view query);

}  // namespace kinemote::app
