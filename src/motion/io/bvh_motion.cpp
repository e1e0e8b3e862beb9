#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <limits>
#include <thread>

#include "motion/io/bvh_parse.h"
#include "motion/io/bvh_rows.h"
#include "motion/io/huge_pages.h"

namespace kinemote::io {
namespace {

/// Joints without channels cost a file nothing and us 32 bytes a frame, so memory is bounded by
/// these bytes plus some for each byte of the file; joints with channels need less.
constexpr size_t kFreeBytes = size_t{128} << 20;
constexpr size_t kBytesPerFileByte = 16;
/// Text that one thread reads in one go: large enough to pay for starting it, unless the file is
/// smaller than that for each of the threads.
constexpr size_t kThreadText = size_t{1} << 20;
constexpr size_t kLeastThreadText = size_t{1} << 17;
/// Without threads, little enough to stay in the second-level cache together with what it becomes.
constexpr size_t kLoneText = size_t{1} << 16;

/// Line ends in a text, CRLF as one: at least the number of rows that end in it.
size_t count_line_ends(const char* at, const char* end) {
  size_t count = 0;
  for (const char* p = at; (p = static_cast<const char*>(std::memchr(p, '\n', end - p))); ++p) {
    ++count;
  }
  for (const char* p = at; (p = static_cast<const char*>(std::memchr(p, '\r', end - p))); ++p) {
    if (p + 1 == end || p[1] != '\n') ++count;
  }
  return count;
}

class MotionParser {
 public:
  MotionParser(BvhText& text, const BvhHierarchy& hierarchy, const MotionParseSettings& settings,
               Warnings& warnings)
      : text_(text),
        hierarchy_(hierarchy),
        plan_(hierarchy),
        settings_(settings),
        warnings_(warnings) {}

  Result<BvhMotion> run() {
    if (Status status = read_header(); !status) return status.error();
    out_.position_joints = plan_.position_joints();
    out_.has_channel = plan_.has_channel();
    if (Status status = read_rows(); !status) return status.error();
    return std::move(out_);
  }

 private:
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

  Status read_rows() {
    text_.skip_space();
    rows_at_ = text_.position();
    const size_t rest = text_.text().size() - rows_at_;
    const int threads =
        static_cast<int>(std::clamp<size_t>(rest / kLeastThreadText, 1, settings_.threads));
    for (int i = 0; i < threads; ++i) readers_.emplace_back(plan_);
    size_t at = rows_at_;
    while (!is_stopped_) {
      if (!report(settings_.progress, "reading", static_cast<double>(at - rows_at_) / (rest + 1))) {
        return cancelled();
      }
      at = next_chunks(at);
      if (chunks_.empty()) break;
      if (Status status = make_room(at); !status) return status;
      read_chunks();
      join_chunks();
    }
    shrink();
    if (is_stopped_) {
      if (Status status = explain_row(stopped_at_); !status) return status;
    }
    if (out_.frame_count == 0) {
      return text_.error(text_.text().size(), "expected at least one row of " +
                                                  std::to_string(plan_.channel_count()) +
                                                  " numbers after the frame time");
    }
    if (declared_frames_ != static_cast<std::uint64_t>(out_.frame_count)) {
      warnings_.push_back(text_.address(frames_at_) + ": Frames says " + declared_text_ +
                          ", but the file holds " + std::to_string(out_.frame_count) +
                          " rows; all of them were read");
    }
    return {};
  }

  /// Cuts whole lines for each reader from the text at `at`; returns where the next begin.
  size_t next_chunks(size_t at) {
    const std::string_view all = text_.text();
    const size_t share = (all.size() - at) / readers_.size() + 1;
    const size_t length = readers_.size() > 1 ? std::min(kThreadText, share) : kLoneText;
    chunks_.clear();
    while (at < all.size() && chunks_.size() < readers_.size()) {
      size_t end = std::min(at + length, all.size());
      while (end < all.size() && !is_line_end(all[end - 1])) ++end;
      chunks_.push_back({.begin = all.data() + at, .end = all.data() + end});
      at = end;
    }
    return at;
  }

  /// Room behind the frames that are read for as many as the chunks can hold, which `Frames` cannot
  /// be trusted to tell. The first time, also address space for the whole file.
  Status make_room(size_t end_of_chunks) {
    const size_t file_size = text_.text().size();
    size_t rows = out_.frame_count;
    for (Chunk& chunk : chunks_) {
      chunk.first_row = rows;
      rows += count_line_ends(chunk.begin, chunk.end);
      rows += !is_line_end(chunk.end[-1]);
    }
    const size_t joints = plan_.joint_count();
    const size_t most_rotations = (kFreeBytes + kBytesPerFileByte * file_size) / sizeof(Quat);
    const size_t most_rows =
        std::min<size_t>(most_rotations / joints, std::numeric_limits<int>::max());
    if (rows > most_rows) {
      return text_.error(frames_at_, "the motion is too long; expected at most " +
                                         std::to_string(most_rows) + " frames for its " +
                                         std::to_string(joints) +
                                         " joints, most of which have no channels");
    }
    if (out_.frame_count == 0) {
      const double growth = static_cast<double>(file_size - rows_at_) / (end_of_chunks - rows_at_);
      const auto guess = std::min(most_rows, static_cast<size_t>(1.02 * growth * rows) + 8);
      reserve_large(out_.rotations, guess * joints);
      reserve_large(out_.positions, guess * out_.position_joints.size());
    }
    out_.rotations.resize(rows * joints);
    out_.positions.resize(rows * out_.position_joints.size());
    return {};
  }

  void read_chunks() {
    const auto read = [this](size_t i) {
      Chunk& chunk = chunks_[i];
      chunk.stop = readers_[i].read(chunk.begin, chunk.end, rotations_at(chunk.first_row),
                                    positions_at(chunk.first_row));
    };
    std::vector<std::thread> helpers;
    for (size_t i = 1; i < chunks_.size(); ++i) helpers.emplace_back(read, i);
    read(0);
    for (std::thread& helper : helpers) helper.join();
  }

  /// Closes the gaps that blank lines leave, up to the first row that could not be read.
  void join_chunks() {
    for (const Chunk& chunk : chunks_) {
      const size_t row = out_.frame_count;
      if (chunk.first_row != row) {
        const size_t joints = plan_.joint_count();
        const size_t columns = out_.position_joints.size();
        std::copy_n(rotations_at(chunk.first_row), chunk.stop.rows * joints, rotations_at(row));
        std::copy_n(positions_at(chunk.first_row), chunk.stop.rows * columns, positions_at(row));
      }
      out_.frame_count += static_cast<int>(chunk.stop.rows);
      if (chunk.stop.at != chunk.end) {
        is_stopped_ = true;
        stopped_at_ = chunk.stop.at - text_.text().data();
        return;
      }
    }
  }

  void shrink() {
    out_.rotations.resize(out_.frame_count * plan_.joint_count());
    out_.positions.resize(out_.frame_count * out_.position_joints.size());
  }

  Quat* rotations_at(size_t row) { return out_.rotations.data() + row * plan_.joint_count(); }
  Vec3* positions_at(size_t row) {
    return out_.positions.data() + row * out_.position_joints.size();
  }

  /// What is wrong with the row that begins at a position. A last row that stops short is warned of
  /// and left out.
  Status explain_row(size_t row_at) {
    const std::string_view all = text_.text();
    const char* at = all.data() + row_at;
    const char* const end = all.data() + all.size();
    for (size_t values_read = 0; values_read < plan_.channel_count(); ++values_read) {
      while (at != end && is_blank(*at)) ++at;
      double ignored;
      const char* const stop = scan_number(at, end, ignored);
      if (stop == nullptr) return explain_number(at - all.data(), values_read);
      at = stop;
    }
    while (at != end && is_blank(*at)) ++at;
    return expected(at - all.data(), "the end of the row after " +
                                         std::to_string(plan_.channel_count()) + " numbers");
  }

  Status explain_number(size_t at, size_t values_read) {
    const std::string_view all = text_.text();
    size_t word_end = at;
    while (word_end < all.size() && !is_space(all[word_end])) ++word_end;
    // A file cut off in the middle of its last row, perhaps in the middle of a number.
    if (all.find_first_not_of(" \t\f\v\r\n", word_end) == std::string_view::npos &&
        (word_end == at || word_end == all.size())) {
      warnings_.push_back(text_.address(at) + ": the last row stops after " +
                          std::to_string(values_read) + " of " +
                          std::to_string(plan_.channel_count()) + " numbers and was left out");
      return {};
    }
    if (word_end == at) {
      return text_.error(at, "this row stops after " + std::to_string(values_read) +
                                 " numbers; expected " + std::to_string(plan_.channel_count()) +
                                 ", one for each channel");
    }
    const BvhChannel& channel = hierarchy_.channels[values_read];
    std::string what = std::string("a number for channel ") + "XYZ"[channel.axis] +
                       (channel.is_rotation ? "rotation" : "position") + " of \"" +
                       hierarchy_.skeleton.joints[channel.joint].name + "\"";
    if (all.substr(at, word_end - at).find(',') != std::string_view::npos) {
      what += " with '.' as its decimal point";
    }
    return expected(at, what);
  }

  struct Chunk {
    const char* begin = nullptr;
    const char* end = nullptr;
    size_t first_row = 0;  // where its frames are stored
    BvhRowReader::Stop stop{};
  };

  BvhText& text_;
  const BvhHierarchy& hierarchy_;
  const BvhRowPlan plan_;
  const MotionParseSettings& settings_;
  Warnings& warnings_;
  BvhMotion out_;
  std::uint64_t declared_frames_ = 0;
  std::string declared_text_;
  size_t label_at_ = 0;
  size_t frames_at_ = 0;
  size_t rows_at_ = 0;
  std::vector<BvhRowReader> readers_;  // one a thread
  std::vector<Chunk> chunks_;          // at most one a reader
  bool is_stopped_ = false;            // a row that is not clean was met
  size_t stopped_at_ = 0;
};

}  // namespace

Result<BvhMotion> parse_motion(BvhText& text, const BvhHierarchy& hierarchy,
                               const MotionParseSettings& settings, Warnings& warnings) {
  return MotionParser(text, hierarchy, settings, warnings).run();
}

}  // namespace kinemote::io
