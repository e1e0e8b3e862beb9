#include "app/affect_job.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "analysis/features/kinematic_features.h"
#include "app/parallel.h"
#include "app/settings_hash.h"

namespace kinemote::app {
namespace {

constexpr double kShortest_s = 1.0;  // affect_features() needs as much

struct Piece {
  int clip = 0;
  int first = 0;
  int last = 0;  // one past
};

/// Windows of a clip, at least one (the whole clip if it is shorter).
std::vector<Piece> pieces_of(const Clip& clip, int index, double window_s, double hop_s) {
  const int length = std::max(2, static_cast<int>(std::lround(window_s / clip.frame_time_s)));
  const int hop = std::max(1, static_cast<int>(std::lround(hop_s / clip.frame_time_s)));
  std::vector<Piece> pieces;
  for (int first = 0; first + length <= clip.frame_count; first += hop) {
    pieces.push_back({index, first, first + length});
  }
  if (pieces.empty()) pieces.push_back({index, 0, clip.frame_count});
  return pieces;
}

int group_number(std::map<std::string, int>& groups, const std::string& name) {
  return groups.try_emplace(name, static_cast<int>(groups.size())).first->second;
}

/// The samples with their groups under a split.
std::vector<analysis::AffectSample> grouped(std::vector<analysis::AffectSample> samples,
                                            const std::vector<int>& clip_of, const TrainingSet& set,
                                            const std::string& split) {
  std::map<std::string, int> takes;
  for (size_t i = 0; i < samples.size(); ++i) {
    samples[i].group = split == "window" ? static_cast<int>(i)
                       : split == "clip" ? clip_of[i]
                                         : group_number(takes, set.clips[clip_of[i]].take);
  }
  return samples;
}

std::vector<analysis::PadWord> labels_of(const TrainingSet& set) {
  std::map<std::string, analysis::Pad> labels;
  for (const synthesis::TrainingClip& clip : set.clips) {
    if (!clip.label.empty()) labels.try_emplace(clip.label, clip.pad);
  }
  std::vector<analysis::PadWord> words;
  for (const auto& [label, pad] : labels) words.push_back({label, pad});
  return words;
}

}  // namespace

Status AffectTrainSettings::validate() const {
  if (split != "take" && split != "clip" && split != "window") {
    return usage_error("split \"" + split + "\" is not known; expected take, clip or window");
  }
  if (!(window_s >= kShortest_s) || window_s > 60.0) {
    return usage_error("samples last from 1 to 60 s");
  }
  return {};
}

std::string AffectTrainSettings::to_json() const {
  return nlohmann::ordered_json{{"kind", "pad"},
                                {"split", split},
                                {"window_s", window_s},
                                {"hop_s", window_s / 2},
                                {"seed", seed}}
      .dump();
}

Result<AffectTraining> train_affect(const TrainingSet& set, const AffectTrainSettings& settings,
                                    const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  AffectTraining training;
  training.warnings = set.skipped;
  std::vector<Piece> pieces;
  for (size_t i = 0; i < set.clips.size(); ++i) {
    const auto found =
        pieces_of(set.clips[i].clip, static_cast<int>(i), settings.window_s, settings.window_s / 2);
    pieces.insert(pieces.end(), found.begin(), found.end());
  }
  const int count = static_cast<int>(pieces.size());
  std::vector<std::vector<double>> features(count);
  std::vector<std::string> problems(count);
  const Status measured =
      parallel_for(count, settings.threads, progress, "measuring clips", [&](int i) {
        const Clip& clip = set.clips[pieces[i].clip].clip;
        const Result<Clip> piece = trim(clip, pieces[i].first, pieces[i].last);
        Result<std::vector<double>> found =
            piece ? analysis::affect_features(*piece) : Result<std::vector<double>>(piece.error());
        if (found) {
          features[i] = std::move(*found);
        } else {
          problems[i] = clip.name + ": " + found.error().message;
        }
      });
  if (!measured) return measured.error();

  std::vector<analysis::AffectSample> samples;
  std::vector<int> clip_of;
  for (int i = 0; i < count; ++i) {
    if (!problems[i].empty()) {
      training.warnings.push_back("skipped: " + problems[i]);
      continue;
    }
    samples.push_back({std::move(features[i]), set.clips[pieces[i].clip].pad, 0});
    clip_of.push_back(pieces[i].clip);
  }
  training.sample_count = static_cast<int>(samples.size());

  for (const std::string split : {"take", "clip", "window"}) {
    if (!report(progress, "fitting", training.scores.size() / 3.0)) return cancelled();
    Result<analysis::AffectModel> model = analysis::fit_affect_model(
        grouped(samples, clip_of, set, split), analysis::affect_feature_names(), settings.seed);
    if (!model) return model.error();
    SplitScore score{split, {}, {}, model->pad_from_features_report.group_count};
    std::copy_n(model->pad_from_features_report.mae.begin(), 3, score.mae.begin());
    std::copy_n(model->pad_from_features_report.baseline_mae.begin(), 3,
                score.baseline_mae.begin());
    training.scores.push_back(score);
    if (split == settings.split) training.source.model = std::move(*model);
  }
  training.source.words = labels_of(set);
  training.source.settings_json = settings.to_json();
  training.source.settings_hash = settings_hash(training.source.settings_json);
  return training;
}

Result<Prediction> predict(const Clip& clip, const analysis::AffectModel& model,
                           const std::vector<analysis::PadWord>& words, double window_s,
                           double hop_s) {
  if (!(window_s >= kShortest_s) || !(hop_s > 0.0)) {
    return usage_error("windows last at least 1 s, and their hop is above 0 s");
  }
  Prediction prediction;
  const Result<analysis::Pad> whole = model.measure(clip);
  if (!whole) return whole.error();
  prediction.pad = *whole;
  // A normal error of standard deviation s has the mean absolute error s * sqrt(2 / pi).
  for (int axis = 0; axis < 3; ++axis) {
    prediction.pad_sd[axis] = model.pad_mae[axis] * std::sqrt(kPi / 2.0);
  }
  for (const Piece& piece : pieces_of(clip, 0, window_s, hop_s)) {
    const Result<Clip> part = trim(clip, piece.first, piece.last);
    if (!part) return part.error();
    const Result<analysis::Pad> pad = model.measure(*part);
    if (!pad) return pad.error();
    prediction.windows.push_back(
        {piece.first * clip.frame_time_s, piece.last * clip.frame_time_s, *pad});
  }
  if (const auto nearest = analysis::nearest_word(prediction.pad, words)) {
    prediction.emotion = nearest->word;
    prediction.emotion_distance = nearest->distance;
    const std::vector<double> guesses = analysis::word_probabilities(prediction.pad, words);
    for (size_t i = 0; i < words.size(); ++i) {
      prediction.probabilities.emplace_back(words[i].word, guesses[i]);
    }
    std::stable_sort(prediction.probabilities.begin(), prediction.probabilities.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
  }
  return prediction;
}

}  // namespace kinemote::app
