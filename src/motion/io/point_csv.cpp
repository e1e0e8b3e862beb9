#include "motion/io/point_csv.h"

#include "motion/io/atomic_file.h"
#include "motion/io/number_text.h"

namespace kinemote::io {
namespace {

/// A name as a cell: quoted where RFC 4180 asks for it.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

const char* state_word(PointState state) {
  return state == PointState::kMeasured ? "measured"
         : state == PointState::kFilled ? "filled"
                                        : "missing";
}

std::string header(const PointClip& clip) {
  std::string line = "time_s,frame,person";
  for (const std::string& name : clip.point_names) {
    for (const char* part : {".x", ".y", ".z", ".c", ".state"}) {
      if (clip.is_2d && part[1] == 'z') continue;
      line += ',' + cell(name + part);
    }
  }
  return line + '\n';
}

void append_row(std::string& line, const PointClip& clip, int frame, size_t person) {
  append_shortest(line, frame * clip.frame_time_s);
  line += ',' + std::to_string(frame) + ',' + std::to_string(person);
  for (int p = 0; p < clip.point_count(); ++p) {
    const size_t i = clip.index(frame, p);
    const bool is_there = clip.states[i] != PointState::kMissing;
    for (int axis = 0; axis < (clip.is_2d ? 2 : 3); ++axis) {
      line += ',';
      if (!is_there) continue;
      // Tables of image points count y downwards, as every reader of them expects.
      const bool is_flipped = clip.is_2d && axis == 1;
      const double value = clip.positions[i][axis];
      append_shortest(line, is_flipped ? 0.0 - value : value);
    }
    line += ',';
    if (is_there) append_rounded(line, clip.confidences[i], 6);
    line += ',';
    line += state_word(clip.states[i]);
  }
  line += '\n';
}

}  // namespace

Status write_points_csv(const std::filesystem::path& path, std::span<const PointClip> people) {
  const std::string cannot = "cannot write " + path.string() + ": ";
  if (people.empty()) return usage_error(cannot + "there are no points");
  int frames = 0;
  for (const PointClip& clip : people) {
    if (Status status = clip.validate(); !status) return bad_input(cannot + status.error().message);
    if (clip.point_names != people[0].point_names || clip.is_2d != people[0].is_2d ||
        clip.frame_time_s != people[0].frame_time_s) {
      return usage_error(cannot + "\"" + clip.name + "\" and \"" + people[0].name +
                         "\" differ in points, rate or dimension; expected one kind in a table");
    }
    frames = std::max(frames, clip.frame_count);
  }
  return write_atomically(path, [&](std::ostream& stream) -> Status {
    stream << header(people[0]);
    std::string line;
    for (int f = 0; f < frames; ++f) {
      for (size_t k = 0; k < people.size(); ++k) {
        if (f >= people[k].frame_count) continue;
        line.clear();
        append_row(line, people[k], f, k);
        stream.write(line.data(), static_cast<std::streamsize>(line.size()));
      }
    }
    return {};
  });
}

}  // namespace kinemote::io
