#include "app/live/outgoing_stream.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <limits>

#include "motion/core/kinematics.h"

namespace kinemote::app {
namespace {

/// Joints below and including `root`, which becomes joint 0.
std::vector<int> branch_of(const Skeleton& skeleton, int root) {
  std::vector<int> kept{root};
  std::vector<char> is_kept(skeleton.size(), 0);
  is_kept[root] = 1;
  for (int j = root + 1; j < skeleton.size(); ++j) {
    const int parent = skeleton.joints[j].parent;
    if (parent < 0 || !is_kept[parent]) continue;
    is_kept[j] = 1;
    kept.push_back(j);
  }
  return kept;
}

}  // namespace

Result<OutgoingStream> OutgoingStream::of_clip(const Clip& clip) {
  const Skeleton& skeleton = *clip.skeleton;
  const int root = skeleton.first_branching_joint();
  const std::vector<int> kept = branch_of(skeleton, root);
  std::vector<int> number_of(skeleton.size(), -1);
  std::vector<Joint> joints;
  for (const int j : kept) {
    number_of[j] = static_cast<int>(joints.size());
    const Joint& joint = skeleton.joints[j];
    joints.push_back({joint.name, j == root ? -1 : number_of[joint.parent],
                      j == root ? Vec3(0.0) : joint.offset});
  }
  auto hello = skeleton_hello(clip.name, std::move(joints), "m", clip.fps());
  if (!hello) return hello.error();
  OutgoingStream stream;
  stream.hello_ = std::move(*hello);
  stream.frame_count_ = clip.frame_count;
  stream.frame_time_s_ = clip.frame_time_s;
  for (const int j : clip.translating_joints) {
    if (j <= root) continue;
    stream.warnings_.push_back("\"" + skeleton.joints[j].name +
                               "\" moves against its parent, which a stream does not carry");
  }
  stream.values_ = [clip, kept](int frame) {
    const int top = kept.front();
    // Of the root its place in the world, through the joints above.
    Vec3 place = clip.local_translation(frame, top);
    Quat rotation = clip.frame_rotations(frame)[top];
    for (int j = clip.skeleton->joints[top].parent; j >= 0; j = clip.skeleton->joints[j].parent) {
      const Quat& above = clip.frame_rotations(frame)[j];
      place = clip.local_translation(frame, j) + above * place;
      rotation = above * rotation;
    }
    std::vector<double> values{place.x, place.y, place.z};
    for (const int j : kept) {
      const Quat q = canonical(j == top ? rotation : clip.frame_rotations(frame)[j]);
      values.insert(values.end(), {q.w, q.x, q.y, q.z});
    }
    return values;
  };
  return stream;
}

Result<OutgoingStream> OutgoingStream::of_points(PointClip points) {
  const bool has_layout = find_point_layout(points.layout) != nullptr;
  auto hello = points_hello(points.name, has_layout ? points.layout : "",
                            has_layout ? std::vector<std::string>() : points.point_names,
                            points.is_2d ? 2 : 3, "m", "up", 1.0 / points.frame_time_s);
  if (!hello) return hello.error();
  OutgoingStream stream;
  stream.hello_ = std::move(*hello);
  stream.frame_count_ = points.frame_count;
  stream.frame_time_s_ = points.frame_time_s;
  stream.values_ = [points = std::move(points)](int frame) {
    const int dimensions = points.is_2d ? 2 : 3;
    std::vector<double> values;
    for (int p = 0; p < points.point_count(); ++p) {
      const size_t at = points.index(frame, p);
      const bool is_seen = points.states[at] != PointState::kMissing;
      for (int axis = 0; axis < dimensions; ++axis) {
        values.push_back(is_seen ? points.positions[at][axis]
                                 : std::numeric_limits<double>::quiet_NaN());
      }
      values.push_back(is_seen ? points.confidences[at] : 0.0);
    }
    return values;
  };
  return stream;
}

PosePacket OutgoingStream::pose(int64_t number) const {
  PosePacket pose;
  pose.kind = hello_.kind;
  pose.sequence = number;
  pose.time_s = static_cast<double>(number) * frame_time_s_;
  pose.values = values_(static_cast<int>(number % frame_count_));
  return pose;
}

Result<std::unique_ptr<UdpSender>> UdpSender::open(const LivePlace& place) {
  const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return environment_error("cannot make a UDP socket: " + std::string(strerror(errno)));
  return std::unique_ptr<UdpSender>(new UdpSender(place, fd));
}

UdpSender::~UdpSender() { close(socket_); }

Status UdpSender::send(const std::string& packet) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(place_.port);
  inet_pton(AF_INET, place_.host.c_str(), &address.sin_addr);
  const ssize_t sent = sendto(socket_, packet.data(), packet.size(), 0,
                              reinterpret_cast<const sockaddr*>(&address), sizeof address);
  if (sent == static_cast<ssize_t>(packet.size()) || errno == ECONNREFUSED) return {};
  return environment_error("cannot send to " + place_.text() + ": " + strerror(errno));
}

}  // namespace kinemote::app
