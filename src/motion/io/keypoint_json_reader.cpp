#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "motion/io/keypoint_json.h"
#include "motion/io/keypoint_readers.h"

namespace kinemote::io {
namespace {

constexpr double kLargestFrame = 9e15;  // exact in a double

/// How the numbers of one person are to be read.
struct Shape {
  const PointLayout* layout = nullptr;
  int width = 0;                // numbers a point
  bool has_confidence = false;  // the last of them
  int dimensions() const { return width - has_confidence; }
  bool operator==(const Shape&) const = default;
};

/// 17, 25 and 33 points of 2, 3 or 4 numbers have nine different counts, so the count tells both.
std::optional<Shape> shape_of(const JsonPerson& person) {
  for (const PointLayout& layout : point_layouts()) {
    for (int width = 2; width <= 4; ++width) {
      if (person.values.size() != static_cast<size_t>(layout.size()) * width) continue;
      if (person.width != 0 && person.width != width) continue;
      Shape shape{&layout, width, width == 4};
      const bool has_scores = person.scores.size() == static_cast<size_t>(layout.size());
      if (width == 3 && !has_scores && !person.is_called_3d) shape.has_confidence = true;
      return shape;
    }
  }
  return std::nullopt;
}

/// The last number in an image's name ("000123.jpg" -> 123), empty if it has none.
std::optional<double> number_in(const std::string& image) {
  const size_t end = image.find_last_of("0123456789", image.rfind('.'));
  if (end == std::string::npos) return std::nullopt;
  const size_t before = image.find_last_not_of("0123456789", end);
  const size_t start = before == std::string::npos ? 0 : before + 1;
  double number = 0.0;
  for (size_t i = start; i <= end; ++i) number = 10.0 * number + (image[i] - '0');
  return number;
}

class JsonReader {
 public:
  JsonReader(KeypointJson& json, const std::string& name, std::string format)
      : json_(json), name_(name) {
    out_.format = std::move(format);
  }

  Result<KeypointRecords> run() {
    find_flags();
    for (size_t i = 0; i < json_.people.size(); ++i) {
      if (Status status = take(json_.people[i], i); !status) return status.error();
      json_.people[i] = {};  // memory of the text's numbers goes as records come
    }
    for (const FrameKey& key : json_.frames) out_.frames.push_back(frame_number(key));
    if (out_.layout) {
      out_.names = out_.layout->names;
    }
    if (lost_ > 0) {
      out_.warnings.push_back(name_ + ": " + std::to_string(lost_) +
                              " people belong to no frame of the file and were left out");
    }
    if (json_.bare_numbers > 0) {
      out_.warnings.push_back(name_ + ": " + std::to_string(json_.bare_numbers) +
                              " times NaN or Infinity, which JSON does not know, was read as null "
                              "(a point that was not seen)");
    }
    if (is_visibility_) {
      out_.warnings.push_back(name_ +
                              ": visibility flags 0, 1, 2 were read as confidences 0, 0.5, 1");
    } else if (largest_confidence_ > 1.0) {
      out_.warnings.push_back(name_ + ": confidences above 1 (up to " +
                              std::to_string(largest_confidence_) + ") were read as 1");
    }
    out_.fps = json_.fps <= 1e5 && json_.fps >= 1e-3 ? json_.fps : 0.0;
    return std::move(out_);
  }

 private:
  /// Annotations flag each point as 0 (not labelled), 1 (hidden) or 2 (seen).
  void find_flags() {
    bool has_two = false;
    for (const JsonPerson& person : json_.people) {
      const std::optional<Shape> shape = shape_of(person);
      if (!shape || !shape->has_confidence) return;
      for (size_t i = shape->width - 1; i < person.values.size(); i += shape->width) {
        const double v = person.values[i];
        if (v != 0.0 && v != 1.0 && v != 2.0) return;
        has_two |= v == 2.0;
      }
    }
    is_visibility_ = has_two;
  }

  long long frame_number(const FrameKey& key) {
    const std::optional<double> number = key.number ? key.number : number_in(key.image);
    if (number && std::abs(*number) < kLargestFrame && *number == std::floor(*number)) {
      return static_cast<long long>(*number);
    }
    const std::string word = key.number ? std::to_string(*key.number) : key.image;
    return named_frames_.try_emplace(word, static_cast<long long>(named_frames_.size()))
        .first->second;
  }

  Status take(const JsonPerson& person, size_t index) {
    const std::string where = name_ + ": person " + std::to_string(index) + ": ";
    const std::optional<Shape> shape = shape_of(person);
    if (!shape) {
      return bad_input(
          where + "found " + std::to_string(person.values.size()) +
          " keypoint numbers; expected 17 (COCO), 25 (BODY_25) or 33 (MediaPipe) points "
          "of 2, 3 or 4 numbers");
    }
    if (!shape_) {
      shape_ = shape;
      out_.layout = shape->layout;
      out_.space = shape->dimensions() == 3 ? PointSpace::kSpace : PointSpace::kImage;
    } else if (*shape != *shape_) {
      return bad_input(where +
                       "its keypoints have another shape than those of the first person; "
                       "expected one layout in a file");
    }
    if (person.frame.is_empty()) {
      ++lost_;
      return {};
    }
    PersonRecord record;
    record.frame = frame_number(person.frame);
    record.person.given_id = person.id;
    const int points = shape->layout->size();
    record.person.positions.assign(points, Vec3(0.0));
    record.person.confidences.assign(points, 0.0f);
    for (int p = 0; p < points; ++p) {
      const double* v = person.values.data() + static_cast<ptrdiff_t>(p) * shape->width;
      Vec3 position(v[0], v[1], shape->dimensions() == 3 ? v[2] : 0.0);
      const bool has_scores = person.scores.size() == static_cast<size_t>(points);
      double confidence = shape->has_confidence ? v[shape->width - 1]
                          : has_scores          ? person.scores[p]
                                                : (position == Vec3(0.0) ? 0.0 : 1.0);
      if (is_visibility_) confidence *= 0.5;
      if (!(confidence > 0.0) || !std::isfinite(position.x + position.y + position.z)) continue;
      largest_confidence_ = std::max(largest_confidence_, confidence);
      record.person.positions[p] = position;
      record.person.confidences[p] = static_cast<float>(std::min(confidence, 1.0));
    }
    out_.records.push_back(std::move(record));
    return {};
  }

  KeypointJson& json_;
  const std::string& name_;
  KeypointRecords out_;
  std::optional<Shape> shape_;
  bool is_visibility_ = false;
  int lost_ = 0;
  double largest_confidence_ = 0.0;
  std::map<std::string, long long> named_frames_;
};

Result<KeypointRecords> parse(std::string_view text, const std::string& name,
                              const std::string& format) {
  Result<KeypointJson> json = parse_people_json(text, name);
  if (!json) return json.error();
  Result<KeypointRecords> records = JsonReader(*json, name, format).run();
  if (records.ok()) records->file_bytes = text.size();
  return records;
}

}  // namespace

Result<KeypointRecords> parse_keypoint_json(std::string_view text, const std::string& name) {
  return parse(text, name, "coco");
}

Result<KeypointRecords> parse_openpose(std::string_view text, const std::string& name) {
  Result<KeypointRecords> records = parse(text, name, "openpose");
  if (!records.ok()) return records;
  if (records->frames.empty()) records->frames = {0};
  return records;
}

}  // namespace kinemote::io
