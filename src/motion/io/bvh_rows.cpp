#include "motion/io/bvh_rows.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "motion/io/half_angles.h"

namespace kinemote::io {
namespace {

/// q * (cos + sin * unit vector of the axis).
Quat times_axis_rotation(const Quat& q, int axis, double cosine, double sine) {
  switch (axis) {
    case 0:
      return {q.w * cosine - q.x * sine, q.x * cosine + q.w * sine, q.y * cosine + q.z * sine,
              q.z * cosine - q.y * sine};
    case 1:
      return {q.w * cosine - q.y * sine, q.x * cosine - q.z * sine, q.y * cosine + q.w * sine,
              q.z * cosine + q.x * sine};
    default:
      return {q.w * cosine - q.z * sine, q.x * cosine + q.y * sine, q.y * cosine - q.x * sine,
              q.z * cosine + q.w * sine};
  }
}

constexpr std::array<std::uint64_t, 11> kPowers{
    1,         10,         100,         1'000,         10'000,        100'000,
    1'000'000, 10'000'000, 100'000'000, 1'000'000'000, 10'000'000'000};
constexpr std::array<double, 17> kPowersOfTen{1e0, 1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7, 1e8,
                                              1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16};

/// Eight characters, the first in the lowest byte: '0'…'9' as 0…9, all else as 10 or more.
inline std::uint64_t digits_at(const char* at) {
  std::uint64_t bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes ^ 0x3030303030303030;
}

/// The highest bit of each byte that is no digit. Carries can only add bits behind the first such.
inline std::uint64_t marks_of_others(std::uint64_t digits) {
  return ((digits + 0x7676767676767676) | digits) & std::uint64_t{0x8080808080808080};
}

/// The number that eight decimal digits make: pairs, quadruples, all eight, in three
/// multiplications, as in Lemire, "Number parsing at a gigabyte per second", Software: Practice and
/// Experience 51 (2021), section 3.
inline std::int64_t number_of(std::uint64_t digits) {
  constexpr std::uint64_t kPairs = 0x000000FF000000FF;
  digits = digits * 10 + (digits >> 8);
  return static_cast<std::int64_t>(
      ((digits & kPairs) * 0x000F424000000064 + ((digits >> 16) & kPairs) * 0x0000271000000001) >>
      32);
}

inline double with_sign(double value, bool is_negative) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) |
                               (std::uint64_t{is_negative} << 63));
}

/// Up to eight decimal digits at `at`, of which eight bytes must be readable.
class EightDigits {
 public:
  explicit EightDigits(const char* at)
      : digits_(digits_at(at)), count_(std::countr_zero(marks_of_others(digits_)) >> 3) {}
  int count() const { return count_; }  // before another character, 0…8
  std::uint64_t value() const {         // needs count() > 0
    return static_cast<std::uint64_t>(number_of(digits_ << (64 - 8 * count_)));
  }

 private:
  std::uint64_t digits_;
  int count_;
};

/// Numbers of any form that fast_float knows.
const char* scan_any_number(const char* at, const char* end, double& value) {
  if (at != end && *at == '+') ++at;
  const auto [stop, error] = fast_float::from_chars(at, end, value);
  if (error != std::errc() || !(stop == end || is_space(*stop)) || !std::isfinite(value)) {
    return nullptr;
  }
  return stop;
}

/// Numbers of up to 7 digits before the point and 8 to 15 behind it.
inline const char* scan_long_number(const char* const start, const char* end, double& value) {
  const bool is_negative = *start == '-';
  const char* at = start + is_negative;
  const EightDigits whole(at);
  if (whole.count() == 0 || at[whole.count()] != '.') return scan_any_number(start, end, value);
  at += whole.count() + 1;
  const EightDigits parts(at);
  if (parts.count() == 0) return scan_any_number(start, end, value);
  at += parts.count();
  std::uint64_t digits = whole.value() * kPowers[parts.count()] + parts.value();
  int places = parts.count();
  if (places == 8) {
    const EightDigits more(at);
    if (whole.count() + more.count() > 10 || more.count() == 8) {
      return scan_any_number(start, end, value);
    }
    if (more.count() > 0) digits = digits * kPowers[more.count()] + more.value();
    if (digits > (std::uint64_t{1} << 53)) return scan_any_number(start, end, value);
    at += more.count();
    places += more.count();
  }
  if (!is_space(*at)) return scan_any_number(start, end, value);
  value = with_sign(static_cast<double>(static_cast<std::int64_t>(digits)) / kPowersOfTen[places],
                    is_negative);
  return at;
}

/// Plain decimal numbers of up to seven digits, nearly all that files hold; others go to the two
/// functions above. The whole number and the power of ten are exact in binary, so one division
/// rounds as exactly as fast_float does (Clinger 1990). No loop over digits and no branch on how
/// many there are, which processors could not foresee.
inline const char* scan(const char* at, const char* end, double& value) {
  constexpr std::ptrdiff_t kMostBytes = 1 + 8 + 1 + 8 + 8;  // that are looked at here and above
  if (std::endian::native != std::endian::little || end - at <= kMostBytes) {
    return scan_any_number(at, end, value);
  }
  const char* const start = at;
  const bool is_negative = *at == '-';
  at += is_negative;
  std::uint64_t bytes = digits_at(at);
  const std::uint64_t others = marks_of_others(bytes);
  const std::uint64_t behind_first = others & (others - 1);
  const int bits_before_point = std::countr_zero(others) & ~7;
  const int bits = std::countr_zero(behind_first) & ~7;
  const char* const stop = at + bits / 8;
  if (bits_before_point == 0 || behind_first == 0) return scan_long_number(start, end, value);
  if (at[bits_before_point / 8] != '.') {  // a whole number
    at += bits_before_point / 8;
    if (!is_space(*at)) return scan_any_number(start, end, value);
    value =
        with_sign(static_cast<double>(number_of(bytes << (64 - bits_before_point))), is_negative);
    return at;
  }
  if (!is_space(*stop)) return scan_any_number(start, end, value);
  const std::uint64_t before_point = (std::uint64_t{1} << bits_before_point) - 1;
  bytes = (bytes & before_point) | ((bytes >> 8) & ~before_point);
  const auto whole = static_cast<double>(number_of(bytes << (72 - bits)));
  value = with_sign(whole / kPowersOfTen[(bits - bits_before_point) / 8 - 1], is_negative);
  return stop;
}

}  // namespace

const char* scan_number(const char* at, const char* end, double& value) {
  return scan(at, end, value);
}

BvhRowPlan::BvhRowPlan(const BvhHierarchy& hierarchy) {
  const auto& joints = hierarchy.skeleton.joints;
  std::vector<std::vector<int>> axes(joints.size());
  std::vector<int> position_slot(joints.size(), -1);
  for (const BvhChannel& channel : hierarchy.channels) {
    if (channel.is_rotation) {
      axes[channel.joint].push_back(channel.axis);
    } else {
      position_slot[channel.joint] = 0;
    }
  }
  for (size_t j = 0; j < joints.size(); ++j) {
    JointRotation rotation{.first = static_cast<int>(angle_axes_.size()),
                           .count = static_cast<int>(axes[j].size())};
    const std::vector<int>& own = axes[j];
    if (own.size() == 3 && own[0] != own[1] && own[1] != own[2] && own[0] != own[2]) {
      rotation.a = own[0];
      rotation.b = own[1];
      rotation.c = own[2];
      rotation.sign = own[1] == (own[0] + 1) % 3 ? 1.0 : -1.0;
    }
    joints_.push_back(rotation);
    angle_axes_.insert(angle_axes_.end(), own.begin(), own.end());
    if (position_slot[j] < 0) continue;
    position_slot[j] = static_cast<int>(position_joints_.size());
    position_joints_.push_back(static_cast<int>(j));
  }
  angle_count_ = angle_axes_.size();

  has_channel_.assign(position_joints_.size(), Vec3(0.0));
  first_values_.assign(angle_count_ + 3 * position_joints_.size(), 0.0);
  for (size_t p = 0; p < position_joints_.size(); ++p) {
    for (int axis = 0; axis < 3; ++axis) {
      first_values_[angle_count_ + 3 * p + axis] = joints[position_joints_[p]].offset[axis];
    }
  }
  std::vector<int> angles_met(joints.size(), 0);
  for (const BvhChannel& channel : hierarchy.channels) {
    const int j = channel.joint;
    if (channel.is_rotation) {
      slot_of_channel_.push_back(joints_[j].first + angles_met[j]++);
    } else {
      has_channel_[position_slot[j]][channel.axis] = 1.0;
      slot_of_channel_.push_back(static_cast<int>(angle_count_) + 3 * position_slot[j] +
                                 channel.axis);
    }
  }
}

BvhRowReader::BvhRowReader(const BvhRowPlan& plan)
    : plan_(plan),
      values_(plan.first_values_),
      sines_(plan.angle_count_),
      cosines_(plan.angle_count_) {}

BvhRowReader::Stop BvhRowReader::read(const char* at, const char* end, Quat* rotations,
                                      Vec3* positions) {
  Stop stop;
  while (true) {
    while (at != end && is_space(*at)) ++at;
    stop.at = at;
    if (at == end) return stop;
    at = read_numbers(at, end);
    if (at == nullptr) return stop;
    store(rotations, positions);
    rotations += plan_.joint_count();
    positions += plan_.position_joints_.size();
    ++stop.rows;
  }
}

/// One line of numbers; null if it is anything else.
const char* BvhRowReader::read_numbers(const char* at, const char* end) {
  double* const values = values_.data();
  for (const int slot : plan_.slot_of_channel_) {
    while (at != end && is_blank(*at)) ++at;
    at = scan(at, end, values[slot]);
    if (at == nullptr) return nullptr;
  }
  while (at != end && is_blank(*at)) ++at;
  return at == end || is_line_end(*at) ? at : nullptr;
}

void BvhRowReader::store(Quat* rotations, Vec3* positions) {
  const size_t angles = plan_.angle_count_;
  half_angle_sines(std::span(values_).first(angles), sines_, cosines_);
  const double* const sines = sines_.data();
  const double* const cosines = cosines_.data();
  for (const BvhRowPlan::JointRotation& joint : plan_.joints_) {
    Quat& out = *rotations++;
    if (joint.a == BvhRowPlan::kProduct) {
      Quat product = kIdentity;
      for (int i = joint.first; i < joint.first + joint.count; ++i) {
        product = times_axis_rotation(product, plan_.angle_axes_[i], cosines[i], sines[i]);
      }
      out = canonical(product);
      continue;
    }
    const double s1 = sines[joint.first], s2 = sines[joint.first + 1], s3 = sines[joint.first + 2];
    const double c1 = cosines[joint.first], c2 = cosines[joint.first + 1];
    const double c3 = cosines[joint.first + 2];
    const double cc = c1 * c2, cs = c1 * s2, sc = s1 * c2, ss = s1 * s2;
    const double signed_s3 = joint.sign * s3, signed_c3 = joint.sign * c3;
    const double w = cc * c3 - ss * signed_s3;
    const double to_canonical = w < 0.0 ? -1.0 : 1.0;
    out.w = to_canonical * w;
    out[joint.a] = to_canonical * (sc * c3 + cs * signed_s3);
    out[joint.b] = to_canonical * (cs * c3 - sc * signed_s3);
    out[joint.c] = to_canonical * (cc * s3 + ss * signed_c3);
  }
  for (size_t slot = angles; slot < values_.size(); slot += 3) {
    *positions++ = {values_[slot], values_[slot + 1], values_[slot + 2]};
  }
}

}  // namespace kinemote::io
