#include "app/recognition/attention_table.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/reproduce/study.h"

namespace kinemote::app {

Result<io::CsvTable> attention_table(Recogniser& recogniser, const RecogniserSpec& spec,
                                     const RecognitionSettings& settings, const Clip& clip,
                                     const std::string& name, const Progress& progress) {
  if (spec.family() != RecogniserFamily::kSequence) {
    return usage_error("attention over time is known of networks alone, and " + spec.model +
                       " judges windows as a whole");
  }
  const auto seen =
      recognise_clip(recogniser, spec, settings, clip, name,
                     std::max(1, settings.window_frames / 8), part_of(progress, 0.0, 0.1));
  if (!seen) return seen.error();
  const auto why = attribute_clip(recogniser, spec, settings, clip, name,
                                  std::numeric_limits<int>::max(), part_of(progress, 0.1, 1.0));
  if (!why) return why.error();
  const bool has_attention = !attention_kind(spec).empty();
  io::CsvTable table;
  table.note =
      "attention: a frame's weight as a multiple of its even share of the window; joints: "
      "what each adds to the probability of the class that is named, by integrated "
      "gradients, went it on like this";
  table.number_columns = {"time_s", "attention"};
  table.number_columns.insert(table.number_columns.end(), why->joints.begin(), why->joints.end());
  for (int f = 0; f < seen->frame_count; ++f) {
    std::vector<double> row{f / kRecognitionFps,
                            has_attention ? seen->attention[static_cast<size_t>(f)] : std::nan("")};
    for (Eigen::Index j = 0; j < why->values.cols(); ++j) row.push_back(why->values(f, j));
    table.numbers.push_back(std::move(row));
  }
  table.texts.resize(table.numbers.size());
  return table;
}

}  // namespace kinemote::app
