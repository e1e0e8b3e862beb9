// A neutral motion decoded under every other style: is it that style, and still the same action?
#include <algorithm>
#include <string>
#include <utility>

#include "analysis/stats/class_scores.h"
#include "app/judge/judge.h"
#include "synthesis/control/conditional_prior.h"

namespace kinemote::app {
namespace {

using Pairs = std::vector<std::pair<int, int>>;  // style and content, in order

/// Windows of the neutral style, of the held-out part or, if it has none, of the training part;
/// those that do what the training part shows in other styles too.
std::vector<JudgedWindow> neutral_windows(const JudgeData& data, const Pairs& pairs, int neutral,
                                          bool& is_held_out) {
  const auto is_comparable = [&](const JudgedWindow& window) {
    return std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) {
      return pair.first != neutral && pair.second == data.content_of(window);
    });
  };
  for (const auto* part : {&data.held_out, &data.training}) {
    std::vector<JudgedWindow> windows;
    for (const JudgedWindow& window : *part) {
      if (data.style_of(window) == neutral && is_comparable(window)) windows.push_back(window);
    }
    is_held_out = part == &data.held_out;
    if (!windows.empty()) return windows;
  }
  return {};
}

/// Neutral motions and what they are to become.
struct Restyling {
  std::vector<MotionWish> inputs;             // a neutral window each, as it was
  std::vector<MotionWish> restyled, unmoved;  // drawn towards the new style, and not
  std::vector<int> truth, source;             // style, and index into inputs
};

/// Every neutral window as every other style; into `seen` where training clips do its content in
/// that style, else into `unseen`.
Status add_wishes(Judge& judge, const Pairs& pairs, int neutral,
                  const std::vector<JudgedWindow>& windows, Restyling& seen, Restyling& unseen) {
  const JudgeData& data = judge.data;
  for (size_t w = 0; w < windows.size(); ++w) {
    if (!report(judge.progress, "encoding", w / static_cast<double>(windows.size()))) {
      return cancelled();
    }
    const auto condition = data.condition(windows[w]);
    const auto latent = judge.model.encode(data.channels(windows[w]), condition);
    if (!latent) return latent.error();
    for (Restyling* part : {&seen, &unseen}) part->inputs.push_back({*latent, condition});
    for (int style = 0; style < static_cast<int>(data.styles.size()); ++style) {
      if (style == neutral) continue;
      const auto wanted = data.condition(style, condition.content);
      const bool is_seen =
          std::binary_search(pairs.begin(), pairs.end(), std::pair(style, condition.content));
      Restyling& part = is_seen ? seen : unseen;
      part.restyled.push_back({judge.model.prior().attracted(*latent, wanted, 1.0), wanted});
      part.unmoved.push_back({*latent, wanted});
      part.truth.push_back(style);
      part.source.push_back(static_cast<int>(w));
    }
  }
  return {};
}

void add_content_agreement(Judge& judge, const std::vector<int>& source,
                           const std::vector<int>& before, const std::vector<int>& after,
                           const std::vector<int>& after_unmoved) {
  std::vector<int> expected;
  for (const int input : source) expected.push_back(before[input]);
  const int count = static_cast<int>(judge.data.contents.size());
  const auto scores = analysis::class_scores(expected, after, count);
  Metric metric{"restyle_content_agreement",
                scores.accuracy,
                agreement(expected, after_unmoved),
                1.0,
                true,
                "restyled motions whose content is recognised as that of the input's "
                "reconstruction",
                "the same latents, not drawn towards the new style's motions"};
  if (const int worst = scores.worst(); worst >= 0) {
    metric.worst = scores.recall[worst];
    metric.worst_what = judge.data.contents[worst];
  }
  metric.target_low = 0.95;
  judge.add(metric);
}

}  // namespace

Status judge_restyle(Judge& judge) {
  const JudgeData& data = judge.data;
  const int neutral = data.neutral_style();
  bool is_held_out = true;
  const Pairs pairs = data.training_pairs();
  std::vector<JudgedWindow> windows;
  if (neutral >= 0) windows = neutral_windows(data, pairs, neutral, is_held_out);
  if (windows.empty()) {
    judge.evaluation.warnings.push_back(
        "no restyling was judged: no neutral clip (labelled normal or neutral, or near the "
        "origin of PAD) does what other styles do");
    return {};
  }
  const int others = static_cast<int>(data.styles.size()) - 1;
  windows = picked(
      windows, drawn(static_cast<int>(windows.size()),
                     std::max(2, judge.size.restyled / std::max(1, others)), judge.settings.seed));
  Restyling seen, unseen;
  if (Status s = add_wishes(judge, pairs, neutral, windows, seen, unseen); !s) return s;
  const auto measure = [&](const std::vector<MotionWish>& wanted) -> Result<MotionTable> {
    const auto clips = decode_wishes(judge.model, wanted, true, "restyling", judge.progress);
    if (!clips) return clips.error();
    return judge.measured(*clips);
  };
  const std::string which = std::to_string(windows.size()) +
                            (is_held_out ? " held-out " : " training ") +
                            data.styles[neutral].name + " windows";
  const auto& recogniser = judge.recogniser;
  for (const bool is_seen : {true, false}) {
    const Restyling& part = is_seen ? seen : unseen;
    if (part.truth.empty()) continue;
    const auto restyled = measure(part.restyled);
    if (!restyled) return restyled.error();
    const auto unmoved = measure(part.unmoved);
    if (!unmoved) return unmoved.error();
    RecognitionRow row;
    row.name = is_seen ? "restyle_recognition" : "restyle_recognition_unseen";
    row.what = is_seen ? "latents of " + which +
                             ", decoded as every other style of whose doing that there are "
                             "training clips, recognised as that style"
                       : "the same as styles that no training clip shows doing that";
    if (is_seen) row.target = judge.is_easy ? 0.9 : 0.8;
    row.baseline = agreement(part.truth, recogniser.style.predict(unmoved->features));
    row.baseline_what = "the same latents, not drawn towards the new style's motions";
    add_recognition(judge, row, part.truth, recogniser.style.predict(restyled->features),
                    data.style_names());
    if (!is_seen || recogniser.content.empty()) continue;
    const auto inputs = measure(part.inputs);
    if (!inputs) return inputs.error();
    add_content_agreement(judge, part.source, recogniser.content.predict(inputs->features),
                          recogniser.content.predict(restyled->features),
                          recogniser.content.predict(unmoved->features));
  }
  return {};
}

}  // namespace kinemote::app
