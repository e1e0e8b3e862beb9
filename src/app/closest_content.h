// What a model can do that is most like what a clip does, by their names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kinemote::app {

/// `content` itself if it is among `known`; else the one that is a word of it ("walk" for
/// "walk-back"), the first word counting most; else "walk", which every data set has; else the
/// first. Case does not matter. `known` must not be empty.
std::string closest_content(std::string_view content, const std::vector<std::string>& known);

}  // namespace kinemote::app
