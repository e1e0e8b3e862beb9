#include "app/version.h"

namespace kinemote::app {

std::string version() { return KINEMOTE_VERSION; }

}  // namespace kinemote::app
