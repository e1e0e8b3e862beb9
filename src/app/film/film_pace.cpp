#include "app/film/film_pace.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/film/film_job.h"

namespace kinemote::app {
namespace {

// Films of walking figures, drawn at twice their size on two cores without a graphics card:
// picture, MP4, WebM, GIF, numbered pictures.
constexpr std::array<double, kFilmFormatCount> kUsualSeconds{5.0e-8, 5.5e-8, 9.0e-8, 5.5e-8,
                                                             5.0e-8};
constexpr std::array<double, kFilmFormatCount> kUsualBytes{0.16, 0.006, 0.006, 0.09, 0.16};

double pixels_of(const FilmShape& shape, int frame_count) {
  return static_cast<double>(shape.width) * shape.height * frame_count;
}

double rounded(double value) {
  if (!(value > 0.0)) return 0.0;
  const double digit = std::pow(10.0, std::floor(std::log10(value)) - 1.0);
  return std::round(value / digit) * digit;
}

std::string words(const char* format, double value) {
  char text[32];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

std::string size_text(double bytes) {
  constexpr std::array<const char*, 3> kUnits{" kB", " MB", " GB"};
  double value = std::max(bytes / 1000.0, 1.0);
  size_t unit = 0;
  while (value >= 999.5 && unit + 1 < kUnits.size()) {
    value /= 1000.0;
    ++unit;
  }
  value = rounded(value);
  return words(value < 9.95 ? "%.1f" : "%.0f", value) + kUnits[unit];
}

std::string time_text(double seconds) {
  const double value = rounded(seconds);
  if (value < 1.0) return "less than a second";
  if (value < 9.95) return words("about %.1f s", value);
  if (value < 119.5) return words("about %.0f s", value);
  const double minutes = rounded(seconds / 60.0);
  return words(minutes < 9.95 ? "about %.1f min" : "about %.0f min", minutes);
}

}  // namespace

void FilmPace::learn(const FilmShape& shape, int supersample, const FilmReport& film) {
  const double pixels = pixels_of(shape, film.frames);
  // A single small picture is mostly the start of OpenGL.
  constexpr double kTooFew = 1e6;
  const auto at = static_cast<size_t>(film.format);
  const auto mix = [](double& known, double now) {
    known = known > 0.0 ? 0.5 * (known + now) : now;
  };
  if (pixels <= 0.0) return;
  if (film.bytes > 0.0) mix(bytes_per_pixel[at], film.bytes / pixels);
  const double drawn = pixels * supersample * supersample;
  if (film.seconds > 0.0 && drawn >= kTooFew) mix(seconds_per_pixel[at], film.seconds / drawn);
}

FilmCost film_cost(const FilmPace& pace, const FilmShape& shape, int supersample, int frame_count) {
  const auto at = static_cast<size_t>(shape.format);
  const auto known = [at](const auto& measured, const auto& usual) {
    return measured[at] > 0.0 ? measured[at] : usual[at];
  };
  const double pixels = pixels_of(shape, frame_count);
  return {pixels * supersample * supersample * known(pace.seconds_per_pixel, kUsualSeconds),
          pixels * known(pace.bytes_per_pixel, kUsualBytes)};
}

std::string film_cost_text(const FilmCost& cost) {
  return "about " + size_text(cost.bytes) + " · " + time_text(cost.seconds);
}

}  // namespace kinemote::app
