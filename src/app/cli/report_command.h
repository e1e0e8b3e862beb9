// The page of a study, made again from what the study has kept.
#pragma once

#include "app/cli/command.h"

namespace kinemote::app {

Command report_command();

}  // namespace kinemote::app
