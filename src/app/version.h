// The program's version, "0.1.0".
#pragma once

#include <string>

namespace kinemote::app {

std::string version();

}  // namespace kinemote::app
