// What the studio shows, as names and values: for scripts that expect something of it and for
// records of what a person did.
#pragma once

#include "app/script_steps.h"

namespace kinemote::app {
class Session;
}

namespace kinemote::view {

class StudioUi;

/// Names as docs/studio.md uses them in "expect". What is not there (curves, a difference…) has no
/// entry; an error message that is shown does.
app::ScriptState studio_state(const app::Session& session, const StudioUi& ui);

}  // namespace kinemote::view
