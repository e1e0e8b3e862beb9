// Pictures of what each augmentation does.
#pragma once

#include "app/cli/command.h"

namespace kinemote::app {

Command augment_command();

}  // namespace kinemote::app
