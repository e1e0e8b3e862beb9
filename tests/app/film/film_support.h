// What the tests of films share: a PATH of their own, made pictures, and a look into finished
// films.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "app/film/film_format.h"
#include "motion/core/clip.h"
#include "motion/core/skeleton.h"
#include "view/render/image.h"

namespace kinemote::test {

/// The PATH as long as this lives.
class ProgramPath {
 public:
  explicit ProgramPath(const std::string& path) : before_(std::getenv("PATH")) {
    ::setenv("PATH", path.c_str(), 1);
  }
  ~ProgramPath() { ::setenv("PATH", before_.c_str(), 1); }
  ProgramPath(const ProgramPath&) = delete;
  ProgramPath& operator=(const ProgramPath&) = delete;

 private:
  std::string before_;
};

/// A program "ffmpeg" of these shell lines in `folder`.
inline void write_fake_ffmpeg(const std::filesystem::path& folder, const std::string& lines) {
  const std::filesystem::path path = folder / "ffmpeg";
  std::ofstream(path) << "#!/bin/sh\nPATH=/usr/bin:/bin\n" << lines << "\n";
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

/// A picture that differs from that of every other number.
inline view::Image made_picture(int width, int height, int number) {
  view::Image image{width, height, std::vector<uint8_t>(static_cast<size_t>(4) * width * height)};
  for (size_t i = 0; i < image.rgba.size(); i += 4) {
    image.rgba[i] = static_cast<uint8_t>(40 * number);
    image.rgba[i + 1] = static_cast<uint8_t>(i / 4 % static_cast<size_t>(width) * 8);
    image.rgba[i + 2] = 90;
    image.rgba[i + 3] = 255;
  }
  return image;
}

/// What ffprobe says of the first stream: "160,90,30/1,15"; "" without ffprobe.
inline std::string probed(const std::filesystem::path& film) {
  const std::string line =
      "ffprobe -v error -count_frames -select_streams v:0 -show_entries "
      "stream=width,height,r_frame_rate,nb_read_frames -of csv=p=0 '" +
      film.string() + "' 2>/dev/null";
  std::FILE* pipe = ::popen(line.c_str(), "r");
  if (pipe == nullptr) return "";
  char text[256] = {};
  const size_t size = std::fread(text, 1, sizeof text - 1, pipe);
  ::pclose(pipe);
  std::string words(text, size);
  while (!words.empty() && (words.back() == '\n' || words.back() == ',')) words.pop_back();
  return words;
}

inline std::string bytes_in(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline std::vector<std::string> names_in_folder(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// The built-in figure in T-pose, gliding evenly.
inline Clip gliding_clip(const std::string& name, int frames, double frame_time_s,
                         const Vec3& velocity_mps) {
  Clip clip = Clip::make(canonical_skeleton(), frames, frame_time_s);
  clip.name = name;
  for (int f = 0; f < frames; ++f) clip.translations[f] += f * frame_time_s * velocity_mps;
  return clip;
}

}  // namespace kinemote::test

/// Skips the test where ffmpeg is not installed.
#define KINEMOTE_NEEDS_FFMPEG() \
  if (kinemote::app::find_ffmpeg().empty()) GTEST_SKIP() << "ffmpeg is not installed"
