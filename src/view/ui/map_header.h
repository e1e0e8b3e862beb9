// What stands above the map.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Title, tools, the choices' form and the menu of what can be saved.
void map_header(Ui& ui, UiState& state);
/// What colour and shape mean.
void map_columns_row(Ui& ui);

}  // namespace kinemote::view
