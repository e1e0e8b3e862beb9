// The rows of a BVH file's MOTION table: from text to rotations and positions. The hot loop of the
// reader.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "motion/io/bvh_parse.h"

namespace kinemote::io {

/// Reads a whole token as a finite number, as parse_number does, but stops at the first character
/// behind it, which must be a space or the end. Null if there is no such number.
const char* scan_number(const char* at, const char* end, double& value);

/// Where the numbers of a row go: made once a file, shared by all threads.
class BvhRowPlan {
 public:
  explicit BvhRowPlan(const BvhHierarchy& hierarchy);

  size_t channel_count() const { return slot_of_channel_.size(); }
  size_t joint_count() const { return joints_.size(); }
  const std::vector<int>& position_joints() const { return position_joints_; }  // ascending
  const std::vector<Vec3>& has_channel() const { return has_channel_; }  // 1 or 0 on each axis

 private:
  friend class BvhRowReader;
  static constexpr int kProduct = -1;  // any number of rotation channels, any axes

  struct JointRotation {
    int first = 0;     // of its angles among all angles
    int count = 0;     // of its angles
    int a = kProduct;  // three different axes in file order, or a = kProduct
    int b = 0;
    int c = 0;
    double sign = 1.0;  // 1 if a, b, c is an even permutation of X, Y, Z, else -1
  };

  size_t angle_count_ = 0;
  std::vector<int> slot_of_channel_;  // angles, joint by joint, then positions, three a joint
  std::vector<int> angle_axes_;
  std::vector<JointRotation> joints_;
  std::vector<int> position_joints_;
  std::vector<Vec3> has_channel_;
  std::vector<double> first_values_;  // a row buffer with angles 0 and positions at OFFSET
};

/// Reads rows one after the other; one reader a thread.
class BvhRowReader {
 public:
  explicit BvhRowReader(const BvhRowPlan& plan);

  struct Stop {
    size_t rows = 0;           // read and stored
    const char* at = nullptr;  // the end of the text, or the beginning of a row that is not clean
  };
  /// Reads rows from [at, end) into `rotations` (joint_count() a row, w >= 0) and `positions`
  /// (position_joints() a row) until the text ends or a row is not channel_count()
  /// finite numbers on one line. There must be room for as many rows as the text has lines.
  Stop read(const char* at, const char* end, Quat* rotations, Vec3* positions);

 private:
  const char* read_numbers(const char* at, const char* end);
  void store(Quat* rotations, Vec3* positions);

  const BvhRowPlan& plan_;
  std::vector<double> values_;
  std::vector<double> sines_, cosines_;
};

}  // namespace kinemote::io
