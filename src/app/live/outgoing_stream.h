// A motion as the packets of a live stream: what `kinemote send` sends.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/live/live_source.h"
#include "app/live/pose_packet.h"
#include "motion/core/clip.h"
#include "motion/core/point_clip.h"

namespace kinemote::app {

/// A hello and numbered poses, made one at a time.
class OutgoingStream {
 public:
  /// A figure, from the first joint below which it branches: the joints above (a scene's root, say)
  /// become part of that joint's path, for a stream moves its root alone. Error (bad input) for
  /// more than kMostLiveJoints joints.
  static Result<OutgoingStream> of_clip(const Clip& clip);
  /// Points of a known layout, or of names that a hello may have. Errors (bad input): those of
  /// points_hello().
  static Result<OutgoingStream> of_points(PointClip points);

  const StreamHello& hello() const { return hello_; }
  int frame_count() const { return frame_count_; }
  double fps() const { return 1.0 / frame_time_s_; }
  /// Frame `number` modulo frame_count(), as the pose with that number and its time.
  PosePacket pose(int64_t number) const;
  /// What of the motion is not sent.
  const Warnings& warnings() const { return warnings_; }

 private:
  OutgoingStream() = default;

  StreamHello hello_;
  int frame_count_ = 0;
  double frame_time_s_ = 1.0 / 30.0;
  std::function<std::vector<double>(int frame)> values_;
  Warnings warnings_;
};

/// Sends packets to a UDP place. Error (environment) of open(): no socket.
class UdpSender {
 public:
  static Result<std::unique_ptr<UdpSender>> open(const LivePlace& place);
  ~UdpSender();
  UdpSender(const UdpSender&) = delete;
  UdpSender& operator=(const UdpSender&) = delete;

  /// Error (environment): the system refuses it. That nobody listens is no error.
  Status send(const std::string& packet);

 private:
  UdpSender(LivePlace place, int socket) : place_(std::move(place)), socket_(socket) {}
  LivePlace place_;
  int socket_;
};

}  // namespace kinemote::app
