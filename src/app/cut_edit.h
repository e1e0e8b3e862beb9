// What hands and commands do to the part of a motion that plays: trim, slip, rate, offset.
#pragma once

#include <string>

#include "app/session.h"

namespace kinemote::app {

/// Where a bar of the timeline is taken hold of, and what that does.
enum class BarGrip {
  kMove,       // its offset
  kSlip,       // other content in the same bar
  kStart,      // trims what is before it; what stays keeps its time
  kEnd,        // trims what is after it
  kStartRate,  // the same content from a later or earlier start
  kEndRate,    // the same content to a later or earlier end
};

/// A line-up in the making.
struct BarEdit {
  Lineup lineup;
  /// How far the leading motion's start was moved, seconds of the clock. Its time begins at 0 all
  /// the same: the others have been moved the other way.
  double lead_s = 0.0;
};

/// Why the figure's part cannot be chosen, "" if it can.
std::string cut_disabled_reason(const Session& session, size_t figure);
/// The line-up `before` after the pointer went `moved_s` (on the clock) with a bar in hand. With
/// `snaps` its ends fall onto frames. Offsets move only where they count; moving a bar makes them
/// count.
BarEdit drag_bar(const Session& session, const Lineup& before, size_t figure, BarGrip grip,
                 double moved_s, bool snaps);
/// The line-up with this cut of a figure; what stays keeps its time on the clock as far as it
/// begins elsewhere.
BarEdit with_cut(const Session& session, const Lineup& before, size_t figure, const Cut& cut);
/// "trim of NAME", "slip of NAME", "rate of NAME", "offset of NAME".
std::string undo_words(BarGrip grip, const std::string& name);

/// Trims the leading motion to the play range; one undo step.
void trim_to_range(Session& session);
/// Trims the leading motion before (-1) or after (+1) the play head.
void trim_here(Session& session, int side);
/// Other content by so many frames in the same length.
void slip_frames(Session& session, int frames);
/// Takes trim, slip and rate of all motions on the stage back.
void uncut_stage(Session& session);

}  // namespace kinemote::app
