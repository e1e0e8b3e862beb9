#include "app/library_words.h"

namespace kinemote::app {

std::string readable_words(const Library& library) {
  const int count = library.readable_count(), unreadable = library.unreadable_count();
  std::string words = std::to_string(count) + (count == 1 ? " motion" : " motions");
  if (unreadable > 0) {
    words += "; " + std::to_string(unreadable) +
             (unreadable == 1 ? " file cannot be read" : " files cannot be read");
  }
  return words;
}

void note_problem(Library& library, MessageLog& messages, const std::string& id,
                  const std::string& problem) {
  const int index = library.find(id);
  if (index < 0) return;
  const int before = library.unreadable_count();
  library.set_problem(index, problem);
  if (library.unreadable_count() > before) {
    messages.post(MessageLevel::kInfo, readable_words(library));
  }
}

}  // namespace kinemote::app
