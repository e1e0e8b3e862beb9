// One recogniser as a user declares it: what it is, what it sees, how it learns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/affect/row_classifier.h"
#include "analysis/stats/class_balance.h"
#include "synthesis/control/sequence_classifier.h"

namespace kinemote::app {

/// What a recogniser is shown of a clip.
enum class RecognitionInput {
  kSkeleton,     // places and velocities of joints in the heading frame
  kCoco17,       // what a camera's pose estimator would give: 17 points in the picture
  kLandmarks33,  // 33 landmarks, of which 25 become distances in ten frames
};
inline constexpr RecognitionInput kRecognitionInputs[] = {
    RecognitionInput::kSkeleton, RecognitionInput::kCoco17, RecognitionInput::kLandmarks33};
/// "skeleton", "coco17", "landmarks33".
std::string_view name_of(RecognitionInput input);

enum class RecogniserFamily {
  kRows,      // analysis::RowKind on numbers of a window
  kSequence,  // synthesis::SequenceNetworkKind on its frames
  kEncoder,   // a motion VAE's encoder, trained without labels, and a linear head
};

struct RecogniserSpec {
  std::string model = "svm";  // a row kind, a sequence network, or "vae-encoder"
  RecognitionInput input = RecognitionInput::kSkeleton;
  analysis::ClassBalance balance = analysis::ClassBalance::kNone;
  bool augments = false;      // sequences and the rows made of them: mirrored, turned, warped…
  int clips_a_class = 0;      // learns from so many training clips of each class; 0: all
  bool searches_grid = true;  // rows: chooses settings inside the training part
  int encoder_epochs = 10;    // vae-encoder: epochs of the motion VAE
  synthesis::SequenceNetworkOptions network;   // sequences; its kind follows from `model`
  int epochs = 60, batch = 32, patience = 15;  // sequences
  double learning_rate = 5e-4, weight_decay = 1e-4, label_smoothing = 0.1;

  RecogniserFamily family() const;
  /// Error (usage) that says what does not go together.
  Status validate() const;
  /// "deep-residual on coco17, layers 8, balanced by sampler": all that is not the default.
  std::string name() const;
};

/// Every `model` there is, rows first.
std::vector<std::string> recogniser_models();

/// All that says how the recogniser learns, as one JSON object: what spec_of() reads.
std::string spec_json(const RecogniserSpec& spec);
/// Error (bad input) that names the member: unknown, of the wrong kind, or refused by validate().
Result<RecogniserSpec> spec_of(const std::string& json);
/// A member whose value is a list stands for one recogniser each; several lists for all
/// combinations, the last changing fastest.
Result<std::vector<RecogniserSpec>> specs_of(const std::string& json);

}  // namespace kinemote::app
