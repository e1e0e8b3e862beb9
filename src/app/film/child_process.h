// A program as a child process that is fed through its standard input.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::app {

/// Answers whether to go on; asked at least every 0.05 s while this side waits for the child.
using GoesOn = std::function<bool()>;

/// How a child ended.
struct ChildEnd {
  int exit_code = -1;  // -1: it was ended by a signal
  int signal = 0;      // 0: it ended by itself
  std::string words;   // what it wrote to its standard error, without the spaces around it

  bool is_good() const { return exit_code == 0; }
};

/// One running program. Its standard input is a socket, not a pipe: writing to a child that has
/// died is then an error to be told and no SIGPIPE, whatever the process does with signals.
/// Standard output is dropped, standard error is kept.
class ChildProcess {
 public:
  /// Starts `words[0]`, which is looked for on the PATH. Error (environment): it cannot be started.
  static Result<ChildProcess> start(const std::vector<std::string>& words);
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;
  /// Kills it if it still runs, and waits for its end.
  ~ChildProcess();

  enum class Fed { kAll, kStopped, kRefused };
  /// Hands over all bytes. kStopped: `goes_on` said no; kRefused: the child reads no more (ask
  /// finish() why).
  Fed feed(std::span<const uint8_t> bytes, const GoesOn& goes_on = {});
  /// Ends its input and waits until it is done. Empty: `goes_on` said no, and it was killed.
  std::optional<ChildEnd> finish(const GoesOn& goes_on = {});

 private:
  ChildProcess(int pid, int input, int words) : pid_(pid), input_(input), words_(words) {}
  void kill_and_wait();
  void close_input();
  std::string kept_words() const;

  int pid_ = -1;    // -1: nothing runs
  int input_ = -1;  // our end of its standard input
  int words_ = -1;  // memory file behind its standard error
};

}  // namespace kinemote::app
