// What a picture or film can be written as.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::app {

/// kPicture: one PNG; kPictures: a folder of numbered PNGs.
enum class FilmFormat { kPicture, kMp4, kWebm, kGif, kPictures };
inline constexpr int kFilmFormatCount = 5;

/// "png", "mp4", "webm", "gif", "pictures".
std::string_view film_format_name(FilmFormat format);
/// ".mp4" and so on; "" for a folder of pictures.
std::string film_extension(FilmFormat format);
/// By the name: an extension, or a folder (one that exists, or a name that ends in a slash). Error
/// (usage) for any other, naming what may be.
Result<FilmFormat> film_format_of(const std::filesystem::path& out);
/// True if it shows motion, and so has a rate.
bool is_film(FilmFormat format);
/// True if ffmpeg writes it.
bool needs_ffmpeg(FilmFormat format);
/// "" if it can leave its background out, else why not.
std::string transparency_problem(FilmFormat format);
/// "" if it can show that many pictures a second, else why not.
std::string rate_problem(FilmFormat format, double fps);

/// ffmpeg on the PATH; "" if it is not there.
std::filesystem::path find_ffmpeg();

/// ffmpeg's arguments that encode pictures of that rate; what comes before names the input, what
/// comes after the output. Rate control is by quality: H.264 at CRF 18 (yuv420p, Rec. 709, which
/// every player shows), VP9 at CRF 24 (yuva420p: alpha), GIF with a palette a picture and an
/// ordered dither, which does not crawl. No time stamps and no names of programs inside: the same
/// pictures give the same bytes with the same ffmpeg.
std::vector<std::string> encoding_arguments(FilmFormat format, bool is_transparent);

}  // namespace kinemote::app
