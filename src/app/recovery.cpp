#include "app/recovery.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "app/session_file.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {
namespace {

constexpr std::string_view kPrefix = "recovery-";

/// The number of the program that a file belongs to; -1 for other files.
pid_t owner_of(const std::filesystem::path& file) {
  const std::string stem = file.stem().string();
  if (!is_session_file(file) || !stem.starts_with(kPrefix)) return -1;
  const std::string number = stem.substr(kPrefix.size());
  if (number.empty() || number.size() > 9 ||
      number.find_first_not_of("0123456789") != std::string::npos) {
    return -1;
  }
  return static_cast<pid_t>(std::stol(number));
}

/// True if our program runs under that number. A number alone says little: after a restart of the
/// machine anything may have it, and what was killed keeps it until its parent has asked how it
/// ended. Without /proc the number has to do.
bool is_running(pid_t program) {
  if (kill(program, 0) != 0 && errno != EPERM) return false;
  std::error_code failed;
  const auto own = std::filesystem::read_symlink("/proc/self/exe", failed).filename().string();
  if (failed) return true;
  const auto other =
      std::filesystem::read_symlink("/proc/" + std::to_string(program) + "/exe", failed);
  return !failed && other.filename().string().starts_with(own);  // "kinemote (deleted)": replaced
}

}  // namespace

std::filesystem::path recovery_folder() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state != '\0') {
    return std::filesystem::path(state) / "kinemote";
  }
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
    return std::filesystem::path(home) / ".local" / "state" / "kinemote";
  }
  return {};
}

Recovery::Recovery(std::filesystem::path folder) : folder_(std::move(folder)) {
  if (folder_.empty()) return;
  own_ = folder_ / (std::string(kPrefix) + std::to_string(getpid()) + kSessionExtension);
}

std::optional<std::filesystem::path> Recovery::abandoned() const {
  std::error_code failed;
  std::optional<std::filesystem::path> newest;
  std::filesystem::file_time_type newest_time;
  if (folder_.empty()) return newest;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, failed)) {
    const pid_t owner = owner_of(entry.path());
    if (owner <= 0) continue;
    if (owner == getpid() ? has_kept_ : is_running(owner)) continue;
    const auto time = entry.last_write_time(failed);
    if (failed || (newest && time <= newest_time)) continue;
    newest = entry.path();
    newest_time = time;
  }
  return newest;
}

Status Recovery::keep(std::string_view session_json) {
  if (folder_.empty()) return {};
  const Status status = write_atomically(own_, session_json);
  has_kept_ = has_kept_ || status.ok();
  return status;
}

void Recovery::drop() {
  if (!has_kept_) return;
  std::error_code ignored;
  std::filesystem::remove(own_, ignored);
  has_kept_ = false;
}

Result<std::filesystem::path> Recovery::set_aside(std::string_view session_json) const {
  if (folder_.empty()) return std::filesystem::path();
  std::filesystem::path file = folder_ / (std::string("last-replaced") + kSessionExtension);
  if (Status status = write_atomically(file, session_json); !status) return status.error();
  return file;
}

void Recovery::retire(const std::filesystem::path& file) const {
  std::error_code ignored;
  std::filesystem::rename(file, folder_ / (std::string("last-recovered") + kSessionExtension),
                          ignored);
}

}  // namespace kinemote::app
