// The real windows that a motion model is judged by: which of them it may have learned from, and
// which nobody has seen.
#pragma once

#include <string>
#include <vector>

#include "app/training_set.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {

/// How much to judge by.
struct JudgeSize {
  int training_windows = 6000;  // at most, of each part
  int held_out_windows = 1500;
  int forest_rows = 3000;
  int forest_trees = 300;
  int sampled = 1200;    // motions over all pairs of style and content, 8 a pair at least
  int restyled = 900;    // over all styles
  int frechet = 1200;    // rows of each cloud
  int grid_seeds = 4;    // motions at each point of the PAD grid
  int grid_steps = 5;    // points an axis
  int other_clips = 40;  // of other skeletons, over all folders of them
  int other_styles = 8;  // that each of those is restyled to
  int decodes = 500;     // timed
  double long_s = 60.0;  // length of the long motion
  /// Few of everything: minutes become seconds and scores noisy.
  static JudgeSize quick();
};

struct JudgedClip {
  const synthesis::TrainingClip* source = nullptr;
  std::vector<float> channels;  // F x C
  int frame_count = 0;
  int style = 0;    // index into JudgeData::styles
  int content = 0;  // index into ModelCard::contents
  bool is_held_out = false;
};

struct JudgedWindow {
  int clip = 0;  // index into JudgeData::clips
  int first = 0;
};

/// A style word of the clips and how the model is asked for it.
struct JudgedStyle {
  std::string name;
  synthesis::Condition condition;  // its content is to be filled in
  std::optional<analysis::Pad> pad;
};

struct JudgeData {
  const synthesis::WindowLayout* layout = nullptr;  // of the model, which must outlive this
  std::vector<JudgedClip> clips;
  std::vector<JudgedWindow> training, held_out;
  std::vector<JudgedStyle> styles;
  std::vector<std::string> contents;  // of the model
  bool is_split_of_model = false;     // false: the split below was made here, by take
  std::string description;            // "160 clips held out by …, of builtin"

  synthesis::MotionWindow channels(const JudgedWindow& window) const;
  Clip clip(const JudgedWindow& window) const;
  synthesis::Condition condition(const JudgedWindow& window) const;
  synthesis::Condition condition(int style, int content) const;
  int style_of(const JudgedWindow& window) const { return clips[window.clip].style; }
  int content_of(const JudgedWindow& window) const { return clips[window.clip].content; }
  std::vector<int> styles_of(const std::vector<JudgedWindow>& windows) const;
  std::vector<int> contents_of(const std::vector<JudgedWindow>& windows) const;
  std::vector<std::string> style_names() const;
  /// Pairs of style and content that the training part has, in order.
  std::vector<std::pair<int, int>> training_pairs() const;
  /// The style that restyling starts from: "normal" or "neutral", or else the one with the PAD
  /// nearest to the origin; -1 if none has a PAD.
  int neutral_style() const;
};

/// Cuts clips into windows of the model's length and deals them into a part that the model may have
/// learned from and one that it has not: by the takes (or clips) that the model's own split holds
/// out; if this set has none of them, a fifth of its takes. Windows start a quarter of a window
/// apart in training clips and half a window in held-out ones, and are drawn evenly where there are
/// more than wanted. Clips that do not fit (skeleton, content, length; a style that the model does
/// not know and that has no PAD) and, with `only` given, clips of other styles are left out, the
/// first with a warning. Errors: bad input if a part is empty; cancelled.
Result<JudgeData> cut_judge_data(const synthesis::ModelCard& card, const TrainingSet& set,
                                 const std::vector<std::string>& only, const JudgeSize& size,
                                 uint64_t seed, const Progress& progress, Warnings& warnings);

/// Takes (affect models) or clips (motion models) that a training held out, from the split in the
/// model's settings; empty if it names none.
std::vector<std::string> held_out_takes(const std::string& settings_json);
std::vector<std::string> held_out_clips(const std::string& settings_json);

}  // namespace kinemote::app
