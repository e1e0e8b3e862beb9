#include "app/readings.h"

#include <algorithm>
#include <limits>

#include "app/curve_catalogue.h"

namespace kinemote::app {
namespace {

constexpr uint64_t kNoTicket = std::numeric_limits<uint64_t>::max();

bool needs_work(const std::vector<std::string>& ids) {
  return std::any_of(ids.begin(), ids.end(),
                     [](const std::string& id) { return !id.starts_with("motion:"); });
}

/// As often as a reader can follow: the core belongs to the decoder of a live edit.
bool is_time_for(std::chrono::steady_clock::time_point& last) {
  constexpr std::chrono::milliseconds kPause{150};
  const auto now = std::chrono::steady_clock::now();
  if (now - last < kPause) return false;
  last = now;
  return true;
}

}  // namespace

Readings::Readings(std::function<void()> wake)
    : curve_worker_(
          [this](const CurveWork& work) {
            return measure_curves(work.request, [this, &work](std::string_view, double) {
              return curve_ticket_ == work.ticket;
            });
          },
          wake),
      pad_worker_(
          [this](const PadWork& work) {
            return trace_pad(work.request, [this, &work](std::string_view, double) {
              return pad_ticket_ == work.ticket;
            });
          },
          wake) {}

Readings::~Readings() { curve_ticket_ = pad_ticket_ = kNoTicket; }

void Readings::set_reader(AffectReader reader, std::vector<analysis::PadWord> words) {
  reader_ = std::move(reader);
  words_ = std::move(words);
  asked_pad_.reset();
}

void Readings::update(const ReadingsWish& wish) {
  // What was broken off answers an older wish.
  if (auto sheet = curve_worker_.take(); sheet && sheet->request == asked_curves_) {
    curves_ = std::make_shared<const CurveSheet>(std::move(*sheet));
  }
  if (auto trace = pad_worker_.take(); trace && trace->motion == asked_pad_) {
    pad_ = std::make_shared<const PadTrace>(std::move(*trace));
  }

  const std::vector<std::string>& ids = shown_curves(wish.lanes);
  const bool wants_curves = wish.is_seen && !wish.figures.empty() && needs_work(ids);
  lacks_curves_ =
      wants_curves && asked_curves_ != CurveRequest{wish.figures, ids, wish.lanes.window_s};
  if (lacks_curves_ && is_time_for(curves_posted_)) {
    lacks_curves_ = false;
    asked_curves_ = {wish.figures, ids, wish.lanes.window_s};
    curve_worker_.post({asked_curves_, ++curve_ticket_});
  }

  const bool wants_pad = wish.is_seen && !wish.figures.empty() && wish.lanes.shows_pad;
  lacks_pad_ = wants_pad && asked_pad_ != wish.figures.front();
  if (lacks_pad_ && is_time_for(pad_posted_)) {
    lacks_pad_ = false;
    asked_pad_ = wish.figures.front();
    pad_worker_.post({{asked_pad_, reader_, words_}, ++pad_ticket_});
  }
}

bool Readings::is_busy() const {
  return lacks_curves_ || lacks_pad_ || curve_worker_.is_busy() || pad_worker_.is_busy();
}

const std::vector<std::string>& shown_curves(const LaneChoice& lanes) {
  if (!lanes.shows_curves) return plain_curves();
  return lanes.curves.empty() ? laban_curves() : lanes.curves;
}

void toggle_curve(LaneChoice& lanes, const std::string& id) {
  std::vector<std::string> curves = shown_curves(lanes);
  const auto it = std::find(curves.begin(), curves.end(), id);
  if (it != curves.end()) {
    curves.erase(it);
  } else {
    curves.push_back(id);
  }
  // None left: back to the plain timeline.
  lanes.shows_curves = !curves.empty() && curves != plain_curves();
  lanes.curves = std::move(curves);
}

}  // namespace kinemote::app
