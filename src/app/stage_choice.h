// How the figures of the stage are shown: ghosts, trails, cells, and beside or over each other.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "view/render/camera.h"

namespace kinemote::app {

/// Poses of the past and the future, drawn with the figure.
struct GhostChoice {
  static constexpr int kMost = 32;  // of each kind

  bool is_shown = false;
  bool of_all = false;     // of every figure instead of the leading one
  int past = 4;            // [0, kMost]
  int future = 0;          // [0, kMost]
  bool in_frames = false;  // spacing by frames of the figure's own clip
  double spacing_s = 0.2;  // [0.02, 5]
  int spacing_frames = 6;  // [1, 300]
  double fade = 0.6;       // [0, 1]: 0 all alike, 1 the farthest one is gone

  bool operator==(const GhostChoice&) const = default;
};

enum class TrailColour { kSide, kTime, kSpeed };
inline constexpr int kTrailColourCount = 3;

/// Where joints were and will be.
struct TrailChoice {
  bool hands = true, feet = true, head = false, hips = false;
  std::string joint;        // a further joint by name; "": none
  double past_s = 1.0;      // [0, 10]
  double future_s = 0.5;    // [0, 10]
  bool is_whole = false;    // the whole clip instead
  bool has_ticks = false;   // a dot each 0.1 s
  TrailColour colour = TrailColour::kSide;

  bool operator==(const TrailChoice&) const = default;
};

enum class Arrangement { kSideBySide, kOverlay };
inline constexpr int kArrangementCount = 2;
/// What is made equal between two figures before they are drawn over each other and measured.
enum class RootAlignment { kNone, kFirstFrame, kPosition, kPositionAndHeading };
inline constexpr int kRootAlignmentCount = 4;

/// How two figures of the stage are compared.
struct CompareChoice {
  Arrangement arrangement = Arrangement::kSideBySide;
  RootAlignment alignment = RootAlignment::kPositionAndHeading;
  bool shows_difference = false;  // B is coloured by how far its joints are from A's
  bool shows_original = true;     // beside a generated motion, the clip that it began from
  int other = 1;                  // index of the figure that is B

  bool operator==(const CompareChoice&) const = default;
};

/// One view of the stage. Cell 0 is seen by the view's own camera.
struct StageCell {
  static constexpr int kAll = -1, kAuto = -2;  // kAuto: A, B or all, as there are

  int figure = kAuto;     // index of the figure that it shows alone, or one of the above
  bool is_linked = true;  // it turns and zooms with the first cell
  view::Camera camera;    // its own, where it is not linked

  bool operator==(const StageCell& other) const {
    return figure == other.figure && is_linked == other.is_linked;
  }
};
inline constexpr int kMostCells = 4;

inline constexpr int kCameraSlotCount = 9;

/// All of it, as kept between sessions.
struct StageChoice {
  GhostChoice ghosts;
  TrailChoice trails;
  CompareChoice compare;
  std::array<StageCell, kMostCells> cells;
  /// Cameras as text ("azimuth_deg,elevation_deg,distance_m"), "" where nothing is kept.
  std::array<std::string, kCameraSlotCount> camera_slots;

  bool operator==(const StageChoice&) const = default;
};

/// Names as kept in files: "side", "time", "speed"; "side-by-side", "overlay"; "none",
/// "first-frame", "position", "position-and-heading".
std::string_view trail_colour_name(TrailColour colour);
std::string_view arrangement_name(Arrangement arrangement);
std::string_view root_alignment_name(RootAlignment alignment);

}  // namespace kinemote::app
