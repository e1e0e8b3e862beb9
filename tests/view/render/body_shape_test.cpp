#include "view/render/body_shape.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <glm/geometric.hpp>
#include <random>

#include "motion/io/bvh.h"
#include "support/real_data.h"
#include "view/render/scene.h"
#include "view/render/test_bodies.h"

namespace kinemote::view {
namespace {

using test::anonymous;
using test::canonical_figure;
using test::moved;
using test::one_axis_figure;

std::vector<BodyPiece> pieces_of(const Figure& figure) {
  std::vector<BodyPiece> pieces;
  BodyShape(figure.skeleton).pose(figure.positions, figure.rotations, pieces);
  return pieces;
}

double lowest_point(const std::vector<BodyPiece>& pieces) {
  double lowest = 1e9;
  for (const BodyPiece& piece : pieces) {
    for (const PieceEnd& end : {piece.from, piece.to}) {
      // Of an ellipse with axes across the bone, downwards.
      const Vec3 across = glm::cross(end.left, end.axis);
      const double reach = end.radius * glm::length(Vec3(end.section.x * end.left.y,
                                                         end.section.y * across.y, end.axis.y));
      lowest = std::min(lowest, end.centre.y - reach);
    }
  }
  return lowest;
}

double highest_point(const std::vector<BodyPiece>& pieces) {
  double highest = -1e9;
  for (const BodyPiece& piece : pieces) {
    highest = std::max(
        {highest, piece.from.centre.y + piece.from.radius, piece.to.centre.y + piece.to.radius});
  }
  return highest;
}

Vec3 middle_of(const std::vector<BodyPiece>& pieces, Paint paint) {
  Vec3 sum(0.0);
  double count = 0.0;
  for (const BodyPiece& piece : pieces) {
    if (piece.paint != paint) continue;
    sum += piece.from.centre + piece.to.centre;
    count += 2.0;
  }
  return sum / count;
}

TEST(MakePiece, NoLength_IsASphere) {
  const BodyPiece piece = make_piece({1, 2, 3}, 0.1, {1, 2, 3}, 0.1, Paint::kTorso);
  EXPECT_EQ(piece.from.lean_rad, 0.0);
  EXPECT_NEAR(glm::length(piece.from.axis), 1.0, 1e-12);
  EXPECT_NEAR(glm::length(piece.from.left), 1.0, 1e-12);
}

TEST(MakePiece, Side_TouchesBothSpheres) {
  const BodyPiece piece = make_piece({0, 0, 0}, 0.3, {0, 1, 0}, 0.1, Paint::kTorso, kLeft);
  // On the side, the line between the two places of contact is across both normals.
  const double lean = piece.from.lean_rad;
  const Vec3 normal(std::cos(lean), std::sin(lean), 0.0);
  const Vec3 side = (piece.to.centre + 0.1 * normal) - (piece.from.centre + 0.3 * normal);
  EXPECT_NEAR(glm::dot(side, normal), 0.0, 1e-12);
  EXPECT_GT(lean, 0.0);
}

TEST(MakePiece, LeftAlongTheBone_StillGivesAxesAcross) {
  for (const Vec3& along : {kLeft, kUp, kForward}) {
    const BodyPiece piece = make_piece(Vec3(0.0), 0.1, along, 0.1, Paint::kTorso, along);
    EXPECT_NEAR(glm::dot(piece.from.left, piece.from.axis), 0.0, 1e-9);
    EXPECT_NEAR(glm::length(piece.from.left), 1.0, 1e-9);
  }
}

TEST(JoinChain, Seams_AreEqualEndsWithoutCaps) {
  std::vector<BodyPiece> pieces{make_piece({0, 0, 0}, 0.1, {0, 1, 0}, 0.2, Paint::kTorso),
                                make_piece({0, 1, 0}, 0.2, {0.5, 2, 0}, 0.1, Paint::kTorso),
                                make_piece({0.5, 2, 0}, 0.1, {2, 2, 0}, 0.1, Paint::kTorso)};
  join_chain(pieces, 0, 2);
  EXPECT_TRUE(pieces[0].from.has_cap);
  EXPECT_FALSE(pieces[0].to.has_cap);
  EXPECT_FALSE(pieces[1].from.has_cap);
  EXPECT_LT(glm::length(pieces[0].to.axis - pieces[1].from.axis), 1e-12);
  EXPECT_EQ(pieces[0].to.lean_rad, pieces[1].from.lean_rad);
  // The hinge keeps its caps and axes.
  EXPECT_TRUE(pieces[1].to.has_cap);
  EXPECT_TRUE(pieces[2].from.has_cap);
  EXPECT_GT(glm::length(pieces[1].to.axis - pieces[2].from.axis), 0.1);
  EXPECT_EQ(pieces[1].to.lean_rad, pieces[2].from.lean_rad);
}

TEST(BodyShape, CanonicalRest_StandsOnTheGroundAndIsAsTallAsItSays) {
  const std::vector<BodyPiece> pieces = pieces_of(canonical_figure());
  EXPECT_NEAR(lowest_point(pieces), 0.0, 0.006);
  EXPECT_NEAR(highest_point(pieces), 1.75, 0.02);
}

TEST(BodyShape, OneAxisRig_StandsOnTheGround) {
  const std::vector<BodyPiece> pieces = pieces_of(one_axis_figure());
  EXPECT_NEAR(lowest_point(pieces), 0.0, 0.02);
  EXPECT_NEAR(highest_point(pieces), 1.52, 0.06);
  const Figure figure = one_axis_figure();
  const auto prints = BodyShape(figure.skeleton).footprints(figure.positions, figure.rotations);
  ASSERT_TRUE(prints.has_value());
  for (const Footprint& print : *prints) {
    EXPECT_NEAR(print.heel.y, 0.0, 0.01);
    EXPECT_NEAR(print.ball.y, 0.0, 0.01);
    EXPECT_GT(print.ball.z, print.heel.z + 0.08) << "the ball of the foot is in front";
  }
}

TEST(BodyShape, BothRigs_FaceForwardsWithLeftOnTheLeft) {
  for (const Figure& figure : {canonical_figure(), one_axis_figure()}) {
    const std::vector<BodyPiece> pieces = pieces_of(figure);
    const Vec3 head = middle_of(pieces, Paint::kHead);
    const Vec3 face = middle_of(pieces, Paint::kFace);
    EXPECT_GT(face.z, head.z + 0.05);
    EXPECT_NEAR(face.x, head.x, 1e-6);
    EXPECT_GT(middle_of(pieces, Paint::kLeft).x, 0.05);
    EXPECT_LT(middle_of(pieces, Paint::kRight).x, -0.05);
  }
}

TEST(BodyShape, BothRigs_HaveThumbsInFront) {
  for (const Figure& figure : {canonical_figure(), one_axis_figure()}) {
    const BodyShape shape(figure.skeleton);
    ASSERT_TRUE(shape.is_person());
    const BodyMap map = *find_body(*figure.skeleton);
    for (const auto& [part, paint] : {std::pair{BodyPart::kLeftHand, Paint::kLeftEnd},
                                      std::pair{BodyPart::kRightHand, Paint::kRightEnd}}) {
      // Thumbs are the only pieces of a hand off its middle plane.
      const Vec3 wrist = figure.positions[map[part]];
      double front = 0.0;
      double back = 0.0;
      for (const BodyPiece& piece : pieces_of(figure)) {
        if (piece.paint != paint || glm::length(piece.to.centre - wrist) > 0.25) continue;
        front = std::max(front, piece.to.centre.z - wrist.z);
        back = std::min(back, piece.to.centre.z - wrist.z);
      }
      EXPECT_GT(front, 0.03);
      EXPECT_GT(back, -0.03);
    }
  }
}

TEST(BodyShape, CanonicalRest_IsMirrorSymmetric) {
  std::vector<BodyPiece> pieces = pieces_of(canonical_figure());
  for (const auto& [left, right] :
       {std::pair{Paint::kLeft, Paint::kRight}, std::pair{Paint::kLeftEnd, Paint::kRightEnd}}) {
    std::vector<Vec3> one;
    std::vector<Vec3> other;
    for (const BodyPiece& piece : pieces) {
      if (piece.paint == left) one.push_back(piece.from.centre);
      if (piece.paint == right) other.push_back(piece.from.centre * Vec3(-1.0, 1.0, 1.0));
    }
    ASSERT_EQ(one.size(), other.size());
    ASSERT_FALSE(one.empty());
    for (size_t i = 0; i < one.size(); ++i) EXPECT_LT(glm::length(one[i] - other[i]), 1e-9);
  }
}

TEST(BodyShape, RigidMotion_MovesEveryPieceWithIt) {
  std::mt19937 random(3);
  std::normal_distribution<double> normal;
  for (const Figure& figure : {canonical_figure(), one_axis_figure(), [] {
                                 Figure unknown = one_axis_figure();
                                 unknown.skeleton = anonymous(unknown.skeleton);
                                 return unknown;
                               }()}) {
    const std::vector<BodyPiece> still = pieces_of(figure);
    for (int i = 0; i < 20; ++i) {
      const Quat turn =
          glm::normalize(Quat(normal(random), normal(random), normal(random), normal(random)));
      const Vec3 shift(normal(random), normal(random), normal(random));
      const std::vector<BodyPiece> turned = pieces_of(moved(figure, turn, shift));
      ASSERT_EQ(turned.size(), still.size());
      for (size_t p = 0; p < still.size(); ++p) {
        EXPECT_LT(glm::length(turned[p].to.centre - (turn * still[p].to.centre + shift)), 1e-9);
        EXPECT_NEAR(turned[p].to.radius, still[p].to.radius, 1e-12);
      }
    }
  }
}

TEST(BodyShape, AnyPose_IsFiniteWithUnitAxes) {
  std::mt19937 random(5);
  std::normal_distribution<double> normal;
  for (const SkeletonPtr& skeleton : {canonical_skeleton(), test::one_axis_skeleton()}) {
    Clip clip = Clip::make(skeleton, 50, 1.0 / 30.0);
    for (Quat& rotation : clip.rotations) {
      rotation =
          glm::normalize(Quat(normal(random), normal(random), normal(random), normal(random)));
    }
    const WorldMotion world = forward_kinematics(clip);
    for (int f = 0; f < clip.frame_count; ++f) {
      for (const BodyPiece& piece : pieces_of(figure_at(clip, world, f))) {
        for (const PieceEnd& end : {piece.from, piece.to}) {
          ASSERT_TRUE(std::isfinite(end.centre.x + end.centre.y + end.centre.z + end.lean_rad));
          ASSERT_GT(end.radius, 0.0);
          ASSERT_NEAR(glm::length(end.axis), 1.0, 1e-9);
          ASSERT_NEAR(glm::length(end.left), 1.0, 1e-9);
          ASSERT_NEAR(glm::dot(end.axis, end.left), 0.0, 1e-9);
        }
      }
    }
  }
}

TEST(BodyShape, RootAtTheOrigin_GetsNoBone) {
  Figure figure = one_axis_figure({0.0, 0.0, 5.0});
  for (const SkeletonPtr& skeleton : {figure.skeleton, anonymous(figure.skeleton)}) {
    figure.skeleton = skeleton;
    const std::vector<BodyPiece> pieces = pieces_of(figure);
    EXPECT_GT(pieces.size(), 15u);
    for (const BodyPiece& piece : pieces) {
      EXPECT_GT(piece.from.centre.z, 4.0);
      EXPECT_GT(piece.to.centre.z, 4.0);
    }
  }
}

TEST(BodyShape, UnknownNames_DrawOneBoneAJointAndTip) {
  const SkeletonPtr skeleton = anonymous(canonical_skeleton());
  const BodyShape shape(skeleton);
  EXPECT_FALSE(shape.is_person());
  Figure figure = canonical_figure();
  figure.skeleton = skeleton;
  // Every joint but the root, and the tips of head, hands and toes.
  EXPECT_EQ(pieces_of(figure).size(), skeleton->joints.size() - 1 + 5);
  EXPECT_FALSE(shape.footprints(figure.positions, figure.rotations).has_value());
}

TEST(BodyShape, SingleJoint_IsADot) {
  auto skeleton = std::make_shared<Skeleton>();
  skeleton->joints.push_back({"only", -1, Vec3(0.0), std::nullopt});
  Figure figure;
  figure.skeleton = skeleton;
  figure.positions = {{1.0, 1.0, 1.0}};
  figure.rotations = {kIdentity};
  ASSERT_EQ(pieces_of(figure).size(), 1u);
}

TEST(OutlinePoints, WrongArrays_AreEmpty) {
  Figure figure = canonical_figure();
  figure.positions.pop_back();
  EXPECT_TRUE(outline_points(figure).empty());
  EXPECT_TRUE(outline_points({}).empty());
}

TEST(GroundHeight, ShiftedMotion_ShiftsWithIt) {
  Clip clip = Clip::make(canonical_skeleton(), 10, 0.1);
  EXPECT_NEAR(ground_height_m(clip.skeleton, forward_kinematics(clip)), 0.0, 1e-6);
  for (Vec3& translation : clip.translations) translation.y += 0.7;
  EXPECT_NEAR(ground_height_m(clip.skeleton, forward_kinematics(clip)), 0.7, 1e-6);
  EXPECT_EQ(ground_height_m(nullptr, {}), 0.0);
}

TEST(GroundHeight, UnknownNames_StandOnTheirLowestPiece) {
  const SkeletonPtr skeleton = anonymous(canonical_skeleton());
  const Clip clip = Clip::make(skeleton, 3, 0.1);
  const WorldMotion world = forward_kinematics(clip);
  const double ground = ground_height_m(skeleton, world);
  EXPECT_NEAR(ground, lowest_point(pieces_of(figure_at(clip, world, 0))), 1e-9);
}

TEST(GroundHeight, RealWalks_StandOnTheFloor) {
  const auto folder = test::data_root() / "bandai-namco" / "dataset-1" / "data";
  KINEMOTE_NEEDS_DATA(folder);
  for (const char* name :
       {"dataset-1_walk_normal_001", "dataset-1_walk_sad_001", "dataset-1_bow_normal_001"}) {
    const auto import = io::read_bvh(folder / (std::string(name) + ".bvh"));
    ASSERT_TRUE(import.ok()) << import.error().message;
    const WorldMotion world = forward_kinematics(import->clip);
    EXPECT_NEAR(ground_height_m(import->clip.skeleton, world), 0.0, 0.02) << name;
  }
}

}  // namespace
}  // namespace kinemote::view
