#include "app/feature_sets.h"

#include <algorithm>

#include "analysis/features/bess.h"
#include "analysis/features/keypoint_distances.h"
#include "analysis/features/kinematic_features.h"
#include "analysis/features/thesis_lma.h"
#include "app/clip_loader.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

constexpr double kDefaultWindow_s = 0.5;
constexpr const char* kSets =
    "lma27, lma25, lma, thesis, thesis-5, kinematics, signature or keypoint-distances";

bool is_thesis(const std::string& set) { return set == "thesis" || set == "thesis-5"; }

template <typename Names>
std::vector<std::string> strings(const Names& names) {
  return {names.begin(), names.end()};
}

std::vector<std::string> fixed_columns(const std::string& set) {
  if (set == "lma27") return strings(analysis::lma27_names());
  if (set == "lma25") return strings(analysis::lma25_names());
  if (is_thesis(set)) return strings(analysis::thesis_lma_names());
  if (set == "lma") return analysis::bess_names();
  if (set == "kinematics") return analysis::kinematic_feature_names();
  return analysis::keypoint_distance_names();
}

std::string quantile_name(int k) { return (k < 9 ? "q0" : "q") + std::to_string(k + 1); }

/// "0.5", "0.033": up to three decimals.
std::string seconds_text(double seconds) {
  std::string text = fixed_text(seconds, 3);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

/// Quantiles of a sorted sample at u = (k + 1/2) / 64.
void append_quantiles(const std::vector<double>& sorted, std::vector<double>& row) {
  for (int k = 0; k < kSignatureQuantiles; ++k) {
    const double u = (k + 0.5) / kSignatureQuantiles;
    row.push_back(sorted[static_cast<size_t>(u * static_cast<double>(sorted.size()))]);
  }
}

Result<ClipFeatures> measure_signature(const Clip& clip, const FeatureSettings& settings) {
  analysis::SignatureSettings wanted;
  wanted.quantity = settings.quantity;
  wanted.pooling = settings.pooling;
  wanted.normalise = settings.normalise;
  wanted.is_scale_free = settings.is_scale_free;
  const Result<analysis::Signature> signature =
      analysis::motor_signature(forward_kinematics(clip), *clip.skeleton, wanted);
  if (!signature) return signature.error();
  ClipFeatures features;
  features.start_s = {0.0};
  std::vector<double> row;
  const bool is_pooled = settings.pooling == analysis::SignaturePooling::kPooled;
  for (const analysis::SignatureGroup& group : signature->groups) {
    for (int d = 0; d < group.dimensions; ++d) {
      std::string prefix = is_pooled ? "" : group.name + "_";
      if (group.dimensions > 1) prefix += std::string(1, "xyz"[d]) + "_";
      for (int k = 0; k < kSignatureQuantiles; ++k) {
        features.columns.push_back(prefix + quantile_name(k));
      }
      std::vector<double> sample;
      for (size_t i = d; i < group.values.size(); i += group.dimensions) {
        sample.push_back(group.values[i]);
      }
      if (group.dimensions > 1) std::sort(sample.begin(), sample.end());
      append_quantiles(sample, row);
    }
  }
  features.rows.push_back(std::move(row));
  return features;
}

Result<analysis::FeatureRows> measure_windows(const Clip& clip, const FeatureSettings& settings) {
  const double window_s = settings.effective_window_s();
  if (is_thesis(settings.set)) {
    return analysis::thesis_lma(clip,
                                {settings.set == "thesis" ? analysis::ThesisWindow::kHalfSecond
                                                          : analysis::ThesisWindow::kFiveFrames,
                                 settings.normalise});
  }
  if (settings.set == "keypoint-distances") {
    return analysis::keypoint_distances(clip, {window_s, settings.hop_s, settings.normalise});
  }
  const Result<Body> body = body_of(clip);
  if (!body) return body.error();
  if (settings.set == "kinematics") {
    const bool is_scaled = settings.normalise == analysis::Normalise::kHeight;
    return analysis::kinematic_features(body->world, body->map, is_scaled ? body->height_m : 1.0,
                                        window_s, settings.hop_s);
  }
  const analysis::LmaSettings lma{.window_s = window_s,
                                  .hop_s = settings.hop_s,
                                  .normalise = settings.normalise,
                                  .height_m = body->height_m};
  if (settings.set == "lma27") return analysis::lma27(body->world, body->map, lma);
  if (settings.set == "lma25") return analysis::lma25(body->world, body->map, lma);
  return analysis::bess(body->world, body->map, lma);
}

}  // namespace

double FeatureSettings::effective_window_s() const {
  return window_s.value_or(set == "keypoint-distances" ? 0.0 : kDefaultWindow_s);
}

Status FeatureSettings::validate() const {
  const bool is_signature = set == "signature";
  if (!is_signature && !is_thesis(set) && set != "lma27" && set != "lma25" && set != "lma" &&
      set != "kinematics" && set != "keypoint-distances") {
    return usage_error("feature set \"" + set + "\" is not known; expected " + kSets);
  }
  if ((is_signature || is_thesis(set)) && (window_s || hop_s != 0.0)) {
    return usage_error(is_signature
                           ? "a motor signature is of the whole clip; it takes no window and no hop"
                           : "set " + set +
                                 " has the original's windows; for others use lma25 (true "
                                 "seconds), or thesis for 0.5 s and thesis-5 for five frames");
  }
  if (!(effective_window_s() >= 0.0) || effective_window_s() > 600.0) {
    return usage_error("a window lasts up to 600 s, and 0 stands for the whole clip");
  }
  if (effective_window_s() == 0.0 && (set == "lma27" || set == "lma25")) {
    return usage_error(set + " needs a window longer than 0 s; its published length is 0.5 s");
  }
  if (!(hop_s >= 0.0) || hop_s > 600.0) return usage_error("a hop lasts from 0 to 600 s");
  return {};
}

Result<ClipFeatures> measure_features(const Clip& clip, const FeatureSettings& settings) {
  if (settings.set == "signature") return measure_signature(clip, settings);
  const Result<analysis::FeatureRows> measured = measure_windows(clip, settings);
  if (!measured) return measured.error();
  ClipFeatures features;
  features.columns = fixed_columns(settings.set);
  for (int r = 0; r < measured->row_count(); ++r) {
    features.start_s.push_back(measured->start_s(r));
    const double* first = measured->values.data() + static_cast<size_t>(r) * measured->column_count;
    features.rows.emplace_back(first, first + measured->column_count);
  }
  return features;
}

std::string describe_features(const FeatureSettings& settings) {
  const bool is_scaled = settings.normalise == analysis::Normalise::kHeight;
  std::string note = "set " + settings.set;
  if (settings.set == "signature") {
    note += ", " + std::string(name_of(settings.quantity)) + ", " +
            std::string(name_of(settings.pooling)) +
            (settings.is_scale_free ? ", divided by the clip's mean size" : "") +
            ", 64 quantiles of the whole clip";
  } else if (settings.set == "thesis") {
    note += ", windows of 0.5 s as the original took them (15 steps of 1/150 s at 30 fps)";
  } else if (settings.set == "thesis-5") {
    note += ", windows of five frames as the original took them (5 steps of 1/150 s)";
  } else {
    const double window_s = settings.effective_window_s();
    note += window_s > 0.0 ? ", windows of " + seconds_text(window_s) + " s" : ", whole clip";
    if (settings.hop_s > 0.0) note += " every " + seconds_text(settings.hop_s) + " s";
  }
  if (is_thesis(settings.set)) {
    return note + (is_scaled ? "; metres on the original's character" : "; metres");
  }
  return note +
         (is_scaled ? "; lengths in body heights, seconds, radians" : "; metres, seconds, radians");
}

}  // namespace kinemote::app
