// What a figure does that a PAD curve drives, as a motion of its own: for films, which show any
// moment.
#pragma once

#include "app/pad_track.h"
#include "app/playable.h"
#include "app/session.h"

namespace kinemote::app {

/// Everything that it depends on.
struct DriveRequest {
  PadTrack track;
  DecodeRequest motion;  // its emotion is the track's
  double until_s = 0.0;  // of the clock, from 0
  std::string name;
};

/// Of the stage as it is now.
DriveRequest drive_request(const Session& session, double until_s);

/// Goes through the curve from its start in fixed steps of 1/60 s and asks the model whenever the
/// emotion has moved, as playing does: one motion goes over into the next. A motion that repeats
/// begins at its start. The same request and model give the same motion. Cost: a decoding for each
/// 0.003 that the emotion moves. Errors: those of the model; cancelled.
Result<PlayablePtr> driven_motion(synthesis::MotionModel& model, const DriveRequest& request,
                                  const Progress& progress);

/// Where such a motion has to stand to be, at the clock's time, where the figure on the stage is.
Placement standing_where_shown(const Session& session, const Playable& driven);

}  // namespace kinemote::app
