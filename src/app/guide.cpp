#include "app/guide.h"

#include <cmath>
#include <glm/geometric.hpp>

#include "app/session.h"

namespace kinemote::app {

namespace {

void remember(const Session& session, Guide& guide) {
  guide.camera = session.view().camera;
  guide.clip_id = session.document().clip_id;
  guide.is_generated = session.document().is_generated;
  guide.pad = session.document().pad;
}

/// Turned or zoomed; the target alone moves with the figure that it follows.
bool is_camera_moved(const view::Camera& before, const view::Camera& now) {
  constexpr double kSeen_rad = 0.05, kSeen_share = 0.03;
  return std::abs(std::remainder(now.azimuth_rad - before.azimuth_rad, 2.0 * kPi)) > kSeen_rad ||
         std::abs(now.elevation_rad - before.elevation_rad) > kSeen_rad ||
         std::abs(now.distance_m - before.distance_m) > kSeen_share * before.distance_m;
}

bool is_done(const Session& session, const Guide& guide) {
  const StudioDocument& document = session.document();
  switch (static_cast<GuideStep>(guide.step)) {
    case GuideStep::kLook:
      return session.view().is_camera_touched &&
             is_camera_moved(guide.camera, session.view().camera);
    case GuideStep::kChoose:
      return !document.clip_id.empty() && document.clip_id != guide.clip_id;
    case GuideStep::kSteer:
      return document.is_generated &&
             (!guide.is_generated || document.pad.values() != guide.pad.values()) &&
             // Not before the hand lets go: the next card would take its place under it.
             session.history().current().is_generated &&
             session.history().current().pad.values() == document.pad.values();
    case GuideStep::kExport:
      return session.view().overlay == Overlay::kExport;
  }
  return false;
}

}  // namespace

GuideWords guide_words(GuideStep step) {
  switch (step) {
    case GuideStep::kLook:
      return {"Look around",
              "Drag in the view to turn round the figure, use the wheel to come nearer. A double "
              "click on the body flies there."};
    case GuideStep::kChoose:
      return {"Choose a motion",
              "Click one in the list, or a point of the map: motions that move alike are near each "
              "other."};
    case GuideStep::kSteer:
      return {"Change the emotion",
              "Drag in the pad: to the right is more pleasure, up is more arousal. The figure "
              "changes while you drag."};
    case GuideStep::kExport:
      return {"Take it with you",
              "Ctrl+E writes the motion, a picture or a film for other programs."};
  }
  return {};
}

void begin_guide(Session& session) {
  Guide& guide = session.view().guide;
  guide.is_wanted = false;
  guide.step = 0;
  remember(session, guide);
}

void next_guide_step(Session& session) {
  Guide& guide = session.view().guide;
  if (!guide.is_shown()) return;
  using State = Synthesiser::State;
  const State model = session.synthesiser().state();
  const bool can_steer = model != State::kNone && model != State::kFailed;
  ++guide.step;
  if (guide.step == static_cast<int>(GuideStep::kSteer) && !can_steer) ++guide.step;
  if (guide.step >= kGuideStepCount) return skip_guide(session);
  remember(session, guide);
}

void skip_guide(Session& session) {
  session.view().guide.step = -1;
  session.view().guide.is_over = true;
}

void update_guide(Session& session) {
  const Guide& guide = session.view().guide;
  if (guide.is_wanted && session.current_entry() >= 0 && !session.is_loading())
    begin_guide(session);
  if (guide.is_shown() && is_done(session, guide)) next_guide_step(session);
}

}  // namespace kinemote::app
