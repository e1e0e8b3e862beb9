#include "app/renaming.h"

#include "app/make_job.h"

namespace kinemote::app {

int renamed_entry(const Session& session) {
  const std::set<int>& selected = session.library().selected();
  return selected.size() == 1 ? *selected.begin() : session.current_entry();
}

std::string rename_disabled_reason(const Session& session, int entry) {
  const bool is_made = entry >= 0 && entry < session.library().size() &&
                       session.library().entries()[static_cast<size_t>(entry)].id.starts_with(
                           std::string(kMadeScheme) + "/");
  return is_made ? "" : "Only motions that were made here are renamed, not files.";
}

Status rename_entry(Session& session, int entry, const std::string& name) {
  if (const std::string reason = rename_disabled_reason(session, entry); !reason.empty()) {
    return usage_error(reason);
  }
  constexpr size_t kLongest = 120;
  const size_t first = name.find_first_not_of(' ');
  if (first == std::string::npos) return usage_error("The name is empty.");
  if (name.size() > kLongest) return usage_error("A name has at most 120 letters.");
  const LibraryEntry before = session.library().entries()[static_cast<size_t>(entry)];
  const std::string plain = name.substr(first, name.find_last_not_of(' ') - first + 1);
  if (plain == before.name) return {};
  std::map<std::string, std::string> names = session.document().names;
  names[before.id] = plain;
  session.set_names(std::move(names), "name of " + before.name);
  return {};
}

}  // namespace kinemote::app
