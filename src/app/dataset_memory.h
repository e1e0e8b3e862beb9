// How a data set is to be read, kept with it.
#pragma once

#include <filesystem>
#include <string>

#include "app/clip_loader.h"

namespace kinemote::app {

/// What a user has decided for a data set; what is empty is detected.
struct DatasetMemory {
  std::optional<double> metres_per_unit = {};
  std::optional<io::UpAxis> up_axis = {};
  std::optional<double> yaw_rad = {};
  std::string labels = {};  // scheme: file or shipped name

  bool operator==(const DatasetMemory&) const = default;
};

/// The file beside the data.
inline constexpr const char* kDatasetMemoryName = "kinemote.json";

/// What is remembered for a folder, or for the folder of a file: in kinemote.json there, else in
/// the user's own settings (where the studio keeps what was chosen in its import banner). Nothing
/// if neither is there; values that make no sense are left out.
DatasetMemory recall_dataset(const std::filesystem::path& path);

/// Writes kinemote.json beside the data or, where that cannot be written, the user's settings
/// (which keep no label scheme). Only ever called because the user asked. Returns the file.
Result<std::filesystem::path> remember_dataset(const std::filesystem::path& folder,
                                               const DatasetMemory& memory);

/// Settings with what is remembered where they leave a choice open.
LoadSettings with_memory(LoadSettings settings, const DatasetMemory& memory);

}  // namespace kinemote::app
