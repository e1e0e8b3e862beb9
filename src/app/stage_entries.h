// Which motions of the library a document has on the stage.
#pragma once

#include <vector>

#include "app/document.h"
#include "app/library.h"

namespace kinemote::app {

/// Their indices, the leading one first; it must be in the library, others may be missing.
inline std::vector<int> stage_entries(const StudioDocument& document, const Library& library) {
  std::vector<int> entries{library.find(document.clip_id)};
  for (const std::string& id : document.together) {
    if (const int entry = library.find(id); entry >= 0) entries.push_back(entry);
  }
  return entries;
}

}  // namespace kinemote::app
