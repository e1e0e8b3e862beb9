#include "app/tour/tour.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "app/assets.h"
#include "app/tour/tour_player.h"
#include "support/fake_model.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

using testing::HasSubstr;

const std::vector<analysis::PadWord> kWords{{"sad", {-0.6, -0.4, -0.3}}};

std::string refusal(const std::string& json) {
  const auto tour = tour_of_json(json, kWords);
  return tour ? "taken" : tour.error().message;
}

TEST(Tour, Nonsense_IsRefusedByStepAndMember) {
  EXPECT_THAT(refusal("{"), HasSubstr("not a tour"));
  EXPECT_THAT(refusal(R"({"title": "x"})"), HasSubstr("\"steps\""));
  EXPECT_THAT(refusal(R"({"steps": []})"), HasSubstr("one step"));
  EXPECT_THAT(refusal(R"({"steps": [{}, {"seconds": 0}]})"), HasSubstr("step 2"));
  EXPECT_THAT(refusal(R"({"steps": [{"colour": 1}]})"), HasSubstr("\"colour\" is not known"));
  EXPECT_THAT(refusal(R"({"steps": [{"pad": "blue"}]})"), HasSubstr("blue"));
  EXPECT_THAT(refusal(R"({"steps": [{"pad": [2, 0, 0]}]})"), HasSubstr("step 1"));
  EXPECT_THAT(refusal(R"({"steps": [{"camera": "up"}]})"), HasSubstr("camera"));
  EXPECT_FALSE(read_tour("none.json", kWords));
}

TEST(Tour, Members_AreTakenAsTheyStand) {
  const auto tour = tour_of_json(
      R"({"title": "T", "steps": [{"caption": "c", "seconds": 2, "label": "sad", "trails": true,
          "camera": "90,10,3", "waits": true, "speed": 0.5},
         {"pads": ["sad", [0.5, 0, 0]]}]})",
      kWords);
  ASSERT_TRUE(tour) << tour.error().message;
  EXPECT_EQ(tour->title, "T");
  ASSERT_EQ(tour->steps.size(), 2u);
  EXPECT_DOUBLE_EQ(tour->duration_s(), 8.0);
  EXPECT_EQ(tour->steps[0].trails, true);
  EXPECT_EQ(tour->steps[0].speed, 0.5);
  EXPECT_NEAR(tour->steps[0].camera->azimuth_rad, kPi / 2.0, 1e-12);
  EXPECT_TRUE(tour->steps[0].waits);
  EXPECT_EQ(tour->steps[1].pads[0].values(), kWords[0].pad.values());
  EXPECT_FALSE(tour->steps[1].trails);
}

TEST(Tour, TheShippedOne_TakesNinetySeconds) {
  const auto table = load_pad_table();
  ASSERT_TRUE(table);
  const auto tour = read_tour("builtin", pad_words(*table));
  ASSERT_TRUE(tour) << tour.error().message;
  EXPECT_DOUBLE_EQ(tour->duration_s(), 90.0);
}

class TourPlayerTest : public testing::Test {
 protected:
  TourPlayerTest()
      : session_({}, [] {}), player_(session_, [this](std::string_view id) {
          run_.emplace_back(id);
          return Status();
        }) {
    ClipSet set;
    set.dataset.root = "clips";
    set.dataset.scheme = "folder";
    set.dataset.entries.push_back({"/clips/a.bvh", "a", "happy", "walk", "a", {}});
    set.dataset.entries.push_back({"/clips/b.bvh", "b", "sad", "wave", "b", {}});
    set.load = [clip = *synthesis::perform({.content = "walk", .duration_s = 2.0})](
                   int) -> Result<io::ClipImport> { return io::ClipImport{clip}; };
    session_.use_clip_set(std::move(set), true);
    session_.synthesiser().use(std::make_unique<test::FakeModel>(), {});
    settle();
  }
  void settle() {
    for (int i = 0; i < 5000 && !session_.is_settled(); ++i) {
      session_.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    session_.update(0.0);
    ASSERT_TRUE(session_.is_settled());
  }
  void pass(double seconds) {
    for (double t = 0.0; t < seconds; t += 0.05) {
      player_.update(0.05);
      session_.update(0.05);
    }
  }
  Tour tour() {
    return *tour_of_json(
        R"({"steps": [{"caption": "one", "seconds": 1, "label": "sad", "commands": ["view.trails"]},
            {"caption": "two", "seconds": 1, "pads": [[0, 0, 0], [0.8, 0, 0]], "camera": "90,10,3"},
            {"caption": "three", "seconds": 1, "waits": true}]})",
        kWords);
  }

  Session session_;
  std::vector<std::string> run_;
  TourPlayer player_;
};

TEST_F(TourPlayerTest, WithoutATour_NothingHappens) {
  player_.next();
  player_.previous();
  player_.update(1.0);
  player_.stop();
  EXPECT_FALSE(player_.is_active());
  EXPECT_FALSE(session_.is_interlude());
}

TEST_F(TourPlayerTest, Steps_FollowByThemselvesUntilOneWaits) {
  player_.start(tour(), false);
  settle();
  EXPECT_EQ(session_.document().clip_id, "/clips/b.bvh");
  EXPECT_EQ(run_, std::vector<std::string>{"view.trails"});
  pass(1.55);
  EXPECT_EQ(player_.step(), 1);
  EXPECT_TRUE(session_.document().is_generated);
  EXPECT_NEAR(session_.document().pad.pleasure, 0.4, 0.1);
  EXPECT_GT(session_.view().camera.azimuth_rad, 0.7);
  pass(5.0);
  EXPECT_EQ(player_.step(), 2);
  EXPECT_TRUE(player_.is_waiting());
  player_.previous();
  EXPECT_EQ(player_.step(), 1);
  player_.toggle_pause();
  pass(5.0);
  EXPECT_EQ(player_.step(), 1);
}

TEST_F(TourPlayerTest, AtItsEnd_EverythingIsAsBefore) {
  session_.play_entry(0);
  settle();
  session_.clock().pause();
  session_.clock().seek(0.7);
  session_.view().camera.distance_m = 7.0;
  session_.view().is_camera_touched = true;
  session_.update(0.0);
  const StudioDocument document = session_.document();
  const size_t steps = session_.history().step_count();
  player_.start(tour(), false);
  pass(2.5);
  player_.next();
  player_.next();
  EXPECT_FALSE(player_.is_active());
  settle();
  EXPECT_EQ(session_.document(), document);
  EXPECT_EQ(session_.history().step_count(), steps);
  EXPECT_DOUBLE_EQ(session_.clock().time_s(), 0.7);
  EXPECT_FALSE(session_.clock().is_playing());
  EXPECT_DOUBLE_EQ(session_.view().camera.distance_m, 7.0);
  EXPECT_FALSE(session_.is_unsaved());
}

TEST_F(TourPlayerTest, TourThatRepeats_BeginsAgain) {
  player_.start(tour(), true);
  player_.next();
  player_.next();
  player_.next();
  EXPECT_TRUE(player_.is_active());
  EXPECT_EQ(player_.step(), 0);
}

}  // namespace
}  // namespace kinemote::app
