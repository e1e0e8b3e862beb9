// What the columns of a table of points mean.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "motion/core/point_layouts.h"
#include "motion/core/result.h"

namespace kinemote::io {

/// Columns of one point, -1 where the table has none.
struct PointColumn {
  std::string name;
  int x = -1;
  int y = -1;
  int z = -1;
  int confidence = -1;
  int state = -1;  // "measured", "filled" or "missing", as write_points_csv writes it
};

struct PointColumns {
  int frame = -1;
  int time = -1;
  double seconds_per_time = 1.0;
  int person = -1;
  /// Wide tables: one entry a point, in the order of `layout` if there is one (points without
  /// columns have x = -1). Long tables (one row a point): one nameless entry.
  std::vector<PointColumn> points;
  int landmark = -1;  // long tables only: the point's name or number
  const PointLayout* layout = nullptr;
  bool has_z = false;
  bool says_world = false;  // a column's name speaks of world coordinates
  std::vector<std::string> ignored;

  bool is_long() const { return landmark >= 0; }
};

/// Understands a header: `frame`, `time_s` (or `timestamp`, `timestamp_ms`), `person` (or `id`),
/// all optional, then `NAME.x NAME.y [NAME.z] [NAME.c]` with '.', '_', '-', ':' or a blank between,
/// the confidence also called visibility, confidence, conf, score, likelihood or v; `x_NAME` as
/// well, numbered points (`x1 y1 z1 v1`, `landmark_0_x`; 17, 25 or 33 of them), and long tables
/// (`frame`, `landmark`, `x`, `y`…). Names in any spelling that find_point knows. Error: a sentence
/// without the file's name.
Result<PointColumns> find_point_columns(const std::vector<std::string_view>& header);

}  // namespace kinemote::io
