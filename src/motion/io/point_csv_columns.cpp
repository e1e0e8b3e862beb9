#include "motion/io/point_csv_columns.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

namespace kinemote::io {
namespace {

constexpr size_t kMostColumns = 100'000;
constexpr std::string_view kMarks = "._-: ";

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// 'x', 'y', 'z', 'c' (confidence) or 's' (state) for a component's name, 0 for any other word.
char component_of(std::string_view word) {
  if (is_one_of(word, {"x", "y", "z", "c"})) return word[0];
  if (is_one_of(word, {"v", "visibility", "vis", "confidence", "conf", "score", "likelihood"})) {
    return 'c';
  }
  return word == "state" ? 's' : '\0';
}

struct Cell {
  std::string point;  // as written; "" in long tables
  char component = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Splits "NAME.x", "x_NAME", "x12" or "noseX" into point and component.
std::optional<Cell> split(std::string_view name) {
  const std::string small = lower(name);
  if (const char whole = component_of(small)) return Cell{"", whole};
  if (const size_t mark = small.find_last_of(kMarks); mark != std::string::npos && mark > 0) {
    if (const char c = component_of(std::string_view(small).substr(mark + 1))) {
      return Cell{std::string(name.substr(0, mark)), c};
    }
  }
  if (const size_t mark = small.find_first_of(kMarks); mark != std::string::npos) {
    if (const char c = component_of(std::string_view(small).substr(0, mark))) {
      return Cell{std::string(name.substr(mark + 1)), c};
    }
  }
  const size_t digits = small.find_last_not_of("0123456789") + 1;
  if (digits > 0 && digits < small.size()) {  // x12
    if (const char c = component_of(std::string_view(small).substr(0, digits))) {
      return Cell{small.substr(digits), c};
    }
  }
  const char last = name.back();
  const char before = name.size() > 1 ? name[name.size() - 2] : '\0';
  const bool is_camel = (last == 'X' || last == 'Y' || last == 'Z') &&
                        (std::islower(static_cast<unsigned char>(before)) || is_digit(before));
  if (is_camel) return Cell{std::string(name.substr(0, name.size() - 1)), small.back()};
  return std::nullopt;
}

/// The number that a point is called by ("12", "landmark_12"), empty if it has a name.
std::optional<int> point_number(std::string_view name) {
  size_t digits = name.size();
  while (digits > 0 && is_digit(name[digits - 1])) --digits;
  if (digits == name.size()) return std::nullopt;
  std::string stem = lower(name.substr(0, digits));
  while (!stem.empty() && kMarks.find(stem.back()) != std::string_view::npos) stem.pop_back();
  if (!is_one_of(stem, {"", "landmark", "keypoint", "point", "kp", "lm", "joint", "kpt", "pose"})) {
    return std::nullopt;
  }
  int number = -1;
  const auto [end, error] =
      std::from_chars(name.data() + digits, name.data() + name.size(), number);
  if (error != std::errc()) return std::nullopt;
  return number;
}

/// Numbered points in the order of their numbers as a layout of as many points; null if they are
/// not numbered from 0 or 1 without gaps, or no layout has as many.
const PointLayout* numbered_layout(std::vector<PointColumn>& points) {
  std::vector<std::pair<int, size_t>> order;
  for (size_t i = 0; i < points.size(); ++i) {
    const std::optional<int> n = point_number(points[i].name);
    if (!n) return nullptr;
    order.emplace_back(*n, i);
  }
  std::sort(order.begin(), order.end());
  const int first = order.empty() ? -1 : order[0].first;
  if (first != 0 && first != 1) return nullptr;
  for (size_t i = 0; i < order.size(); ++i) {
    if (order[i].first != first + static_cast<int>(i)) return nullptr;
  }
  for (const PointLayout& layout : point_layouts()) {
    if (static_cast<size_t>(layout.size()) != points.size()) continue;
    std::vector<PointColumn> sorted;
    for (const auto& [n, i] : order) {
      sorted.push_back(points[i]);
      sorted.back().name = layout.names[sorted.size() - 1];
    }
    points = std::move(sorted);
    return &layout;
  }
  return nullptr;
}

/// Named points in the order of the layout that has them all; null if none has.
const PointLayout* named_layout(std::vector<PointColumn>& points) {
  std::vector<std::string> names;
  for (const PointColumn& point : points) names.push_back(point.name);
  const PointLayout* layout = layout_of_names(names);
  if (!layout) return nullptr;
  std::vector<PointColumn> sorted(layout->names.size());
  for (int p = 0; p < layout->size(); ++p) sorted[p].name = layout->names[p];
  for (const PointColumn& point : points) {
    PointColumn& to = sorted[find_point(layout->names, point.name)];
    to = point;
    to.name = layout->names[&to - sorted.data()];
  }
  points = std::move(sorted);
  return layout;
}

class HeaderReader {
 public:
  Result<PointColumns> run(const std::vector<std::string_view>& header) {
    if (header.size() > kMostColumns) {
      return bad_input("the header has " + std::to_string(header.size()) +
                       " columns; expected at most " + std::to_string(kMostColumns));
    }
    for (size_t c = 0; c < header.size(); ++c) {
      if (header[c].empty()) continue;
      out_.says_world |= lower(header[c]).find("world") != std::string::npos;
      if (!take_common(header[c], static_cast<int>(c))) take_point(header[c], static_cast<int>(c));
    }
    return out_.is_long() ? finish_long() : finish_wide();
  }

 private:
  bool take_common(std::string_view name, int column) {
    std::string word = lower(name);
    std::replace_if(
        word.begin(), word.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
    const auto set = [column](int& to) { return to < 0 ? (to = column, true) : true; };
    if (is_one_of(word, {"frame", "frame_id", "frame_index", "frame_number", "frame_no", "frameid",
                         "frame_idx", "image_id"})) {
      return set(out_.frame);
    }
    if (is_one_of(word, {"time_s", "time", "timestamp", "timestamp_s", "seconds", "t"})) {
      return set(out_.time);
    }
    if (is_one_of(word, {"time_ms", "timestamp_ms", "milliseconds"})) {
      out_.seconds_per_time = 0.001;
      return set(out_.time);
    }
    if (is_one_of(word, {"person", "person_id", "id", "track_id", "subject", "person_index",
                         "pose_id", "pose_index"})) {
      return set(out_.person);
    }
    if (is_one_of(word, {"landmark", "landmark_id", "landmark_index", "landmark_name", "keypoint",
                         "keypoint_id", "keypoint_name", "joint", "joint_name", "point", "name"})) {
      return set(out_.landmark);
    }
    return false;
  }

  void take_point(std::string_view name, int column) {
    const std::optional<Cell> cell = split(name);
    if (!cell) {
      out_.ignored.emplace_back(name.substr(0, 40));
      return;
    }
    // Columns of one point stand together in nearly every file, so the last is looked at first.
    auto point = std::find_if(out_.points.rbegin(), out_.points.rend(),
                              [&](const PointColumn& p) { return p.name == cell->point; });
    if (point == out_.points.rend()) {
      out_.points.emplace_back().name = cell->point;
      point = out_.points.rbegin();
    }
    int& to = cell->component == 'x'   ? point->x
              : cell->component == 'y' ? point->y
              : cell->component == 'z' ? point->z
              : cell->component == 'c' ? point->confidence
                                       : point->state;
    if (to < 0) {
      to = column;
    } else {
      out_.ignored.emplace_back(name.substr(0, 40));
    }
  }

  Result<PointColumns> finish_long() {
    const auto nameless = std::find_if(out_.points.begin(), out_.points.end(),
                                       [](const PointColumn& p) { return p.name.empty(); });
    if (nameless == out_.points.end() || nameless->x < 0 || nameless->y < 0) {
      return bad_input(
          "the header names a column of landmarks but none of coordinates; expected x and y");
    }
    out_.points = {*nameless};
    out_.has_z = out_.points[0].z >= 0;
    return std::move(out_);
  }

  Result<PointColumns> finish_wide() {
    std::erase_if(out_.points, [&](const PointColumn& p) {
      const bool is_point = p.x >= 0 && p.y >= 0 && !p.name.empty();
      if (!is_point) out_.ignored.push_back(p.name.substr(0, 40));
      return !is_point;
    });
    if (out_.points.empty()) {
      return bad_input(
          "the header names no points; expected columns such as frame, nose.x, nose.y, nose.c");
    }
    const auto with_z = std::count_if(out_.points.begin(), out_.points.end(),
                                      [](const PointColumn& p) { return p.z >= 0; });
    if (with_z != 0 && static_cast<size_t>(with_z) != out_.points.size()) {
      return bad_input("the header has z columns for " + std::to_string(with_z) + " of " +
                       std::to_string(out_.points.size()) + " points; expected all or none");
    }
    out_.has_z = with_z > 0;
    out_.layout = numbered_layout(out_.points);
    if (!out_.layout) out_.layout = named_layout(out_.points);
    return std::move(out_);
  }

  PointColumns out_;
};

}  // namespace

Result<PointColumns> find_point_columns(const std::vector<std::string_view>& header) {
  return HeaderReader().run(header);
}

}  // namespace kinemote::io
