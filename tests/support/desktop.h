// A screen without glass (Xvfb), and hands for it (xdotool): child processes that end with us.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

namespace kinemote::test {

/// True if a program of that name is on the PATH.
inline bool has_program(const std::string& name) {
  return std::system(("command -v " + name + " > /dev/null 2>&1").c_str()) == 0;
}

/// A child that is killed when its owner goes, however it goes.
class ChildProcess {
 public:
  ChildProcess() = default;
  /// `environment` are "NAME=value"; output goes to `log`, standard input comes from nowhere.
  ChildProcess(const std::vector<std::string>& words, const std::vector<std::string>& environment,
               const std::string& log, const std::string& folder = "") {
    std::vector<std::string> kept = words, settings = environment;
    std::vector<char*> argv;
    for (std::string& word : kept) argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ != 0) return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::unsetenv("WAYLAND_DISPLAY");
    for (std::string& setting : settings) ::putenv(setting.data());
    if (!folder.empty() && ::chdir(folder.c_str()) != 0) ::_exit(126);
    ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
  }
  ~ChildProcess() {
    if (is_running()) {
      ::kill(pid_, SIGKILL);
      (void)wait();
    }
  }
  ChildProcess(ChildProcess&& other) noexcept { *this = std::move(other); }
  ChildProcess& operator=(ChildProcess&& other) noexcept {
    std::swap(pid_, other.pid_);
    std::swap(exit_code_, other.exit_code_);
    return *this;
  }

  pid_t pid() const { return pid_; }
  bool is_running() {
    int status = 0;
    if (pid_ > 0 && ::waitpid(pid_, &status, WNOHANG) == pid_) finish(status);
    return pid_ > 0;
  }
  /// Exit code; 128 + signal if a signal ended it.
  int wait() {
    int status = 0;
    while (pid_ > 0 && ::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    if (pid_ > 0) finish(status);
    return exit_code_;
  }
  void terminate() {
    if (is_running()) ::kill(pid_, SIGTERM);
  }

 private:
  void finish(int status) {
    pid_ = -1;
    exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  pid_t pid_ = -1;
  int exit_code_ = -1;
};

/// An X server that nobody sees, on a free display.
class Screen {
 public:
  /// What is missing for it on this machine; empty: nothing.
  static std::string missing() {
    for (const char* name : {"Xvfb", "xdotool"}) {
      if (!has_program(name)) return std::string(name) + " is not installed";
    }
    return "";
  }
  Screen(int width, int height, const std::string& log) {
    int ends[2];
    if (::pipe(ends) != 0) return;
    const std::string size = std::to_string(width) + "x" + std::to_string(height) + "x24";
    server_ = ChildProcess({"Xvfb", "-displayfd", std::to_string(ends[1]), "-screen", "0", size,
                            "-nolisten", "tcp"},
                           {}, log);
    ::close(ends[1]);
    // It says its number when it is ready.
    pollfd ready{ends[0], POLLIN, 0};
    char digits[16] = {};
    if (::poll(&ready, 1, 30'000) == 1) (void)!::read(ends[0], digits, sizeof digits - 1);
    ::close(ends[0]);
    const int number = std::atoi(digits);
    if (digits[0] != '\0') name_ = ":" + std::to_string(number);
  }
  bool is_there() const { return !name_.empty(); }
  /// For the environment: "DISPLAY=:3".
  std::string variable() const { return "DISPLAY=" + name_; }
  /// Mouse and keys, in xdotool's words: "mousemove 10 20 click 1". False if it fails.
  bool act(const std::string& words) const {
    return std::system((variable() + " xdotool " + words + " > /dev/null 2>&1").c_str()) == 0;
  }

 private:
  ChildProcess server_;
  std::string name_;
};

}  // namespace kinemote::test
