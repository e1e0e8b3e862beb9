#include "app/live/live_receiver.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

namespace kinemote::app {
namespace {

constexpr int kSocketBuffer = 1 << 20;  // bytes, as far as the system allows
constexpr int kDatagramsATurn = 64;       // then it is looked whether to stop
constexpr double kTellingPause_s = 0.25;  // between wakes that bring no frame

/// The bound socket; `place` learns its port.
Result<int> open_socket(LivePlace& place) {
  const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return environment_error("cannot make a UDP socket: " + std::string(strerror(errno)));
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &kSocketBuffer, sizeof kSocketBuffer);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(place.port);
  inet_pton(AF_INET, place.host.c_str(), &address.sin_addr);
  if (bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const int reason = errno;
    close(fd);
    return environment_error("cannot listen at " + place.text() + ": " + strerror(reason) +
                             (reason == EADDRINUSE ? "; choose another port, or end the program "
                                                     "that has it"
                                                   : ""));
  }
  socklen_t size = sizeof address;
  getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  place.port = ntohs(address.sin_port);
  return fd;
}

}  // namespace

Result<std::unique_ptr<LiveReceiver>> LiveReceiver::open(const LivePlace& wanted,
                                                         std::function<void()> wake, int pipe) {
  LivePlace place = wanted;
  int input = pipe;
  if (place.kind == LivePlace::Kind::kUdp) {
    const Result<int> opened = open_socket(place);
    if (!opened) return opened.error();
    input = *opened;
  }
  const int stop = eventfd(0, EFD_CLOEXEC);
  if (stop < 0) {
    if (place.kind == LivePlace::Kind::kUdp) close(input);
    return environment_error("cannot listen: " + std::string(strerror(errno)));
  }
  return std::unique_ptr<LiveReceiver>(
      new LiveReceiver(std::move(place), input, stop, std::move(wake)));
}

LiveReceiver::LiveReceiver(LivePlace place, int input, int stop, std::function<void()> wake)
    : place_(std::move(place)),
      input_(input),
      stop_(stop),
      wake_(std::move(wake)),
      last_frame_s_(now_s()),
      thread_([this] { run(); }) {}

LiveReceiver::~LiveReceiver() {
  {
    std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  eventfd_write(stop_, 1);
  thread_.join();
  close(stop_);
  if (place_.kind == LivePlace::Kind::kUdp) close(input_);
}

double LiveReceiver::now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::vector<LiveArrival> LiveReceiver::take() {
  std::vector<LiveArrival> taken;
  {
    std::lock_guard lock(mutex_);
    taken.assign(std::make_move_iterator(waiting_.begin()),
                 std::make_move_iterator(waiting_.end()));
    waiting_.clear();
  }
  changed_.notify_all();
  return taken;
}

LiveStatus LiveReceiver::status() const {
  std::lock_guard lock(mutex_);
  return {stream_.counts(), stream_.rate(), stream_.announcement(), now_s() - last_frame_s_,
          is_ended_};
}

void LiveReceiver::wait_for(double longest_s) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, std::chrono::duration<double>(longest_s),
                    [this] { return is_ended_ || !waiting_.empty(); });
}

void LiveReceiver::run() {
  const bool is_socket = place_.kind == LivePlace::Kind::kUdp;
  std::array<pollfd, 2> watched{{{input_, POLLIN, 0}, {stop_, POLLIN, 0}}};
  bool goes_on = true;
  while (goes_on) {
    if (poll(watched.data(), watched.size(), -1) < 0) {
      if (errno == EINTR) continue;
      break;
    }
    if (watched[1].revents != 0) return;
    goes_on = is_socket ? read_datagrams() : read_lines();
  }
  {
    std::lock_guard lock(mutex_);
    is_ended_ = true;
  }
  changed_.notify_all();
  if (wake_) wake_();
}

bool LiveReceiver::read_datagrams() {
  std::array<char, 65'536> buffer;
  for (int i = 0; i < kDatagramsATurn; ++i) {
    const ssize_t count = recv(input_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count >= 0) {
      add({buffer.data(), static_cast<size_t>(count)});
    } else if (errno != EINTR && errno != ECONNREFUSED) {
      return errno == EAGAIN || errno == EWOULDBLOCK;
    }
  }
  return true;
}

bool LiveReceiver::read_lines() {
  std::array<char, 65'536> buffer;
  const ssize_t count = read(input_, buffer.data(), buffer.size());
  if (count < 0) return errno == EINTR || errno == EAGAIN;
  if (count == 0) {  // the last line may lack its end
    if (!line_.empty() || is_line_too_long_) take_line("");
    return false;
  }
  std::string_view rest(buffer.data(), static_cast<size_t>(count));
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    if (end == std::string_view::npos) {
      // One byte more than a packet may have shows that the line is too long.
      is_line_too_long_ = is_line_too_long_ || line_.size() + rest.size() > kLongestPacket;
      if (is_line_too_long_) {
        line_.clear();
      } else {
        line_ += rest;
      }
      return true;
    }
    take_line(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  return true;
}

void LiveReceiver::take_line(std::string_view end) {
  const bool is_too_long = std::exchange(is_line_too_long_, false);
  if (is_too_long) {
    line_.clear();
    std::lock_guard lock(mutex_);
    ++stream_.counts().malformed;
    stream_.counts().last_refusal =
        "a line of more than " + std::to_string(kLongestPacket) + " bytes";
    return;
  }
  line_ += end;
  if (!line_.empty() && line_.back() == '\r') line_.pop_back();
  if (!line_.empty()) add(line_);
  line_.clear();
}

void LiveReceiver::add(std::string_view packet) {
  const double arrival_s = now_s();
  bool has_frames = false;
  {
    std::unique_lock lock(mutex_);
    for (LiveArrival& arrival : stream_.take(packet, arrival_s)) {
      if (place_.kind == LivePlace::Kind::kPipe) {
        changed_.wait(lock, [this] { return is_stopping_ || waiting_.size() < kMostWaiting; });
        if (is_stopping_) return;
      } else if (waiting_.size() >= kMostWaiting) {
        waiting_.pop_front();
        ++stream_.counts().overrun;
      }
      waiting_.push_back(std::move(arrival));
      last_frame_s_ = arrival_s;
      has_frames = true;
    }
  }
  if (has_frames) changed_.notify_all();
  if (!wake_ || (!has_frames && arrival_s - last_wake_s_ < kTellingPause_s)) return;
  last_wake_s_ = arrival_s;
  wake_();
}

}  // namespace kinemote::app
