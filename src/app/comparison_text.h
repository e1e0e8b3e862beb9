// The numbers of a comparison as rows, for the panel and the clipboard.
#pragma once

#include <string>
#include <vector>

#include "app/session.h"

namespace kinemote::app {

struct ComparisonRow {
  std::string name, unit;
  std::string a, b, difference;  // B − A; "–" where something is missing
  std::string explanation;
};

/// Duration, speed, efforts and PAD of what is compared now; empty until it is measured.
std::vector<ComparisonRow> comparison_rows(const Session& session);

/// The rows with names of A and B and what the joint difference is, tab-separated: spreadsheets and
/// papers take it.
std::string comparison_text(const Session& session);

}  // namespace kinemote::app
