#include <fast_float/fast_float.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include "motion/io/bvh_parse.h"

namespace kinemote::io {
namespace {

/// About two hours of 60 joints at 120 fps, 1.6 GB in memory. A limit, since joints without
/// channels cost a file nothing and us 32 bytes a frame.
constexpr size_t kMostRotations = 50'000'000;

/// q * (cos + sin * unit vector of the axis).
Quat times_axis_rotation(const Quat& q, int axis, double cosine, double sine) {
  switch (axis) {
    case 0:
      return {q.w * cosine - q.x * sine, q.x * cosine + q.w * sine, q.y * cosine + q.z * sine,
              q.z * cosine - q.y * sine};
    case 1:
      return {q.w * cosine - q.y * sine, q.x * cosine - q.z * sine, q.y * cosine + q.w * sine,
              q.z * cosine + q.x * sine};
    default:
      return {q.w * cosine - q.z * sine, q.x * cosine + q.y * sine, q.y * cosine - q.x * sine,
              q.z * cosine + q.w * sine};
  }
}

class MotionParser {
 public:
  MotionParser(BvhText& text, const BvhHierarchy& hierarchy, Warnings& warnings)
      : text_(text), hierarchy_(hierarchy), warnings_(warnings) {}

  Result<BvhMotion> run() {
    if (Status status = read_header(); !status) return status.error();
    list_position_joints();
    if (Status status = read_rows(); !status) return status.error();
    return std::move(out_);
  }

 private:
  enum class Row { kRead, kCutShort, kBad };

  /// Reads words, ignoring case, blanks between them and after them, then ':'.
  bool read_label(std::initializer_list<std::string_view> words) {
    text_.skip_space();
    label_at_ = text_.position();
    for (const std::string_view word : words) {
      text_.skip_space();
      if (!equals_ignoring_case(text_.text().substr(text_.position(), word.size()), word)) {
        return false;
      }
      text_.move_to(text_.position() + word.size());
    }
    text_.skip_space();
    if (text_.peek() != ':') return false;
    text_.move_to(text_.position() + 1);
    return true;
  }

  Error expected(size_t at, std::string_view what) {
    return text_.error(at, "expected " + std::string(what) + ", found " + text_.found(at));
  }

  Status read_header() {
    if (!read_label({"Frames"})) return expected(label_at_, "\"Frames:\" after MOTION");
    frames_at_ = label_at_;
    const std::string_view count = text_.next_token();
    declared_text_ = text_.found(text_.token_position());
    const char* end = count.data() + count.size();
    const auto [stop, error] = std::from_chars(count.data(), end, declared_frames_);
    if (stop != end || error == std::errc::invalid_argument) {
      return expected(text_.token_position(), "the number of frames");
    }
    if (error == std::errc::result_out_of_range) {
      declared_frames_ = std::numeric_limits<std::uint64_t>::max();
    }
    if (!read_label({"Frame", "Time"})) return expected(label_at_, "\"Frame Time:\"");
    if (!parse_number(text_.next_token(), out_.frame_time_s) || out_.frame_time_s <= 0.0) {
      return expected(text_.token_position(), "a frame time in seconds above 0");
    }
    return {};
  }

  void list_position_joints() {
    slot_of_joint_.assign(hierarchy_.skeleton.size(), -1);
    for (const BvhChannel& channel : hierarchy_.channels) {
      if (!channel.is_rotation) slot_of_joint_[channel.joint] = 0;
    }
    for (int j = 0; j < hierarchy_.skeleton.size(); ++j) {
      if (slot_of_joint_[j] < 0) continue;
      slot_of_joint_[j] = static_cast<int>(out_.position_joints.size());
      out_.position_joints.push_back(j);
      rest_positions_.push_back(hierarchy_.skeleton.joints[j].offset);
    }
    out_.has_channel.assign(out_.position_joints.size(), Vec3(0.0));
    for (const BvhChannel& channel : hierarchy_.channels) {
      if (!channel.is_rotation) out_.has_channel[slot_of_joint_[channel.joint]][channel.axis] = 1.0;
    }
  }

  Status read_rows() {
    values_.resize(hierarchy_.channels.size());
    if (Status status = reserve(); !status) return status;
    while (true) {
      text_.skip_space();
      if (text_.is_at_end()) break;
      const Row row = read_row();
      if (row == Row::kBad) return problem_;
      if (row == Row::kCutShort) {
        warnings_.push_back(text_.address(problem_at_) + ": the last row stops after " +
                            std::to_string(values_read_) + " of " + std::to_string(values_.size()) +
                            " numbers and was left out");
        break;
      }
      append_frame();
    }
    if (out_.frame_count == 0) {
      return text_.error(text_.position(), "expected at least one row of " +
                                               std::to_string(values_.size()) +
                                               " numbers after the frame time");
    }
    if (declared_frames_ != static_cast<std::uint64_t>(out_.frame_count)) {
      warnings_.push_back(text_.address(frames_at_) + ": Frames says " + declared_text_ +
                          ", but the file holds " + std::to_string(out_.frame_count) +
                          " rows; all of them were read");
    }
    return {};
  }

  /// Makes room for a frame on each line that is left, which `Frames` cannot be trusted to count.
  Status reserve() {
    const std::string_view rest = text_.text().substr(text_.position());
    const size_t lines = 1 + std::max(std::count(rest.begin(), rest.end(), '\n'),
                                      std::count(rest.begin(), rest.end(), '\r'));
    const size_t joints = hierarchy_.skeleton.size();
    if (lines > kMostRotations / joints) {
      return text_.error(frames_at_, "the motion is too long; expected at most " +
                                         std::to_string(kMostRotations / joints) +
                                         " frames for its " + std::to_string(joints) + " joints");
    }
    out_.rotations.reserve(lines * joints);
    out_.positions.reserve(lines * out_.position_joints.size());
    return {};
  }

  /// Reads one line of numbers into values_. The hot loop of the whole reader.
  Row read_row() {
    const std::string_view all = text_.text();
    const char* at = all.data() + text_.position();
    const char* const end = all.data() + all.size();
    for (values_read_ = 0; values_read_ < values_.size(); ++values_read_) {
      while (at != end && is_blank(*at)) ++at;
      const char* number = at;
      if (number != end && *number == '+') ++number;
      const auto [stop, error] = fast_float::from_chars(number, end, values_[values_read_]);
      const bool is_delimited = stop == end || is_space(*stop);
      if (error != std::errc() || !is_delimited || !std::isfinite(values_[values_read_])) {
        return explain_bad_number(at - all.data());
      }
      at = stop;
    }
    while (at != end && is_blank(*at)) ++at;
    text_.move_to(at - all.data());
    if (at == end || is_line_end(*at)) return Row::kRead;
    problem_ = expected(text_.position(),
                        "the end of the row after " + std::to_string(values_.size()) + " numbers");
    return Row::kBad;
  }

  Row explain_bad_number(size_t at) {
    const std::string_view all = text_.text();
    size_t word_end = at;
    while (word_end < all.size() && !is_space(all[word_end])) ++word_end;
    // A file cut off in the middle of its last row, perhaps in the middle of a number.
    if (all.find_first_not_of(" \t\f\v\r\n", word_end) == std::string_view::npos &&
        (word_end == at || word_end == all.size())) {
      problem_at_ = at;
      return Row::kCutShort;
    }
    if (word_end == at) {
      problem_ = text_.error(at, "this row stops after " + std::to_string(values_read_) +
                                     " numbers; expected " + std::to_string(values_.size()) +
                                     ", one for each channel");
      return Row::kBad;
    }
    const BvhChannel& channel = hierarchy_.channels[values_read_];
    std::string what = std::string("a number for channel ") + "XYZ"[channel.axis] +
                       (channel.is_rotation ? "rotation" : "position") + " of \"" +
                       hierarchy_.skeleton.joints[channel.joint].name + "\"";
    if (all.substr(at, word_end - at).find(',') != std::string_view::npos) {
      what += " with '.' as its decimal point";
    }
    problem_ = expected(at, what);
    return Row::kBad;
  }

  void append_frame() {
    constexpr double kHalfRadPerDegree = kPi / 360.0;
    const size_t joints = hierarchy_.skeleton.size();
    const size_t first_rotation = out_.rotations.size();
    const size_t first_position = out_.positions.size();
    out_.rotations.resize(first_rotation + joints, kIdentity);
    out_.positions.insert(out_.positions.end(), rest_positions_.begin(), rest_positions_.end());
    Quat* rotations = out_.rotations.data() + first_rotation;
    Vec3* positions = out_.positions.data() + first_position;
    for (size_t c = 0; c < values_.size(); ++c) {
      const BvhChannel channel = hierarchy_.channels[c];
      if (channel.is_rotation) {
        const double half_rad = values_[c] * kHalfRadPerDegree;
        Quat& rotation = rotations[channel.joint];
        rotation =
            times_axis_rotation(rotation, channel.axis, std::cos(half_rad), std::sin(half_rad));
      } else {
        positions[slot_of_joint_[channel.joint]][channel.axis] = values_[c];
      }
    }
    for (size_t j = 0; j < joints; ++j) rotations[j] = canonical(rotations[j]);
    ++out_.frame_count;
  }

  BvhText& text_;
  const BvhHierarchy& hierarchy_;
  Warnings& warnings_;
  BvhMotion out_;
  std::uint64_t declared_frames_ = 0;
  std::string declared_text_;
  size_t label_at_ = 0;
  size_t frames_at_ = 0;
  std::vector<int> slot_of_joint_;    // column in positions, -1 without position channels
  std::vector<Vec3> rest_positions_;  // P, the OFFSETs
  std::vector<double> values_;        // the row being read
  size_t values_read_ = 0;
  size_t problem_at_ = 0;
  Status problem_;
};

}  // namespace

Result<BvhMotion> parse_motion(BvhText& text, const BvhHierarchy& hierarchy, Warnings& warnings) {
  return MotionParser(text, hierarchy, warnings).run();
}

}  // namespace kinemote::io
