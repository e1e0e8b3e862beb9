#include "motion/io/motion_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <system_error>

#include "motion/core/kinematics.h"
#include "motion/io/bvh_conventions.h"
#include "motion/io/choice.h"
#include "motion/io/clip_axes.h"
#include "motion/io/collada_writer.h"
#include "motion/io/csv.h"
#include "motion/io/csv_note.h"
#include "motion/io/fbx_writer.h"
#include "motion/io/file_extension.h"
#include "motion/io/gltf_writer.h"
#include "motion/io/keypoint_file.h"
#include "motion/io/npy.h"
#include "motion/io/scene_reader.h"

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;

const std::array<MotionFormat, 9> kFormats{{
    {"bvh", "Biovision hierarchy", true, true},
    {"fbx", "Autodesk FBX, written as binary 7.4", true, true},
    {"glb", "glTF 2.0, binary", true, true},
    {"gltf", "glTF 2.0, one text file", true, true},
    {"dae", "Collada 1.4", true, true},
    {"c3d", "C3D markers", true, false},
    {"json", "keypoints: OpenPose frames, COCO", true, false},
    {"csv", "read: keypoints; written: world joint positions", true, true},
    {"npy", "NumPy array of world positions and rotations", false, true},
}};

std::string extensions_where(bool MotionFormat::*can) {
  std::vector<std::string> list;
  for (const MotionFormat& format : kFormats) {
    if (format.*can) list.push_back("." + format.extension);
  }
  std::string text;
  for (size_t i = 0; i < list.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == list.size() ? " or " : ", ") + list[i];
  }
  return text;
}

Result<MotionImport> read_one_bvh(const fs::path& path, const MotionReadSettings& settings,
                                  const Progress& progress) {
  BvhReadSettings bvh;
  bvh.metres_per_unit = settings.metres_per_unit;
  bvh.positions = settings.positions;
  bvh.convert_up_axis = !settings.up_axis;
  Result<ClipImport> clip = read_bvh(path, bvh, progress);
  if (!clip) return clip.error();
  MotionImport out;
  out.figures.push_back(std::move(*clip));
  ClipImport& figure = out.figures[0];
  if (settings.up_axis == UpAxis::kZ) {
    RawClip raw{std::move(figure.clip), {}};
    raw.skeleton = *raw.clip.skeleton;
    convert_z_up_to_y_up(raw);
    figure.clip = std::move(raw.clip);
    figure.is_converted_to_y_up = true;
  }
  if (settings.up_axis) figure.up_axis = settings.up_axis == UpAxis::kZ ? "Z" : "Y";
  if (!settings.figure.empty()) {
    const Result<int> chosen = choose(settings.figure, {figure.clip.name}, "figure", path.string());
    if (!chosen) return chosen.error();
  }
  if (!settings.animation.empty()) {
    out.animations = {figure.clip.name};
    const Result<int> chosen =
        choose(settings.animation, out.animations, "animation", path.string());
    if (!chosen) return chosen.error();
  }
  return out;
}

/// Turns what was read about +Y and says which way figures face.
void finish(MotionImport& motion, const MotionReadSettings& settings) {
  const double yaw_rad = settings.yaw_rad.value_or(0.0);
  for (ClipImport& figure : motion.figures) {
    if (yaw_rad != 0.0) turn_about_up(figure.clip, yaw_rad);
    figure.facing_note = facing_words(facing_yaw_rad(figure.clip));
  }
  for (PointClip& points : motion.points) {
    if (yaw_rad == 0.0 || points.is_2d) continue;
    for (Vec3& position : points.positions) position = yaw_rotation(yaw_rad) * position;
  }
}

Result<MotionImport> read_by_kind(const fs::path& path, const MotionReadSettings& settings,
                                  const Progress& progress) {
  std::error_code ignored;
  const bool is_folder = fs::is_directory(path, ignored);
  if (!is_folder && !fs::exists(path, ignored)) {
    return bad_input("\"" + path.string() + "\" does not exist");
  }
  const MotionFormat* format = format_of(path);
  const std::string extension = format != nullptr ? format->extension : "";
  if (!is_folder && extension == "bvh") return read_one_bvh(path, settings, progress);
  if (!is_folder &&
      (extension == "fbx" || extension == "glb" || extension == "gltf" || extension == "dae")) {
    return read_scene(path, settings, progress);
  }
  if (is_folder || extension == "c3d" || extension == "json" || extension == "csv") {
    if (is_folder && !sniff_points(path)) {
      return bad_input("\"" + path.string() + "\" is a folder; expected one motion file (" +
                       readable_extensions() + ") or a folder of OpenPose frames");
    }
    return read_points(path, settings, progress);
  }
  return usage_error(
      "\"" + path.string() + "\": this version reads motion from " + readable_extensions() +
      ", not from " +
      (extension_of(path).empty() ? "files without an extension" : "." + extension_of(path)));
}

}  // namespace

std::span<const MotionFormat> motion_formats() { return kFormats; }

std::string readable_extensions() { return extensions_where(&MotionFormat::can_read); }
std::string writable_extensions() { return extensions_where(&MotionFormat::can_write); }

const MotionFormat* format_of(const fs::path& path) {
  const std::string extension = extension_of(path);
  const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                  [&](const MotionFormat& f) { return f.extension == extension; });
  return found == kFormats.end() ? nullptr : &*found;
}

Result<MotionImport> read_motion(const fs::path& path, const MotionReadSettings& settings,
                                 const Progress& progress) {
  if (settings.metres_per_unit && !(*settings.metres_per_unit > 0.0)) {
    return usage_error("cannot read " + path.string() +
                       ": the unit must be a number of metres above 0");
  }
  if (!(settings.fps >= 0.0 && settings.fps <= 1000.0)) {
    return usage_error("cannot read " + path.string() +
                       ": the rate must lie between 0 (the file's own) and 1000 frames a second");
  }
  Result<MotionImport> motion = read_by_kind(path, settings, progress);
  if (!motion) return motion;
  if (motion->format.empty()) motion->format = format_of(path)->extension;
  finish(*motion, settings);
  return motion;
}

Status can_write_motion(const fs::path& path, int figures, const MotionWriteSettings& settings) {
  const auto refuse = [&path](const std::string& why) {
    return usage_error("cannot write \"" + path.string() + "\": " + why);
  };
  const MotionFormat* format = format_of(path);
  if (format == nullptr || !format->can_write) {
    return refuse("this version writes motion as " + writable_extensions());
  }
  const std::string& extension = format->extension;
  const bool is_gltf = extension == "glb" || extension == "gltf";
  const bool holds_groups = is_gltf || extension == "fbx" || extension == "dae";
  if (figures < 1) return refuse("there is no figure to write");
  if (figures > 1 && !holds_groups) {
    return refuse("a ." + extension + " holds one figure, not " + std::to_string(figures) +
                  "; choose one, or write .fbx, .glb, .gltf or .dae");
  }
  if (settings.metres_per_unit &&
      !(*settings.metres_per_unit > 0.0 && std::isfinite(*settings.metres_per_unit))) {
    return refuse("the unit must be a number of metres above 0");
  }
  if (is_gltf && settings.metres_per_unit.value_or(1.0) != 1.0) {
    return refuse("glTF is in metres by definition; leave the unit out");
  }
  if (is_gltf && settings.up_axis != UpAxis::kY) {
    return refuse("glTF has +Y up by definition; leave the up axis out");
  }
  if (settings.euler_order && extension != "bvh") {
    return refuse("only .bvh has an order of Euler angles to choose");
  }
  if (settings.with_rotations && extension != "csv") {
    return refuse("only .csv lacks rotations unless asked for them");
  }
  if (!(settings.fps >= 0.0 && settings.fps <= 1000.0)) {
    return refuse("the rate must lie between 0 (the clip's own) and 1000 frames a second");
  }
  return {};
}

double usual_metres_per_unit(const fs::path& path) {
  const std::string extension = extension_of(path);
  return extension == "bvh" || extension == "fbx" ? 0.01 : 1.0;
}

Result<std::vector<Clip>> cut_and_resample(std::span<const Clip> figures,
                                           const MotionWriteSettings& settings) {
  std::vector<Clip> out;
  for (const Clip& figure : figures) {
    if (Status status = figure.validate(); !status) return status.error();
    Clip clip = figure;
    if (settings.first_s || settings.last_s) {
      // A frame within a thousandth of the ends belongs to the range.
      const double fps = clip.fps();
      const double end = clip.frame_count - 1.0;
      const double first = std::ceil(settings.first_s.value_or(0.0) * fps - 1e-3);
      const double last = settings.last_s ? std::floor(*settings.last_s * fps + 1e-3) : end;
      if (!(first <= last) || first > end || last < 0.0) {
        return usage_error("the range holds no frame; the clip lasts from 0 to " +
                           std::to_string(end / fps) + " s");
      }
      Result<Clip> part = trim(clip, static_cast<int>(std::max(first, 0.0)),
                               static_cast<int>(std::min(last, end)) + 1);
      if (!part) return part.error();
      clip = std::move(*part);
    }
    if (settings.fps > 0.0) {
      Result<Clip> resampled = resample(clip, settings.fps);
      if (!resampled) return resampled.error();
      clip = std::move(*resampled);
    }
    if (!out.empty() && std::abs(clip.frame_time_s / out[0].frame_time_s - 1.0) > 1e-6) {
      return usage_error("the figures have different frame rates; set fps to bring them to one");
    }
    out.push_back(std::move(clip));
  }
  return out;
}

Status write_motion(const fs::path& path, std::span<const Clip> figures,
                    const MotionWriteSettings& settings) {
  const int count = static_cast<int>(figures.size());
  if (Status status = can_write_motion(path, count, settings); !status) return status;
  Result<std::vector<Clip>> cut = cut_and_resample(figures, settings);
  if (!cut)
    return Error{cut.error().code, "cannot write " + path.string() + ": " + cut.error().message};
  std::vector<Clip>& clips = *cut;
  if (settings.up_axis == UpAxis::kZ) {
    for (Clip& clip : clips) clip = with_z_up(clip);
  }
  const std::string& extension = format_of(path)->extension;
  const double unit = settings.metres_per_unit.value_or(usual_metres_per_unit(path));
  const SceneWriteSettings scene{unit, settings.up_axis};
  const char up = settings.up_axis == UpAxis::kZ ? 'Z' : 'Y';
  if (extension == "fbx") return write_fbx(path, clips, scene);
  if (extension == "glb" || extension == "gltf") return write_gltf(path, clips);
  if (extension == "dae") return write_collada(path, clips, scene);
  if (extension == "npy") return write_npy(path, clips[0], unit, up);
  if (extension == "csv") {
    const PositionsCsvSettings csv{unit, settings.with_rotations};
    if (Status status = write_positions_csv(path, clips[0], csv); !status) return status;
    return write_csv_note(path, clips[0], csv, up);
  }
  return write_bvh(path, clips[0], {unit, settings.euler_order});
}

}  // namespace kinemote::io
