#include "app/file_manager.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

namespace kinemote::app {

Status show_in_file_manager(const std::filesystem::path& path) {
  std::error_code ignored;
  const bool is_folder = std::filesystem::is_directory(path, ignored);
  std::string folder = (is_folder ? path : path.parent_path()).string();
  // The shell goes at once, so that nobody has to wait for what it started.
  std::string shell = "/bin/sh", option = "-c", name = "sh";
  std::string script =
      "command -v xdg-open >/dev/null || exit 1; xdg-open \"$1\" >/dev/null 2>&1 &";
  char* words[] = {shell.data(), option.data(), script.data(), name.data(), folder.data(), nullptr};
  pid_t child = -1;
  int end = 1;
  const bool has_run = posix_spawn(&child, "/bin/sh", nullptr, nullptr, words, environ) == 0 &&
                       waitpid(child, &end, 0) == child;
  if (has_run && WIFEXITED(end) && WEXITSTATUS(end) == 0) return {};
  return environment_error(folder + ": no file manager was found (xdg-open)");
}

}  // namespace kinemote::app
