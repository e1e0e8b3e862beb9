#include "app/cut_edit.h"

#include <algorithm>
#include <cmath>

namespace kinemote::app {

namespace {

/// Of a figure in a line-up that may not be applied yet.
Cut cut_of(const Session& session, const Lineup& lineup, size_t figure) {
  const PlayablePtr whole = session.cut_stage().whole_figure(figure);
  const Cut cut = cut_in(lineup.cuts, session.cut_key(figure));
  return whole ? cut.within(whole->duration_s(), whole->clip.frame_time_s) : cut;
}

/// Lets a figure's start go that far on the clock.
void move_start(const Session& session, size_t figure, double by_s, BarEdit& edit) {
  if (edit.lineup.sync != SyncMode::kOffsets) return;
  if (figure > 0) {
    Track track = edit.lineup.track(figure);
    track.offset_s += by_s;
    return edit.lineup.set_track(figure, track);
  }
  edit.lead_s += by_s;
  for (size_t i = 1; i < session.company().size(); ++i) {
    Track other = edit.lineup.track(i);
    other.offset_s -= by_s;
    edit.lineup.set_track(i, other);
  }
}

void put_cut(const Session& session, size_t figure, const Cut& cut, Lineup& lineup) {
  const PlayablePtr whole = session.cut_stage().whole_figure(figure);
  const Cut plain = cut.plain(whole->duration_s(), whole->clip.frame_time_s);
  const std::string key = session.cut_key(figure);
  if (plain.is_none()) {
    lineup.cuts.erase(key);
  } else {
    lineup.cuts[key] = plain;
  }
}

std::string name_of(const Session& session, size_t figure) {
  const std::vector<StageFigure> company = session.company();
  return figure < company.size() ? company[figure].name : session.title();
}

}  // namespace

std::string cut_disabled_reason(const Session& session, size_t figure) {
  if (!session.player().motion()) return "There is no motion on the stage.";
  if (session.live().is_open()) return "Live input has no part that could be chosen.";
  if (session.document().is_generated) {
    return "A generated motion is not trimmed: make a motion of it first, or go back to the clip.";
  }
  const PlayablePtr whole = session.cut_stage().whole_figure(figure);
  if (session.cut_key(figure).empty() || !whole) {
    return "Only motions of the library are trimmed.";
  }
  return whole->clip.frame_count > 2 ? "" : "It has too few frames to be trimmed.";
}

BarEdit drag_bar(const Session& session, const Lineup& before, size_t figure, BarGrip grip,
                 double moved_s, bool snaps) {
  BarEdit edit{before, 0.0};
  if (grip == BarGrip::kMove) {
    const std::vector<StageFigure> company = session.company();
    if (figure >= company.size()) return edit;
    const double step_s = company[figure].motion->clip.frame_time_s;
    const double now_s = figure == 0 ? 0.0 : before.track(figure).offset_s;
    const double next_s = snaps ? std::round((now_s + moved_s) / step_s) * step_s : now_s + moved_s;
    // An offset means something only where offsets hold.
    edit.lineup.sync = SyncMode::kOffsets;
    move_start(session, figure, next_s - now_s, edit);
    return edit;
  }
  const PlayablePtr whole = session.cut_stage().whole_figure(figure);
  if (!whole) return edit;
  const double step_s = whole->clip.frame_time_s, duration_s = whole->duration_s();
  const auto on_frame = [&](double time_s) {
    return snaps ? std::round(time_s / step_s) * step_s : time_s;
  };
  const Cut was = cut_of(session, before, figure);
  Cut cut = was;
  double start_s = 0.0;
  switch (grip) {
    case BarGrip::kMove:
      break;
    case BarGrip::kSlip: {
      // The content goes with the hand: what is shown at its start comes from earlier.
      const double by_s = std::clamp(on_frame(was.in_s - moved_s * was.rate) - was.in_s, -was.in_s,
                                     duration_s - was.out_s);
      cut.in_s += by_s;
      cut.out_s += by_s;
      break;
    }
    case BarGrip::kStart:
      cut.in_s = std::clamp(on_frame(was.in_s + moved_s * was.rate), 0.0, was.out_s - step_s);
      start_s = (cut.in_s - was.in_s) / was.rate;
      break;
    case BarGrip::kEnd:
      cut.out_s =
          std::clamp(on_frame(was.out_s + moved_s * was.rate), was.in_s + step_s, duration_s);
      break;
    case BarGrip::kStartRate:
    case BarGrip::kEndRate: {
      const double sign = grip == BarGrip::kEndRate ? 1.0 : -1.0;
      const double length_s =
          std::max(on_frame(was.length_s() + sign * moved_s), 1e-3 * was.length_s());
      cut.rate = std::clamp((was.out_s - was.in_s) / length_s, Cut::kSlowest, Cut::kFastest);
      if (grip == BarGrip::kStartRate) start_s = was.length_s() - cut.length_s();
      break;
    }
  }
  put_cut(session, figure, cut, edit.lineup);
  move_start(session, figure, start_s, edit);
  return edit;
}

BarEdit with_cut(const Session& session, const Lineup& before, size_t figure, const Cut& cut) {
  BarEdit edit{before, 0.0};
  const PlayablePtr whole = session.cut_stage().whole_figure(figure);
  if (!whole) return edit;
  const Cut was = cut_of(session, before, figure);
  const Cut next = cut.within(whole->duration_s(), whole->clip.frame_time_s);
  put_cut(session, figure, next, edit.lineup);
  move_start(session, figure, (next.in_s - was.in_s) / was.rate, edit);
  return edit;
}

std::string undo_words(BarGrip grip, const std::string& name) {
  const char* what = grip == BarGrip::kMove                             ? "offset of "
                     : grip == BarGrip::kSlip                           ? "slip of "
                     : grip == BarGrip::kStart || grip == BarGrip::kEnd ? "trim of "
                                                                        : "rate of ";
  return what + name;
}

void trim_to_range(Session& session) {
  const Clock& clock = session.clock();
  if (!clock.has_range() || !cut_disabled_reason(session, 0).empty()) return;
  const Cut was = session.cut_stage().of(0);
  Cut cut = was;
  cut.in_s = was.whole_time_s(clock.range_start_s());
  cut.out_s = was.whole_time_s(clock.range_end_s());
  session.set_lineup(with_cut(session, session.document().lineup, 0, cut).lineup, Gesture::kCommit,
                     "trim to the range of " + name_of(session, 0));
}

void trim_here(Session& session, int side) {
  if (!cut_disabled_reason(session, 0).empty()) return;
  const Cut was = session.cut_stage().of(0);
  Cut cut = was;
  (side < 0 ? cut.in_s : cut.out_s) = was.whole_time_s(session.clock().time_s());
  session.set_lineup(with_cut(session, session.document().lineup, 0, cut).lineup, Gesture::kCommit,
                     undo_words(side < 0 ? BarGrip::kStart : BarGrip::kEnd, name_of(session, 0)));
}

void slip_frames(Session& session, int frames) {
  if (!cut_disabled_reason(session, 0).empty()) return;
  const double by_s = -frames * session.clock().frame_time_s();
  const BarEdit edit = drag_bar(session, session.document().lineup, 0, BarGrip::kSlip, by_s, true);
  session.set_lineup(edit.lineup, Gesture::kCommit,
                     undo_words(BarGrip::kSlip, name_of(session, 0)));
}

void uncut_stage(Session& session) {
  BarEdit edit{session.document().lineup, 0.0};
  for (size_t i = 0; session.cut_stage().whole_figure(i); ++i) {
    if (cut_in(edit.lineup.cuts, session.cut_key(i)).is_none()) continue;
    edit = with_cut(session, edit.lineup, i, {});
  }
  session.set_lineup(edit.lineup, Gesture::kCommit, "whole clip");
}

}  // namespace kinemote::app
