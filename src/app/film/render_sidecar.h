// The page of values beside a picture or film: everything that makes the same one again.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/render_job.h"

namespace kinemote::app {

/// What `render` was asked.
struct RenderRequest {
  std::vector<std::filesystem::path> clips;
  std::vector<std::string> checksums;  // of the clips' files, as read
  RenderSettings settings;
  LoadSettings load;  // its unit alone
};

/// JSON text. `report.files[0]` is what it stands beside.
std::string render_sidecar(const RenderRequest& request, const RenderReport& report);

/// True for a page that the studio wrote, which read_stage_page() reads.
bool is_studio_page(const std::filesystem::path& path);

/// A page that was read.
struct SavedRender {
  RenderRequest request;
  std::filesystem::path out;  // the name that the picture had
  std::string pixels;         // checksum of its pixels
  std::string device;         // that drew it
};

/// Reads a page and looks for its clips: where they were (relative paths from the working folder),
/// else beside the page. Error (bad input): no such page, one of another program or a newer
/// version, a value that makes no sense, a clip that is missing, or whose bytes are not those of
/// then.
Result<SavedRender> read_render_sidecar(const std::filesystem::path& path);

}  // namespace kinemote::app
