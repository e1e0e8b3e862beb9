#include "app/map_columns.h"

#include <array>
#include <cmath>
#include <limits>

namespace kinemote::app {
namespace {

struct Words {
  std::string_view name, words;
};
constexpr std::array<Words, kMapColumnCount> kWords{{{"label", "Label"},
                                                     {"cluster", "Cluster"},
                                                     {"content", "Content"},
                                                     {"take", "Take"},
                                                     {"folder", "Folder"},
                                                     {"pleasure", "Pleasure"},
                                                     {"arousal", "Arousal"},
                                                     {"dominance", "Dominance"},
                                                     {"duration", "Duration, s"}}};

}  // namespace

bool is_continuous(MapColumn column) { return column >= MapColumn::kPleasure; }

std::string_view map_column_name(MapColumn column) { return kWords[static_cast<int>(column)].name; }

std::string map_column_words(MapColumn column) {
  return std::string(kWords[static_cast<int>(column)].words);
}

std::string category_of(const MapClip& clip, int cluster, MapColumn column) {
  switch (column) {
    case MapColumn::kLabel:
      return clip.entry.label;
    case MapColumn::kCluster:
      return cluster < 0 ? "" : "cluster " + std::to_string(cluster + 1);
    case MapColumn::kContent:
      return clip.entry.content;
    case MapColumn::kTake:
      return clip.entry.take;
    case MapColumn::kFolder:
      return clip.entry.path.parent_path().filename().string();
    default:
      return "";
  }
}

double number_of(const MapClip& clip, MapColumn column) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  switch (column) {
    case MapColumn::kPleasure:
    case MapColumn::kArousal:
    case MapColumn::kDominance: {
      const int axis = static_cast<int>(column) - static_cast<int>(MapColumn::kPleasure);
      return clip.entry.pad ? (*clip.entry.pad)[static_cast<size_t>(axis)] : kNone;
    }
    case MapColumn::kDuration:
      return clip.duration_s > 0.0 ? clip.duration_s : kNone;
    default:
      return kNone;
  }
}

std::string column_problem(const std::vector<MapClip>& clips, MapColumn column) {
  if (column == MapColumn::kCluster) return "";
  if (is_continuous(column)) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const MapClip& clip : clips) {
      const double value = number_of(clip, column);
      if (std::isnan(value)) continue;
      low = std::min(low, value);
      high = std::max(high, value);
    }
    if (low > high) return "No motion on the map has one.";
    return low < high ? "" : "It is the same for all motions.";
  }
  bool has_any = false;
  bool differs = false;
  for (const MapClip& clip : clips) {
    const std::string value = category_of(clip, clip.cluster, column);
    has_any = has_any || !value.empty();
    differs = differs || value != category_of(clips.front(), clips.front().cluster, column);
  }
  if (!has_any) return "No motion on the map has one.";
  return differs ? "" : "It is the same for all motions.";
}

}  // namespace kinemote::app
