#include "app/side_decoder.h"

#include <algorithm>
#include <utility>

namespace kinemote::app {
namespace {

bool is_same(const synthesis::Condition& a, const synthesis::Condition& b) {
  return a.content == b.content && a.style == b.style && a.pad.values() == b.pad.values();
}

bool is_same(const std::optional<RegionEdit>& a, const std::optional<RegionEdit>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->region == b->region && a->base.latent == b->base.latent &&
         is_same(a->base.condition, b->base.condition);
}

bool is_same(const SideWish& a, const SideWish& b) {
  return a.model == b.model && a.placer == b.placer &&
         std::equal(a.motions.begin(), a.motions.end(), b.motions.begin(), b.motions.end(),
                    [](const DecodeRequest& x, const DecodeRequest& y) {
                      return x.latent == y.latent && is_same(x.condition, y.condition) &&
                             is_same(x.region, y.region);
                    });
}

SideMotions make(const SideWish& wish) {
  SideMotions made;
  for (const DecodeRequest& request : wish.motions) {
    // One at a time: others may ask between them.
    const Result<Decoded> decoded = wish.model->ask([&](synthesis::MotionModel& model) {
      Decoded one = decode_live(model, request);
      return one.motion ? Result<Decoded>(std::move(one)) : bad_input(one.error);
    });
    if (!decoded && made.error.empty()) made.error = decoded.error().message;
    made.motions.push_back(decoded ? decoded->motion : nullptr);
    if (!wish.placer) continue;
    std::optional<MapPlacement>& place = made.places.emplace_back();
    if (!decoded) continue;
    if (auto placed = wish.placer->place(decoded->motion->clip)) place = std::move(*placed);
  }
  return made;
}

}  // namespace

SideDecoder::SideDecoder(std::function<void()> wake)
    : worker_(
          [](const Work& work) {
            return Done{make(work.wish), work.ticket};
          },
          std::move(wake)) {}

void SideDecoder::ask(SideWish wish) {
  if (!wish.model) wish = {};
  if (is_same(wish, wish_)) return;
  wish_ = std::move(wish);
  made_ = {};
  ++ticket_;
  if (wish_.model) worker_.post({wish_, ticket_});
}

void SideDecoder::update() {
  if (auto done = worker_.take(); done && done->ticket == ticket_) made_ = std::move(done->made);
}

}  // namespace kinemote::app
