#include "app/film/film_writer.h"

#include <cmath>
#include <cstdio>
#include <cstring>

#include "motion/core/atomic_file.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

/// Shortest text of a rate: "30", "29.97".
std::string rate_text(double fps) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", fps);
  return text;
}

std::string in_quotes(const std::string& word) {
  if (word.find_first_of(" ;[]()'\"$&|<>*?") == std::string::npos) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

/// ffmpeg tells the cause first; what follows from it comes after.
std::string first_line(const std::string& words) { return words.substr(0, words.find('\n')); }

}  // namespace

Status FilmShape::validate() const {
  constexpr double kFastest = 240.0;
  if (width < 16 || height < 16 || width > 8192 || height > 8192) {
    return usage_error("pictures of " + std::to_string(width) + "x" + std::to_string(height) +
                       " pixels cannot be written; width and height must be within 16 and 8192");
  }
  if (!(fps > 0.0 && fps <= kFastest)) {
    return usage_error("a film shows more than 0 and up to 240 pictures a second, not " +
                       rate_text(fps));
  }
  if (format == FilmFormat::kMp4 && (width % 2 != 0 || height % 2 != 0)) {
    return usage_error("MP4 needs an even width and height, not " + std::to_string(width) + "x" +
                       std::to_string(height));
  }
  if (is_transparent) {
    if (const std::string problem = transparency_problem(format); !problem.empty()) {
      return usage_error(problem);
    }
  }
  if (const std::string problem = rate_problem(format, fps); !problem.empty()) {
    return usage_error(problem);
  }
  return {};
}

Result<FilmWriter> FilmWriter::make(const fs::path& path, const FilmShape& shape) {
  if (const Status status = shape.validate(); !status) return status.error();
  FilmWriter writer(path, shape);
  std::error_code error;
  if (shape.format == FilmFormat::kPictures) {
    fs::create_directories(path, error);
    if (error) {
      return environment_error("cannot make the folder \"" + path.string() +
                               "\": " + error.message());
    }
  }
  if (!needs_ffmpeg(shape.format)) return writer;
  const std::string size = std::to_string(shape.width) + "x" + std::to_string(shape.height);
  std::vector<std::string> words{"ffmpeg", "-nostdin",   "-loglevel",          "error", "-y",
                                 "-f",     "rawvideo",   "-pix_fmt",           "rgba",  "-s",
                                 size,     "-framerate", rate_text(shape.fps), "-i",    "pipe:0"};
  const auto encoding = encoding_arguments(shape.format, shape.is_transparent);
  words.insert(words.end(), encoding.begin(), encoding.end());
  words.push_back("file:" + path.string());  // a name with a colon is no protocol
  Result<ChildProcess> encoder = ChildProcess::start(words);
  if (!encoder) {
    return environment_error(encoder.error().message +
                             "; video is written by ffmpeg: install the package ffmpeg");
  }
  writer.encoder_.emplace(std::move(encoder).value());
  return writer;
}

Status FilmWriter::add(const view::Image& image, const GoesOn& goes_on) {
  if (image.width != shape_.width || image.height != shape_.height) {
    return environment_error("a picture of " + std::to_string(shape_.width) + "x" +
                             std::to_string(shape_.height) +
                             " is too large for this OpenGL driver; choose a smaller size");
  }
  ++frames_;
  if (encoder_) {
    switch (encoder_->feed(image.rgba, goes_on)) {
      case ChildProcess::Fed::kAll:
        return {};
      case ChildProcess::Fed::kStopped:
        return cancelled();
      case ChildProcess::Fed::kRefused:
        break;
    }
    const std::optional<ChildEnd> end = encoder_->finish(goes_on);
    return end ? encoder_error(*end) : cancelled();
  }
  const Result<std::string> png = view::encode_png(image);
  if (!png) return png.error();
  const bool is_one = shape_.format == FilmFormat::kPicture;
  return write_atomically(is_one ? path_ : path_ / numbered_picture(frames_), *png);
}

Status FilmWriter::finish(const GoesOn& goes_on) {
  if (!encoder_) return {};
  const std::optional<ChildEnd> end = encoder_->finish(goes_on);
  if (!end) return cancelled();
  if (!end->is_good()) return encoder_error(*end);
  return {};
}

Error FilmWriter::encoder_error(const ChildEnd& end) const {
  const std::string where = "while writing picture " + std::to_string(frames_) + " of \"" +
                            path_.filename().string() + "\"";
  if (end.words.find("No space left") != std::string::npos) {
    return environment_error("there is no space left on the disk " + where +
                             "; free some, or choose another folder or a smaller size");
  }
  if (end.signal != 0) {
    return environment_error("ffmpeg was ended by signal " + std::to_string(end.signal) + " (" +
                             ::strsignal(end.signal) + ") " + where + "; try again");
  }
  const std::string said =
      end.words.empty() ? "code " + std::to_string(end.exit_code) : first_line(end.words);
  return environment_error("ffmpeg failed " + where + ": " + said);
}

std::string numbered_picture(int number) {
  char name[32];
  std::snprintf(name, sizeof name, "frame-%05d.png", number);
  return name;
}

std::string ffmpeg_line(const fs::path& folder, const fs::path& out, const FilmShape& shape) {
  std::string line = "ffmpeg -framerate " + rate_text(shape.fps) + " -i " +
                     in_quotes((folder / "frame-%05d.png").string());
  for (const std::string& word : encoding_arguments(shape.format, shape.is_transparent)) {
    line += " " + in_quotes(word);
  }
  return line + " " + in_quotes(out.string());
}

}  // namespace kinemote::app
