#include "app/picture_file.h"

#include "app/file_names.h"
#include "motion/io/atomic_file.h"

namespace kinemote::app {

std::filesystem::path picture_path(const Session& session, const std::string& suffix) {
  const std::string name = file_name_from(session.title()) + suffix + ".png";
  return free_path(std::filesystem::current_path() / name);
}

Status write_picture(const view::Image& image, const std::filesystem::path& path) {
  const Result<std::string> png = view::encode_png(image);
  return png ? io::write_atomically(path, *png) : Status(png.error());
}

Status save_picture(Session& session, const view::Image& image, const std::filesystem::path& path) {
  Status status = write_picture(image, path);
  if (status) {
    session.messages().post_file("Saved " + path.filename().string(), path);
  } else {
    session.messages().post(MessageLevel::kError, status.error().message);
  }
  return status;
}

}  // namespace kinemote::app
