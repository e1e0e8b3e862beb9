#include "app/live/live_stream.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kinemote::app {
namespace {

constexpr double kRateSpan_s = 2.0;
constexpr size_t kMostArrivals = 2048;
constexpr int64_t kMostLost = 1'000'000'000'000'000;

}  // namespace

std::vector<LiveArrival> LiveStream::take(std::string_view bytes, double arrival_s) {
  auto packets = parse_packet(bytes);
  if (!packets) {
    ++counts_.malformed;
    counts_.last_refusal = packets.error().message;
    return {};
  }
  std::vector<LiveArrival> arrivals;
  for (LivePacket& packet : *packets) {
    if (auto* hello = std::get_if<StreamHello>(&packet)) {
      announce(std::move(*hello));
    } else if (auto taken = frame(std::get<PosePacket>(packet), arrival_s)) {
      arrivals.push_back({announcement_, std::move(*taken)});
    }
  }
  return arrivals;
}

void LiveStream::announce(StreamHello hello) {
  ++counts_.hellos;
  if (!announcement_ || !announcement_->hello.announces_same(hello)) begin(std::move(hello));
}

void LiveStream::begin(StreamHello hello) {
  const int number = announcement_ ? announcement_->number + 1 : 1;
  announcement_ =
      std::make_shared<const LiveAnnouncement>(LiveAnnouncement{std::move(hello), number});
  first_time_s_.reset();
  last_time_s_.reset();
  last_sequence_.reset();
}

std::optional<LiveFrame> LiveStream::frame(const PosePacket& pose, double arrival_s) {
  if (!announcement_) {
    ++counts_.unannounced;
    return std::nullopt;
  }
  auto taken = frame_of(announcement_->hello, pose);
  if (!taken) {
    ++counts_.malformed;
    counts_.last_refusal = taken.error().message;
    return std::nullopt;
  }
  const double time_s = pose.time_s.value_or(arrival_s);
  if (last_time_s_ && (time_s < *last_time_s_ - kRestart_s || time_s > *last_time_s_ + kLeap_s)) {
    begin(announcement_->hello);
  }
  if (last_time_s_) {
    const bool is_repeated = pose.sequence && last_sequence_ ? *pose.sequence == *last_sequence_
                                                             : time_s == *last_time_s_;
    if (is_repeated) {
      ++counts_.repeated;
      return std::nullopt;
    }
    if (time_s <= *last_time_s_ ||
        (pose.sequence && last_sequence_ && *pose.sequence < *last_sequence_)) {
      ++counts_.late;
      return std::nullopt;
    }
    if (pose.sequence && last_sequence_) {
      counts_.lost = std::min(kMostLost, counts_.lost + *pose.sequence - *last_sequence_ - 1);
    }
    if (time_s - *last_time_s_ > kGap_s) ++counts_.gaps;
  }
  if (!first_time_s_) first_time_s_ = time_s;
  last_time_s_ = time_s;
  last_sequence_ = pose.sequence;
  ++counts_.frames;
  arrivals_s_.push_back(arrival_s);
  while (arrivals_s_.size() > kMostArrivals || arrivals_s_.front() < arrival_s - kRateSpan_s) {
    arrivals_s_.pop_front();
  }
  taken->time_s = time_s - *first_time_s_;
  taken->arrival_s = arrival_s;
  return std::move(*taken);
}

LiveRate LiveStream::rate() const {
  LiveRate rate;
  if (arrivals_s_.size() < 3) return rate;
  const double span_s = arrivals_s_.back() - arrivals_s_.front();
  const auto steps = static_cast<double>(arrivals_s_.size() - 1);
  if (!(span_s > 0.0)) return rate;
  rate.fps = steps / span_s;
  double squares = 0.0;
  for (size_t i = 1; i < arrivals_s_.size(); ++i) {
    const double off_s = arrivals_s_[i] - arrivals_s_[i - 1] - span_s / steps;
    squares += off_s * off_s;
  }
  rate.jitter_ms = 1000.0 * std::sqrt(squares / steps);
  return rate;
}

}  // namespace kinemote::app
