// How good a model is, beside baselines: reconstruction of motion it has not seen, steering by PAD,
// feet.
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
  std::string content;  // of the steering test; "": walk if the model knows it, else its first
  uint64_t seed = 1;
  int threads = 0;
};

/// One generated motion of the steering test.
struct SteeringPoint {
  analysis::Pad asked;
  analysis::Pad measured;
  FootSlide slide;
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
  Warnings warnings;
};

/// PAD points of the steering test: the eight corners of the cube at four intensities, 32 points.
std::vector<analysis::Pad> steering_points();

/// Largest Spearman correlation that these measured values can have with `asked` in any order.
/// Values asked several times are tied, which bounds it below 1, unless measured values tie in the
/// same way.
double spearman_ceiling(std::vector<double> asked, std::vector<double> measured);

/// Reconstruction of windows of the clips (those of takes that the model's own split held out, if
/// the set has any), then the steering test: one motion for each of steering_points(), all from the
/// same seed. Errors: bad input if no clip fits the model's skeleton, contents and length;
/// cancelled; those of the model.
Result<Evaluation> evaluate_motion_model(synthesis::MotionModel& model, const TrainingSet& set,
                                         const EvaluateSettings& settings,
                                         const Progress& progress);

/// Errors of PAD measured on whole clips beside always saying the median.
Result<Evaluation> evaluate_affect_model(const AffectSource& source, const TrainingSet& set,
                                         const EvaluateSettings& settings,
                                         const Progress& progress);

/// Takes (affect models) or clips (motion models) that a training held out, from the split in the
/// model's settings; empty if it names none.
std::vector<std::string> held_out_takes(const std::string& settings_json);
std::vector<std::string> held_out_clips(const std::string& settings_json);

}  // namespace kinemote::app
