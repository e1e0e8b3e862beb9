#include "app/live/pose_packet.h"

#include <cmath>

namespace kinemote::app {
namespace {

constexpr double kLatest_s = 1e12;  // Unix time fits, in seconds and in milliseconds
constexpr int64_t kHighestSequence = 1'000'000'000'000'000;

}  // namespace

Result<std::vector<LivePacket>> parse_packet(std::string_view bytes) {
  if (bytes.size() > kLongestPacket) {
    return bad_input("a packet of " + std::to_string(bytes.size()) + " bytes; at most " +
                     std::to_string(kLongestPacket) + " are read");
  }
  const size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return bad_input("an empty packet");
  if (bytes.front() == '/' || bytes.front() == '#') return parse_osc_packet(bytes);
  if (bytes[first] != '{') return bad_input("neither a JSON object nor an OSC message");
  auto packet = parse_json_packet(bytes);
  if (!packet) return packet.error();
  std::vector<LivePacket> packets;
  packets.push_back(std::move(*packet));
  return packets;
}

std::string packet_bytes(const LivePacket& packet, PacketFormat format) {
  return format == PacketFormat::kJson ? json_packet(packet) : osc_packet(packet);
}

Status check_pose_header(const PosePacket& pose) {
  if (pose.time_s && !(std::abs(*pose.time_s) <= kLatest_s)) {
    return bad_input("pose: the time is no number of seconds");
  }
  if (pose.sequence && (*pose.sequence < 0 || *pose.sequence > kHighestSequence)) {
    return bad_input("pose: seq counts from 0");
  }
  return {};
}

}  // namespace kinemote::app
