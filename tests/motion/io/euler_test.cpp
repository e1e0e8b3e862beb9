#include "motion/io/euler.h"

#include <gtest/gtest.h>

#include <random>

namespace kinemote::io {
namespace {

const EulerOrder kOrders[] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

double difference(const Quat& a, const Quat& b) {
  return std::min(glm::length(a - b), glm::length(a + b));
}

TEST(Euler_RandomRotations, ComeBackInEveryOrder) {
  std::mt19937_64 random(5);
  std::normal_distribution<double> normal;
  for (const EulerOrder& order : kOrders) {
    for (int i = 0; i < 500; ++i) {
      const Quat q =
          glm::normalize(Quat(normal(random), normal(random), normal(random), normal(random)));
      const EulerAngles near{normal(random) * 5, normal(random) * 5, normal(random) * 5};
      EXPECT_LT(difference(rotation_from_euler(euler_from_rotation(q, order, near), order), q),
                1e-14);
    }
  }
}

TEST(Euler_AnglesBeyondAHalfTurn, ComeBackNearThePrevious) {
  std::mt19937_64 random(6);
  std::uniform_real_distribution<double> angle(-9.0, 9.0);
  std::uniform_real_distribution<double> step(-0.2, 0.2);
  for (const EulerOrder& order : kOrders) {
    for (int i = 0; i < 500; ++i) {
      const EulerAngles angles{angle(random), angle(random), angle(random)};
      if (std::abs(std::cos(angles[1])) < 0.5) continue;  // near gimbal lock others may be nearer
      EulerAngles previous = angles;
      for (double& a : previous) a += step(random);
      const EulerAngles back =
          euler_from_rotation(rotation_from_euler(angles, order), order, previous);
      for (int n = 0; n < 3; ++n) EXPECT_NEAR(back[n], angles[n], 1e-13);
    }
  }
}

TEST(Euler_GimbalLock, KeepsThePreviousFirstAngle) {
  for (const EulerOrder& order : kOrders) {
    for (const double sign : {1.0, -1.0}) {
      const Quat q = rotation_from_euler({0.4, sign * kPi / 2.0, -1.1}, order);
      const EulerAngles angles = euler_from_rotation(q, order, {2.5, sign * 1.5, 0.0});
      EXPECT_NEAR(angles[0], 2.5, 1e-9);
      EXPECT_LT(difference(rotation_from_euler(angles, order), q), 1e-10);
    }
  }
}

}  // namespace
}  // namespace kinemote::io
