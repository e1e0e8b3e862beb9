#include "app/film/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

extern char** environ;

namespace kinemote::app {
namespace {

constexpr int kPatience_ms = 50;

/// What posix_spawn is told about the child's files and signals.
class SpawnPlan {
 public:
  SpawnPlan(int input, int words) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, words, STDERR_FILENO);
    posix_spawnattr_init(&attributes_);
    // In a group of its own, Ctrl+C on the terminal reaches us alone: we end the child in order.
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes_, 0);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  int spawn(pid_t& child, const std::vector<std::string>& words) {
    std::vector<std::string> copies = words;
    std::vector<char*> argv;
    for (std::string& word : copies) argv.push_back(word.data());
    argv.push_back(nullptr);
    return ::posix_spawnp(&child, argv[0], &actions_, &attributes_, argv.data(), environ);
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

void close_file(int& file) {
  if (file >= 0) ::close(file);
  file = -1;
}

}  // namespace

Result<ChildProcess> ChildProcess::start(const std::vector<std::string>& words) {
  if (words.empty()) return usage_error("no program to start was named");
  int ends[2] = {-1, -1};
  int kept = ::memfd_create("child-words", MFD_CLOEXEC);
  if (kept < 0 || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    const std::string reason = std::strerror(errno);
    close_file(kept);
    return environment_error("cannot start \"" + words[0] + "\": " + reason);
  }
  pid_t child = -1;
  const int error = SpawnPlan(ends[1], kept).spawn(child, words);
  ::close(ends[1]);
  ChildProcess process(child, ends[0], kept);
  if (error != 0) {
    process.pid_ = -1;
    return environment_error("cannot start \"" + words[0] + "\": " + std::strerror(error));
  }
  return process;
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      input_(std::exchange(other.input_, -1)),
      words_(std::exchange(other.words_, -1)) {}

ChildProcess::~ChildProcess() {
  kill_and_wait();
  close_input();
  close_file(words_);
}

ChildProcess::Fed ChildProcess::feed(std::span<const uint8_t> bytes, const GoesOn& goes_on) {
  while (!bytes.empty()) {
    if (goes_on && !goes_on()) return Fed::kStopped;
    const ssize_t sent = ::send(input_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
      bytes = bytes.subspan(static_cast<size_t>(sent));
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return Fed::kRefused;
    pollfd waits{input_, POLLOUT, 0};
    ::poll(&waits, 1, kPatience_ms);
  }
  return Fed::kAll;
}

std::optional<ChildEnd> ChildProcess::finish(const GoesOn& goes_on) {
  close_input();
  int status = 0;
  while (pid_ > 0) {
    const pid_t ended = ::waitpid(pid_, &status, WNOHANG);
    if (ended == pid_ || (ended < 0 && errno != EINTR)) {
      pid_ = -1;
    } else if (goes_on && !goes_on()) {
      kill_and_wait();
      return std::nullopt;
    } else {
      ::poll(nullptr, 0, kPatience_ms / 5);
    }
  }
  ChildEnd end;
  if (WIFEXITED(status)) end.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
  end.words = kept_words();
  return end;
}

void ChildProcess::kill_and_wait() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

void ChildProcess::close_input() { close_file(input_); }

std::string ChildProcess::kept_words() const {
  std::string words(8192, '\0');
  const ssize_t size = ::pread(words_, words.data(), words.size(), 0);
  words.resize(static_cast<size_t>(std::max<ssize_t>(0, size)));
  const char* spaces = " \n\r\t";
  words.erase(words.find_last_not_of(spaces) + 1);
  words.erase(0, words.find_first_not_of(spaces));
  return words;
}

}  // namespace kinemote::app
