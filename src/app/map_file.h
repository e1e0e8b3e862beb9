// What another program run needs of a map that was written as JSON.
#pragma once

#include <Eigen/Core>
#include <filesystem>
#include <string>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::app {

struct MapFile {
  std::string source;
  std::vector<std::string> names;  // clip names
  Eigen::MatrixXd coordinates;     // one row a name
};

/// Reads what `map --out FILE.json` wrote. Error (bad input) naming the file if it cannot be read
/// or has no clips with names and coordinates of one length.
Result<MapFile> read_map_file(const std::filesystem::path& path);

}  // namespace kinemote::app
