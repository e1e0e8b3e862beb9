// Voices and bodies of the same performances, paired and compared.
#pragma once

#include <string>
#include <vector>

#include "analysis/affect/fusion_study.h"
#include "analysis/affect/row_classifier.h"
#include "analysis/stats/class_report.h"
#include "analysis/stats/splits.h"
#include "app/clip_set.h"
#include "app/voice_set.h"

namespace kinemote::app {

/// Numbers that a body is described by.
enum class BodySet {
  kJoints,  // the 9 of analysis::body_joint_features()
  kAffect,  // the 83 of analysis::affect_features()
};
/// "joints", "affect".
std::string_view name_of(BodySet set);
Result<BodySet> parse_body_set(std::string_view name);

/// Performances of which there is a voice, a body or both; N, in the order of their names.
struct VoiceBodyData {
  std::vector<std::string> performances;  // io::performance_of() the files' names
  std::vector<std::string> classes;       // labels, alphabetically
  std::vector<int> labels;                // N, into `classes`
  std::vector<std::string> takes, contents;
  std::vector<analysis::Modality> modalities;  // "voice", "body"
  Warnings warnings;                           // what was left out, and why

  int count() const { return static_cast<int>(labels.size()); }
  int paired_count() const;
};

/// Measures both and joins them: files belong together if io::performance_of() their names is the
/// same. Labels come from the body's file, or the voice's where that says nothing; a performance
/// without a label is left out with a warning. Errors (bad input): two voices or two bodies of one
/// performance, a voice and a body with different labels, no pair at all, nothing measured.
Result<VoiceBodyData> pair_voice_and_body(const std::vector<VoiceFile>& voices,
                                          const ClipSet& bodies, BodySet set, int threads,
                                          const Progress& progress);

/// The numbers of one body. Errors: those of the features.
Result<std::vector<double>> measure_body(const Clip& clip, BodySet set);

/// What a split keeps together, as a number for every performance; kWindow: as kClip.
std::vector<int> groups_of(const VoiceBodyData& data, analysis::SplitKind split);

/// Fits classifiers of these settings, for fusions.
analysis::ClassifierMaker classifier_maker(const analysis::RowClassifierSettings& settings);

struct VoiceBodySettings {
  analysis::RowClassifierSettings classifier;
  analysis::SplitKind split = analysis::SplitKind::kTake;  // not kWindow
  analysis::FusionStudySettings study;
  Status validate() const;
};

struct MethodScore {
  std::string method;
  analysis::ClassReport report;
  /// Share of performances that this method and not the best single modality (by balanced accuracy)
  /// gets right, less the reverse, with its 95 % interval by bootstrap over groups. Zeros for that
  /// modality itself.
  double gain = 0.0;
  analysis::ScoreInterval gain_interval;
};

struct VoiceBodyResult {
  std::vector<MethodScore> methods;  // voice, body, feature, decision, gated
  analysis::FusionStudy study;
  int group_count = 0;
};
/// Intervals are over the groups of the split. Errors: usage (settings); those of
/// analysis::study_fusion().
Result<VoiceBodyResult> compare_voice_and_body(const VoiceBodyData& data,
                                               const VoiceBodySettings& settings,
                                               const Progress& progress);

}  // namespace kinemote::app
