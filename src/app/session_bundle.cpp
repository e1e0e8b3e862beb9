#include "app/session_bundle.h"

#include <memory>
#include <set>
#include <utility>

#include "app/file_names.h"
#include "app/recognition/recogniser_file.h"
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
  return environment_error(from.string() + ": cannot be copied: " + error.message());
}

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return !path.empty() && fs::is_regular_file(path, ignored);
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
  return environment_error(from.string() + ": cannot be read: " + error.message());
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
  for (std::string* file : {&state.model, &state.affect, &state.recogniser.path}) {
    if (!is_file(*file)) continue;  // none, or the built-in one, which every program has
    const fs::path from = *file;
    const fs::path name = free_name(fs::path("models") / from.filename(), taken);
    if (Status s = copy_one(from, staged->folder() / name); !s) return s;
    if (const fs::path beside = held_out_path(from); is_file(beside)) {
      if (Status s = copy_one(beside, held_out_path(staged->folder() / name)); !s) return s;
    }
    *file = (folder / name).string();
  }
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
  jobs.submit(name, [kept, folder, name, &jobs, &messages](const Progress& progress) {
    const Status status = write_session_bundle(std::move(*kept), folder, progress);
    return [status, folder, name, &jobs, &messages] {
      if (status) {
        jobs.note_done();
        messages.post_file("Saved " + folder.filename().string(), folder);
      } else if (status.error().code == ErrorCode::kCancelled) {
        messages.post(MessageLevel::kInfo, name + " was cancelled; nothing was written");
      } else {
        jobs.note_failure(status.error().message);
        messages.post(MessageLevel::kError, status.error().message);
      }
    };
  });
}

}  // namespace kinemote::app
