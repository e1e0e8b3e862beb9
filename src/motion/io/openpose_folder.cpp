#include <algorithm>
#include <charconv>
#include <filesystem>
#include <tuple>

#include "motion/io/atomic_file.h"
#include "motion/io/keypoint_readers.h"

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostNamed = 5;  // broken frames that are named one by one

struct FrameFile {
  long long number;
  fs::path path;
};

/// The number in "NAME_000000000123_keypoints.json"; -1 for other names.
long long frame_number(const std::string& name) {
  const std::string ending = kOpenPoseEnding;
  if (!name.ends_with(ending)) return -1;
  const size_t end = name.size() - ending.size();
  size_t start = end;
  while (start > 0 && name[start - 1] >= '0' && name[start - 1] <= '9') --start;
  long long number = -1;
  const auto [stop, error] = std::from_chars(name.data() + start, name.data() + end, number);
  return error == std::errc() && stop == name.data() + end ? number : -1;
}

Result<std::vector<FrameFile>> list_frames(const fs::path& folder) {
  std::vector<FrameFile> files;
  std::error_code error;
  fs::directory_iterator it(folder, error);
  for (; !error && it != fs::directory_iterator(); it.increment(error)) {
    const long long number = frame_number(it->path().filename().string());
    std::error_code ignored;
    if (number >= 0 && it->is_regular_file(ignored)) files.push_back({number, it->path()});
  }
  if (error) return bad_input("cannot list " + folder.string() + ": " + error.message());
  if (files.empty()) {
    return bad_input(folder.string() +
                     ": no frames of OpenPose in this folder; expected files such as "
                     "NAME_000000000000_keypoints.json");
  }
  std::sort(files.begin(), files.end(), [](const FrameFile& a, const FrameFile& b) {
    return std::tie(a.number, a.path) < std::tie(b.number, b.path);
  });
  return files;
}

/// Frames that cannot be read: named up to a point, then counted.
class BrokenFrames {
 public:
  void add(const Error& error) {
    if (count_++ < kMostNamed) {
      warnings_.push_back(error.message + " (this frame was left empty)");
    }
  }
  size_t count() const { return count_; }
  void report(const std::string& folder, Warnings& warnings) {
    for (std::string& warning : warnings_) warnings.push_back(std::move(warning));
    if (count_ > kMostNamed) {
      warnings.push_back(folder + ": " + std::to_string(count_ - kMostNamed) +
                         " more frames cannot be read and were left empty");
    }
  }

 private:
  Warnings warnings_;
  size_t count_ = 0;
};

}  // namespace

Result<KeypointRecords> read_openpose_folder(const fs::path& folder, const Progress& progress) {
  const Result<std::vector<FrameFile>> files = list_frames(folder);
  if (!files) return files.error();
  KeypointRecords out;
  out.format = "openpose";
  BrokenFrames broken;
  for (size_t i = 0; i < files->size(); ++i) {
    const FrameFile& file = (*files)[i];
    if (i % 64 == 0 &&
        !report(progress, "reading frames", 0.3 * static_cast<double>(i) / files->size())) {
      return cancelled();
    }
    out.frames.push_back(file.number);
    const Result<std::string> text = read_file(file.path);
    Result<KeypointRecords> frame =
        text ? parse_openpose(*text, file.path.string()) : Result<KeypointRecords>(text.error());
    if (!frame) {
      if (broken.count() + 1 == files->size()) return frame.error();  // nothing at all was read
      broken.add(frame.error());
      continue;
    }
    out.file_bytes += frame->file_bytes;
    if (!frame->layout) continue;  // nobody in this frame
    if (!out.layout) {
      out.layout = frame->layout;
      out.names = frame->names;
      out.space = frame->space;
    } else if (out.layout != frame->layout || out.space != frame->space) {
      return bad_input(file.path.string() +
                       ": its keypoints have another shape than those of the frames before; "
                       "expected one layout in a folder");
    }
    for (PersonRecord& record : frame->records) {
      record.frame = file.number;
      out.records.push_back(std::move(record));
    }
  }
  broken.report(folder.string(), out.warnings);
  return out;
}

}  // namespace kinemote::io
