// One packet of a live source: a hello or a pose, as JSON or OSC. docs/live-input.md is the
// protocol.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/live/stream_hello.h"

namespace kinemote::app {

/// Bytes; what one UDP datagram over IPv4 holds. Longer lines of JSON are refused too.
inline constexpr size_t kLongestPacket = 65'507;

/// A pose as it was sent: what its numbers mean is known by the hello before it.
struct PosePacket {
  StreamKind kind = StreamKind::kSkeleton;
  std::optional<double> time_s;     // by the sender's clock
  std::optional<int64_t> sequence;  // counts the sender's poses
  std::vector<double> values;       // StreamHello::value_count() of them; NaN: not seen
};

using LivePacket = std::variant<StreamHello, PosePacket>;

/// Whatever bytes: '{' begins JSON, '/' or '#' OSC. An OSC bundle gives several packets, all else
/// one. Error (bad input): what is wrong, in one sentence. Never throws; memory stays within a
/// small multiple of the packet.
Result<std::vector<LivePacket>> parse_packet(std::string_view bytes);

enum class PacketFormat { kJson, kOsc };
/// The packet that parse_packet() reads back; JSON without a line break. OSC has 32-bit floats.
std::string packet_bytes(const LivePacket& packet, PacketFormat format);

// One of each format, in files of their own.
Result<LivePacket> parse_json_packet(std::string_view text);
std::string json_packet(const LivePacket& packet);
/// OSC 1.0 (opensoundcontrol.org/spec-1_0): messages and bundles of messages. Read by own code, for
/// what is needed is bounds-checked reading of four addresses from one buffer; liblo (LGPL) would
/// bring sockets, threads and method tables of its own beside the receiver's, and could not be
/// fuzzed alone.
Result<std::vector<LivePacket>> parse_osc_packet(std::string_view bytes);
std::string osc_packet(const LivePacket& packet);

/// Times and sequence numbers that can be used.
Status check_pose_header(const PosePacket& pose);

}  // namespace kinemote::app
