#include "motion/io/csv.h"

#include <algorithm>
#include <cmath>

#include "motion/core/kinematics.h"
#include "motion/io/atomic_file.h"
#include "motion/io/number_text.h"

namespace kinemote::io {
namespace {

/// A cell, in quotes where RFC 4180 asks for them.
void append_cell(std::string& text, const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) {
    text += cell;
    return;
  }
  text += '"';
  for (const char c : cell) {
    if (c == '"') text += '"';
    text += c;
  }
  text += '"';
}

void append_number(std::string& text, double value) {
  if (std::isfinite(value)) append_shortest(text, value);
}

}  // namespace

Status write_positions_csv(const std::filesystem::path& path, const Clip& clip,
                           const PositionsCsvSettings& settings) {
  if (Status status = clip.validate(); !status) {
    return bad_input("cannot write " + path.string() + ": " + status.error().message);
  }
  const WorldMotion world = forward_kinematics(clip);
  return write_atomically(path, [&](std::ostream& stream) -> Status {
    std::string line = "time_s";
    for (const Joint& joint : clip.skeleton->joints) {
      for (const char* axis : {".x", ".y", ".z"}) {
        line += ',';
        append_cell(line, joint.name + axis);
      }
    }
    for (const Joint& joint : clip.skeleton->joints) {
      if (!settings.with_rotations) break;
      for (const char* part : {".qw", ".qx", ".qy", ".qz"}) {
        line += ',';
        append_cell(line, joint.name + part);
      }
    }
    stream << line << '\n';
    for (int f = 0; f < world.frame_count; ++f) {
      line.clear();
      append_number(line, f * clip.frame_time_s);
      for (const Vec3& position : world.frame_positions(f)) {
        for (int axis = 0; axis < 3; ++axis) {
          line += ',';
          append_number(line, position[axis] / settings.metres_per_unit);
        }
      }
      for (const Quat& q : world.frame_rotations(f)) {
        if (!settings.with_rotations) break;
        for (const double part : {q.w, q.x, q.y, q.z}) {
          line += ',';
          append_number(line, part);
        }
      }
      line += '\n';
      stream.write(line.data(), static_cast<std::streamsize>(line.size()));
    }
    return {};
  });
}

Status write_csv(const std::filesystem::path& path, const CsvTable& table, bool with_note) {
  const size_t rows = table.text_columns.empty() ? table.numbers.size() : table.texts.size();
  if (!table.text_columns.empty() && !table.number_columns.empty() &&
      table.texts.size() != table.numbers.size()) {
    return usage_error("cannot write " + path.string() + ": " + std::to_string(table.texts.size()) +
                       " rows of texts but " + std::to_string(table.numbers.size()) +
                       " rows of numbers");
  }
  return write_atomically(path, [&](std::ostream& stream) -> Status {
    const size_t texts = table.text_columns.size();
    const size_t numbers = table.number_columns.size();
    std::string line;
    const auto end_row = [&line, &stream] {
      if (!line.empty()) line.back() = '\n';  // every cell has left a comma
      stream.write(line.data(), static_cast<std::streamsize>(line.size()));
      line.clear();
    };
    if (with_note) {
      std::string note = table.note;
      std::replace_if(
          note.begin(), note.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
      stream << "# " << note << '\n';
    }
    for (const auto* columns : {&table.text_columns, &table.number_columns}) {
      for (const std::string& column : *columns) {
        append_cell(line, column);
        line += ',';
      }
    }
    end_row();
    for (size_t r = 0; r < rows; ++r) {
      const size_t row_texts = texts > 0 ? table.texts[r].size() : 0;
      const size_t row_numbers = numbers > 0 ? table.numbers[r].size() : 0;
      if (row_texts != texts || row_numbers != numbers) {
        return usage_error("cannot write " + path.string() + ": row " + std::to_string(r + 1) +
                           " has " + std::to_string(row_texts + row_numbers) + " cells; expected " +
                           std::to_string(texts + numbers));
      }
      for (size_t c = 0; c < texts; ++c) {
        append_cell(line, table.texts[r][c]);
        line += ',';
      }
      for (size_t c = 0; c < numbers; ++c) {
        append_number(line, table.numbers[r][c]);
        line += ',';
      }
      end_row();
    }
    return {};
  });
}

}  // namespace kinemote::io
