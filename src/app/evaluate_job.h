// How good a model is, beside baselines and real motion.
#pragma once

#include <string>
#include <vector>

#include "app/affect_file.h"
#include "app/metric.h"
#include "app/training_set.h"
#include "motion/core/contacts.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {

struct EvaluateSettings {
  std::string
      content;  // of motions asked for by PAD; "": walk if the model knows it, else its first
  uint64_t seed = 1;
  int threads = 0;
  std::vector<std::string> styles;  // judged on clips of these alone; empty: of all
  bool is_quick = false;            // fewer of everything: seconds instead of minutes
  bool is_xgboost_asked = false;    // compare with PAD to latent by boosted trees
  /// Files or folders of clips on other skeletons than the model's, to be restyled on those.
  std::vector<std::string> other_skeletons;
};

/// One generated motion of the steering test.
struct SteeringPoint {
  analysis::Pad asked;
  analysis::Pad measured;
  FootSlide slide;
};

/// One motion of the grid of PADs, measured by a regressor that the model does not know.
struct ControlPoint {
  analysis::Pad asked;
  analysis::Pad measured;
};

/// One motion of the grid with its loop closed: `open` is the first try, both as measured by a
/// regressor that the model does not know.
struct ClosedLoopPoint {
  analysis::Pad asked, told, open, measured;
};

/// A clip of another skeleton than the model's, restyled there at strength 1; `own`: of the clip.
struct RestyledClip {
  std::string clip, style;
  double toe_speed_mps = 0.0, own_toe_speed_mps = 0.0;
  double jerk_ratio = 0.0;  // to the clip's own median jerk
  double penetration_m = 0.0, own_penetration_m = 0.0;
  double data_distance = 0.0;  // of the clip, see Restyled
};

/// How motions were recognised: what a metric of the same name sums up.
struct Recognition {
  std::string name;
  std::vector<std::string> labels;
  std::vector<double> recall;               // a label; NaN where no motion had it
  std::vector<std::vector<int>> confusion;  // [true][said]
  double accuracy = 0.0;
};

struct Evaluation {
  std::string kind;           // motion-vae | pad
  std::string settings_hash;  // of the model
  std::string data;           // which clips were scored: "36 clips of held-out takes of builtin"
  bool is_held_out = false;   // false: the clips may have been seen in training
  int clip_count = 0;
  int window_count = 0;
  std::vector<Metric> metrics;
  std::vector<SteeringPoint> steering;
  std::vector<ControlPoint> control;
  std::vector<ClosedLoopPoint> closed_loop;
  std::vector<Recognition> recognitions;
  std::vector<RestyledClip> restyled_others;
  Warnings warnings;
};

/// PAD points of the steering test: the eight corners of the cube at four intensities, 32 points.
std::vector<analysis::Pad> steering_points();

/// Largest Spearman correlation that these measured values can have with `asked` in any order.
/// Values asked several times are tied, which bounds it below 1, unless measured values tie in the
/// same way.
double spearman_ceiling(std::vector<double> asked, std::vector<double> measured);

/// Every measure of docs/features/judging.md. Real windows of takes that the model's own split
/// holds out are the real motion to compare with; recognisers learn from the other ones. Cost:
/// minutes; seconds with is_quick. Deterministic for model, clips and seed, but for the times.
/// Errors: bad input if no clip fits the model's skeleton, contents and length, or all are of one
/// style; usage (content, styles); cancelled; those of the model.
Result<Evaluation> evaluate_motion_model(synthesis::MotionModel& model, const TrainingSet& set,
                                         const EvaluateSettings& settings,
                                         const Progress& progress);

/// Errors of PAD measured on whole clips beside always saying the median.
Result<Evaluation> evaluate_affect_model(const AffectSource& source, const TrainingSet& set,
                                         const EvaluateSettings& settings,
                                         const Progress& progress);

}  // namespace kinemote::app
