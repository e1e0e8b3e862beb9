#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "app/live/pose_packet.h"

namespace kinemote::app {
namespace {

constexpr std::string_view kSkeletonHello = "/kinemote/hello/skeleton";
constexpr std::string_view kPointsHello = "/kinemote/hello/points";
constexpr std::string_view kSkeletonPose = "/kinemote/pose/skeleton";
constexpr std::string_view kPointsPose = "/kinemote/pose/points";
constexpr std::string_view kBundle{"#bundle\0", 8};
constexpr int kDeepestBundle = 4;
constexpr size_t kMostPackets = 256;  // of one datagram
constexpr double kUnseen = std::numeric_limits<double>::quiet_NaN();

template <typename Unsigned>
Unsigned big_endian(std::string_view bytes) {
  Unsigned value = 0;
  for (size_t i = 0; i < sizeof(Unsigned); ++i) {
    value = static_cast<Unsigned>(value << 8) | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

/// Takes things from the front of a buffer; nothing more once something was missing.
class Bytes {
 public:
  explicit Bytes(std::string_view rest) : rest_(rest) {}
  bool is_good() const { return is_good_; }
  bool is_empty() const { return rest_.empty(); }

  std::string_view take(size_t count) {
    if (count > rest_.size()) is_good_ = false;
    if (!is_good_) return {};
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  /// Up to its zero, and the zeros that fill its last four bytes.
  std::string_view take_text() {
    const size_t end = rest_.find('\0');
    if (end == std::string_view::npos) is_good_ = false;
    return is_good_ ? take((end / 4 + 1) * 4).substr(0, end) : std::string_view();
  }
  template <typename Unsigned>
  Unsigned take_integer() {
    const std::string_view bytes = take(sizeof(Unsigned));
    return is_good_ ? big_endian<Unsigned>(bytes) : Unsigned{0};
  }

 private:
  std::string_view rest_;
  bool is_good_ = true;
};

/// The arguments of a message, in order. Numbers may have any of OSC's number types.
class Arguments {
 public:
  Arguments(std::string_view tags, Bytes data) : tags_(tags), data_(data) {}
  bool is_good() const { return is_good_ && data_.is_good(); }
  size_t left() const { return tags_.size(); }
  bool is_all_used() const { return is_good() && tags_.empty() && data_.is_empty(); }

  std::string text() {
    if (next() == 's') return std::string(data_.take_text());
    is_good_ = false;
    return {};
  }
  /// NaN for OSC's "nothing".
  double number() {
    switch (next()) {
      case 'f':
        return std::bit_cast<float>(data_.take_integer<uint32_t>());
      case 'd':
        return std::bit_cast<double>(data_.take_integer<uint64_t>());
      case 'i':
        return static_cast<int32_t>(data_.take_integer<uint32_t>());
      case 'h':
        return static_cast<double>(static_cast<int64_t>(data_.take_integer<uint64_t>()));
      case 'N':
        return kUnseen;
      default:
        is_good_ = false;
        return kUnseen;
    }
  }
  int whole() {
    const double value = number();
    if (!(std::abs(value) <= 1e9) || value != std::floor(value)) {
      is_good_ = false;
      return 0;
    }
    return static_cast<int>(value);
  }

 private:
  char next() {
    if (tags_.empty() || !is_good()) {
      is_good_ = false;
      return '\0';
    }
    const char tag = tags_.front();
    tags_.remove_prefix(1);
    return tag;
  }

  std::string_view tags_;
  Bytes data_;
  bool is_good_ = true;
};

Error wrong_arguments(std::string_view address, const char* expected) {
  return bad_input(std::string(address) + ": its arguments are not " + expected);
}

Result<LivePacket> skeleton_hello_of(Arguments& in) {
  constexpr const char* kExpected =
      "name, unit, fps, number of joints, then name, parent, x, y, z of each";
  const std::string name = in.text();
  const std::string unit = in.text();
  const double fps = in.number();
  const int count = in.whole();
  if (!in.is_good() || count < 1 || count > kMostLiveJoints) {
    return wrong_arguments(kSkeletonHello, kExpected);
  }
  std::vector<Joint> joints(count);
  for (Joint& joint : joints) {
    joint.name = in.text();
    joint.parent = in.whole();
    for (int axis = 0; axis < 3; ++axis) joint.offset[axis] = in.number();
  }
  if (!in.is_all_used()) return wrong_arguments(kSkeletonHello, kExpected);
  auto hello = skeleton_hello(name, std::move(joints), unit, fps);
  if (!hello) return hello.error();
  return LivePacket(std::move(*hello));
}

Result<LivePacket> points_hello_of(Arguments& in) {
  const std::string name = in.text();
  const std::string layout = in.text();
  const int dimensions = in.whole();
  const std::string unit = in.text();
  const std::string y = in.text();
  const double fps = in.number();
  std::vector<std::string> names;
  while (in.is_good() && in.left() > 0) names.push_back(in.text());
  if (!in.is_all_used()) {
    return wrong_arguments(kPointsHello, "name, layout, dimensions, unit, y, fps, then names");
  }
  auto hello = points_hello(name, layout, std::move(names), dimensions, unit, y, fps);
  if (!hello) return hello.error();
  return LivePacket(std::move(*hello));
}

Result<LivePacket> pose_of(Arguments& in, StreamKind kind, std::string_view address) {
  PosePacket pose;
  pose.kind = kind;
  const double time_s = in.number();
  const double sequence = in.number();
  if (!std::isnan(time_s)) pose.time_s = time_s;
  if (!std::isnan(sequence)) {
    if (!(std::abs(sequence) < 1e15)) return bad_input("pose: seq is no count");
    pose.sequence = static_cast<int64_t>(sequence);
  }
  if (in.left() > 3 + 4 * kMostLiveJoints) return bad_input("pose: too many numbers");
  pose.values.reserve(in.left());
  while (in.is_good() && in.left() > 0) pose.values.push_back(in.number());
  if (!in.is_all_used()) return wrong_arguments(address, "time, sequence, then numbers");
  if (Status s = check_pose_header(pose); !s) return s.error();
  return LivePacket(std::move(pose));
}

Result<LivePacket> message_of(std::string_view bytes) {
  Bytes in(bytes);
  const std::string_view address = in.take_text();
  const std::string_view tags = in.take_text();
  if (!in.is_good() || tags.empty() || tags.front() != ',') {
    return bad_input("an OSC message without address or type tags");
  }
  Arguments arguments(tags.substr(1), in);
  if (address == kSkeletonPose) return pose_of(arguments, StreamKind::kSkeleton, address);
  if (address == kPointsPose) return pose_of(arguments, StreamKind::kPoints, address);
  if (address == kSkeletonHello) return skeleton_hello_of(arguments);
  if (address == kPointsHello) return points_hello_of(arguments);
  return bad_input("an OSC message to \"" + std::string(address.substr(0, 64)) +
                   "\"; /kinemote/hello/… and /kinemote/pose/… are understood");
}

Status take_element(std::string_view bytes, int depth, std::vector<LivePacket>& packets) {
  if (bytes.starts_with('#')) {
    if (depth >= kDeepestBundle) return bad_input("OSC bundles within bundles, too deep");
    Bytes in(bytes);
    if (in.take(kBundle.size()) != kBundle) return bad_input("an OSC bundle without its header");
    in.take_integer<uint64_t>();  // its time: poses carry their own
    while (in.is_good() && !in.is_empty()) {
      const std::string_view element = in.take(in.take_integer<uint32_t>());
      if (!in.is_good()) break;
      if (Status s = take_element(element, depth + 1, packets); !s) return s;
    }
    if (!in.is_good()) return bad_input("an OSC bundle that ends too early");
    return {};
  }
  if (packets.size() >= kMostPackets) return bad_input("an OSC bundle of too many messages");
  auto packet = message_of(bytes);
  if (!packet) return packet.error();
  packets.push_back(std::move(*packet));
  return {};
}

class OscWriter {
 public:
  explicit OscWriter(std::string_view address) { put_text(bytes_, address); }
  void text(std::string_view value) {
    tags_ += 's';
    put_text(data_, value);
  }
  void whole(int value) {
    tags_ += 'i';
    put(static_cast<uint32_t>(value));
  }
  void single(double value) {
    tags_ += 'f';
    put(std::bit_cast<uint32_t>(static_cast<float>(value)));
  }
  void time(const std::optional<double>& value) {
    tags_ += value ? 'd' : 'N';
    if (value) put(std::bit_cast<uint64_t>(*value));
  }
  void count(const std::optional<int64_t>& value) {
    tags_ += value ? 'h' : 'N';
    if (value) put(static_cast<uint64_t>(*value));
  }
  std::string bytes() {
    put_text(bytes_, tags_);
    return std::move(bytes_) + data_;
  }

 private:
  static void put_text(std::string& to, std::string_view value) {
    value = value.substr(0, value.find('\0'));
    to += value;
    to.append(4 - value.size() % 4, '\0');
  }
  template <typename Unsigned>
  void put(Unsigned value) {
    for (int shift = 8 * (sizeof(Unsigned) - 1); shift >= 0; shift -= 8) {
      data_ += static_cast<char>(value >> shift);
    }
  }

  std::string bytes_, tags_ = ",", data_;
};

std::string bytes_of(const StreamHello& hello) {
  const bool is_skeleton = hello.kind == StreamKind::kSkeleton;
  OscWriter out(is_skeleton ? kSkeletonHello : kPointsHello);
  out.text(hello.name);
  if (is_skeleton) {
    out.text(live_unit_name(hello.metres_per_unit));
    out.single(hello.fps);
    out.whole(hello.skeleton->size());
    for (const Joint& joint : hello.skeleton->joints) {
      out.text(joint.name);
      out.whole(joint.parent);
      for (int axis = 0; axis < 3; ++axis) out.single(joint.offset[axis] / hello.metres_per_unit);
    }
    return out.bytes();
  }
  const bool is_named = hello.names != hello.layout->names;
  out.text(is_named ? "" : hello.layout->id);
  out.whole(hello.dimensions);
  out.text(live_unit_name(hello.metres_per_unit));
  out.text(hello.is_y_down ? "down" : "up");
  out.single(hello.fps);
  if (is_named) {
    for (const std::string& name : hello.names) out.text(name);
  }
  return out.bytes();
}

std::string bytes_of(const PosePacket& pose) {
  OscWriter out(pose.kind == StreamKind::kSkeleton ? kSkeletonPose : kPointsPose);
  out.time(pose.time_s);
  out.count(pose.sequence);
  for (const double value : pose.values) out.single(value);
  return out.bytes();
}

}  // namespace

Result<std::vector<LivePacket>> parse_osc_packet(std::string_view bytes) {
  std::vector<LivePacket> packets;
  if (Status s = take_element(bytes, 0, packets); !s) return s.error();
  return packets;
}

std::string osc_packet(const LivePacket& packet) {
  return std::visit([](const auto& one) { return bytes_of(one); }, packet);
}

}  // namespace kinemote::app
