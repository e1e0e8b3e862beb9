#include "app/motion_previews.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

StageLoadPart part_of(const std::string& id, bool is_broken = false) {
  StageLoadPart part;
  part.id = id;
  part.loader = [is_broken]() -> Result<io::ClipImport> {
    if (is_broken) return bad_input("torn");
    return io::ClipImport{*synthesis::perform({.content = "walk", .duration_s = 1.0})};
  };
  return part;
}

void wait(MotionPreviews& previews) {
  for (int i = 0; i < 5000 && previews.is_busy(); ++i) {
    previews.update();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

TEST(MotionPreviews, MotionThatCannotBeRead_SaysWhyAndIsNotReadAgain) {
  MotionPreviews previews([] {});
  EXPECT_FALSE(previews.is_busy());
  EXPECT_EQ(previews.update(), nullptr);
  EXPECT_EQ(previews.ask(part_of("a", true)), nullptr);
  wait(previews);
  const MotionPreview* preview = previews.ask(part_of("a", true));
  ASSERT_NE(preview, nullptr);
  EXPECT_EQ(preview->problem, "torn");
  EXPECT_FALSE(preview->motion);
  EXPECT_FALSE(previews.is_busy());
}

TEST(MotionPreviews, OnlyTheLastFewAreKept) {
  MotionPreviews previews([] {});
  for (size_t i = 0; i <= MotionPreviews::kMost; ++i) {
    previews.ask(part_of(std::to_string(i)));
    wait(previews);
  }
  EXPECT_NE(previews.ask(part_of("1")), nullptr);
  EXPECT_EQ(previews.ask(part_of("0")), nullptr) << "the oldest gave way";
  wait(previews);
  EXPECT_NE(previews.ask(part_of("0")), nullptr);
  EXPECT_NE(previews.ask(part_of("1")), nullptr) << "what was asked for lately stays";
}

TEST(MotionPreviews, OtherChoicesOfReading_AreAnotherMotion) {
  MotionPreviews previews([] {});
  previews.ask(part_of("a"));
  wait(previews);
  StageLoadPart turned = part_of("a");
  turned.choices.yaw_rad = 1.0;
  EXPECT_EQ(previews.ask(turned), nullptr);
}

TEST(MotionPreviews, AnotherLibrary_ForgetsWhatIsKeptAndOnItsWay) {
  MotionPreviews previews([] {});
  previews.ask(part_of("a"));
  wait(previews);
  previews.ask(part_of("b"));
  previews.clear();
  wait(previews);
  EXPECT_EQ(previews.ask(part_of("a")), nullptr);
  wait(previews);
  EXPECT_EQ(previews.ask(part_of("b")), nullptr);
}

}  // namespace
}  // namespace kinemote::app
