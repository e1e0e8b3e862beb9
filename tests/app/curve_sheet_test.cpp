#include "app/curve_sheet.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "app/curve_catalogue.h"
#include "app/feature_sets.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

PlayablePtr walk(double duration_s = 3.0, bool is_loop = false) {
  Clip clip =
      synthesis::perform({.content = "walk", .pad = {0.4, 0.5, 0.2}, .duration_s = duration_s})
          .value();
  return make_playable(std::move(clip), is_loop);
}

TEST(CurveCatalogue, EveryColumnOfBothSets_HasWordsOfItsOwn) {
  std::set<std::string> ids;
  for (const CurveInfo& info : curve_catalogue()) {
    EXPECT_TRUE(ids.insert(info.id).second) << info.id;
    EXPECT_FALSE(info.label.empty()) << info.id;
    EXPECT_FALSE(info.family.empty()) << info.id;
    EXPECT_EQ(info.label.find('_'), std::string::npos) << info.id << " has no words";
  }
  EXPECT_EQ(ids.size(), 2u + 27u + 131u);
  for (const auto* list : {&plain_curves(), &laban_curves()}) {
    for (const std::string& id : *list) EXPECT_NE(find_curve(id), nullptr) << id;
  }
  EXPECT_EQ(find_curve("lma:nonsense"), nullptr);
}

TEST(SearchCurves, WordsOfALabelOrColumn_FindTheCurve) {
  EXPECT_EQ(search_curves("").size(), curve_catalogue().size());
  ASSERT_FALSE(search_curves("left hand speed").empty());
  EXPECT_EQ(search_curves("left hand speed").front()->id, "lma27:l_hand_speed");
  ASSERT_FALSE(search_curves("effort_flow_jerk_max").empty());
  EXPECT_EQ(search_curves("effort_flow_jerk_max").front()->id, "lma:effort_flow_jerk_max");
  EXPECT_TRUE(search_curves("zzzzqq").empty());
}

TEST(MeasureCurves, MotionWithoutABody_SaysSo) {
  Clip clip = walk()->clip;
  auto skeleton = std::make_shared<Skeleton>(*clip.skeleton);
  for (size_t j = 0; j < skeleton->joints.size(); ++j) {
    skeleton->joints[j].name = "thing" + std::to_string(j);
  }
  clip.skeleton = skeleton;
  const CurveSheet sheet = measure_curves({{make_playable(clip)}, laban_curves(), 0.5});
  ASSERT_EQ(sheet.figures.size(), 1u);
  EXPECT_NE(sheet.figures[0].problem.find("no body"), std::string::npos);
  for (const auto& curve : sheet.figures[0].curves) EXPECT_TRUE(curve.empty());
}

TEST(MeasureCurves, MotionShorterThanTheWindow_SaysSo) {
  const CurveSheet sheet = measure_curves({{walk(1.0)}, {"lma27:l_hand_speed"}, 2.0});
  EXPECT_EQ(sheet.figures[0].problem, "shorter than the window");
}

TEST(MeasureCurves, EveryFrame_HasTheFeatureOfTheWindowAroundIt) {
  const PlayablePtr motion = walk();
  const std::vector<std::string> ids{"lma27:max_hand_distance", "lma:effort_hands_speed_mean",
                                     "motion:speed", "lma27:l_hand_acceleration_magnitude"};
  const CurveSheet sheet = measure_curves({{motion}, ids, 0.5});
  ASSERT_EQ(sheet.figures[0].problem, "");
  for (const std::string& id : ids) {
    const auto index = static_cast<size_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
    const auto& curve = sheet.figures[0].curves[index];
    ASSERT_EQ(static_cast<int>(curve.size()), motion->clip.frame_count) << id;
    if (id == "motion:speed") {
      EXPECT_EQ(curve, motion->speed_mps);
      continue;
    }
    FeatureSettings settings;
    settings.set = id.substr(0, id.find(':'));
    settings.window_s = 0.5;
    settings.hop_s = motion->clip.frame_time_s;
    const ClipFeatures table = measure_features(motion->clip, settings).value();
    const auto column = static_cast<size_t>(
        std::find(table.columns.begin(), table.columns.end(), id.substr(id.find(':') + 1)) -
        table.columns.begin());
    const auto window_frames = static_cast<size_t>(std::lround(0.5 / motion->clip.frame_time_s));
    EXPECT_TRUE(std::isnan(curve.front())) << "half a window is missing there";
    EXPECT_TRUE(std::isnan(curve.back()));
    int compared = 0;
    for (size_t row = 0; row < table.rows.size(); ++row) {
      const double expected = table.rows[row][column];
      const size_t middle = row + window_frames - 1 - window_frames / 2;
      if (std::isnan(expected) || middle >= curve.size()) continue;
      ++compared;
      EXPECT_NEAR(curve[middle], expected, 1e-5 * std::max(1.0, std::abs(expected)))
          << id << " in row " << row;
    }
    EXPECT_GT(compared, 20) << id;
  }
}

TEST(MeasureCurves, SeamlessMotion_HasValuesToItsEndsAndEndsAsItBegins) {
  const PlayablePtr motion = walk(1.2, true);
  ASSERT_TRUE(motion->is_seamless);
  for (const double window_s : {0.5, 2.0}) {
    const CurveSheet sheet = measure_curves({{motion},
                                             {"lma27:max_stride_length", "lma:shape_volume_mean",
                                              "lma27:l_foot_acceleration_magnitude"},
                                             window_s});
    ASSERT_EQ(sheet.figures[0].problem, "");
    for (const auto& curve : sheet.figures[0].curves) {
      for (const float value : curve) ASSERT_TRUE(std::isfinite(value));
      EXPECT_NEAR(curve.front(), curve.back(), 1e-3 * std::max(1.0f, std::abs(curve.front())));
    }
  }
}

TEST(MeasureCurves, ProgressThatSaysStop_EndsIt) {
  int asked = 0;
  const CurveSheet sheet = measure_curves({{walk()}, laban_curves(), 0.5},
                                          [&](std::string_view, double) { return ++asked < 0; });
  EXPECT_GE(asked, 1);
  for (const auto& curve : sheet.figures[0].curves) {
    for (const float value : curve) ASSERT_TRUE(std::isnan(value));
  }
}

}  // namespace
}  // namespace kinemote::app
