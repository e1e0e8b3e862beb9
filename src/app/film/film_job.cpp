#include "app/film/film_job.h"

#include <algorithm>
#include <chrono>

#include "app/file_names.h"
#include "app/staged_folder.h"
#include "motion/core/atomic_file.h"
#include "motion/io/checksum.h"
#include "view/render/device.h"
#include "view/render/supersampling.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

/// "turn/" as "turn".
fs::path without_slash(const fs::path& path) {
  return path.has_filename() ? path : path.parent_path();
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// Pictures of an earlier and longer film would be taken for this one's.
Status check_free(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::exists(folder / numbered_picture(1), ignored)) return {};
  return usage_error("the folder \"" + folder.string() +
                     "\" holds numbered pictures already; name a new folder or empty it");
}

void put_on_white(view::Image& image) {
  for (size_t i = 0; i + 3 < image.rgba.size(); i += 4) {
    const int alpha = image.rgba[i + 3];
    for (size_t c = i; c < i + 3; ++c) {
      image.rgba[c] =
          static_cast<uint8_t>((image.rgba[c] * alpha + 255 * (255 - alpha) + 127) / 255);
    }
    image.rgba[i + 3] = 255;
  }
}

/// Of a file, or of all files in a folder.
double bytes_of(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) return static_cast<double>(fs::file_size(path, ignored));
  double bytes = 0.0;
  for (const auto& entry : fs::directory_iterator(path, ignored)) {
    bytes += static_cast<double>(entry.file_size(ignored));
  }
  return bytes;
}

/// Draws all pictures into the writer.
Status draw_frames(const FilmPlan& plan, FilmWriter& writer, FilmReport& result,
                   const Progress& progress) {
  if (!report(progress, "drawing", 0.0)) return cancelled();
  Result<std::unique_ptr<view::Device>> device = view::make_offscreen_device();
  if (!device) return device.error();
  result.device = (*device)->description();
  auto renderer = view::make_picture_renderer(plan.supersample);
  if (!renderer) return renderer.error();
  io::Checksum pixels;
  for (int i = 0; i < plan.frame_count; ++i) {
    const double done = static_cast<double>(i) / plan.frame_count;
    const auto goes_on = [&] { return report(progress, "drawing", done); };
    if (!goes_on()) return cancelled();
    const FilmFrame frame = plan.frame(i);
    view::Image image =
        (*renderer)->picture(frame.scene, frame.camera, plan.shape.width, plan.shape.height);
    if (plan.is_on_white) put_on_white(image);
    if (plan.finish) plan.finish(i, image);
    pixels.add(image.rgba);
    if (Status status = writer.add(image, goes_on); !status) return status;
  }
  result.frames = plan.frame_count;
  result.pixels = pixels.text();
  return {};
}

}  // namespace

Status FilmPlan::validate() const {
  if (frame_count < 1) return usage_error("a film has at least one picture");
  if (supersample < 1 || supersample > 4) {
    return usage_error("pictures are drawn at 1 to 4 times their size, not " +
                       std::to_string(supersample));
  }
  return shape.validate();
}

fs::path sidecar_path(const fs::path& out) { return without_slash(out).string() + ".json"; }

Result<FilmReport> write_film(const FilmPlan& asked, const fs::path& asked_out,
                              const SidecarText& sidecar, const Progress& progress) {
  if (const Status status = asked.validate(); !status) return status.error();
  FilmPlan plan = asked;
  fs::path out = without_slash(asked_out);
  FilmReport result;
  if (needs_ffmpeg(plan.shape.format) && plan.falls_back_to_pictures && find_ffmpeg().empty()) {
    const fs::path film = out;
    out.replace_filename(out.stem().string() + "-frames");
    plan.shape.format = FilmFormat::kPictures;
    result.warnings.push_back("ffmpeg is not installed, so \"" + out.filename().string() +
                              "\" holds the film as numbered pictures; where ffmpeg is, make it "
                              "with: " +
                              ffmpeg_line(out, film, asked.shape));
  }
  result.format = plan.shape.format;
  if (plan.never_replaces) out = free_path(out);
  if (plan.shape.format == FilmFormat::kPictures) {
    if (const Status status = check_free(out); !status) return status.error();
  }
  Result<StagedFolder> staged = StagedFolder::make(folder_of(out));
  if (!staged) return staged.error();
  const fs::path unfinished = staged->folder() / out.filename();
  const auto start = std::chrono::steady_clock::now();
  Result<FilmWriter> writer = FilmWriter::make(unfinished, plan.shape);
  if (!writer) return writer.error();
  if (const Status status = draw_frames(plan, *writer, result, progress); !status) {
    return status.error();
  }
  // How far an encoder is it does not tell; what is left is mostly what it has not shown yet.
  const auto goes_on = [&] { return report(progress, "encoding", 0.0); };
  if (!goes_on()) return cancelled();
  if (const Status status = writer->finish(goes_on); !status) return status.error();
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  result.bytes = bytes_of(unfinished);

  // While this one was drawn, another film may have taken the name.
  if (plan.never_replaces && free_path(out) != out) {
    out = free_path(out);
    std::error_code error;
    fs::rename(unfinished, staged->folder() / out.filename(), error);
    if (error) {
      return environment_error("cannot write \"" + out.string() + "\": " + error.message());
    }
  }
  result.files = {out, sidecar_path(out)};
  const fs::path page = staged->folder() / result.files[1].filename();
  if (const Status status = write_atomically(page, sidecar(result)); !status) {
    return status.error();
  }
  if (const auto moved = staged->commit(); !moved) return moved.error();
  return result;
}

}  // namespace kinemote::app
