// One question asked of a data set, and what came out: words, tables and figures in reading order.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::app {

struct StudyParagraph {
  std::string text;
};

/// What a result means, in a sentence or two made from the numbers; also on top of the page.
struct StudyFinding {
  std::string text;
};

/// Cells as they are printed; the first column names the row. Written as CSV too.
struct StudyTable {
  std::string file;  // name without extension, unique on the page
  std::string caption;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::string note;  // below; may be empty
};

struct StudyFigure {
  std::string file;  // name without extension, unique on the page
  std::string svg;
  std::string caption;
};

using StudyBlock = std::variant<StudyParagraph, StudyFinding, StudyTable, StudyFigure>;

struct Study {
  std::string id;     // anchor
  std::string title;  // a question
  std::vector<StudyBlock> blocks;
  std::string json = "{}";  // the numbers, an object
  double seconds = 0.0;
  Warnings warnings;
};

/// What all studies share.
struct StudySettings {
  std::string data;  // as it was named by the user, for the commands that the page prints
  uint64_t seed = 1;
  int threads = 0;
};

/// Progress of part of a job: its fractions fill [from, to]. Jobs of several phases begin each at
/// zero; what is passed on never goes back. For one thread.
Progress part_of(const Progress& progress, double from, double to);

/// "1.23" and so on; the cell of a number that does not exist is a dash.
std::string cell(double value, int decimals = 2);
/// "0.15 / 0.22 / 0.19".
std::string triple(const std::array<double, 3>& values, int decimals = 2);

}  // namespace kinemote::app
