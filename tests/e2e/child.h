// Starts the program as a child process, waits for it, and interrupts it.
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/temporary_folder.h"

namespace kinemote::test {

class Child {
 public:
  /// Starts `kinemote ARGUMENTS` without a display; its output goes to files.
  explicit Child(const std::vector<std::string>& arguments) {
    std::vector<std::string> words{KINEMOTE_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const std::string out = folder_.file("out");
    const std::string err = folder_.file("err");
    pid_ = ::fork();
    if (pid_ != 0) return;
    ::unsetenv("DISPLAY");
    ::unsetenv("WAYLAND_DISPLAY");
    ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
    ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ~Child() {
    if (!is_done_) {
      ::kill(pid_, SIGKILL);
      wait();
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void interrupt() const { ::kill(pid_, SIGINT); }
  void kill() const { ::kill(pid_, SIGKILL); }

  /// True as long as the process has not ended.
  bool is_running() {
    int status = 0;
    if (!is_done_ && ::waitpid(pid_, &status, WNOHANG) == pid_) finish(status);
    return !is_done_;
  }

  /// Exit code; 128 + signal if a signal ended it.
  int wait() {
    int status = 0;
    while (!is_done_ && ::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    if (!is_done_) finish(status);
    return exit_code_;
  }

  std::string out() const { return read("out"); }
  std::string err() const { return read("err"); }

 private:
  void finish(int status) {
    is_done_ = true;
    exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  std::string read(const std::string& name) const {
    std::ifstream stream(folder_.file(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  TemporaryFolder folder_;
  pid_t pid_ = -1;
  bool is_done_ = false;
  int exit_code_ = -1;
};

}  // namespace kinemote::test
