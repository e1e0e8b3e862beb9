#include "app/correlation_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "motion/io/atomic_file.h"
#include "support/temporary_folder.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

/// Walks whose arousal grows; those without a PAD are left out of the correlation.
ClipSet walks(int labelled, int unlabelled = 0) {
  ClipSet set;
  set.dataset.root = "somewhere/walks";
  for (int i = 0; i < labelled + unlabelled; ++i) {
    io::DatasetEntry entry;
    entry.name = "walk_" + std::to_string(i);
    entry.path = "/made/" + entry.name + ".bvh";
    entry.label = i % 2 == 0 ? "calm" : "lively";
    const double arousal = -0.9 + 1.8 * i / std::max(1, labelled - 1);
    if (i < labelled) entry.pad = io::PadTriple{i % 3 * 0.2, arousal, 0.1 * (i % 4)};
    set.dataset.entries.push_back(entry);
  }
  set.load = [labelled](int i) -> Result<io::ClipImport> {
    const double arousal = -0.9 + 1.8 * i / std::max(1, labelled - 1);
    auto clip = synthesis::perform({.content = "walk",
                                    .pad = {0.0, std::min(1.0, arousal), 0.0},
                                    .take_seed = static_cast<uint64_t>(i + 1),
                                    .duration_s = 2.0});
    if (!clip) return clip.error();
    return io::ClipImport{std::move(*clip)};
  };
  return set;
}

class CorrelationModelTest : public testing::Test {
 protected:
  void wait() {
    while (!jobs_.is_idle()) {
      jobs_.poll();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  int feature(const std::string& name) {
    const auto& names = model_.result().feature_names;
    return static_cast<int>(std::find(names.begin(), names.end(), name) - names.begin());
  }

  JobQueue jobs_{1};
  CorrelationModel model_{jobs_};
};

TEST_F(CorrelationModelTest, NoLabelledClip_SaysWhy) {
  model_.compute(walks(0, 4), {"lma27", 0.5}, 1, 1);
  wait();
  EXPECT_FALSE(model_.has_result());
  EXPECT_NE(model_.error().find("no clip has a PAD"), std::string::npos);
  EXPECT_EQ(model_.write("x.svg").error().code, ErrorCode::kUsage);
}

TEST_F(CorrelationModelTest, Cancelled_SaysSoAndCanBeDoneAgain) {
  model_.compute(walks(12), {"lma", 0.5}, 1, 1);
  model_.cancel();
  wait();
  EXPECT_FALSE(model_.has_result());
  EXPECT_FALSE(model_.is_busy());
  EXPECT_FALSE(model_.error().empty());
}

TEST_F(CorrelationModelTest, ClipsOfAnotherLibrary_AreNotTaken) {
  model_.compute(walks(8), {"lma27", 0.5}, 1, 1);
  model_.clear();
  wait();
  EXPECT_FALSE(model_.has_result());
  EXPECT_EQ(model_.error(), "");
}

TEST_F(CorrelationModelTest, Result_IsSortedAndPointsAtClips) {
  model_.compute(walks(12, 2), {"lma27", 0.5}, 1, 1);
  EXPECT_TRUE(model_.is_busy());
  wait();
  ASSERT_TRUE(model_.has_result()) << model_.error();
  EXPECT_EQ(model_.result().group_count, 12);
  EXPECT_NE(model_.summary().find("walks, 12 clips"), std::string::npos);

  model_.sort_by(1);
  const auto& order = model_.order();
  ASSERT_EQ(order.size(), model_.result().feature_names.size());
  for (size_t i = 1; i < order.size(); ++i) {
    const double before = std::abs(model_.table().r(order[i - 1], 1));
    const double here = std::abs(model_.table().r(order[i], 1));
    if (std::isfinite(here)) {
      EXPECT_GE(before, here);
    }
  }
  // The gait of the built-in corpus grows livelier with arousal.
  EXPECT_TRUE(model_.is_beyond_chance(order.front(), 1));
  EXPECT_GT(model_.count_beyond_chance(1), model_.expected_beyond_chance());
  model_.sort_by(-1);
  EXPECT_TRUE(std::is_sorted(model_.order().begin(), model_.order().end()));

  const int speed = feature("l_foot_speed");
  model_.choose(speed, 1);
  ASSERT_EQ(model_.points().size(), 12u);
  EXPECT_EQ(model_.points()[3].id, "/made/walk_3.bvh");
  EXPECT_EQ(model_.points()[3].label, "lively");
  EXPECT_GT(model_.points().back().value, model_.points().front().value);
  EXPECT_NEAR(model_.points().front().pad, -0.9, 1e-12);
}

TEST_F(CorrelationModelTest, Write_KnowsSvgAndCsvAlone) {
  model_.compute(walks(6), {"lma27", 0.5}, 1, 1);
  wait();
  ASSERT_TRUE(model_.has_result()) << model_.error();
  test::TemporaryFolder folder;
  ASSERT_TRUE(model_.write(folder.path() / "map.svg"));
  EXPECT_NE(io::read_file(folder.path() / "map.svg").value().find("<svg"), std::string::npos);
  ASSERT_TRUE(model_.write(folder.path() / "map.csv"));
  EXPECT_NE(io::read_file(folder.path() / "map.csv").value().find("l_foot_speed"),
            std::string::npos);
  EXPECT_EQ(model_.write(folder.path() / "map.xls").error().code, ErrorCode::kUsage);
}

}  // namespace
}  // namespace kinemote::app
