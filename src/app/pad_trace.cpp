#include "app/pad_trace.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/features/kinematic_features.h"

namespace kinemote::app {
namespace {

/// Over a few windows spread over the clip.
double strange_share_of(const Clip& clip, const std::vector<PredictedWindow>& windows,
                        const analysis::AffectModel& model) {
  constexpr size_t kLooks = 8;
  constexpr double kFar = 3.0;
  const analysis::RbfRegression& data = model.features_from_pad;
  const auto count = static_cast<Eigen::Index>(model.feature_names.size());
  if (data.output_mean.size() != count || model.pad_from_features.input_scale.size() != count) {
    return 0.0;
  }
  int read = 0;
  int strange = 0;
  const size_t step = std::max<size_t>(1, windows.size() / kLooks);
  for (size_t w = 0; w < windows.size(); w += step) {
    const auto frame = [&](double time_s) {
      return std::clamp(static_cast<int>(std::lround(time_s / clip.frame_time_s)), 0,
                        clip.frame_count);
    };
    const auto part = trim(clip, frame(windows[w].start_s), frame(windows[w].end_s));
    if (!part) continue;
    const auto features = analysis::affect_features(*part);
    if (!features || std::ssize(*features) != count) continue;
    for (Eigen::Index i = 0; i < count; ++i) {
      if (!(model.pad_from_features.input_scale[i] > 0.0) || !(data.output_scale[i] > 0.0)) {
        continue;
      }
      ++read;
      strange += std::abs((*features)[i] - data.output_mean[i]) > kFar * data.output_scale[i];
    }
  }
  return read > 0 ? static_cast<double>(strange) / read : 0.0;
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

}  // namespace

AffectReader reader_of(const AffectSource& source) {
  AffectReader reader;
  reader.model = std::make_shared<const analysis::AffectModel>(source.model);
  reader.name = source.name;
  const auto json = nlohmann::json::parse(source.settings_json, nullptr, false);
  if (!json.is_object() || json.value("kind", nlohmann::json()) != "pad") return reader;
  const auto number = [&](const char* key, double& value) {
    if (json.contains(key) && json[key].is_number()) value = json[key].get<double>();
  };
  number("window_s", reader.window_s);
  number("hop_s", reader.hop_s);
  if (json.contains("split") && json["split"].is_string()) reader.split = json["split"];
  return reader;
}

std::string PadTrace::caption() const {
  const std::string what = is_interval90 ? "90 % interval" : "band: ±1 standard deviation";
  std::string on = reader.split.empty()       ? "pieces of the model's own data held out"
                   : reader.split == "window" ? "held-out windows: they leak, expect more"
                                              : "held-out " + reader.split + "s";
  return what + ", measured on " + on;
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
  auto windows = predict_windows(clip, model, window_s, request.reader.hop_s, progress);
  if (!windows) {
    trace.error = windows.error().message;
    return trace;
  }
  trace.strange_share = strange_share_of(clip, *windows, model);
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
