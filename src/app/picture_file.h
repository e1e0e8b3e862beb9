// Pictures of the studio as PNG files.
#pragma once

#include <filesystem>
#include <string>

#include "app/session.h"

namespace kinemote::app {

/// A name for a picture in the working folder, which no file has: "a-happy-walk.png".
std::filesystem::path picture_path(const Session& session, const std::string& suffix);
/// Writes a PNG atomically.
Status write_picture(const view::Image& image, const std::filesystem::path& path);
/// The same; posts a message either way.
Status save_picture(Session& session, const view::Image& image, const std::filesystem::path& path);

}  // namespace kinemote::app
