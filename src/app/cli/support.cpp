#include "app/cli/support.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "app/assets.h"
#include "app/markup.h"
#include "app/split_file.h"

namespace kinemote::app {
namespace {

/// Characters on screen of UTF-8 text without wide or combining ones.
size_t display_width(const std::string& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace

void declare_unit(OptionSet& options, std::string& unit) {
  options
      .option("unit", unit,
              "Unit of the file's lengths: auto, m, cm, mm, inch, foot, or metres per unit")
      .value_name("UNIT");
}

void declare_normalise(OptionSet& options, std::string& normalise) {
  options.option("normalise", normalise, "Divide lengths by body height, or leave them in metres")
      .among({"height", "none"})
      .value_name("WORD");
}

analysis::Normalise normalise_of(const std::string& word) {
  return word == "none" ? analysis::Normalise::kNone : analysis::Normalise::kHeight;
}

void declare_labels(OptionSet& options, ClipSetOptions& values) {
  options
      .option("labels", values.labels,
              "How clips are labelled: a scheme (JSON) or a shipped one's name; default: detected")
      .value_name("SCHEME");
  options
      .option("pad-table", values.pad_table,
              "PAD table (JSON) for labels, or a preset's name; default: the shipped one")
      .value_name("FILE");
}

void declare_clip_set(OptionSet& options, ClipSetOptions& values) {
  options.positional("PATH", values.path, "A folder of motion files, one file, or builtin")
      .required();
  declare_unit(options, values.unit);
  declare_labels(options, values);
  options.option("limit", values.limit, "Use so many clips, evenly spread; 0: all")
      .within(0, 1'000'000);
  options
      .option("split-file", values.split_file,
              "Use the clips of one part of this split (written by index --write-split)")
      .value_name("FILE");
  options.option("part", values.part, "Which part: test (the first fold) or train (all others)")
      .among({"train", "test"})
      .value_name("WORD");
  options.option("corpus-clips", values.corpus_clips, "Clips of the built-in corpus (PATH builtin)")
      .within(1, 100'000);
  options
      .option("between-words", values.between_words,
              "Share of built-in clips at PAD points between the words (PATH builtin)")
      .within(0.0, 1.0);
}

Result<ClipSet> open(const ClipSetOptions& values, Invocation& invocation) {
  return open(values, {}, invocation);
}

Result<ClipSet> open(const ClipSetOptions& values, const LoadSettings& load,
                     Invocation& invocation) {
  const auto unit = parse_unit(values.unit);
  if (!unit) return unit.error();
  ClipSetSettings settings;
  settings.load = load;
  if (!settings.load.metres_per_unit) settings.load.metres_per_unit = *unit;
  settings.pad_table = values.pad_table;
  settings.labels = values.labels;
  settings.limit = values.limit;
  settings.corpus.clip_count = values.corpus_clips;
  settings.corpus.between_words_share = values.between_words;
  settings.corpus.seed = invocation.global.seed;
  if (values.split_file.empty() != values.part.empty()) {
    return usage_error("--split-file and --part go together: which split, and which part of it");
  }
  Result<ClipSet> clips = open_clip_set(values.path, settings, invocation.console.progress());
  if (!clips || values.split_file.empty()) return clips;
  const Result<analysis::Split> split = read_split(values.split_file);
  if (!split) return split.error();
  return part_of_split(*clips, *split,
                       values.part == "test" ? SplitPart::kTest : SplitPart::kTrain);
}

Json pad_json(const analysis::Pad& pad) { return pad.values(); }

Json loop_json(const std::vector<synthesis::LoopStep>& loop) {
  Json steps = Json::array();
  for (const synthesis::LoopStep& step : loop) {
    steps.push_back({{"told", pad_json(step.told)}, {"measured", pad_json(step.measured)}});
  }
  return steps;
}

std::string pad_text(const analysis::Pad& pad) {
  return signed_text(pad.pleasure, 2) + " " + signed_text(pad.arousal, 2) + " " +
         signed_text(pad.dominance, 2);
}

Json foot_slide_json(const FootSlide& slide) {
  return {{"stances", slide.stance_count}, {"mean_m", slide.mean_m}, {"worst_m", slide.worst_m}};
}

std::string foot_slide_text(const FootSlide& slide) {
  if (slide.stance_count == 0) return "no stances";
  return "mean " + fixed_text(100.0 * slide.mean_m, 2) + " cm, worst " +
         fixed_text(100.0 * slide.worst_m, 2) + " cm over " + std::to_string(slide.stance_count) +
         (slide.stance_count == 1 ? " stance" : " stances");
}

Result<std::vector<analysis::PadWord>> pad_words_and_aliases() {
  const Result<std::vector<io::PadTableRow>> rows = load_pad_table();
  if (!rows) return rows.error();
  std::vector<analysis::PadWord> words = pad_words(*rows);
  for (const io::PadTableRow& row : *rows) {
    for (const std::string& alias : row.aliases) {
      words.push_back({alias, {row.pad[0], row.pad[1], row.pad[2]}});
    }
  }
  return words;
}

Result<std::vector<float>> parse_numbers(const std::string& text, const std::string& option) {
  std::vector<float> numbers;
  for (size_t start = 0; start <= text.size();) {
    const size_t comma = std::min(text.find(',', start), text.size());
    const std::string part = text.substr(start, comma - start);
    float value = 0.0f;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (part.empty() || error != std::errc() || end != part.data() + part.size() ||
        !std::isfinite(value)) {
      return usage_error(option + ": expected numbers with commas between them, found \"" + part +
                         "\"");
    }
    numbers.push_back(value);
    start = comma + 1;
  }
  return numbers;
}

Result<analysis::Pad> parse_pad_option(const std::string& text) {
  const auto words = pad_words_and_aliases();
  if (!words) return words.error();
  return analysis::parse_pad(text, *words);
}

Json nearest_json(const std::optional<NearestClip>& clip) {
  if (!clip) return nullptr;
  return {{"clip", clip->name},
          {"start_s", clip->start_s ? Json(*clip->start_s) : Json(nullptr)},
          {"ratio", clip->ratio}};
}

Result<Size> parse_size(const std::string& text) {
  Size size;
  const char* last = text.data() + text.size();
  const auto width = std::from_chars(text.data(), last, size.width);
  bool is_size = width.ec == std::errc() && width.ptr != last && *width.ptr == 'x';
  if (is_size) {
    const auto height = std::from_chars(width.ptr + 1, last, size.height);
    is_size = height.ec == std::errc() && height.ptr == last;
  }
  const auto fits = [](int pixels) { return pixels >= 16 && pixels <= 8192; };
  if (!is_size || !fits(size.width) || !fits(size.height)) {
    return usage_error("size \"" + text +
                       "\" is not understood; expected WIDTHxHEIGHT in pixels, each from 16 to "
                       "8192, like 1280x720");
  }
  return size;
}

std::string TextTable::text() const {
  std::vector<size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], display_width(row[c]));
  }
  std::string out;
  for (const auto& row : rows_) {
    std::string line;
    for (size_t c = 0; c < row.size(); ++c) {
      const std::string padding(widths[c] - display_width(row[c]), ' ');
      line += c == 0 ? row[c] + padding : "  " + padding + row[c];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

}  // namespace kinemote::app
