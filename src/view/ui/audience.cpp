#include "view/ui/audience.h"

#include "view/ui/blind_panel.h"
#include "view/ui/tour_caption.h"
#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

Audience::Audience(app::Session& session, const app::CommandRegistry& commands)
    : session_(session),
      tour_(session, [&commands](std::string_view id) { return commands.run(id); }) {}

void Audience::begin(const std::string& file) {
  auto tour = app::read_tour(file, session_.words());
  if (!tour) {
    session_.messages().post(app::MessageLevel::kError, tour.error().message);
    return;
  }
  tour_.start(std::move(*tour), session_.options().kiosk);
}

void Audience::update(double elapsed_s, bool had_input) {
  const app::StudioOptions& options = session_.options();
  idle_s_ = had_input ? 0.0 : idle_s_ + elapsed_s;
  std::string& asked = session_.view().requests.tour;
  if (!asked.empty()) begin(std::exchange(asked, ""));
  const bool is_there = session_.library().size() > 0 && !session_.is_loading();
  // Nothing begins to move by itself before somebody who asked for calm.
  const bool is_calm = session_.view().reduces_motion && options.kiosk;
  if (!options.tour.empty() && !has_begun_ && is_there && !is_calm) {
    // A tour that steers waits for the model; without one it shows what it can.
    const auto model = session_.synthesiser().state();
    if (model != app::Synthesiser::State::kReading && model != app::Synthesiser::State::kStarting) {
      has_begun_ = true;
      begin(options.tour);
    }
  }
  if (options.kiosk && has_begun_) {
    if (tour_.is_active() && had_input) tour_.stop();
    if (!covers_panels() && !is_calm && idle_s_ >= kAttract_s) begin(options.tour);
  }
  tour_.update(elapsed_s);
}

bool Audience::take_key(UiState& state, const app::KeyChord& chord) {
  if (session_.blind().is_active()) return apply_blind_key(session_, state.blind_dialog, chord);
  if (!tour_.is_active()) return false;
  if (chord.ctrl || chord.key == "F11" || chord.key == "F12") return false;
  if (chord.key == "PgDn" || chord.key == "Right") {
    tour_.next();
  } else if (chord.key == "PgUp" || chord.key == "Left") {
    tour_.previous();
  } else if (chord.key == "B") {
    tour_.toggle_blank();
  } else if (chord.key == "Space") {
    tour_.toggle_pause();
  } else if (chord.key == "Esc" || chord.key == "F5") {
    tour_.stop();
  }
  return true;
}

Rect Audience::stage_room(const Ui& ui, const UiState& state, const Rect& stage) const {
  if (!session_.blind().is_active()) return stage;
  Rect room = stage;
  room.height -= blind_bar_height(ui, state.blind_dialog);
  return room;
}

void Audience::draw(Ui& ui, UiState& state, const Rect& stage, const Rect& window) const {
  if (tour_.is_active()) tour_caption(ui, tour_, window);
  if (!session_.blind().is_active()) return;
  blind_bar(ui, state.blind_dialog,
            {window.x, stage.bottom(), window.width, window.bottom() - stage.bottom()});
}

}  // namespace kinemote::view
