#include "app/figure/svg.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "app/label_styles.h"
#include "app/markup.h"

namespace kinemote::app::svg {
namespace {

constexpr std::array<const char*, kColourCount> kColours{
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#B5A800"};

constexpr Point kTriangle[]{{0, -1.15}, {1.05, 0.8}, {-1.05, 0.8}};
constexpr Point kSquare[]{{-0.85, -0.85}, {0.85, -0.85}, {0.85, 0.85}, {-0.85, 0.85}};
constexpr Point kDiamond[]{{0, -1.2}, {1.2, 0}, {0, 1.2}, {-1.2, 0}};
constexpr Point kPlus[]{{-0.4, -1.1}, {0.4, -1.1}, {0.4, -0.4},  {1.1, -0.4},
                        {1.1, 0.4},   {0.4, 0.4},  {0.4, 1.1},   {-0.4, 1.1},
                        {-0.4, 0.4},  {-1.1, 0.4}, {-1.1, -0.4}, {-0.4, -0.4}};
constexpr Point kCross[]{{-1.05, -0.5}, {-0.5, -1.05}, {0, -0.55},   {0.5, -1.05},
                         {1.05, -0.5},  {0.55, 0},     {1.05, 0.5},  {0.5, 1.05},
                         {0, 0.55},     {-0.5, 1.05},  {-1.05, 0.5}, {-0.55, 0}};
constexpr Point kStar[]{{0, -1.2}, {0.33, -0.42}, {1.15, -0.37}, {0.52, 0.16},   {0.72, 0.97},
                        {0, 0.52}, {-0.72, 0.97}, {-0.52, 0.16}, {-1.15, -0.37}, {-0.33, -0.42}};
constexpr Point kHexagon[]{{0.5, -0.87}, {1, 0}, {0.5, 0.87}, {-0.5, 0.87}, {-1, 0}, {-0.5, -0.87}};

std::span<const Point> corners_of(int shape) {
  switch (shape) {
    case 1:
      return kTriangle;
    case 2:
      return kSquare;
    case 3:
      return kDiamond;
    case 4:
      return kPlus;
    case 5:
      return kCross;
    case 6:
      return kStar;
    case 7:
      return kHexagon;
    default:
      return {};
  }
}

}  // namespace

const char* colour(int index) { return kColours[index % kColours.size()]; }

std::string px(double value) { return fixed_text(value, 2); }

std::string text(const Point& at, std::string_view content, const std::string& attributes) {
  return "<text x=\"" + px(at.x) + "\" y=\"" + px(at.y) + "\" " + attributes + ">" +
         escape_markup(content) + "</text>\n";
}

std::string line(const Point& from, const Point& to, const std::string& attributes) {
  return "<path d=\"M" + px(from.x) + " " + px(from.y) + "L" + px(to.x) + " " + px(to.y) + "\" " +
         attributes + "/>\n";
}

std::string marker(int shape, const Point& at, double radius) {
  const std::span<const Point> corners = corners_of(shape);
  if (corners.empty()) {
    return "<circle cx=\"" + px(at.x) + "\" cy=\"" + px(at.y) + "\" r=\"" + px(0.95 * radius) +
           "\"/>";
  }
  std::string points;
  for (const Point& corner : corners) {
    points += (points.empty() ? "" : " ") + px(at.x + corner.x * radius) + "," +
              px(at.y + corner.y * radius);
  }
  return "<polygon points=\"" + points + "\"/>";
}

double tick_step(double least) {
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least) return factor * power;
  }
  return 10.0 * power;
}

std::string tick_text(double value, double step) {
  const int decimals = std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9)));
  std::string label = fixed_text(value, decimals);
  return label.starts_with('-') ? "−" + label.substr(1) : label;
}

double text_width(std::string_view content, double font_px) {
  // Characters, not bytes: those that continue a UTF-8 sequence have the bits 10 on top.
  const auto count = std::count_if(content.begin(), content.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  });
  return 0.56 * font_px * static_cast<double>(count);
}

std::vector<std::string> wrapped(const std::string& content, size_t characters) {
  std::vector<std::string> lines;
  std::string current;
  for (size_t begin = 0; begin < content.size();) {
    const size_t end = std::min(content.find(' ', begin), content.size());
    const std::string word = content.substr(begin, end - begin);
    if (!current.empty() && current.size() + 1 + word.size() > characters) {
      lines.push_back(current);
      current.clear();
    }
    current += (current.empty() ? "" : " ") + word;
    begin = end + 1;
  }
  if (!current.empty()) lines.push_back(current);
  return lines;
}

std::string document(double width, double height, std::string_view accessible_title,
                     const std::string& style, const std::string& body) {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + px(width) + " " + px(height) +
         "\" width=\"" + px(width) + "\" height=\"" + px(height) +
         "\" font-family=\"Inter, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif\" "
         "fill=\"#1C2430\" role=\"img\">\n<title>" +
         escape_markup(accessible_title) +
         "</title>\n"
         "<style>.title{font-size:21px;font-weight:600}.sub{font-size:13.5px;fill:#56606E}"
         ".axis{font-size:13.5px;font-weight:600}.tick{font-size:12px;fill:#56606E}"
         ".entry{font-size:13.5px}.note{font-size:12px;fill:#3A4452}.value{font-size:11.5px}"
         ".grid{stroke:#E6E9EE;stroke-width:1;fill:none}"
         ".box{fill:none;stroke:#9AA3B0;stroke-width:1}" +
         style + "</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n" + body +
         "</svg>\n";
}

}  // namespace kinemote::app::svg
