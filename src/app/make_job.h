// New motions, and clips with another emotion, for the stage instead of for files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/clip_set.h"
#include "app/restyle_job.h"
#include "synthesis/control/generate.h"

namespace kinemote::app {

struct PadTrace;

/// What is wished of new motion, as a user writes it: every field has an option of the same name in
/// `kinemote generate`.
struct MakeSettings {
  enum class Emotion { kPad, kStyle, kCurve };
  static constexpr int kMostCount = 100;

  Emotion emotion = Emotion::kPad;  // which of the next three counts
  std::string pad = "0,0,0";        // three numbers or a word
  std::string style{};
  std::string pad_curve = "0:sad;10:happy";  // keys, or a CSV file
  bool is_curve_linear = false;              // --pad-between linear
  std::string content{};                     // "": walk, or the model's first
  std::vector<float> latent{};               // sigma units; empty: near the data, by the seed
  double seconds = 0.0;                      // [0, 600]; 0: a window, or as long as the curve
  bool is_loop = false;
  int count = 1;  // [1, kMostCount], with seeds seed, + 1, + 2…
  uint64_t seed = 1;
  int close_loop = 0;  // [0, 20]
  synthesis::CleanUpSettings clean_up{};
};

/// Errors (usage): what `generate` would refuse, in the words of this dialog; reads the file of a
/// curve, if it is one.
Result<synthesis::GenerateSettings> generate_settings(const MakeSettings& wish,
                                                      const synthesis::ModelCard& card,
                                                      const std::vector<analysis::PadWord>& words);

/// The emotion of a motion over time as keys of a curve, at most `most` of them (at least 2),
/// evenly spread; "" where there is no trace.
std::string pad_curve_text(const PadTrace& trace, int most);

/// How a motion that was made turned out.
struct MadeMotion {
  std::string name;
  double duration_s = 0.0;
  std::optional<analysis::Pad> before;    // of the clip that was restyled, measured
  std::optional<analysis::Pad> asked;     // none: a style without a PAD
  std::optional<analysis::Pad> measured;  // none: the model has no affect model
  std::vector<synthesis::PadSpan> spans;  // of a curve
  int loop_steps = 0;                     // tries of a closed loop
  FootSlide slide;
  double data_distance = 0.0;
  Warnings warnings;
};

/// Motions and how they turned out, side by side.
struct MadeMotions {
  std::string content;
  bool is_loop = false;  // the end of each flows into its start
  std::vector<Clip> clips;
  std::vector<MadeMotion> motions;
};

/// Errors: those of generate().
Result<MadeMotions> make_motions(synthesis::MotionModel& model,
                                 const synthesis::GenerateSettings& settings, int count,
                                 const Progress& progress);
/// The whole clip with another emotion. Errors: those of restyle().
Result<MadeMotions> make_restyled(synthesis::MotionModel& model, const Clip& clip,
                                  const RestyleJobSettings& settings, const Progress& progress);

/// Scheme of clip sets that were made in memory; no file holds their clips.
inline constexpr const char* kMadeScheme = "made";
/// The label of motions that were made here.
inline constexpr const char* kMadeLabel = "made";
/// As clips in memory for the library; ids are numbered from `first_number`, and the PAD of each is
/// the one that was asked for.
ClipSet clip_set_of(MadeMotions made, int first_number);

}  // namespace kinemote::app
