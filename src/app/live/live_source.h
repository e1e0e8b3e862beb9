// Where live poses come from, or are sent to, as users write it.
#pragma once

#include <cstdint>
#include <string>

#include "motion/core/result.h"

namespace kinemote::app {

struct LivePlace {
  enum class Kind { kPipe, kUdp };
  Kind kind = Kind::kPipe;
  std::string host = "127.0.0.1";  // kUdp: IPv4, in digits
  uint16_t port = 0;               // kUdp; 0: any that is free (only to listen)

  /// False: reachable from other computers.
  bool is_loopback() const;
  /// "udp:127.0.0.1:9000", or "pipe".
  std::string text() const;
};

/// "udp:PORT" (this computer alone), "udp:ADDRESS:PORT" with an IPv4 address or localhost, or
/// `pipe_word` ("stdin", "stdout"). Error (usage) for anything else.
Result<LivePlace> parse_live_place(const std::string& text, const std::string& pipe_word);

}  // namespace kinemote::app
