// A short name for settings, so that results say what they were made with.
#pragma once

#include <string>
#include <string_view>

namespace kinemote::app {

/// 16 hex digits of the 64-bit FNV-1a hash (Fowler, Noll, Vo) of a settings text.
std::string settings_hash(std::string_view settings);

}  // namespace kinemote::app
