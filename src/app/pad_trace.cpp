#include "app/pad_trace.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "analysis/features/kinematic_features.h"

namespace kinemote::app {
namespace {

double nearest_distance(const Eigen::MatrixXd& samples, const Eigen::RowVectorXd& from,
                        Eigen::Index except) {
  double nearest = std::numeric_limits<double>::infinity();
  for (Eigen::Index i = 0; i < samples.rows(); ++i) {
    if (i != except) nearest = std::min(nearest, (samples.row(i) - from).norm());
  }
  return nearest;
}

/// Over a few windows spread over the clip, against the samples that the kernel keeps as centres.
double strangeness_of(const Clip& clip, const std::vector<PredictedWindow>& windows,
                      const analysis::AffectModel& model) {
  constexpr size_t kLooks = 8;
  constexpr Eigen::Index kFewest = 20;
  const analysis::RbfRegression& kernel = model.pad_from_features;
  if (kernel.centres.rows() < kFewest) return 0.0;
  std::vector<double> among;
  for (Eigen::Index i = 0; i < kernel.centres.rows(); ++i) {
    among.push_back(nearest_distance(kernel.centres, kernel.centres.row(i), i));
  }
  const auto most = among.begin() + static_cast<ptrdiff_t>(0.95 * std::ssize(among));
  std::nth_element(among.begin(), most, among.end());

  std::vector<double> ratios;
  const size_t step = std::max<size_t>(1, windows.size() / kLooks);
  for (size_t w = 0; w < windows.size(); w += step) {
    const auto frame = [&](double time_s) {
      return std::clamp(static_cast<int>(std::lround(time_s / clip.frame_time_s)), 0,
                        clip.frame_count);
    };
    const auto part = trim(clip, frame(windows[w].start_s), frame(windows[w].end_s));
    if (!part) continue;
    const auto features = analysis::affect_features(*part);
    if (!features || std::ssize(*features) != kernel.input_scale.size()) continue;
    Eigen::RowVectorXd scaled(kernel.input_scale.size());
    for (Eigen::Index i = 0; i < scaled.size(); ++i) {
      const double scale = kernel.input_scale[i];  // 0: a column that is not read
      const double value = (*features)[static_cast<size_t>(i)];
      scaled[i] = scale > 0.0 ? (value - kernel.input_mean[i]) / scale : 0.0;
    }
    ratios.push_back(nearest_distance(kernel.centres, scaled, -1) / *most);
  }
  if (ratios.empty() || !(*most > 0.0)) return 0.0;
  const auto middle = ratios.begin() + std::ssize(ratios) / 2;
  std::nth_element(ratios.begin(), middle, ratios.end());
  return *middle;
}

/// Words of neighbouring windows put together; each window stands for the time from half-way to the
/// one before to half-way to the next.
std::vector<EmotionSpan> emotions_of(const PadTrace& trace,
                                     const std::vector<analysis::PadWord>& words) {
  std::vector<EmotionSpan> spans;
  for (size_t w = 0; w < trace.windows.size(); ++w) {
    const auto word = analysis::nearest_word(trace.windows[w].pad, words);
    if (!word) return {};
    const bool is_first = w == 0, is_last = w + 1 == trace.windows.size();
    const double start_s =
        is_first ? trace.windows[w].start_s : 0.5 * (trace.middle_s(w - 1) + trace.middle_s(w));
    const double end_s =
        is_last ? trace.windows[w].end_s : 0.5 * (trace.middle_s(w) + trace.middle_s(w + 1));
    if (!spans.empty() && spans.back().word == word->word) {
      spans.back().end_s = end_s;
    } else {
      spans.push_back({start_s, end_s, word->word});
    }
  }
  return spans;
}

/// As far apart as the model's own, but not so near that an hour has more windows than a screen has
/// pixels: reading each costs some milliseconds.
double hop_for(const AffectReader& reader, double duration_s) {
  constexpr double kMostWindows = 1500.0;
  return std::max(reader.hop_s, duration_s / kMostWindows);
}

}  // namespace

AffectReader reader_of(const AffectSource& source) {
  AffectReader reader;
  reader.model = std::make_shared<const analysis::AffectModel>(source.model);
  reader.name = source.name;
  reader.window_s = source.window_s();
  reader.hop_s = 0.25 * reader.window_s;
  const auto json = nlohmann::json::parse(source.settings_json, nullptr, false);
  if (!json.is_object() || json.value("kind", nlohmann::json()) != "pad") return reader;
  if (json.contains("hop_s") && json["hop_s"].is_number()) reader.hop_s = json["hop_s"];
  if (json.contains("split") && json["split"].is_string()) reader.split = json["split"];
  return reader;
}

std::string PadTrace::caption() const {
  const std::string what =
      is_interval90 ? "90 % interval" : "±1 standard deviation (no 90 % interval is known)";
  const std::string on = reader.split.empty()       ? "held-out pieces of the model's own data"
                         : reader.split == "window" ? "held-out windows, which leak: expect more"
                                                    : "held-out " + reader.split + "s";
  // A model that says what it was measured on is one of the user's.
  const std::string whose = reader.split.empty() ? "" : " of “" + reader.name + "”";
  return what + whose + ", measured on " + on;
}

analysis::Pad PadTrace::at(double time_s) const {
  size_t next = 0;
  while (next < windows.size() && middle_s(next) < time_s) ++next;
  if (next == 0) return windows.front().pad;
  if (next == windows.size()) return windows.back().pad;
  const double t = (time_s - middle_s(next - 1)) / (middle_s(next) - middle_s(next - 1));
  const analysis::Pad &a = windows[next - 1].pad, &b = windows[next].pad;
  return {std::lerp(a.pleasure, b.pleasure, t), std::lerp(a.arousal, b.arousal, t),
          std::lerp(a.dominance, b.dominance, t)};
}

std::string PadTrace::word_at(double time_s) const {
  for (const EmotionSpan& span : emotions) {
    if (time_s <= span.end_s) return span.word;
  }
  return emotions.empty() ? "" : emotions.back().word;
}

PadTrace trace_pad(const PadTraceRequest& request, const Progress& progress) {
  PadTrace trace;
  trace.motion = request.motion;
  trace.reader = request.reader;
  if (!request.reader.model) {
    trace.error = "Emotion is read by a model, and none is loaded.";
    return trace;
  }
  const analysis::AffectModel& model = *request.reader.model;
  // A round of a gait is shorter than what the regressor was fitted on: it is read repeated.
  constexpr double kRepeated_s = 4.0;
  const bool is_seamless = request.motion->is_seamless;
  const Clip repeated = is_seamless ? unrolled(*request.motion, kRepeated_s) : Clip{};
  const Clip& clip = is_seamless ? repeated : request.motion->clip;
  const double window_s =
      is_seamless ? clip.frame_count * clip.frame_time_s : request.reader.window_s;
  const double hop_s = hop_for(request.reader, clip.frame_count * clip.frame_time_s);
  auto windows = predict_windows(clip, model, window_s, hop_s, progress);
  if (!windows) {
    trace.error = windows.error().message;
    return trace;
  }
  trace.strangeness = strangeness_of(clip, *windows, model);
  trace.windows = std::move(*windows);
  if (is_seamless) {
    trace.windows.resize(1);
    trace.windows.front().end_s = request.motion->duration_s();
  }
  trace.is_interval90 = std::all_of(model.interval90.begin(), model.interval90.end(),
                                    [](double width) { return width > 0.0; });
  trace.half_width = trace.is_interval90 ? model.interval90 : error_sd(model);
  trace.emotions = emotions_of(trace, request.words);
  return trace;
}

}  // namespace kinemote::app
