// One of several things in a file, by name or number.
#pragma once

#include <string>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::io {

/// The index of `wish` among `names`: an exact name, else a number from 0. `what` ("animation")
/// stands in the error (usage), which lists what there is.
Result<int> choose(const std::string& wish, const std::vector<std::string>& names,
                   const std::string& what, const std::string& file);

}  // namespace kinemote::io
