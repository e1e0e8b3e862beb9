#include "app/session_bundle.h"

#include <memory>
#include <set>
#include <utility>

#include "app/file_names.h"
#include "app/session_file.h"
#include "app/staged_folder.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

/// A name below a folder that none of the others has.
fs::path free_name(const fs::path& wanted, std::set<std::string>& taken) {
  fs::path name = wanted;
  for (int n = 2; !taken.insert(name.string()).second; ++n) {
    name = wanted.parent_path() /
           (wanted.stem().string() + "-" + std::to_string(n) + wanted.extension().string());
  }
  return name;
}

bool lies_within(const fs::path& path, const fs::path& folder) {
  const fs::path beside = path.lexically_normal().lexically_relative(folder.lexically_normal());
  return !beside.empty() && *beside.begin() != "..";
}

Status copy_one(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directories(to.parent_path(), error);
  fs::copy_file(from, to, error);
  if (!error) return {};
  return environment_error("cannot copy \"" + from.string() + "\": " + error.message());
}

/// A file, or everything below a folder.
Status copy_all(const fs::path& from, const fs::path& to, const Progress& progress) {
  std::error_code error;
  if (!fs::exists(from, error)) {
    return bad_input("\"" + from.string() + "\" is not there any more; open what is there first");
  }
  if (!fs::is_directory(from, error)) return copy_one(from, to);
  for (const auto& entry : fs::recursive_directory_iterator(from, error)) {
    if (!report(progress, "copying", 0.0)) return cancelled();
    if (!entry.is_regular_file()) continue;
    const Status copied = copy_one(entry.path(), to / entry.path().lexically_relative(from));
    if (!copied) return copied;
  }
  if (!error) return {};
  return environment_error("cannot read \"" + from.string() + "\": " + error.message());
}

}  // namespace

Status write_session_bundle(SessionState state, const fs::path& asked, const Progress& progress) {
  std::error_code ignored;
  const fs::path folder = fs::absolute(asked, ignored).lexically_normal();
  if (fs::exists(folder, ignored)) {
    return usage_error("\"" + folder.string() + "\" is there already; name a new folder");
  }
  Result<StagedFolder> staged = StagedFolder::make(folder);
  if (!staged) return staged.error();
  std::set<std::string> taken;
  std::vector<std::pair<std::string, std::string>> moves;
  for (LibrarySource& source : state.sources) {
    for (fs::path& path : source.paths) {
      if (lies_within(folder, path)) {
        return usage_error("\"" + folder.string() + "\" lies within \"" + path.string() +
                           "\", which would be copied into itself; choose another folder");
      }
      const fs::path name = free_name(fs::path("motions") / path.filename(), taken);
      if (Status s = copy_all(path, staged->folder() / name, progress); !s) return s;
      moves.emplace_back(path.string(), (folder / name).string());
      path = folder / name;
    }
  }
  move_library_ids(moves, state);
  const Status written =
      write_atomically(staged->folder() / ("session" + std::string(kSessionExtension)),
                       session_to_json(state, folder));
  if (!written) return written;
  const auto moved = staged->commit();
  return moved ? Status() : Status(moved.error());
}

void export_session_bundle(SessionState state, const std::string& title, const fs::path& parent,
                           JobQueue& jobs, MessageLog& messages) {
  const fs::path folder = free_path(parent / (file_name_from(title) + "-session"));
  const std::string name = "Exporting " + folder.filename().string();
  const auto kept = std::make_shared<SessionState>(std::move(state));
  jobs.submit(name, [kept, folder, name, &messages](const Progress& progress) {
    const Status status = write_session_bundle(std::move(*kept), folder, progress);
    return [status, folder, name, &messages] {
      if (status) {
        messages.post(MessageLevel::kDone, "Saved " + folder.filename().string(), folder.string());
      } else if (status.error().code == ErrorCode::kCancelled) {
        messages.post(MessageLevel::kInfo, name + " was cancelled; nothing was written");
      } else {
        messages.post(MessageLevel::kError, status.error().message);
      }
    };
  });
}

}  // namespace kinemote::app
