#include "app/render_job.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/render_layout.h"
#include "app/stage_choice.h"
#include "app/version.h"
#include "motion/io/atomic_file.h"

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

/// Everything that makes the same picture again.
std::string sidecar(const std::vector<std::filesystem::path>& clips, const RenderSettings& settings,
                    const LoadSettings& load, const Picture& picture, const std::string& device) {
  Json json;
  json["program"] = "kinemote";
  json["version"] = version();
  json["command"] = "render";
  json["clips"] = Json::array();
  for (const auto& clip : clips) json["clips"].push_back(clip.string());
  if (load.metres_per_unit) json["metres_per_unit"] = *load.metres_per_unit;
  json["size"] = std::to_string(settings.width) + "x" + std::to_string(settings.height);
  json["camera"] = settings.camera.empty() ? Json("auto") : Json(settings.camera);
  json["at_s"] = settings.at_s ? Json(*settings.at_s) : Json(nullptr);
  json["strip"] = settings.strip;
  json["trails"] = settings.has_trails;
  json["ghosts"] = {settings.ghosts_past, settings.ghosts_future};
  json["ghost_spacing_s"] = settings.ghost_spacing_s;
  json["theme"] = settings.theme;
  json["transparent"] = settings.is_transparent;
  json["layout"] = picture.layout;
  json["cameras"] = picture.cameras;
  json["poses"] = poses_json(picture);
  json["device"] = device;
  // Paths may hold any bytes; what is not UTF-8 is replaced rather than refused.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
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
  if (theme != "dark" && theme != "light") {
    return usage_error("--theme " + theme + ": expected dark or light");
  }
  if (!camera.empty()) {
    view::Camera unused;
    return view::apply_camera_text(camera, unused);
  }
  return {};
}

Result<PictureMaker> PictureMaker::make() {
  PictureMaker maker;
  Result<std::unique_ptr<view::Device>> device = view::make_offscreen_device();
  if (!device) return device.error();
  maker.device_ = std::move(device).value();
  Result<std::unique_ptr<view::SceneRenderer>> renderer =
      view::SceneRenderer::make(view::Quality::kHigh);
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
  if (extension_of(out) != "png") {
    return usage_error("cannot write a picture as \"" + out.filename().string() +
                       "\"; expected a file name that ends in .png");
  }
  if (clips.empty()) return usage_error("no clip to draw was given");
  RenderReport rendered;
  Warnings warnings;
  std::vector<Clip> loaded;
  for (const auto& path : clips) {
    const double fraction = 0.5 * static_cast<double>(loaded.size()) / clips.size();
    if (!report(progress, "reading", fraction)) return cancelled();
    Result<io::ClipImport> import = load_clip(path, load);
    if (!import) return import.error();
    warnings.insert(warnings.end(), import->warnings.begin(), import->warnings.end());
    loaded.push_back(std::move(import->clip));
  }
  if (!report(progress, "drawing", 0.5)) return cancelled();
  Result<PictureMaker> maker = PictureMaker::make();
  if (!maker) return maker.error();
  Result<Picture> picture = maker->draw(loaded, settings);
  if (!picture) return picture.error();
  if (!report(progress, "writing", 0.9)) return cancelled();
  const Result<std::string> png = view::encode_png(picture->image);
  if (!png) return png.error();

  rendered.device = maker->device().description();
  const std::filesystem::path values = out.string() + ".json";
  const std::string page = sidecar(clips, settings, load, *picture, rendered.device);
  if (const Status status = io::write_atomically(values, page); !status) return status.error();
  if (const Status status = io::write_atomically(out, *png); !status) {
    std::error_code ignored;
    std::filesystem::remove(values, ignored);
    return status.error();
  }
  rendered.files = {out, values};
  rendered.picture = std::move(picture).value();
  warnings.insert(warnings.end(), rendered.picture.warnings.begin(),
                  rendered.picture.warnings.end());
  rendered.picture.warnings = std::move(warnings);
  return rendered;
}

std::string render_to_json(const RenderReport& report) {
  Json json;
  json["files"] = Json::array();
  for (const auto& file : report.files) json["files"].push_back(file.string());
  json["frames"] = report.frames;
  json["device"] = report.device;
  json["layout"] = report.picture.layout;
  json["cameras"] = report.picture.cameras;
  json["poses"] = poses_json(report.picture);
  json["warnings"] = report.picture.warnings;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kinemote::app
