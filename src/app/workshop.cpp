#include "app/workshop.h"

#include <memory>

#include "app/assets.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

std::string pad_words_of(const analysis::Pad& pad) {
  return signed_text(pad.pleasure, 2) + " " + signed_text(pad.arousal, 2) + " " +
         signed_text(pad.dominance, 2);
}

}  // namespace

std::vector<analysis::PadWord> written_words(const std::vector<io::PadTableRow>& table) {
  std::vector<analysis::PadWord> words = pad_words(table);
  for (const io::PadTableRow& row : table) {
    for (const std::string& alias : row.aliases) {
      words.push_back({alias, {row.pad[0], row.pad[1], row.pad[2]}});
    }
  }
  return words;
}

std::string outcome_text(const MadeMotion& motion) {
  std::string text;
  const auto add = [&](const char* what, const std::optional<analysis::Pad>& pad) {
    if (pad) text += (text.empty() ? "" : ", ") + std::string(what) + " " + pad_words_of(*pad);
  };
  add("before", motion.before);
  add("asked", motion.asked);
  add("measured", motion.measured);
  return text;
}

std::string Workshop::disabled_reason() const {
  if (!services_.synthesiser.is_ready()) return services_.synthesiser.reason();
  return services_.synthesiser.opener() ? "" : "This model cannot be opened a second time.";
}

Status Workshop::check(const MakeSettings& wish) const {
  if (const std::string reason = disabled_reason(); !reason.empty()) return usage_error(reason);
  const synthesis::ModelCard& card = *services_.synthesiser.card();
  const auto settings = generate_settings(wish, card, words_);
  if (!settings) return settings.error();
  if (wish.close_loop > 0 && card.affect.feature_names.empty()) {
    return usage_error("This model measures no PAD, so no loop can be closed: choose 0 steps.");
  }
  return {};
}

Status Workshop::check(const RestyleJobSettings& wish) const {
  if (const std::string reason = disabled_reason(); !reason.empty()) return usage_error(reason);
  const synthesis::ModelCard& card = *services_.synthesiser.card();
  if (wish.pad.has_value() == !wish.style.empty()) {
    return usage_error("Choose the emotion: a PAD or a style.");
  }
  if (wish.loop.steps > 0 && !wish.pad) {
    return usage_error("The loop is closed on one PAD: choose PAD, or 0 steps.");
  }
  if (wish.loop.steps > 0 && card.affect.feature_names.empty()) {
    return usage_error("This model measures no PAD, so no loop can be closed: choose 0 steps.");
  }
  for (const std::string& style : {wish.style, wish.from_style}) {
    if (style.empty()) continue;
    if (const auto found = card.find_style(style); !found) return found.error();
  }
  if (!wish.content.empty()) {
    if (const auto found = card.find_content(wish.content); !found) return found.error();
  }
  return {};
}

Status Workshop::make(const MakeSettings& wish) {
  if (Status s = check(wish); !s) return s;
  auto settings = generate_settings(wish, *services_.synthesiser.card(), words_);
  if (!settings) return settings.error();
  const std::string name = wish.count == 1 ? "Making a " + settings->content
                                           : "Making " + std::to_string(wish.count) + " motions";
  submit(name, [settings = std::move(*settings), count = wish.count](synthesis::MotionModel& model,
                                                                     const Progress& progress) {
    return make_motions(model, settings, count, progress);
  });
  return {};
}

Status Workshop::restyle(const PlayablePtr& clip, const RestyleJobSettings& wish) {
  if (Status s = check(wish); !s) return s;
  if (!clip || !clip->body) return usage_error("There is no clip with a body to restyle.");
  submit("Restyling " + clip->clip.name,
         [clip, wish](synthesis::MotionModel& model, const Progress& progress) {
           return make_restyled(model, clip->clip, wish, progress);
         });
  return {};
}

void Workshop::submit(std::string name, Work work) {
  services_.jobs.submit(std::move(name), [this, open = services_.synthesiser.opener(),
                                          work = std::move(work)](const Progress& progress) {
    report(progress, "opening the model", 0.0);
    auto model = open();
    auto made = std::make_shared<Result<MadeMotions>>(model ? work(**model, progress)
                                                            : Result<MadeMotions>(model.error()));
    return [this, made] { take(std::move(*made)); };
  });
}

void Workshop::take(Result<MadeMotions> made) {
  if (!made) {
    const bool is_cancelled = made.error().code == ErrorCode::kCancelled;
    services_.jobs.note_failure(made.error().message);
    services_.messages.post(is_cancelled ? MessageLevel::kInfo : MessageLevel::kError,
                            is_cancelled ? "Making motion was cancelled" : made.error().message);
    return;
  }
  services_.jobs.note_done();
  made_ = made->motions;
  std::string details;
  for (const MadeMotion& motion : made_) {
    if (made_.size() > 1) details += motion.name + ": " + outcome_text(motion) + "\n";
    for (const std::string& warning : motion.warnings) {
      services_.messages.post(MessageLevel::kWarning, warning);
    }
  }
  services_.messages.post(MessageLevel::kDone,
                          made_.size() == 1
                              ? "Made " + made_.front().name + ": " + outcome_text(made_.front())
                              : "Made " + std::to_string(made_.size()) + " motions",
                          details);
  const bool is_loop = made->is_loop;
  const int number = next_number_;
  next_number_ += static_cast<int>(made_.size());
  deliver_(clip_set_of(std::move(*made), number), is_loop);
}

}  // namespace kinemote::app
