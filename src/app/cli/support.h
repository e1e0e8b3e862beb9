// Small things that several commands share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/affect/pad.h"
#include "analysis/features/lma.h"
#include "app/cli/command.h"
#include "app/clip_set.h"
#include "app/nearest_clip.h"
#include "app/svg_to_png.h"
#include "motion/core/contacts.h"
#include "synthesis/control/closed_loop.h"

namespace kinemote::app {

/// `--unit`, shared by all commands that read motion.
void declare_unit(OptionSet& options, std::string& unit);
/// `--normalise height|none`.
void declare_normalise(OptionSet& options, std::string& normalise);
analysis::Normalise normalise_of(const std::string& word);

/// Options of commands that take a PATH of many clips.
struct ClipSetOptions {
  std::string path;
  std::string unit = "auto";
  std::string pad_table;
  std::string labels;
  int corpus_clips = 240;
  double between_words = 0.0;
  int limit = 0;
  std::string split_file, part;
};
/// `--labels` and `--pad-table`.
void declare_labels(OptionSet& options, ClipSetOptions& values);
void declare_clip_set(OptionSet& options, ClipSetOptions& values);
Result<ClipSet> open(const ClipSetOptions& values, Invocation& invocation);
/// The same with more said about reading; the unit is that of `values` if `load` has none.
Result<ClipSet> open(const ClipSetOptions& values, const LoadSettings& load,
                     Invocation& invocation);

/// A PAD in JSON: [P, A, D].
Json pad_json(const analysis::Pad& pad);
/// What was told and measured at each step of a closed loop.
Json loop_json(const std::vector<synthesis::LoopStep>& loop);
/// "+0.80 +0.50 +0.15".
std::string pad_text(const analysis::Pad& pad);
Json foot_slide_json(const FootSlide& slide);
/// "mean 0.3 cm, worst 0.8 cm over 4 stances", or "no stances".
std::string foot_slide_text(const FootSlide& slide);

/// PAD words of the shipped table, with its aliases: what `--pad WORD` takes.
Result<std::vector<analysis::PadWord>> pad_words_and_aliases();

/// "0.1,-2,3" to numbers. Error (usage) names the part that is not a finite number.
Result<std::vector<float>> parse_numbers(const std::string& text, const std::string& option);
/// The PAD of a `--pad`: three numbers, or a word of the shipped table.
Result<analysis::Pad> parse_pad_option(const std::string& text);
/// The nearest training clip: {"clip", "start_s" or null, "ratio"}; null without one.
Json nearest_json(const std::optional<NearestClip>& clip);
/// "1280x720". Error (usage) unless both lie in [16, 8192].
struct Size {
  int width = 0;
  int height = 0;
};
Result<Size> parse_size(const std::string& text);

/// Lines of text with aligned columns; the first row is a heading. Columns in `right` are aligned
/// to the right.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> heading) : rows_{std::move(heading)} {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  /// The first column to the left, all others to the right.
  std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace kinemote::app
