// What an audience reads over the stage while a tour plays.
#pragma once

#include "app/tour/tour_player.h"
#include "view/ui/rect.h"

namespace kinemote::view {

struct Ui;

/// Caption, title and how far the tour is, over the stage; black if the speaker wants it so.
void tour_caption(Ui& ui, const app::TourPlayer& tour, const Rect& stage);

}  // namespace kinemote::view
