// Pieces of SVG that all figures share: text, markers, colours, ticks, the page around them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kinemote::app::svg {

/// Pixels; y grows downwards.
struct Point {
  double x = 0.0, y = 0.0;
};

/// Colour i of Okabe & Ito (2008), Color Universal Design, as #RRGGBB: told apart by people with
/// any colour vision; their yellow is darkened, since paper is white. Repeats after kColourCount.
const char* colour(int index);
inline constexpr const char* kGrey = "#8A93A0";

/// A length or place, two decimals.
std::string px(double value);
/// Escaped text at a place, with attributes as they stand in SVG.
std::string text(const Point& at, std::string_view content, const std::string& attributes);
std::string line(const Point& from, const Point& to, const std::string& attributes);
/// A disc, triangle, square, diamond, plus, cross, star or hexagon (LabelStyle::shape), about
/// 2 * `radius` wide; it takes the fill of the group around it.
std::string marker(int shape, const Point& at, double radius = 5.2);

/// A spacing of 1, 2 or 5 times a power of ten, at least `least` > 0.
double tick_step(double least);
/// A tick's label with the decimals that its step needs and a true minus sign.
std::string tick_text(double value, double step);

/// About how wide a text is, pixels.
double text_width(std::string_view content, double font_px);
/// Lines of at most so many characters, broken at blanks.
std::vector<std::string> wrapped(const std::string& content, size_t characters);

/// A whole picture: white page, style classes title, sub, axis, tick, entry, note, value, grid,
/// box; `accessible_title` is what screen readers say.
std::string document(double width, double height, std::string_view accessible_title,
                     const std::string& style, const std::string& body);

}  // namespace kinemote::app::svg
