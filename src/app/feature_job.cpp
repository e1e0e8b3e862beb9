#include "app/feature_job.h"

#include <chrono>
#include <cmath>

#include "analysis/features/kinematic_features.h"
#include "analysis/features/motor_signature.h"
#include "app/parallel.h"

namespace kinemote::app {
namespace {

std::vector<std::string> column_names(const std::string& set) {
  std::vector<std::string> names{"start_s"};
  if (set == "lma27") {
    for (const std::string_view name : analysis::lma27_names()) names.emplace_back(name);
  } else if (set == "kinematics") {
    const auto& features = analysis::kinematic_feature_names();
    names.insert(names.end(), features.begin(), features.end());
  } else {
    for (int q = 1; q <= kSignatureQuantiles; ++q) {
      names.push_back((q < 10 ? "q0" : "q") + std::to_string(q));
    }
  }
  return names;
}

/// Quantiles of a sorted sample at u = (k + 1/2) / 64, by the step inverse of its distribution.
std::vector<double> quantiles(const std::vector<double>& sorted) {
  std::vector<double> row;
  for (int k = 0; k < kSignatureQuantiles; ++k) {
    const double u = (k + 0.5) / kSignatureQuantiles;
    row.push_back(sorted[static_cast<size_t>(u * static_cast<double>(sorted.size()))]);
  }
  return row;
}

using Rows = std::vector<std::vector<double>>;  // start_s first

Result<Rows> rows_of(const Clip& clip, const FeatureSettings& settings) {
  const bool is_scaled = settings.normalise == analysis::Normalise::kHeight;
  if (settings.set == "signature") {
    const Result<std::vector<double>> signature = analysis::velocity_gradient_signature(
        forward_kinematics(clip), is_scaled ? body_height_m(*clip.skeleton) : 1.0);
    if (!signature) return signature.error();
    std::vector<double> row = quantiles(*signature);
    row.insert(row.begin(), 0.0);
    return Rows{row};
  }
  const Result<Body> body = body_of(clip);
  if (!body) return body.error();
  const Result<analysis::FeatureRows> features =
      settings.set == "lma27"
          ? analysis::lma27(body->world, body->map,
                            {.window_s = settings.window_s,
                             .hop_s = settings.hop_s,
                             .normalise = settings.normalise,
                             .height_m = body->height_m})
          : analysis::kinematic_features(body->world, body->map, is_scaled ? body->height_m : 1.0,
                                         settings.window_s, settings.hop_s);
  if (!features) return features.error();
  Rows rows;
  for (int r = 0; r < features->row_count(); ++r) {
    std::vector<double> row{features->start_frames[r] * clip.frame_time_s};
    for (int c = 0; c < features->column_count; ++c) row.push_back(features->at(r, c));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

Status FeatureSettings::validate() const {
  if (set == "lma25" || set == "lma" || set == "keypoint-distances") {
    return usage_error("feature set " + set +
                       " is not available in this version; lma27, kinematics and signature are");
  }
  if (set != "lma27" && set != "kinematics" && set != "signature") {
    return usage_error("feature set \"" + set +
                       "\" is not known; expected lma27, kinematics or signature");
  }
  if (!(window_s >= 0.0) || window_s > 600.0) {
    return usage_error("a window lasts up to 600 s, and 0 stands for the whole clip");
  }
  if (window_s == 0.0 && set == "lma27") {
    return usage_error("lma27 needs a window longer than 0 s; its published length is 0.5 s");
  }
  if (!(hop_s >= 0.0) || hop_s > 600.0) return usage_error("a hop lasts from 0 to 600 s");
  return {};
}

Result<FeatureTable> make_features(const ClipSet& clips, const FeatureSettings& settings,
                                   const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  const auto start = std::chrono::steady_clock::now();
  const int count = clips.size();
  std::vector<Rows> rows(count);
  std::vector<int> frames(count, 0);
  std::vector<std::string> problems(count);
  const Status done =
      parallel_for(count, settings.threads, progress, "measuring clips", [&](int i) {
        const Result<io::ClipImport> import = clips.load(i);
        if (!import) {
          problems[i] = import.error().message;
          return;
        }
        Result<Rows> found = rows_of(import->clip, settings);
        if (!found) {
          problems[i] = clips.dataset.entries[i].name + ": " + found.error().message;
          return;
        }
        frames[i] = import->clip.frame_count;
        rows[i] = std::move(*found);
      });
  if (!done) return done.error();

  FeatureTable result;
  result.warnings = clips.dataset.warnings;
  result.table.text_columns = {"clip", "label", "content"};
  result.table.number_columns = column_names(settings.set);
  for (int i = 0; i < count; ++i) {
    if (!problems[i].empty()) result.warnings.push_back("skipped: " + problems[i]);
    if (rows[i].empty()) continue;
    ++result.clip_count;
    result.frame_count += frames[i];
    const io::DatasetEntry& entry = clips.dataset.entries[i];
    for (std::vector<double>& row : rows[i]) {
      result.table.texts.push_back({entry.name, entry.label, entry.content});
      result.table.numbers.push_back(std::move(row));
    }
  }
  if (result.clip_count == 0) {
    return bad_input("no clip could be measured" +
                     (result.warnings.empty() ? "" : " (" + result.warnings.back() + ")"));
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace kinemote::app
