// A neutral motion decoded under every other style: is it that style, and still the same action?
#include <algorithm>
#include <set>
#include <utility>

#include "app/judge/judge.h"
#include "synthesis/control/conditional_prior.h"

namespace kinemote::app {
namespace {

using Pairs = std::set<std::pair<int, int>>;  // style and content

/// Windows of the neutral style, of the held-out part or, if it has none, of the training part;
/// those that do what the training part shows in other styles too.
std::vector<JudgedWindow> neutral_windows(const JudgeData& data, const Pairs& seen, int neutral,
                                          bool& is_held_out) {
  const auto is_comparable = [&](const JudgedWindow& window) {
    return std::any_of(seen.begin(), seen.end(), [&](const auto& pair) {
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

}  // namespace

Status judge_restyle(Judge& judge) {
  const JudgeData& data = judge.data;
  const int neutral = data.neutral_style();
  bool is_held_out = true;
  const auto pairs = data.training_pairs();
  const Pairs seen(pairs.begin(), pairs.end());
  std::vector<JudgedWindow> windows;
  if (neutral >= 0) windows = neutral_windows(data, seen, neutral, is_held_out);
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
  std::vector<MotionWish> wishes, inputs, unmoved;
  std::vector<int> truth, source;
  for (size_t w = 0; w < windows.size(); ++w) {
    if (!report(judge.progress, "encoding", w / static_cast<double>(windows.size()))) {
      return cancelled();
    }
    const auto condition = data.condition(windows[w]);
    const auto latent = judge.model.encode(data.channels(windows[w]), condition);
    if (!latent) return latent.error();
    inputs.push_back({*latent, condition});
    for (int style = 0; style < static_cast<int>(data.styles.size()); ++style) {
      if (style == neutral || seen.count({style, condition.content}) == 0) continue;
      const auto wanted = data.condition(style, condition.content);
      wishes.push_back({judge.model.prior().attracted(*latent, wanted, 1.0), wanted});
      unmoved.push_back({*latent, wanted});
      truth.push_back(style);
      source.push_back(static_cast<int>(w));
    }
  }
  const auto measure = [&](const std::vector<MotionWish>& wanted) -> Result<MotionTable> {
    const auto clips = decode_wishes(judge.model, wanted, true, "restyling", judge.progress);
    if (!clips) return clips.error();
    return judge.measured(*clips);
  };
  const auto restyled = measure(wishes);
  if (!restyled) return restyled.error();
  const auto plain = measure(unmoved);
  if (!plain) return plain.error();
  const auto reconstructed = measure(inputs);
  if (!reconstructed) return reconstructed.error();

  const auto& recogniser = judge.recogniser;
  const int count = static_cast<int>(data.styles.size());
  const double baseline =
      analysis::class_scores(truth, recogniser.style.predict(plain->features), count).accuracy;
  add_recognition(judge,
                  {"restyle_recognition",
                   "latents of " + std::to_string(windows.size()) + " " +
                       (is_held_out ? "held-out " : "training ") + data.styles[neutral].name +
                       " windows, decoded as every other style, recognised as that style",
                   judge.is_easy ? 0.9 : 0.8, kUnknown, baseline,
                   "the same latents, not drawn towards the new style's motions"},
                  truth, recogniser.style.predict(restyled->features), data.style_names());
  if (recogniser.content.empty()) return {};
  const std::vector<int> before = recogniser.content.predict(reconstructed->features);
  const std::vector<int> after = recogniser.content.predict(restyled->features);
  const std::vector<int> after_plain = recogniser.content.predict(plain->features);
  std::vector<int> agreeing(data.contents.size(), 0), total(data.contents.size(), 0);
  double agreed = 0.0, agreed_plain = 0.0;
  for (size_t i = 0; i < truth.size(); ++i) {
    const int expected = before[source[i]];
    agreed += after[i] == expected;
    agreed_plain += after_plain[i] == expected;
    agreeing[expected] += after[i] == expected;
    ++total[expected];
  }
  Metric metric{"restyle_content_agreement",
                agreed / static_cast<double>(truth.size()),
                agreed_plain / static_cast<double>(truth.size()),
                1.0,
                true,
                "restyled motions whose content is recognised as that of the input's "
                "reconstruction",
                "the same latents, not drawn towards the new style's motions"};
  metric.worst = 2.0;
  for (size_t c = 0; c < total.size(); ++c) {
    if (total[c] == 0) continue;
    const double share = agreeing[c] / static_cast<double>(total[c]);
    if (share < metric.worst) {
      metric.worst = share;
      metric.worst_what = data.contents[c];
    }
  }
  metric.target_low = 0.95;
  judge.add(metric);
  return {};
}

}  // namespace kinemote::app
