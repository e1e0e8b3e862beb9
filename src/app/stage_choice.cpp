#include "app/stage_choice.h"

namespace kinemote::app {

std::string_view trail_colour_name(TrailColour colour) {
  constexpr std::array<std::string_view, kTrailColourCount> names{"side", "time", "speed"};
  return names[static_cast<size_t>(colour)];
}

std::string_view arrangement_name(Arrangement arrangement) {
  return arrangement == Arrangement::kOverlay ? "overlay" : "side-by-side";
}

std::string_view root_alignment_name(RootAlignment alignment) {
  constexpr std::array<std::string_view, kRootAlignmentCount> names{
      "none", "first-frame", "position", "position-and-heading"};
  return names[static_cast<size_t>(alignment)];
}

}  // namespace kinemote::app
