#include "app/render_job.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/film/clip_film.h"
#include "app/film/render_sidecar.h"
#include "app/render_layout.h"
#include "app/stage_choice.h"
#include "motion/io/atomic_file.h"
#include "motion/io/checksum.h"
#include "view/render/supersampling.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

/// Pictures of equal width below each other.
view::Image stacked(std::vector<view::Image> rows) {
  view::Image all = std::move(rows.front());
  for (size_t i = 1; i < rows.size(); ++i) {
    all.height += rows[i].height;
    all.rgba.insert(all.rgba.end(), rows[i].rgba.begin(), rows[i].rgba.end());
  }
  return all;
}

Json poses_json(const Picture& picture) {
  Json poses = Json::array();
  for (const DrawnPose& pose : picture.poses) {
    poses.push_back({{"clip", pose.clip}, {"time_s", pose.time_s}});
  }
  return poses;
}

/// Reads the clips; the request gets their checksums.
Result<std::vector<Clip>> load_clips(RenderRequest& request, Warnings& warnings,
                                     const Progress& progress) {
  std::vector<Clip> loaded;
  for (const auto& path : request.clips) {
    const double fraction = static_cast<double>(loaded.size()) / request.clips.size();
    if (!report(progress, "reading", fraction)) return cancelled();
    Result<io::ClipImport> import = load_clip(path, request.load);
    if (!import) return import.error();
    Result<std::string> checksum = io::file_checksum(path);
    if (!checksum) return checksum.error();
    request.checksums.push_back(std::move(checksum).value());
    warnings.insert(warnings.end(), import->warnings.begin(), import->warnings.end());
    loaded.push_back(std::move(import->clip));
  }
  return loaded;
}

Result<RenderReport> write_picture(const std::vector<Clip>& clips, const RenderRequest& request,
                                   const std::filesystem::path& out, const Progress& progress) {
  if (!report(progress, "drawing", 0.0)) return cancelled();
  Result<PictureMaker> maker = PictureMaker::make(request.settings.supersample);
  if (!maker) return maker.error();
  Result<Picture> picture = maker->draw(clips, request.settings);
  if (!picture) return picture.error();
  if (!report(progress, "writing", 0.0)) return cancelled();
  const Result<std::string> png = view::encode_png(picture->image);
  if (!png) return png.error();

  RenderReport rendered;
  rendered.device = maker->device().description();
  rendered.picture = std::move(picture).value();
  rendered.files = {out, sidecar_path(out)};
  io::Checksum pixels;
  pixels.add(rendered.picture.image.rgba);
  rendered.pixels = pixels.text();
  const std::string page = render_sidecar(request, rendered);
  if (const Status status = io::write_atomically(rendered.files[1], page); !status) {
    return status.error();
  }
  if (const Status status = io::write_atomically(out, *png); !status) {
    std::error_code ignored;
    std::filesystem::remove(rendered.files[1], ignored);
    return status.error();
  }
  return rendered;
}

Result<RenderReport> write_clip_film(std::vector<Clip> clips, const RenderRequest& request,
                                     const std::filesystem::path& out, FilmFormat format,
                                     const Progress& progress) {
  RenderSettings settings = request.settings;
  RenderReport rendered;
  if (format == FilmFormat::kMp4 && (settings.width % 2 != 0 || settings.height % 2 != 0)) {
    settings.width -= settings.width % 2;
    settings.height -= settings.height % 2;
    rendered.picture.warnings.push_back("MP4 needs an even width and height: it is " +
                                        std::to_string(settings.width) + "x" +
                                        std::to_string(settings.height));
  }
  Result<ClipFilm> film = ClipFilm::make(std::move(clips), settings);
  if (!film) return film.error();
  FilmPlan plan;
  plan.shape = {format, settings.width, settings.height, settings.film.fps,
                settings.is_transparent};
  plan.frame_count = film->timing().frame_count();
  plan.supersample = settings.supersample;
  plan.frame = [&film](int index) { return film->frame(index); };
  plan.falls_back_to_pictures = true;
  rendered.duration_s = film->timing().duration_s();
  rendered.picture.layout = "side by side";
  rendered.picture.cameras = {view::camera_to_text(film->frame(0).camera)};
  const auto page = [&](const FilmReport& written) {
    rendered.files = written.files;
    rendered.frames = written.frames;
    rendered.pixels = written.pixels;
    rendered.device = written.device;
    return render_sidecar(request, rendered);
  };
  Result<FilmReport> written = write_film(plan, out, page, progress);
  if (!written) return written.error();
  Warnings& warnings = rendered.picture.warnings;
  warnings.insert(warnings.end(), film->warnings().begin(), film->warnings().end());
  warnings.insert(warnings.end(), written->warnings.begin(), written->warnings.end());
  return rendered;
}

}  // namespace

Status RenderSettings::validate() const {
  constexpr int kSmallest = 16;
  constexpr int kLargest = 8192;
  if (width < kSmallest || height < kSmallest || width > kLargest || height > kLargest) {
    return usage_error("--size " + std::to_string(width) + "x" + std::to_string(height) +
                       ": width and height must be within 16 and 8192 pixels");
  }
  if (at_s && !(*at_s >= 0.0)) {
    return usage_error("--at " + std::to_string(*at_s) +
                       ": expected seconds from the clip's start, 0 or more");
  }
  if (strip != 0 && (strip < 2 || strip > 40)) {
    return usage_error("--strip " + std::to_string(strip) + ": expected 2 to 40 poses");
  }
  if (strip != 0 && at_s) {
    return usage_error("--strip shows the whole clip and --at one moment; give one of them");
  }
  if (supersample < 1 || supersample > 4) {
    return usage_error("--supersample " + std::to_string(supersample) + ": expected 1 to 4");
  }
  const auto is_ghost_count = [](int count) { return count >= 0 && count <= GhostChoice::kMost; };
  if (!is_ghost_count(ghosts_past) || !is_ghost_count(ghosts_future)) {
    return usage_error("--ghosts " + std::to_string(ghosts_past) + "," +
                       std::to_string(ghosts_future) +
                       ": expected two numbers of poses, before and after, from 0 to " +
                       std::to_string(GhostChoice::kMost));
  }
  if (!(ghost_spacing_s >= 0.02 && ghost_spacing_s <= 5.0)) {
    return usage_error("--ghost-spacing " + std::to_string(ghost_spacing_s) +
                       ": expected seconds from 0.02 to 5");
  }
  if (strip != 0 && (ghosts_past > 0 || ghosts_future > 0)) {
    return usage_error("--ghosts go with one moment, and --strip shows many; give one of them");
  }
  const bool is_theme = view::theme_of(theme).has_value();
  if (!is_theme) {
    return usage_error("--theme " + theme + ": expected dark, light or high-contrast");
  }
  if (!camera.empty()) {
    view::Camera unused;
    return view::apply_camera_text(camera, unused);
  }
  return {};
}

Result<PictureMaker> PictureMaker::make(int supersample) {
  PictureMaker maker;
  Result<std::unique_ptr<view::Device>> device = view::make_offscreen_device();
  if (!device) return device.error();
  maker.device_ = std::move(device).value();
  Result<std::unique_ptr<view::SceneRenderer>> renderer = view::make_picture_renderer(supersample);
  if (!renderer) return renderer.error();
  maker.renderer_ = std::move(renderer).value();
  return maker;
}

Result<Picture> PictureMaker::draw(const std::vector<Clip>& clips, const RenderSettings& settings) {
  Result<PictureLayout> layout = lay_out_picture(clips, settings);
  if (!layout) return layout.error();
  device_->make_current();
  Picture picture;
  picture.layout = layout->name;
  picture.warnings = std::move(layout->warnings);
  std::vector<view::Image> images;
  const int row_count = static_cast<int>(layout->rows.size());
  for (int r = 0; r < row_count; ++r) {
    // Rows share the height; the first ones take the pixels that do not divide.
    const int height = settings.height / row_count + (r < settings.height % row_count ? 1 : 0);
    const PictureRow& row = layout->rows[r];
    view::Image image = renderer_->picture(row.scene, row.camera, settings.width, height);
    if (image.width != settings.width || image.height != height) {
      return environment_error("a picture of " + std::to_string(settings.width) + "x" +
                               std::to_string(settings.height) +
                               " is too large for this OpenGL driver; choose a smaller --size");
    }
    images.push_back(std::move(image));
    picture.cameras.push_back(view::camera_to_text(row.camera));
    picture.poses.insert(picture.poses.end(), row.poses.begin(), row.poses.end());
  }
  picture.image = stacked(std::move(images));
  return picture;
}

Result<RenderReport> render_files(const std::vector<std::filesystem::path>& clips,
                                  const std::filesystem::path& out, const RenderSettings& settings,
                                  const LoadSettings& load, const Progress& progress) {
  if (const Status status = settings.validate(); !status) return status.error();
  const Result<FilmFormat> format = film_format_of(out);
  if (!format) return format.error();
  if (clips.empty()) return usage_error("no clip to draw was given");
  if (is_film(*format)) {
    FilmShape shape{*format, settings.width, settings.height, settings.film.fps,
                    settings.is_transparent};
    if (*format == FilmFormat::kMp4) shape.width &= ~1, shape.height &= ~1;
    if (const Status status = shape.validate(); !status) return status.error();
  }
  RenderRequest request{clips, {}, settings, load};
  Warnings warnings;
  Result<std::vector<Clip>> loaded = load_clips(request, warnings, progress);
  if (!loaded) return loaded.error();
  Result<RenderReport> rendered =
      is_film(*format) ? write_clip_film(std::move(loaded).value(), request, out, *format, progress)
                       : write_picture(*loaded, request, out, progress);
  if (!rendered) return rendered.error();
  Warnings& all = rendered->picture.warnings;
  all.insert(all.begin(), warnings.begin(), warnings.end());
  return rendered;
}

std::string render_to_json(const RenderReport& report) {
  Json json;
  json["files"] = Json::array();
  for (const auto& file : report.files) json["files"].push_back(file.string());
  json["frames"] = report.frames;
  if (report.duration_s > 0.0) json["duration_s"] = report.duration_s;
  json["pixels"] = report.pixels;
  json["device"] = report.device;
  json["layout"] = report.picture.layout;
  json["cameras"] = report.picture.cameras;
  json["poses"] = poses_json(report.picture);
  json["warnings"] = report.picture.warnings;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kinemote::app
