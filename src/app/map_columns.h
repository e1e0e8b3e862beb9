// What the points of a map can be coloured and shaped by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/map_job.h"

namespace kinemote::app {

/// Categories first, then numbers.
enum class MapColumn {
  kLabel,
  kCluster,
  kContent,
  kTake,
  kFolder,
  kPleasure,
  kArousal,
  kDominance,
  kDuration
};
inline constexpr int kMapColumnCount = 9;

bool is_continuous(MapColumn column);
/// "label", for files and scripts; map_column_words(): "Label", for people.
std::string_view map_column_name(MapColumn column);
std::string map_column_words(MapColumn column);

/// A clip's value of a category; "" where it has none. `cluster` is the clip's on the map, -1:
/// none.
std::string category_of(const MapClip& clip, int cluster, MapColumn column);
/// A clip's value of a number (PAD in [-1, 1], duration in seconds); NaN where it has none.
double number_of(const MapClip& clip, MapColumn column);

/// Why clips cannot be told apart by a column; "" if they can.
std::string column_problem(const std::vector<MapClip>& clips, MapColumn column);

}  // namespace kinemote::app
