#include <algorithm>
#include <cmath>
#include <map>

#include "motion/io/bvh_text.h"
#include "motion/io/csv_rows.h"
#include "motion/io/keypoint_readers.h"
#include "motion/io/point_csv_columns.h"

namespace kinemote::io {
namespace {

constexpr size_t kMostLongPoints = 500;  // different landmarks of a long table
/// Memory for rows beyond four times the file: a table of empty cells is small, its rows are not.
constexpr size_t kRecordBytes = size_t{64} << 20;
constexpr double kLargestFrame = 9e15;  // exact in a double
constexpr double kLargestValue = 1e12;  // beyond it squares lose all sense

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text.substr(0, 30)) out += c >= ' ' && c != '\x7f' ? c : '?';
  return out + (text.size() > 30 ? "…\"" : "\"");
}

bool is_nothing(std::string_view text) {
  for (const char* word : {"", "nan", "-nan", "null", "none", "na", "n/a", "-"}) {
    if (equals_ignoring_case(text, word)) return true;
  }
  return false;
}

class PointCsvReader {
 public:
  PointCsvReader(std::string_view text, const std::string& name)
      : rows_(text), name_(name), file_bytes_(text.size()) {}

  Result<KeypointRecords> run() {
    std::vector<std::string_view> cells;
    if (!rows_.next(cells)) return bad_input(name_ + ": the file is empty; expected a table");
    Result<PointColumns> columns = find_point_columns(cells);
    if (!columns) return bad_input(address() + columns.error().message);
    columns_ = std::move(*columns);
    width_ = cells.size();
    for (const PointColumn& point : columns_.points) out_.names.push_back(point.name);
    if (columns_.is_long()) out_.names.clear();
    if (!columns_.ignored.empty()) warn_of_ignored();
    while (rows_.next(cells)) {
      if (cells.size() != width_) {
        if (cells.size() < width_ && rows_.is_cut()) {
          out_.warnings.push_back(address() + "the last row stops after " +
                                  std::to_string(cells.size()) + " of " + std::to_string(width_) +
                                  " cells and was left out");
          break;
        }
        // A separator at the end of every row but the header is a common habit.
        if (cells.size() != width_ + 1 || !cells.back().empty()) {
          return bad_input(address() + "this row has " + std::to_string(cells.size()) +
                           " cells; expected " + std::to_string(width_) + ", as the header has");
        }
      }
      const Status status = columns_.is_long() ? take_long(cells) : take_wide(cells);
      if (!status) return status.error();
    }
    return finish();
  }

 private:
  std::string address() const { return name_ + ":" + std::to_string(rows_.line()) + ": "; }

  void warn_of_ignored() {
    constexpr size_t kNamed = 5;
    std::string list;
    for (size_t i = 0; i < std::min(kNamed, columns_.ignored.size()); ++i) {
      list += (i > 0 ? ", " : "") + in_quotes(columns_.ignored[i]);
    }
    if (columns_.ignored.size() > kNamed) {
      list += " and " + std::to_string(columns_.ignored.size() - kNamed) + " more";
    }
    out_.warnings.push_back(address() + "columns that are no points were left out: " + list);
  }

  /// Reads a number; `is_there` is false for empty cells. Semicolons come with decimal commas.
  Status number(std::string_view cell, const std::string& column, double& value, bool& is_there) {
    is_there = !is_nothing(cell);
    if (!is_there) return {};
    bool is_number = parse_number(cell, value);
    if (!is_number && rows_.separator() == ';') {
      std::string with_point(cell);
      std::replace(with_point.begin(), with_point.end(), ',', '.');
      is_number = parse_number(with_point, value);
    }
    if (!is_number || std::abs(value) > kLargestFrame) {
      return bad_input(address() + "expected a number for " + column + ", found " +
                       in_quotes(cell));
    }
    return {};
  }

  /// Sets one point of a person from a row.
  Status take_point(const std::vector<std::string_view>& cells, const PointColumn& column,
                    const std::string& point_name, Detection& person, size_t point) {
    Vec3 position(0.0);
    bool is_seen = true;
    const int axes[3] = {column.x, column.y, column.z};
    for (int axis = 0; axis < 3; ++axis) {
      if (axes[axis] < 0) continue;
      bool is_there = false;
      if (Status status =
              number(cells[axes[axis]], point_name + "." + "xyz"[axis], position[axis], is_there);
          !status) {
        return status;
      }
      if (is_there && std::abs(position[axis]) > kLargestValue) {
        return bad_input(address() + "expected a number up to 1e12 for " + point_name + "." +
                         "xyz"[axis] + ", found " + in_quotes(cells[axes[axis]]));
      }
      is_seen &= is_there;
    }
    double confidence = position == Vec3(0.0) ? 0.0 : 1.0;
    if (column.confidence >= 0) {
      bool is_there = false;
      if (Status status = number(cells[column.confidence], point_name + ".c", confidence, is_there);
          !status) {
        return status;
      }
      if (!is_there) confidence = 0.0;
    }
    // What was filled before is filled anew from what was measured.
    if (column.state >= 0 && cells[column.state] != "measured") is_seen = false;
    if (!is_seen) return {};
    largest_confidence_ = std::max(largest_confidence_, confidence);
    person.positions[point] = position;
    person.confidences[point] = static_cast<float>(std::clamp(confidence, 0.0, 1.0));
    return {};
  }

  /// Frame and person of a row; a new record if they differ from those of the row before.
  Status find_record(const std::vector<std::string_view>& cells, bool continues) {
    bool is_there = false;
    double time = 0.0;
    if (columns_.time >= 0) {
      if (Status s = number(cells[columns_.time], "the time", time, is_there); !s) return s;
      if (is_there && (times_.empty() || time != times_.back())) times_.push_back(time);
    }
    double frame = 0.0;
    if (columns_.frame >= 0) {
      if (Status s = number(cells[columns_.frame], "the frame", frame, is_there); !s) return s;
      if (!is_there || frame != std::floor(frame)) {
        return bad_input(address() + "expected a whole number for the frame, found " +
                         in_quotes(cells[columns_.frame]));
      }
    } else if (columns_.time >= 0) {
      frame = static_cast<double>(times_.size());
    } else {
      frame = continues && !out_.records.empty() ? static_cast<double>(out_.records.back().frame)
                                                 : static_cast<double>(row_++);
    }
    int id = -1;
    if (columns_.person >= 0 && !is_nothing(cells[columns_.person]) &&
        cells[columns_.person] != "-1") {
      id = ids_.try_emplace(std::string(cells[columns_.person]), static_cast<int>(ids_.size()))
               .first->second;
    }
    const auto number_of_frame = static_cast<long long>(frame);
    if (continues && !out_.records.empty() && out_.records.back().frame == number_of_frame &&
        out_.records.back().person.given_id == id) {
      return {};
    }
    record_bytes_ += out_.names.size() * (sizeof(Vec3) + sizeof(float)) + sizeof(PersonRecord);
    if (record_bytes_ > 4 * file_bytes_ + kRecordBytes) {
      return bad_input(address() + "far more rows than numbers; expected points in most cells");
    }
    PersonRecord& record = out_.records.emplace_back();
    record.frame = number_of_frame;
    record.person.given_id = id;
    record.person.positions.resize(out_.names.size());
    record.person.confidences.resize(out_.names.size());
    return {};
  }

  Status take_wide(const std::vector<std::string_view>& cells) {
    if (Status status = find_record(cells, false); !status) return status;
    Detection& person = out_.records.back().person;
    for (size_t p = 0; p < columns_.points.size(); ++p) {
      const PointColumn& column = columns_.points[p];
      if (column.x < 0) continue;  // a point of the layout that the table does not have
      if (Status s = take_point(cells, column, column.name, person, p); !s) return s;
    }
    return {};
  }

  Status take_long(const std::vector<std::string_view>& cells) {
    const std::string landmark(cells[columns_.landmark]);
    const auto [at, is_new] = landmarks_.try_emplace(landmark, landmarks_.size());
    if (is_new) {
      if (landmarks_.size() > kMostLongPoints) {
        return bad_input(address() + "more than " + std::to_string(kMostLongPoints) +
                         " different landmarks; expected the points of a body");
      }
      out_.names.push_back(landmark);
    }
    const size_t point = at->second;
    // Without frames, a landmark that comes again begins the next one.
    const bool continues = columns_.frame >= 0 || columns_.time >= 0 || point > last_point_;
    last_point_ = point;
    if (Status status = find_record(cells, continues); !status) return status;
    Detection& person = out_.records.back().person;
    if (person.positions.size() <= point) {
      person.positions.resize(out_.names.size());
      person.confidences.resize(out_.names.size());
    }
    return take_point(cells, columns_.points[0], landmark, person, point);
  }

  /// Long tables: points in the order of the layout that they turn out to have.
  Status settle_long() {
    std::vector<std::string_view> header;
    std::vector<std::string> texts;
    for (const std::string& name : out_.names) {
      texts.push_back(name + ".x");
      texts.push_back(name + ".y");
    }
    header.assign(texts.begin(), texts.end());
    const Result<PointColumns> wide = find_point_columns(header);
    if (!wide || (!wide->layout && wide->points.size() != out_.names.size())) {
      return bad_input(name_ + ": the landmarks have no names to tell them apart");
    }
    for (PersonRecord& record : out_.records) {
      Detection from = std::move(record.person);
      from.positions.resize(out_.names.size());
      from.confidences.resize(out_.names.size());
      record.person.given_id = from.given_id;
      record.person.positions.assign(wide->points.size(), Vec3(0.0));
      record.person.confidences.assign(wide->points.size(), 0.0f);
      for (size_t p = 0; p < wide->points.size(); ++p) {
        if (wide->points[p].x < 0) continue;
        const size_t old = wide->points[p].x / 2;
        record.person.positions[p] = from.positions[old];
        record.person.confidences[p] = from.confidences[old];
      }
    }
    out_.names.clear();
    for (const PointColumn& point : wide->points) out_.names.push_back(point.name);
    columns_.layout = wide->layout;
    return {};
  }

  Result<KeypointRecords> finish() {
    if (columns_.is_long() && !out_.records.empty()) {
      if (Status status = settle_long(); !status) return status.error();
    }
    if (out_.records.empty()) {
      return bad_input(address() + "no rows after the header; expected one a frame");
    }
    if (largest_confidence_ > 1.0) {
      out_.warnings.push_back(name_ + ": confidences above 1 (up to " +
                              std::to_string(largest_confidence_) + ") were read as 1");
    }
    out_.layout = columns_.layout;
    out_.format = out_.layout && out_.layout->id == "mediapipe33" ? "mediapipe" : "csv";
    out_.file_bytes = file_bytes_;
    out_.space = columns_.has_z ? PointSpace::kSpace : PointSpace::kImage;
    if (columns_.has_z && out_.format == "mediapipe") tell_mediapipe_space();
    find_rate();
    return std::move(out_);
  }

  /// MediaPipe's two kinds of landmarks have the same columns. Both count depth from the middle of
  /// the hips; only world landmarks count x and y from there, too.
  void tell_mediapipe_space() {
    if (columns_.points[0].state >= 0) return;  // ours: metres, +Y up
    const int left = out_.layout->find("left_hip");
    const int right = out_.layout->find("right_hip");
    const int shoulder = out_.layout->find("left_shoulder");
    size_t seen = 0;
    size_t flat = 0;
    size_t centred = 0;
    for (const PersonRecord& record : out_.records) {
      const auto& p = record.person.positions;
      const auto& c = record.person.confidences;
      if (c[left] == 0.0f || c[right] == 0.0f || c[shoulder] == 0.0f) continue;
      const Vec3 hips = 0.5 * (p[left] + p[right]);
      const double near = 0.1 * glm::distance(hips, p[shoulder]);
      ++seen;
      flat += std::abs(hips.z) < near;
      centred += glm::length(hips) < near;
    }
    if (columns_.says_world || (seen > 0 && 10 * centred > 9 * seen)) {
      out_.space = PointSpace::kMediaPipeWorld;
    } else if (seen > 0 && 10 * flat > 9 * seen) {
      out_.space = PointSpace::kImage;
      out_.warnings.push_back(
          name_ +
          ": normalised landmarks: their z is a guess in units of the image and was left "
          "out (world landmarks hold metres)");
    }
  }

  void find_rate() {
    std::vector<double> steps;
    for (size_t i = 1; i < times_.size(); ++i) {
      const double step = (times_[i] - times_[i - 1]) * columns_.seconds_per_time;
      if (step > 0.0) steps.push_back(step);
    }
    if (steps.empty()) return;
    const auto mid = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
    std::nth_element(steps.begin(), mid, steps.end());
    const double fps = 1.0 / *mid;
    if (!(fps <= 1e5 && fps >= 1e-3)) {
      out_.warnings.push_back(name_ + ": the times give no sensible rate and were left out");
      return;
    }
    // Times are often written with few digits: whole rates are meant when they are this near.
    const double whole = std::round(fps);
    out_.fps = whole >= 1.0 && std::abs(fps - whole) < 2e-3 * whole ? whole : fps;
  }

  CsvRows rows_;
  const std::string& name_;
  size_t file_bytes_;
  size_t width_ = 0;
  size_t record_bytes_ = 0;
  PointColumns columns_;
  KeypointRecords out_;
  std::vector<double> times_;
  std::map<std::string, int> ids_;
  std::map<std::string, size_t> landmarks_;
  size_t last_point_ = 0;
  long long row_ = 0;
  double largest_confidence_ = 0.0;
};

}  // namespace

Result<KeypointRecords> parse_point_csv(std::string_view text, const std::string& name) {
  return PointCsvReader(text, name).run();
}

}  // namespace kinemote::io
