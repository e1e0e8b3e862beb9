// `kinemote sets`: the named selections of a session file.
#pragma once

#include "app/cli/command.h"

namespace kinemote::app {

Command sets_command();

}  // namespace kinemote::app
