#include "app/clip_latents.h"

#include <algorithm>
#include <utility>

#include "app/motion_import.h"
#include "synthesis/control/clip_windows.h"
#include "synthesis/control/restyle.h"

namespace kinemote::app {
namespace {

Result<synthesis::Condition> condition_of(synthesis::MotionModel& model, const Clip& clip,
                                          const ClipWords& words) {
  const synthesis::ModelCard& card = model.card();
  synthesis::Condition condition;
  const auto content = std::find(card.contents.begin(), card.contents.end(), words.content);
  condition.style = words.label.empty() ? -1 : card.style_index(words.label);
  const bool has_emotion = condition.style >= 0 || words.pad;
  if (content == card.contents.end() || !has_emotion) {
    auto shown = synthesis::recognise_condition(model, clip);
    if (!shown) return shown.error();
    if (content == card.contents.end()) condition.content = shown->condition.content;
    if (!has_emotion) {
      condition.style = shown->condition.style;
      condition.pad = shown->condition.pad;
    }
  }
  if (content != card.contents.end()) {
    condition.content = static_cast<int>(content - card.contents.begin());
  }
  if (words.pad) condition.pad = *words.pad;
  if (condition.style >= 0) {
    condition.pad = card.styles[static_cast<size_t>(condition.style)].pad.value_or(condition.pad);
  }
  return condition;
}

}  // namespace

Result<KeptLatent> encode_clip(synthesis::MotionModel& model, const Clip& clip,
                               const ClipWords& words) {
  const synthesis::ModelCard& card = model.card();
  const bool is_own = static_cast<bool>(synthesis::check_skeleton(*clip.skeleton, card.layout));
  const Result<Clip> moved = is_own ? Result<Clip>(clip) : moved_to(card.layout.skeleton, clip);
  if (!moved) return moved.error();
  auto channels = synthesis::channels_from_clip(*moved, card.layout);
  if (!channels) return channels.error();
  synthesis::hold_to_fill(*channels, card.layout);
  const auto width = static_cast<ptrdiff_t>(card.layout.channel_count());
  const ptrdiff_t spare =
      static_cast<ptrdiff_t>(channels->size()) / width - card.layout.frame_count;
  const auto first = channels->begin() + spare / 2 * width;
  const Result<synthesis::Condition> condition = condition_of(model, *moved, words);
  if (!condition) return condition.error();
  auto latent = model.encode({first, first + card.layout.frame_count * width}, *condition);
  if (!latent) return latent.error();
  const std::string style =
      condition->style >= 0 ? card.styles[static_cast<size_t>(condition->style)].name : "";
  return KeptLatent{std::move(*latent), condition->pad, style,
                    card.contents[static_cast<size_t>(condition->content)]};
}

void ClipLatents::find(const std::shared_ptr<SideModel>& model, std::vector<ClipToEncode> clips,
                       std::function<void(Found)> done) {
  if (model != model_) {
    model_ = model;
    known_ = std::make_shared<std::map<std::string, KeptLatent>>();
  }
  Found found(clips.size(), Result<KeptLatent>(Error{}));
  std::vector<size_t> unknown;
  for (size_t i = 0; i < clips.size(); ++i) {
    const auto it = known_->find(clips[i].id);
    if (it == known_->end()) {
      unknown.push_back(i);
    } else {
      found[i] = it->second;
    }
  }
  if (unknown.empty()) return done(std::move(found));
  const std::string name = unknown.size() == 1
                               ? "Encoding a motion"
                               : "Encoding " + std::to_string(unknown.size()) + " motions";
  jobs_.submit(name,
               [model, known = known_, clips = std::move(clips), found = std::move(found),
                unknown = std::move(unknown),
                done = std::move(done)](const Progress& progress) -> JobQueue::Completion {
                 auto all = std::make_shared<Found>(found);
                 for (size_t k = 0; k < unknown.size(); ++k) {
                   const double share =
                       static_cast<double>(k) / static_cast<double>(unknown.size());
                   if (!report(progress, "encoding", share)) return {};
                   const ClipToEncode& clip = clips[unknown[k]];
                   const auto import = clip.load();
                   (*all)[unknown[k]] = import ? model->ask([&](synthesis::MotionModel& own) {
                     return encode_clip(own, import->clip, clip.words);
                   })
                                               : Result<KeptLatent>(import.error());
                 }
                 std::vector<std::string> ids;
                 for (const ClipToEncode& clip : clips) ids.push_back(clip.id);
                 return [all, known, ids = std::move(ids), done] {
                   for (size_t i = 0; i < ids.size(); ++i) {
                     if ((*all)[i]) (*known)[ids[i]] = *(*all)[i];
                   }
                   done(std::move(*all));
                 };
               });
}

}  // namespace kinemote::app
