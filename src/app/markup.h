// Text for SVG and HTML files.
#pragma once

#include <string>
#include <string_view>

namespace kinemote::app {

/// & < > " ' as entities, control characters dropped, so that any name can stand in text and
/// attributes.
std::string escape_markup(std::string_view text);

/// A number with so many decimals, '.' as decimal point in every locale; "–" if it is not finite.
std::string fixed_text(double value, int decimals);

/// The same with "+" before positive numbers and a true minus sign, for people.
std::string signed_text(double value, int decimals);

}  // namespace kinemote::app
