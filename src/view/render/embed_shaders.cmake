# Writes a .cpp that holds GLSL files as text. Run at build time:
#   cmake -D OUT=FILE.cpp -D "FILES=a.vert;b.frag" -P embed_shaders.cmake
set(entries "")
foreach(path IN LISTS FILES)
  get_filename_component(name "${path}" NAME)
  file(READ "${path}" text)
  string(APPEND entries "    {\"${name}\", R\"GLSL(${text})GLSL\"},\n")
endforeach()
file(WRITE "${OUT}" "// Made from shaders/ by embed_shaders.cmake; changes here are lost.
#include \"view/render/shader_text.h\"

#include <array>
#include <utility>

namespace kinemote::view {

std::string_view shader_text(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kShaders[] = {
${entries}  };
  for (const auto& [known, text] : kShaders) {
    if (known == name) return text;
  }
  return {};
}

}  // namespace kinemote::view
")
