// What the current OpenGL context says about itself.
#pragma once

#include <string>

namespace kinemote::view {

/// "llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5".
std::string gl_description();

/// True if the current context draws on the CPU.
bool gl_is_software();

/// True for renderer names of CPU rasterisers ("llvmpipe …", "softpipe", "SwiftShader …").
bool is_software_renderer(const std::string& renderer);

}  // namespace kinemote::view
