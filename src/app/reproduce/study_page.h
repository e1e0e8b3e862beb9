// Studies as one HTML page.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/reproduce/study.h"

namespace kinemote::app {

/// What stands around the studies.
struct StudyPage {
  std::string title;
  std::string lead;
  std::vector<std::pair<std::string, std::string>> facts;  // "clips" - "174"
  std::vector<std::string> how_to_read;                    // paragraphs before the first study
  std::string again;                                       // commands that make it again
  bool is_self_contained = false;                          // figures lie in the page itself
};

/// A page that needs no network: findings first, then every study; figures are linked as
/// figures/NAME.svg, tables as tables/NAME.csv; a page that is self-contained holds the figures and
/// links nothing.
std::string study_page_html(const StudyPage& page, const std::vector<Study>& studies);

}  // namespace kinemote::app
