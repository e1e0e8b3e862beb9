#include "motion/io/keypoint_file.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

#include "motion/io/atomic_file.h"
#include "motion/io/c3d.h"
#include "motion/io/file_extension.h"
#include "motion/io/keypoint_readers.h"

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;

bool holds_openpose_frames(const fs::path& folder) {
  std::error_code error;
  fs::directory_iterator it(folder, error);
  for (; !error && it != fs::directory_iterator(); it.increment(error)) {
    if (it->path().filename().string().ends_with(kOpenPoseEnding)) return true;
  }
  return false;
}

/// True if a JSON file begins as OpenPose's frames do.
bool begins_as_openpose(const fs::path& path) {
  std::array<char, 4096> bytes{};
  std::ifstream stream(path, std::ios::binary);
  stream.read(bytes.data(), bytes.size());
  const std::string_view text(bytes.data(), static_cast<size_t>(stream.gcount()));
  return text.find("\"pose_keypoints_") != std::string_view::npos ||
         path.filename().string().ends_with(kOpenPoseEnding);
}

Result<MotionImport> read_records(PointFormat format, const fs::path& path,
                                  const MotionReadSettings& settings, const Progress& progress) {
  const std::string name = path.string();
  Result<KeypointRecords> records = bad_input("");
  std::error_code error;
  if (fs::is_directory(path, error)) {
    records = read_openpose_folder(path, progress);
  } else {
    Result<std::string> bytes = read_file(path);
    if (!bytes) return bytes.error();
    if (format == PointFormat::kC3d) return import_c3d(*bytes, name, settings);
    if (!report(progress, "reading", 0.0)) return cancelled();
    records = format == PointFormat::kOpenPose ? parse_openpose(*bytes, name)
              : format == PointFormat::kCoco   ? parse_keypoint_json(*bytes, name)
                                               : parse_point_csv(*bytes, name);
  }
  if (!records) return records.error();
  return import_people(*records, name, settings, progress);
}

}  // namespace

std::optional<PointFormat> sniff_points(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (error) return std::nullopt;
  if (fs::is_directory(status)) {
    if (holds_openpose_frames(path)) return PointFormat::kOpenPose;
    return std::nullopt;
  }
  if (!fs::is_regular_file(status)) return std::nullopt;
  const std::string extension = extension_of(path);
  if (extension == "c3d") return PointFormat::kC3d;
  if (extension == "csv") return PointFormat::kTable;
  if (extension != "json") return std::nullopt;
  return begins_as_openpose(path) ? PointFormat::kOpenPose : PointFormat::kCoco;
}

Result<MotionImport> read_points(const fs::path& path, const MotionReadSettings& settings,
                                 const Progress& progress) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return bad_input("cannot read " + path.string() + ": no such file");
  if (!fs::is_directory(status) && !fs::is_regular_file(status)) {
    return bad_input("cannot read " + path.string() +
                     ": it is neither a file nor a folder (a pipe or a device?)");
  }
  const std::optional<PointFormat> format = sniff_points(path);
  if (!format) {
    return bad_input(path.string() +
                     ": no keypoints or markers; expected a .json, .csv or "
                     ".c3d file, or a folder of OpenPose frames "
                     "(NAME_000000000000_keypoints.json)");
  }
  try {
    return read_records(*format, path, settings, progress);
  } catch (const std::exception& exception) {  // no memory
    return environment_error("cannot read " + path.string() + ": " + exception.what());
  }
}

}  // namespace kinemote::io
