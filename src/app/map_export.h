// A map's figures and tables as files.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "app/map_job.h"

namespace kinemote::app {

enum class MapExport { kFigure, kShepard, kTree, kConfusion, kTable, kDistances, kData };
inline constexpr int kMapExportCount = 7;

/// "map", "shepard", "dendrogram", "confusion", "points", "distances", "data": for file names.
std::string_view map_export_name(MapExport what);
/// ".svg", ".csv" or ".json".
std::string_view map_export_extension(MapExport what);
/// Why this map has no such thing; "" if it has.
std::string map_export_problem(const MapResult& map, MapExport what);
/// Writes it atomically; figures as .svg or .png by the extension. Errors: usage (no such thing),
/// environment (no space, no ffmpeg for .png).
Status write_map_export(const MapResult& map, MapExport what, const std::filesystem::path& path);

}  // namespace kinemote::app
