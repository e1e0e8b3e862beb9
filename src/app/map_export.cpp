#include "app/map_export.h"

#include <array>
#include <cmath>

#include "app/map_diagrams.h"
#include "app/svg_to_png.h"
#include "motion/io/atomic_file.h"
#include "motion/io/csv.h"

namespace kinemote::app {
namespace {

struct Kind {
  std::string_view name, extension;
};
constexpr std::array<Kind, kMapExportCount> kKinds{{{"map", ".svg"},
                                                    {"shepard", ".svg"},
                                                    {"dendrogram", ".svg"},
                                                    {"confusion", ".svg"},
                                                    {"points", ".csv"},
                                                    {"distances", ".csv"},
                                                    {"data", ".json"}}};

/// One row a clip: names, labels, PAD, cluster, coordinates.
Status write_points(const std::filesystem::path& path, const MapResult& map) {
  io::CsvTable table;
  table.text_columns = {"clip", "label", "content", "take"};
  table.number_columns = {"pleasure", "arousal", "dominance", "duration_s", "cluster"};
  for (Eigen::Index d = 0; d < map.coordinates.cols(); ++d) {
    table.number_columns.push_back("dimension_" + std::to_string(d + 1));
  }
  for (size_t i = 0; i < map.clips.size(); ++i) {
    const MapClip& clip = map.clips[i];
    const io::DatasetEntry& entry = clip.entry;
    table.texts.push_back({entry.name, entry.label, entry.content, entry.take});
    const double none = std::nan("");
    const io::PadTriple pad = entry.pad.value_or(io::PadTriple{none, none, none});
    std::vector<double> numbers{pad[0], pad[1], pad[2], clip.duration_s, clip.cluster + 1.0};
    for (Eigen::Index d = 0; d < map.coordinates.cols(); ++d) {
      numbers.push_back(map.coordinates(static_cast<Eigen::Index>(i), d));
    }
    table.numbers.push_back(std::move(numbers));
  }
  return io::write_csv(path, table);
}

}  // namespace

std::string_view map_export_name(MapExport what) { return kKinds[static_cast<size_t>(what)].name; }

std::string_view map_export_extension(MapExport what) {
  return kKinds[static_cast<size_t>(what)].extension;
}

std::string map_export_problem(const MapResult& map, MapExport what) {
  switch (what) {
    case MapExport::kShepard:
      return map.shepard.given.empty() ? "A landmark map does not know all distances." : "";
    case MapExport::kTree:
      return map.dendrogram.empty() ? "k-means has no tree." : "";
    case MapExport::kConfusion:
      return std::isfinite(map.ari) ? "" : "Fewer than two labels are known.";
    case MapExport::kDistances:
      return map.distances ? "" : "A landmark map does not know all distances.";
    default:
      return "";
  }
}

Status write_map_export(const MapResult& map, MapExport what, const std::filesystem::path& path) {
  if (what == MapExport::kTable) return write_points(path, map);
  if (what == MapExport::kDistances) return write_matrix_csv(path, map);
  if (what == MapExport::kData) {
    return io::write_atomically(path, map_to_json(map, false) + "\n");
  }
  const auto svg = map_figure_svg(map, std::string(map_export_name(what)));
  if (!svg) return svg.error();
  return write_figure(path.string(), *svg);
}

}  // namespace kinemote::app
