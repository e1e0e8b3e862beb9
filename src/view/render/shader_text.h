// The GLSL files of shaders/, embedded when the program is built.
#pragma once

#include <string_view>

namespace kinemote::view {

/// Text of a shader by file name ("figure.vert"); empty if there is none of that name.
std::string_view shader_text(std::string_view name);

}  // namespace kinemote::view
