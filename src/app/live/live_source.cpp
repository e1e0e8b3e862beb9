#include "app/live/live_source.h"

#include <arpa/inet.h>

#include <charconv>

namespace kinemote::app {

bool LivePlace::is_loopback() const { return kind == Kind::kPipe || host.starts_with("127."); }

std::string LivePlace::text() const {
  return kind == Kind::kPipe ? "pipe" : "udp:" + host + ":" + std::to_string(port);
}

Result<LivePlace> parse_live_place(const std::string& text, const std::string& pipe_word) {
  const Error refused = usage_error("\"" + text + "\" is neither " + pipe_word +
                                    " nor udp:PORT nor udp:ADDRESS:PORT with an IPv4 address");
  LivePlace place;
  if (text == pipe_word) return place;
  constexpr std::string_view kScheme = "udp:";
  if (!text.starts_with(kScheme)) return refused;
  place.kind = LivePlace::Kind::kUdp;
  std::string port = text.substr(kScheme.size());
  if (const size_t colon = port.find(':'); colon != std::string::npos) {
    place.host = port.substr(0, colon);
    port.erase(0, colon + 1);
    if (place.host == "localhost") place.host = "127.0.0.1";
    in_addr address{};
    if (inet_pton(AF_INET, place.host.c_str(), &address) != 1) return refused;
  }
  const char* end = port.data() + port.size();
  const auto [stopped, error] = std::from_chars(port.data(), end, place.port);
  if (error != std::errc() || stopped != end) return refused;
  return place;
}

}  // namespace kinemote::app
