// What is shown to an audience instead of panels: tours, kiosks, blind studies.
#pragma once

#include "app/command_registry.h"
#include "app/tour/tour_player.h"
#include "view/ui/rect.h"

namespace kinemote::view {

struct Ui;
struct UiState;

class Audience {
 public:
  /// A kiosk's tour begins again after so long without a hand.
  static constexpr double kAttract_s = 30.0;

  /// Session and commands must outlive it.
  Audience(app::Session& session, const app::CommandRegistry& commands);

  /// True while menu, panels and status bar are away.
  bool covers_panels() const { return tour_.is_active() || session_.blind().is_active(); }
  /// Begins the tour that a command or the command line asked for, and moves it on. In a kiosk any
  /// input ends it. Before the frame is built.
  void update(double elapsed_s, bool had_input);
  /// True if the key was for the audience. All keys are, while a tour plays: PgDn and Right go on,
  /// PgUp and Left back, B is black, Space stands still, Esc ends it.
  bool take_key(UiState& state, const app::KeyChord& chord);
  /// What is left of the stage's region above the bar of a blind study.
  Rect stage_room(const Ui& ui, const UiState& state, const Rect& stage) const;
  /// Captions and bar, `stage` being the region without the bar.
  void draw(Ui& ui, UiState& state, const Rect& stage, const Rect& window) const;

  const app::TourPlayer& tour() const { return tour_; }

 private:
  void begin(const std::string& file);

  app::Session& session_;
  app::TourPlayer tour_;
  double idle_s_ = 0.0;
  bool has_begun_ = false;  // what the command line asked for
};

}  // namespace kinemote::view
