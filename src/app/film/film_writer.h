// Drawn pictures into files: one PNG, numbered PNGs, or video through ffmpeg.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/film/child_process.h"
#include "app/film/film_format.h"
#include "view/render/image.h"

namespace kinemote::app {

/// What all pictures of a film have in common.
struct FilmShape {
  FilmFormat format = FilmFormat::kMp4;
  int width = 1280, height = 720;  // pixels; both even for MP4
  double fps = 30.0;               // (0, 240]; of no meaning for one picture
  bool is_transparent = false;     // alpha is kept

  /// Error (usage) saying what the format cannot do.
  Status validate() const;
};

/// Takes pictures one after the other. Not moved into place by itself: the caller gives it a path
/// in a folder that it removes on failure. Errors (environment): no ffmpeg, no space, or what
/// ffmpeg says; cancelled, within 0.1 s after `goes_on` says no.
class FilmWriter {
 public:
  /// `path`: the file to write; of numbered pictures the folder, which is made. Error (usage): the
  /// shape.
  static Result<FilmWriter> make(const std::filesystem::path& path, const FilmShape& shape);

  Status add(const view::Image& image, const GoesOn& goes_on);
  /// After the last picture: waits until the encoder is done.
  Status finish(const GoesOn& goes_on);
  int frames() const { return frames_; }

 private:
  FilmWriter(std::filesystem::path path, FilmShape shape) : path_(std::move(path)), shape_(shape) {}
  Error encoder_error(const ChildEnd& end) const;

  std::filesystem::path path_;
  FilmShape shape_;
  int frames_ = 0;
  std::optional<ChildProcess> encoder_;
};

/// "frame-00001.png", from 1.
std::string numbered_picture(int number);

/// The line for a shell that makes a film of numbered pictures.
std::string ffmpeg_line(const std::filesystem::path& folder, const std::filesystem::path& out,
                        const FilmShape& shape);

}  // namespace kinemote::app
