// Icons by name, as text in the icon font that is merged into every text font.
#pragma once

#include <string_view>

namespace kinemote::view {

/// UTF-8 of a Font Awesome 4.7 glyph; "" for a name that is not in the table.
const char* icon(std::string_view name);

/// Code points of all icons, for the font atlas.
inline constexpr unsigned kFirstIcon = 0xf000, kLastIcon = 0xf2e0;

}  // namespace kinemote::view
