// Records of what a hand did: written, read, refused.
#include "view/ui/gestures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "support/temporary_folder.h"
#include "view/ui/gesture_recorder.h"

namespace kinemote::view {
namespace {

using testing::HasSubstr;

class GesturesTest : public testing::Test {
 protected:
  Result<GestureRecord> read(const std::string& text) {
    std::ofstream(path()) << text;
    return read_gestures(path());
  }
  std::filesystem::path path() const { return folder_ / "record.jsonl"; }
  static constexpr const char* kHead =
      "{\"kinemote\":\"gestures\",\"version\":1,\"size\":[800,500],\"scale\":1.0}\n";

  test::TemporaryFolder folder_;
};

TEST_F(GesturesTest, WhatIsNoRecord_IsRefusedWithItsLine) {
  const auto reason = [&](const std::string& text) {
    const auto record = read(text);
    return record ? "read" : record.error().message;
  };
  EXPECT_THAT(reason(""), HasSubstr("empty"));
  EXPECT_THAT(reason("{\"steps\": []}\n"), HasSubstr(":1: expected {\"kinemote\""));
  const std::string head = kHead;
  EXPECT_THAT(reason(head + "rubbish\n"), HasSubstr(":2: expected one JSON object"));
  EXPECT_THAT(reason(head + "{\"move\": [1, 2]}\n"), HasSubstr("\"at_s\" is missing"));
  EXPECT_THAT(reason(head + "{\"at_s\": 1, \"move\": [1]}\n"), HasSubstr("two numbers"));
  EXPECT_THAT(reason(head + "{\"at_s\": 1, \"press\": 7}\n"), HasSubstr("0, 1 or 2"));
  EXPECT_THAT(reason(head + "{\"at_s\": 1, \"key\": \"Hyper+Q\"}\n"), HasSubstr(":2: "));
  EXPECT_THAT(reason(head + "{\"at_s\": 2, \"wheel\": 1}\n{\"at_s\": 1, \"wheel\": 1}\n"),
              HasSubstr(":3: \"at_s\" goes back"));
  EXPECT_FALSE(read_gestures(folder_ / "nothing"));
}

TEST_F(GesturesTest, EveryGesture_ReadsBack) {
  const std::vector<Gesture> gestures{
      {0.25, MouseMove{12.5f, 40.0f}},
      {0.5, MouseButton{1, true, true, false, true}},
      {0.75, MouseButton{1, false}},
      {1.0, MouseWheel{-2.0f}},
      {1.25, *app::KeyChord::parse("Ctrl+Shift+Z")},
      {1.5, TypedText{"\xc3\xa9\""}}};
  std::string text = kHead;
  for (const Gesture& gesture : gestures) text += gesture_line(gesture) + "\n";
  const auto record = read(text);
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(record->width, 800);
  EXPECT_EQ(record->height, 500);
  ASSERT_EQ(record->gestures.size(), gestures.size());
  for (size_t i = 0; i < gestures.size(); ++i) {
    EXPECT_EQ(gesture_line(record->gestures[i]), gesture_line(gestures[i]));
  }
  EXPECT_EQ(std::get<MouseButton>(record->gestures[1].what).button, 1);
  EXPECT_TRUE(std::get<MouseButton>(record->gestures[1].what).alt);
  EXPECT_EQ(std::get<TypedText>(record->gestures[5].what).text, "\xc3\xa9\"");
}

TEST_F(GesturesTest, Recorder_WritesWhatIsSeenOnlyWhenItChanges) {
  EXPECT_EQ(GestureRecorder::open("/nowhere/at/all", 800, 500, 1.0).error().code,
            ErrorCode::kEnvironment);
  {
    auto recorder = GestureRecorder::open(path(), 800, 500, 1.5);
    ASSERT_TRUE(recorder);
    const std::map<std::string, Rect> spots{{"pad", {1.0f, 2.0f, 3.0f, 4.0f}}};
    (*recorder)->drawn(0.0, {{"clip", std::string("walk")}, {"submit_ms", 1.0}}, spots);
    (*recorder)->note(MouseMove{3.0f, 4.0f});
    (*recorder)->drawn(0.1, {{"clip", std::string("walk")}, {"submit_ms", 2.0}}, spots);
    (*recorder)->drawn(0.2, {{"clip", std::string("wave")}, {"submit_ms", 2.0}}, spots);
  }
  std::ifstream stream(path());
  const std::string text((std::istreambuf_iterator<char>(stream)), {});
  const auto count = [&](const std::string& word) {
    int found = 0;
    for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
      ++found;
    }
    return found;
  };
  EXPECT_EQ(count("\"drawn\""), 3);
  EXPECT_EQ(count("\"state\""), 2);
  EXPECT_EQ(count("\"spots\""), 1);
  EXPECT_EQ(count("submit_ms"), 0);
  EXPECT_THAT(text, HasSubstr("\"pad\":[1,2,3,4]"));
  const auto record = read_gestures(path());
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(record->gestures.size(), 1u);
  EXPECT_EQ(record->scale, 1.5);
}

}  // namespace
}  // namespace kinemote::view
