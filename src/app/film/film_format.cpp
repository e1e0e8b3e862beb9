#include "app/film/film_format.h"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <sstream>

#include "motion/io/file_extension.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, kFilmFormatCount> kNames{"png", "mp4", "webm", "gif",
                                                                "pictures"};

}  // namespace

std::string_view film_format_name(FilmFormat format) { return kNames[static_cast<size_t>(format)]; }

std::string film_extension(FilmFormat format) {
  return format == FilmFormat::kPictures ? "" : "." + std::string(film_format_name(format));
}

Result<FilmFormat> film_format_of(const fs::path& out) {
  std::error_code ignored;
  if (!out.empty() && (!out.has_filename() || fs::is_directory(out, ignored))) {
    return FilmFormat::kPictures;
  }
  const std::string extension = io::extension_of(out);
  for (int i = 0; i < kFilmFormatCount; ++i) {
    const auto format = static_cast<FilmFormat>(i);
    if (format != FilmFormat::kPictures && film_format_name(format) == extension) return format;
  }
  return usage_error("cannot write a picture as \"" + out.filename().string() +
                     "\"; expected a file name that ends in .png, .mp4, .webm or .gif, or a folder "
                     "(with / at its end) for numbered pictures");
}

bool is_film(FilmFormat format) { return format != FilmFormat::kPicture; }

bool needs_ffmpeg(FilmFormat format) {
  return format == FilmFormat::kMp4 || format == FilmFormat::kWebm || format == FilmFormat::kGif;
}

std::string transparency_problem(FilmFormat format) {
  return format == FilmFormat::kMp4
             ? "MP4 (H.264) has no transparency; WebM, GIF and pictures have it"
             : "";
}

std::string rate_problem(FilmFormat format, double fps) {
  // The file counts hundredths of a second, and viewers slow down what stands for less than two.
  return format == FilmFormat::kGif && fps > 50.0
             ? "a GIF shows at most 50 pictures a second; choose 50 or fewer"
             : "";
}

fs::path find_ffmpeg() {
  const char* folders = std::getenv("PATH");
  std::istringstream stream(folders == nullptr ? "" : folders);
  for (std::string folder; std::getline(stream, folder, ':');) {
    const fs::path program = fs::path(folder) / "ffmpeg";
    if (::access(program.c_str(), X_OK) == 0) return program;
  }
  return {};
}

std::vector<std::string> encoding_arguments(FilmFormat format, bool is_transparent) {
  std::vector<std::string> words{"-an",       "-map_metadata", "-1",       "-fflags",
                                 "+bitexact", "-flags:v",      "+bitexact"};
  const auto add = [&](std::initializer_list<const char*> more) {
    words.insert(words.end(), more.begin(), more.end());
  };
  switch (format) {
    case FilmFormat::kMp4:
      add({"-vf",
           "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
           "-c:v",
           "libx264",
           "-preset",
           "medium",
           "-crf",
           "18",
           "-colorspace",
           "bt709",
           "-color_primaries",
           "bt709",
           "-color_trc",
           "bt709",
           "-color_range",
           "tv",
           "-movflags",
           "+faststart",
           "-f",
           "mp4"});
      break;
    case FilmFormat::kWebm:
      add({"-vf",
           is_transparent ? "scale=out_color_matrix=bt709:out_range=tv,format=yuva420p"
                          : "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
           "-c:v",
           "libvpx-vp9",
           "-crf",
           "24",
           "-b:v",
           "0",
           "-deadline",
           "good",
           "-cpu-used",
           "4",
           "-row-mt",
           "1",
           "-auto-alt-ref",
           "0",
           "-colorspace",
           "bt709",
           "-color_primaries",
           "bt709",
           "-color_trc",
           "bt709",
           "-color_range",
           "tv",
           "-f",
           "webm"});
      break;
    case FilmFormat::kGif:
      add({"-filter_complex",
           "split[a][b];[a]palettegen=stats_mode=single[p];"
           "[b][p]paletteuse=new=1:dither=bayer:bayer_scale=4",
           "-loop", "0", "-f", "gif"});
      break;
    case FilmFormat::kPicture:
    case FilmFormat::kPictures:
      break;
  }
  return words;
}

}  // namespace kinemote::app
