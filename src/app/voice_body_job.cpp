#include "app/voice_body_job.h"

#include <algorithm>
#include <map>
#include <set>

#include "analysis/features/body_joint_features.h"
#include "analysis/features/kinematic_features.h"
#include "analysis/stats/spread.h"
#include "app/parallel.h"
#include "motion/core/random.h"
#include "motion/io/multimodal_name.h"

namespace kinemote::app {
namespace {

constexpr int kDraws = 1000;  // of groups, for the interval of a gain

/// One file of either kind.
struct Part {
  int row = -1;
  std::string label, content, take, file;
};
struct Performance {
  Part voice, body;
};

struct BodyRows {
  std::vector<std::vector<double>> rows;  // one a clip; empty where it could not be measured
  Warnings warnings;
};

Result<BodyRows> measure_bodies(const ClipSet& bodies, BodySet set, int threads,
                                const Progress& progress) {
  BodyRows found;
  found.rows.resize(bodies.size());
  std::vector<std::string> problems(bodies.size());
  const Status done = parallel_for(bodies.size(), threads, progress, "measuring", [&](int i) {
    const auto import = bodies.load(i);
    if (!import) {
      problems[i] = import.error().message;
      return;
    }
    auto row = measure_body(import->clip, set);
    if (row) {
      found.rows[i] = *std::move(row);
    } else {
      problems[i] = bodies.dataset.entries[i].name + ": " + row.error().message;
    }
  });
  if (!done) return done.error();
  for (const std::string& problem : problems) {
    if (!problem.empty()) found.warnings.push_back("skipped: " + problem);
  }
  return found;
}

/// Puts a file into its place. Error (bad input) if that is taken.
Status place(std::map<std::string, Performance>& all, Part Performance::*which, Part part) {
  const std::string key = io::performance_of(std::filesystem::path(part.file).stem().string());
  Part& slot = all[key].*which;
  if (slot.row >= 0) {
    return bad_input(part.file + " and " + slot.file + " are of the same performance, " + key +
                     "; keep one of them");
  }
  slot = std::move(part);
  return {};
}

const std::string& first_of(const std::string& a, const std::string& b) {
  return a.empty() ? b : a;
}

/// Drops what has no label; checks that both halves say the same.
Status settle_labels(std::map<std::string, Performance>& all, Warnings& warnings) {
  for (auto it = all.begin(); it != all.end();) {
    const auto& [voice, body] = it->second;
    if (!voice.label.empty() && !body.label.empty() && voice.label != body.label) {
      return bad_input(voice.file + " is labelled " + voice.label + " and " + body.file + " " +
                       body.label + ", though they are one performance; correct the labels");
    }
    if (!first_of(body.label, voice.label).empty()) {
      ++it;
      continue;
    }
    warnings.push_back("left out, without a label: " + it->first);
    it = all.erase(it);
  }
  return {};
}

std::vector<int> numbered(const std::vector<std::string>& words) {
  std::map<std::string, int> numbers;
  std::vector<int> result;
  for (const std::string& word : words) {
    result.push_back(numbers.emplace(word, static_cast<int>(numbers.size())).first->second);
  }
  return result;
}

std::vector<int> hits_of(const Eigen::MatrixXd& probabilities, const std::vector<int>& truth) {
  std::vector<int> hits;
  for (size_t i = 0; i < truth.size(); ++i) {
    Eigen::Index best = 0;
    probabilities.row(static_cast<Eigen::Index>(i)).maxCoeff(&best);
    hits.push_back(best == truth[i] ? 1 : 0);
  }
  return hits;
}

/// Mean difference of hits and its interval by drawing groups.
void measure_gain(const std::vector<int>& hits, const std::vector<int>& others,
                  const std::vector<int>& groups, uint64_t seed, MethodScore& score) {
  std::map<int, std::pair<int, int>> sums;  // group: difference, samples
  for (size_t i = 0; i < hits.size(); ++i) {
    auto& [difference, samples] = sums[groups[i]];
    difference += hits[i] - others[i];
    ++samples;
  }
  std::vector<std::pair<int, int>> all;
  for (const auto& [group, sum] : sums) all.push_back(sum);
  const auto share = [](const std::vector<std::pair<int, int>>& drawn) {
    double difference = 0.0, samples = 0.0;
    for (const auto& [d, n] : drawn) {
      difference += d;
      samples += n;
    }
    return difference / samples;
  };
  score.gain = share(all);
  std::mt19937_64 engine(seed);
  std::vector<double> draws;
  std::vector<std::pair<int, int>> drawn(all.size());
  for (int draw = 0; draw < kDraws; ++draw) {
    for (auto& one : drawn) one = all[uniform_index(engine, static_cast<int>(all.size()))];
    draws.push_back(share(drawn));
  }
  score.gain_interval = {analysis::quantile(draws, 0.025), analysis::quantile(draws, 0.975)};
}

}  // namespace

Result<std::vector<double>> measure_body(const Clip& clip, BodySet set) {
  if (set == BodySet::kAffect) return analysis::affect_features(clip);
  const auto row = analysis::body_joint_features(clip);
  if (!row) return row.error();
  return std::vector<double>(row->begin(), row->end());
}

std::vector<int> groups_of(const VoiceBodyData& data, analysis::SplitKind split) {
  if (split == analysis::SplitKind::kTake) return numbered(data.takes);
  if (split == analysis::SplitKind::kContent) return numbered(data.contents);
  return numbered(data.performances);
}

analysis::ClassifierMaker classifier_maker(const analysis::RowClassifierSettings& settings) {
  return [settings](const Eigen::MatrixXd& rows, const std::vector<int>& labels, int class_count,
                    const Progress& progress) -> Result<analysis::RowProbabilities> {
    const auto classifier = fit_row_classifier({rows, labels, class_count, {}}, settings, progress);
    if (!classifier) return classifier.error();
    return analysis::RowProbabilities([fitted = *classifier](const Eigen::MatrixXd& asked) {
      return fitted->probabilities(asked);
    });
  };
}

std::string_view name_of(BodySet set) { return set == BodySet::kJoints ? "joints" : "affect"; }

Result<BodySet> parse_body_set(std::string_view name) {
  for (const BodySet set : {BodySet::kJoints, BodySet::kAffect}) {
    if (name == name_of(set)) return set;
  }
  return usage_error("\"" + std::string(name) +
                     "\" is no set of body features; expected joints or affect");
}

int VoiceBodyData::paired_count() const {
  int count_of_pairs = 0;
  for (int i = 0; i < count(); ++i) {
    count_of_pairs += modalities[0].is_present[i] != 0 && modalities[1].is_present[i] != 0 ? 1 : 0;
  }
  return count_of_pairs;
}

Result<VoiceBodyData> pair_voice_and_body(const std::vector<VoiceFile>& voices,
                                          const ClipSet& bodies, BodySet set, int threads,
                                          const Progress& progress) {
  const auto heard = measure_voices(voices, threads, progress);
  if (!heard) return heard.error();
  const auto seen = measure_bodies(bodies, set, threads, progress);
  if (!seen) return seen.error();

  VoiceBodyData data;
  data.warnings = heard->warnings;
  data.warnings.insert(data.warnings.end(), seen->warnings.begin(), seen->warnings.end());
  std::map<std::string, Performance> all;
  for (size_t i = 0; i < heard->voices.size(); ++i) {
    const VoiceFile& voice = heard->voices[i];
    const Status s =
        place(all, &Performance::voice,
              {static_cast<int>(i), voice.label, voice.content, voice.take, voice.path.string()});
    if (!s) return s.error();
  }
  Eigen::Index width = 0;
  for (int i = 0; i < bodies.size(); ++i) {
    if (seen->rows[i].empty()) continue;
    width = static_cast<Eigen::Index>(seen->rows[i].size());
    const io::DatasetEntry& entry = bodies.dataset.entries[i];
    const Status s = place(all, &Performance::body,
                           {i, entry.label, entry.content, entry.take, entry.path.string()});
    if (!s) return s.error();
  }
  if (Status s = settle_labels(all, data.warnings); !s) return s.error();

  std::set<std::string> classes;
  for (const auto& [key, one] : all) classes.insert(first_of(one.body.label, one.voice.label));
  data.classes.assign(classes.begin(), classes.end());
  const auto count = static_cast<Eigen::Index>(all.size());
  data.modalities = {{"voice", Eigen::MatrixXd::Zero(count, heard->rows.cols()), {}},
                     {"body", Eigen::MatrixXd::Zero(count, width), {}}};
  for (const auto& [key, one] : all) {
    const Eigen::Index i = data.count();
    const std::string& label = first_of(one.body.label, one.voice.label);
    data.performances.push_back(key);
    data.labels.push_back(static_cast<int>(std::distance(classes.begin(), classes.find(label))));
    data.contents.push_back(first_of(one.body.content, one.voice.content));
    const std::string& take = first_of(one.body.take, one.voice.take);
    data.takes.push_back(take.empty() ? key : take);
    if (one.voice.row >= 0) data.modalities[0].rows.row(i) = heard->rows.row(one.voice.row);
    if (one.body.row >= 0) {
      data.modalities[1].rows.row(i) =
          Eigen::Map<const Eigen::RowVectorXd>(seen->rows[one.body.row].data(), width);
    }
    data.modalities[0].is_present.push_back(one.voice.row >= 0 ? 1 : 0);
    data.modalities[1].is_present.push_back(one.body.row >= 0 ? 1 : 0);
  }
  if (data.paired_count() == 0) {
    return bad_input(
        "no voice and body belong together: expected files of the same name, or names of seven "
        "pairs of digits that differ in the first pair alone");
  }
  return data;
}

Status VoiceBodySettings::validate() const {
  if (split == analysis::SplitKind::kWindow) {
    return usage_error("performances have no windows to split by; expected clip, take or content");
  }
  if (Status s = classifier.validate(); !s) return s;
  return study.validate();
}

Result<VoiceBodyResult> compare_voice_and_body(const VoiceBodyData& data,
                                               const VoiceBodySettings& settings,
                                               const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  const analysis::ClassifierMaker maker = classifier_maker(settings.classifier);
  const std::vector<int> groups = groups_of(data, settings.split);
  auto study = study_fusion(data.modalities, data.labels, groups,
                            static_cast<int>(data.classes.size()), maker, settings.study, progress);
  if (!study) return study.error();

  VoiceBodyResult result;
  std::vector<int> truth, judged_groups;
  for (const int i : study->judged) {
    truth.push_back(data.labels[i]);
    judged_groups.push_back(groups[i]);
  }
  result.group_count =
      static_cast<int>(std::set<int>(judged_groups.begin(), judged_groups.end()).size());
  analysis::ClassReportSettings report_settings;
  report_settings.seed = settings.study.seed;
  for (const analysis::FusionOpinion& opinion : study->opinions) {
    // Shares of the classes are about the same in every training part: the baselines know all.
    auto report = class_report(opinion.probabilities, truth, judged_groups, truth, report_settings);
    if (!report) return report.error();
    result.methods.push_back({opinion.method, *std::move(report), 0.0, {}});
  }
  const auto singles = static_cast<std::ptrdiff_t>(data.modalities.size());
  const auto best = std::max_element(result.methods.begin(), result.methods.begin() + singles,
                                     [](const MethodScore& a, const MethodScore& b) {
                                       return a.report.scores.balanced_accuracy <
                                              b.report.scores.balanced_accuracy;
                                     });
  const auto best_place = static_cast<size_t>(best - result.methods.begin());
  const std::vector<int> best_hits = hits_of(study->opinions[best_place].probabilities, truth);
  for (size_t m = 0; m < result.methods.size(); ++m) {
    measure_gain(hits_of(study->opinions[m].probabilities, truth), best_hits, judged_groups,
                 settings.study.seed, result.methods[m]);
  }
  result.study = *std::move(study);
  return result;
}

}  // namespace kinemote::app
