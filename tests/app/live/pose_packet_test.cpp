#include "app/live/pose_packet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "app/live/live_frame.h"
#include "motion/core/random.h"

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;

std::string refusal(const std::string& packet) {
  const auto parsed = parse_packet(packet);
  return parsed ? "" : parsed.error().message;
}

StreamHello canonical_hello(const std::string& unit = "m") {
  return *skeleton_hello("suit", canonical_skeleton()->joints, unit, 60.0);
}

PosePacket random_pose(const StreamHello& hello, std::mt19937_64& engine) {
  PosePacket pose;
  pose.kind = hello.kind;
  pose.time_s = 100.0 * uniform01(engine);
  pose.sequence = uniform_index(engine, 100'000);
  if (hello.kind == StreamKind::kPoints) {
    for (int i = 0; i < hello.value_count(); ++i) pose.values.push_back(uniform01(engine));
    return pose;
  }
  for (int axis = 0; axis < 3; ++axis) pose.values.push_back(4.0 * uniform01(engine) - 2.0);
  for (int j = 0; j < hello.skeleton->size(); ++j) {
    const Quat q = glm::normalize(Quat(standard_normal(engine), standard_normal(engine),
                                       standard_normal(engine), standard_normal(engine)));
    pose.values.insert(pose.values.end(), {q.w, q.x, q.y, q.z});
  }
  return pose;
}

TEST(PosePacket, WhatIsNone_IsRefusedWithItsReason) {
  EXPECT_THAT(refusal(""), HasSubstr("empty"));
  EXPECT_THAT(refusal("  \n"), HasSubstr("empty"));
  EXPECT_THAT(refusal("hello"), HasSubstr("neither a JSON object nor an OSC"));
  EXPECT_THAT(refusal("{"), HasSubstr("no valid JSON"));
  EXPECT_THAT(refusal("{}{}"), HasSubstr("no valid JSON"));
  EXPECT_THAT(refusal(R"({"type": "wave"})"), HasSubstr("neither \"hello\" nor \"pose\""));
  EXPECT_THAT(refusal(R"({"type": 3})"), HasSubstr("type is no text"));
  EXPECT_THAT(refusal(std::string(kLongestPacket + 1, ' ')), HasSubstr("at most"));
  EXPECT_THAT(refusal("#bundle"), HasSubstr("bundle"));
  EXPECT_THAT(refusal("/kinemote/pose/points"), HasSubstr("without address or type tags"));
  EXPECT_THAT(refusal(std::string("/a\0\0,\0\0\0", 8)), HasSubstr("\"/a\""));
}

TEST(PosePacket, DeepNesting_IsRefusedAndNoMore) {
  const std::string deep = R"({"type": "pose", "points": )" + std::string(60'000, '[');
  EXPECT_THAT(refusal(deep), HasSubstr("no valid JSON"));
  std::string bundles;
  for (int i = 0; i < 8; ++i) bundles += std::string("#bundle\0\0\0\0\0\0\0\0\1\0\0\0\x10", 20);
  EXPECT_FALSE(parse_packet(bundles));
}

TEST(PosePacket, HellosOfNoUse_AreRefused) {
  const auto with = [](const std::string& members) {
    return refusal(R"({"type": "hello", )" + members + "}");
  };
  EXPECT_THAT(with(R"("stream": "sound")"), HasSubstr("stream"));
  EXPECT_THAT(with(R"("stream": "skeleton")"), HasSubstr("\"joints\" is missing"));
  EXPECT_THAT(with(R"("stream": "skeleton", "joints": [])"), HasSubstr("from 1 to 256"));
  EXPECT_THAT(with(R"("kinemote": 2, "stream": "points")"), HasSubstr("version 1"));
  EXPECT_THAT(with(R"("stream": "points", "layout": "coco18", "dimensions": 2)"),
              HasSubstr("coco17, body25 and mediapipe33"));
  EXPECT_THAT(with(R"("stream": "points", "layout": "coco17", "dimensions": 4)"),
              HasSubstr("2 or 3 dimensions"));
  EXPECT_THAT(with(R"("stream": "points", "layout": "coco17", "dimensions": 3, "y": "down")"),
              HasSubstr("runs up"));
  EXPECT_THAT(with(R"("stream": "points", "names": ["a", "b"], "dimensions": 2)"),
              HasSubstr("neither points"));
  EXPECT_THAT(with(R"("stream": "points", "layout": "coco17", "dimensions": 3, "unit": "inch")"),
              HasSubstr("m, cm or mm"));
  EXPECT_THAT(with(R"("stream": "points", "layout": "coco17", "dimensions": 2, "fps": -1)"),
              HasSubstr("fps"));
  EXPECT_THAT(with(R"("stream": "skeleton", "joints":
                      [{"name": "a", "parent": 0, "offset": [0, 0, 0]}])"),
              HasSubstr("hello"));
  EXPECT_THAT(with(R"("stream": "skeleton", "joints":
                      [{"name": "a", "parent": true, "offset": [0, 0, 0]}])"),
              HasSubstr("parent is no integer"));
}

TEST(PosePacket, PosesOfNoUse_AreRefused) {
  EXPECT_THAT(refusal(R"({"type": "pose"})"), HasSubstr("\"root\" is missing"));
  EXPECT_THAT(refusal(R"({"type": "pose", "root": [0, 0], "rotations": []})"), HasSubstr("root"));
  EXPECT_THAT(refusal(R"({"type": "pose", "points": [1, "x"]})"), HasSubstr("no number"));
  EXPECT_THAT(refusal(R"({"type": "pose", "points": [1e999]})"), HasSubstr("JSON"));
  EXPECT_THAT(refusal(R"({"type": "pose", "points": [], "seq": -1})"), HasSubstr("seq"));
  EXPECT_THAT(refusal(R"({"type": "pose", "points": [], "t": 1e300})"), HasSubstr("time"));
}

TEST(LiveFrame, PosesThatDoNotFitTheHello_AreRefused) {
  const StreamHello hello = canonical_hello();
  std::mt19937_64 engine(3);
  const PosePacket good = random_pose(hello, engine);
  ASSERT_TRUE(frame_of(hello, good));

  PosePacket wrong = good;
  wrong.kind = StreamKind::kPoints;
  EXPECT_THAT(frame_of(hello, wrong).error().message, HasSubstr("other kind"));
  wrong = good;
  wrong.values.pop_back();
  EXPECT_THAT(frame_of(hello, wrong).error().message, HasSubstr("90 numbers; the hello means 91"));
  wrong = good;
  wrong.values[0] = std::nan("");
  EXPECT_THAT(frame_of(hello, wrong).error().message, HasSubstr("not finite"));
  wrong = good;
  for (int i = 3; i < 7; ++i) wrong.values[i] *= 1.1;
  EXPECT_THAT(frame_of(hello, wrong).error().message, HasSubstr("\"Hips\" is no unit quaternion"));

  const StreamHello points = *points_hello("", "coco17", {}, 2, "m", "down", 0.0);
  PosePacket seen = random_pose(points, engine);
  seen.values[2] = 1.5;
  EXPECT_THAT(frame_of(points, seen).error().message, HasSubstr("confidence"));
}

TEST(LiveFrame, PointsThatWereNotSeen_AreMissingAndTheOthersStay) {
  const auto packets =
      parse_packet(R"({"type": "hello", "stream": "points", "dimensions": 2, "layout": "coco17"})");
  ASSERT_TRUE(packets) << packets.error().message;
  const StreamHello hello = std::get<StreamHello>(packets->front());
  std::string list = "null, null, null, 10, 20, 0.5";
  for (int p = 2; p < 17; ++p) list += ", 0, 0, 0";
  const auto pose = parse_packet(R"({"type": "pose", "points": [)" + list + "]}");
  ASSERT_TRUE(pose) << pose.error().message;
  const auto frame = frame_of(hello, std::get<PosePacket>(pose->front()));
  ASSERT_TRUE(frame) << frame.error().message;
  EXPECT_EQ(frame->confidences[0], 0.0F);
  EXPECT_EQ(frame->confidences[1], 0.5F);
  EXPECT_EQ(frame->points[1], Vec3(10.0, -20.0, 0.0));  // a picture's y runs down
}

TEST(StreamHello, JointNames_StandForTheirPoints) {
  const std::vector<std::string> names{
      "Hips",      "LeftArm", "LeftForeArm", "LeftHand",   "RightArm", "RightForeArm", "RightHand",
      "LeftUpLeg", "LeftLeg", "LeftFoot",    "RightUpLeg", "RightLeg", "RightFoot"};
  const auto hello = points_hello("", "", names, 3, "cm", "up", 0.0);
  ASSERT_TRUE(hello) << hello.error().message;
  EXPECT_EQ(hello->layout->id, "coco17");
  EXPECT_EQ(hello->source_of[hello->layout->find("left_wrist")], 3);
  EXPECT_EQ(hello->source_of[hello->layout->find("right_ankle")], 12);
  EXPECT_EQ(hello->source_of[hello->layout->find("nose")], -1);
  EXPECT_EQ(hello->value_count(), 4 * 13);
}

/// What is written reads back as the same: JSON exactly, OSC as 32-bit floats allow.
class RoundTrip : public ::testing::TestWithParam<PacketFormat> {
 protected:
  StreamHello hello_again(const StreamHello& hello) {
    const auto packets = parse_packet(packet_bytes(hello, GetParam()));
    EXPECT_TRUE(packets) << packets.error().message;
    return std::get<StreamHello>(packets->front());
  }
  double tolerance() const { return GetParam() == PacketFormat::kJson ? 0.0 : 1e-6; }
};

TEST_P(RoundTrip, AHelloOfASkeleton_IsTheSame) {
  for (const char* unit : {"m", "cm", "mm"}) {
    const StreamHello hello = canonical_hello(unit);
    const StreamHello again = hello_again(hello);
    EXPECT_TRUE(again.skeleton->same_as(*hello.skeleton)) << unit;
    EXPECT_EQ(again.metres_per_unit, hello.metres_per_unit);
    EXPECT_EQ(again.name, "suit");
    EXPECT_EQ(again.fps, 60.0);
  }
}

TEST_P(RoundTrip, HellosOfPoints_AreTheSame) {
  const StreamHello plain = *points_hello("cam", "landmarks33", {}, 2, "m", "down", 30.0);
  EXPECT_TRUE(hello_again(plain).announces_same(plain));
  const StreamHello named = *points_hello(
      "cam", "", {"LHip", "RHip", "LKnee", "RKnee", "LAnkle", "RAnkle"}, 3, "mm", "up", 0.0);
  EXPECT_TRUE(hello_again(named).announces_same(named));
  EXPECT_FALSE(plain.announces_same(named));
}

TEST_P(RoundTrip, Poses_AreTheSame) {
  std::mt19937_64 engine(7);
  for (const StreamHello& hello :
       {canonical_hello(), *points_hello("", "coco17", {}, 3, "m", "up", 0.0)}) {
    for (int i = 0; i < 20; ++i) {
      const PosePacket pose = random_pose(hello, engine);
      const auto packets = parse_packet(packet_bytes(pose, GetParam()));
      ASSERT_TRUE(packets) << packets.error().message;
      const auto& again = std::get<PosePacket>(packets->front());
      EXPECT_EQ(again.kind, pose.kind);
      EXPECT_EQ(again.time_s, pose.time_s);
      EXPECT_EQ(again.sequence, pose.sequence);
      ASSERT_EQ(again.values.size(), pose.values.size());
      for (size_t v = 0; v < pose.values.size(); ++v) {
        EXPECT_NEAR(again.values[v], pose.values[v], tolerance());
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, RoundTrip,
                         ::testing::Values(PacketFormat::kJson, PacketFormat::kOsc),
                         [](const auto& format) {
                           return format.param == PacketFormat::kJson ? "Json" : "Osc";
                         });

TEST(PosePacket, AnOscBundle_GivesItsMessagesInOrder) {
  const StreamHello hello = *points_hello("", "coco17", {}, 2, "m", "up", 0.0);
  std::mt19937_64 engine(5);
  std::string bundle("#bundle\0\0\0\0\0\0\0\0\1", 16);
  for (const LivePacket& packet : {LivePacket(hello), LivePacket(random_pose(hello, engine))}) {
    const std::string bytes = packet_bytes(packet, PacketFormat::kOsc);
    const auto size = static_cast<unsigned>(bytes.size());
    for (int shift = 24; shift >= 0; shift -= 8) bundle += static_cast<char>(size >> shift);
    bundle += bytes;
  }
  const auto packets = parse_packet(bundle);
  ASSERT_TRUE(packets) << packets.error().message;
  ASSERT_EQ(packets->size(), 2u);
  EXPECT_TRUE(std::holds_alternative<StreamHello>((*packets)[0]));
  EXPECT_TRUE(std::holds_alternative<PosePacket>((*packets)[1]));
}

}  // namespace
}  // namespace kinemote::app
