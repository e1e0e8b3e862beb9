#include "app/figure/audio_figure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "analysis/features/pitch.h"
#include "analysis/features/sound_spectrum.h"
#include "app/figure/layout.h"

namespace kinemote::app {
namespace {

using svg::px;

constexpr PlotSize kSize{720.0, 392.0};
constexpr double kWave_px = 110.0;  // height of the waveform
constexpr double kGap_px = 22.0;    // between both
constexpr double kBar_px = 14.0;    // width of the colour bar
constexpr int kBands = 64;
constexpr int kMostColumns = 240;
constexpr int kLevels = 20;
constexpr double kRange_db = 80.0;
/// Cells reach into their neighbours: rounding to pixels would leave white lines.
constexpr double kOverlap_px = 0.5;

/// White over blue to nearly black, darker in even steps.
std::string level_colour(int level) {
  constexpr std::array<std::array<double, 3>, 3> kStops = {
      {{255, 255, 255}, {0, 114, 178}, {0, 20, 36}}};
  const double place = 2.0 * level / (kLevels - 1);
  const int stop = std::min(1, static_cast<int>(place));
  std::array<int, 3> rgb{};
  for (int i = 0; i < 3; ++i) {
    const double from = kStops[stop][i], to = kStops[stop + 1][i];
    rgb[i] = static_cast<int>(std::lround(from + (place - stop) * (to - from)));
  }
  char text[8];
  std::snprintf(text, sizeof text, "#%02X%02X%02X", rgb[0], rgb[1], rgb[2]);
  return text;
}

std::string frame(double left, double top, double width, double height) {
  return "<rect x=\"" + px(left) + "\" y=\"" + px(top) + "\" width=\"" + px(width) +
         "\" height=\"" + px(height) + "\" class=\"box\"/>\n";
}

std::string axis_title(double x, double y, const std::string& words) {
  return svg::text({x, y}, words,
                   "class=\"axis\" text-anchor=\"middle\" transform=\"rotate(-90 " + px(x) + " " +
                       px(y) + ")\"");
}

void add_waveform(svg::Page& page, const analysis::AudioClip& sound) {
  const double middle = page.top() + 0.5 * kWave_px;
  double largest = 1e-6;
  for (const float x : sound.samples) largest = std::max(largest, std::abs<double>(x));
  const auto y = [&](double value) { return middle - 0.46 * kWave_px * value / largest; };
  const int columns = static_cast<int>(kSize.width_px);
  std::string there, back;
  for (int c = 0; c < columns; ++c) {
    const size_t first = sound.samples.size() * c / columns;
    const size_t last = std::max(first + 1, sound.samples.size() * (c + 1) / columns);
    const auto [low, high] =
        std::minmax_element(sound.samples.begin() + static_cast<std::ptrdiff_t>(first),
                            sound.samples.begin() + static_cast<std::ptrdiff_t>(last));
    const std::string x = px(page.left() + c + 0.5);
    there += (there.empty() ? "M" : "L") + x + " " + px(y(*high));
    back.insert(0, "L" + x + " " + px(y(*low)));
  }
  page.add(svg::line({page.left(), middle}, {page.right(), middle}, "class=\"grid\""));
  page.add("<path d=\"" + there + back + "Z\" fill=\"" + svg::colour(0) + "\" stroke=\"" +
           svg::colour(0) + "\" stroke-width=\".6\"/>\n");
  page.add(frame(page.left(), page.top(), kSize.width_px, kWave_px));
  const double step = svg::tick_step(largest / 3.0);
  for (const double value : {-step, 0.0, step}) {
    page.add(svg::text({page.left() - 8.0, y(value) + 4.0}, svg::tick_text(value, step),
                       "class=\"tick\" text-anchor=\"end\""));
  }
  page.add(axis_title(page.left() - 62.0, middle, "amplitude"));
}

/// Level (0 … kLevels - 1) of every band and column.
Eigen::MatrixXi levels_of(const analysis::Spectrogram& spectrum) {
  const auto frames = spectrum.power.cols();
  const auto columns = std::min<Eigen::Index>(kMostColumns, frames);
  Eigen::MatrixXf power(kBands, columns);
  const Eigen::MatrixXf bands = analysis::mel_filters(spectrum.rate_hz, kBands) * spectrum.power;
  for (Eigen::Index c = 0; c < columns; ++c) {
    const auto first = frames * c / columns;
    power.col(c) = bands.middleCols(first, frames * (c + 1) / columns - first).rowwise().mean();
  }
  const Eigen::ArrayXXf db = analysis::decibels(power).array();
  const Eigen::ArrayXXf share = (db - db.maxCoeff()) / static_cast<float>(kRange_db) + 1.0F;
  return (share.max(0.0F).min(1.0F) * static_cast<float>(kLevels - 1)).round().cast<int>().matrix();
}

/// One path a colour: neighbours of one level become one rectangle.
void add_cells(svg::Page& page, const Eigen::MatrixXi& levels, double top, double height) {
  const double wide = kSize.width_px / static_cast<double>(levels.cols());
  const double tall = height / kBands;
  std::array<std::string, kLevels> paths;
  for (Eigen::Index band = 0; band < kBands; ++band) {
    const double y = top + height - static_cast<double>(band + 1) * tall;
    for (Eigen::Index c = 0; c < levels.cols();) {
      Eigen::Index end = c + 1;
      while (end < levels.cols() && levels(band, end) == levels(band, c)) ++end;
      const double width = static_cast<double>(end - c) * wide;
      paths[levels(band, c)] += "M" + px(page.left() + static_cast<double>(c) * wide) + " " +
                                px(y) + "h" + px(width + kOverlap_px) + "v" + px(tall) + "h" +
                                px(-width - kOverlap_px) + "z";
      c = end;
    }
  }
  page.add("<g shape-rendering=\"crispEdges\">\n");
  for (int level = 1; level < kLevels; ++level) {  // the page is white already
    if (paths[level].empty()) continue;
    page.add("<path fill=\"" + level_colour(level) + "\" d=\"" + paths[level] + "\"/>\n");
  }
  page.add("</g>\n");
}

void add_colour_bar(svg::Page& page, double top, double height) {
  const double x = page.right() + 20.0;
  for (int level = 0; level < kLevels; ++level) {
    const double y = top + height * (kLevels - 1 - level) / kLevels;
    page.add("<rect x=\"" + px(x) + "\" y=\"" + px(y) + "\" width=\"" + px(kBar_px) +
             "\" height=\"" + px(height / kLevels + 0.5) + "\" fill=\"" + level_colour(level) +
             "\"/>\n");
  }
  page.add(frame(x, top, kBar_px, height));
  for (int db = 0; db <= 80; db += 20) {
    page.add(svg::text({x + kBar_px + 6.0, top + height * db / kRange_db + 4.0},
                       svg::tick_text(-db, 1.0) + " dB", "class=\"tick\""));
  }
  page.reserve_right(96.0);
}

void add_spectrogram(svg::Page& page, const analysis::AudioClip& sound, const svg::Scale& time) {
  const analysis::Spectrogram spectrum = analysis::power_spectrogram(sound);
  const double top = page.top() + kWave_px + kGap_px;
  const double height = page.bottom() - top;
  add_cells(page, levels_of(spectrum), top, height);

  const double top_mel = analysis::mel_from_hz(0.5 * sound.rate_hz);
  const auto y = [&](double hz) {
    return page.bottom() - height * analysis::mel_from_hz(hz) / top_mel;
  };
  const std::vector<double> pitch = analysis::pitch_hz(sound);
  std::string dots;
  for (size_t f = 0; f < pitch.size(); ++f) {
    if (pitch[f] <= 0.0) continue;
    const double at_s =
        (static_cast<double>(f) * analysis::kSoundHop + analysis::kPitchWindow) / sound.rate_hz;
    dots += "<circle cx=\"" + px(time.at(at_s)) + "\" cy=\"" + px(y(pitch[f])) + "\" r=\"1.9\"/>";
  }
  if (!dots.empty()) {
    page.add("<g fill=\"" + std::string(svg::colour(1)) +
             "\" stroke=\"#fff\" stroke-width=\".5\">" + dots + "</g>\n");
  }
  page.add(frame(page.left(), top, kSize.width_px, height));
  for (const double hz : {0.0, 500.0, 1'000.0, 2'000.0, 4'000.0, 8'000.0}) {
    if (hz > 0.5 * sound.rate_hz) break;
    page.add(svg::line({page.left() - 4.0, y(hz)}, {page.left(), y(hz)}, "stroke=\"#56606E\""));
    page.add(svg::text({page.left() - 8.0, y(hz) + 4.0}, svg::tick_text(hz, 100.0),
                       "class=\"tick\" text-anchor=\"end\""));
  }
  page.add(axis_title(page.left() - 62.0, 0.5 * (top + page.bottom()), "frequency (Hz)"));
  add_colour_bar(page, top, height);
}

}  // namespace

std::string audio_figure_svg(const FigureText& words, const analysis::AudioClip& sound) {
  svg::Page page(words, kSize, 92.0, 56.0);
  const Axis seconds{.title = "time (s)", .low = 0.0, .high = sound.duration_s()};
  const svg::Scale time(seconds, {}, page.left(), page.right());
  svg::add_x_axis(page, time, seconds);
  if (!sound.samples.empty()) {
    add_waveform(page, sound);
    add_spectrogram(page, sound, time);
  }
  return page.finish("");
}

}  // namespace kinemote::app
