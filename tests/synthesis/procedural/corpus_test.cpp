#include "synthesis/procedural/corpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace kinemote::synthesis {
namespace {

using analysis::PadWord;
using testing::HasSubstr;

const std::vector<PadWord>& words() {
  static const std::vector<PadWord> list{
      {"sad", {-0.6, -0.4, -0.3}}, {"happy", {0.8, 0.5, 0.15}}, {"neutral", {0, 0, 0}}};
  return list;
}

TEST(MakeCorpus, ImpossibleSettings_AreUsageErrors) {
  CorpusSettings settings;
  settings.clip_count = 0;
  EXPECT_EQ(make_corpus(settings, words()).error().code, ErrorCode::kUsage);
  settings.clip_count = 3;
  settings.between_words_share = 1.5;
  EXPECT_THAT(make_corpus(settings, words()).error().message, HasSubstr("0 to 1"));
  settings.between_words_share = 0.5;
  EXPECT_THAT(make_corpus(settings, {}).error().message, HasSubstr("no words"));
}

TEST(MakeCorpus, CallerStops_IsCancelled) {
  CorpusSettings settings;
  const Progress stop_at_third = [](std::string_view, double fraction) { return fraction < 0.01; };
  const auto corpus = make_corpus(settings, words(), stop_at_third);
  ASSERT_FALSE(corpus.ok());
  EXPECT_EQ(corpus.error().code, ErrorCode::kCancelled);
}

TEST(MakeCorpus, WordsOnly_SpreadsClipsOverContentsAndWords) {
  CorpusSettings settings;
  const auto contents = static_cast<int>(procedural_contents().size());
  settings.clip_count = 6 * contents;
  const auto corpus = make_corpus(settings, words());
  ASSERT_TRUE(corpus.ok());
  ASSERT_EQ(corpus->size(), static_cast<size_t>(settings.clip_count));
  std::map<std::pair<std::string, std::string>, int> count;
  std::set<std::string> names;
  for (const CorpusClip& entry : *corpus) {
    ++count[{entry.content, entry.label}];
    names.insert(entry.name);
    EXPECT_TRUE(entry.clip.validate().ok()) << entry.name;
    EXPECT_EQ(entry.clip.name, entry.name);
    EXPECT_THAT(entry.name, testing::StartsWith("kinemote_" + entry.content + "_" + entry.label));
    EXPECT_GE(entry.clip.duration_s(), 4.0);
    EXPECT_LE(entry.clip.duration_s(), 8.0);
  }
  EXPECT_EQ(names.size(), corpus->size());
  EXPECT_EQ(count.size(), procedural_contents().size() * words().size());
  for (const auto& [key, clips] : count) EXPECT_EQ(clips, 2) << key.first << " " << key.second;
}

TEST(MakeCorpus, BetweenWords_HaveNoLabelAndFillTheCube) {
  CorpusSettings settings;
  settings.clip_count = 44;
  settings.between_words_share = 0.5;
  const auto corpus = make_corpus(settings, words());
  int between = 0;
  bool has_each_sign[3][2] = {};
  for (const CorpusClip& entry : *corpus) {
    if (!entry.label.empty()) continue;
    ++between;
    for (int axis = 0; axis < 3; ++axis) has_each_sign[axis][entry.pad.values()[axis] > 0.0] = true;
  }
  EXPECT_NEAR(between, 22, 2);
  for (const auto& axis : has_each_sign) EXPECT_TRUE(axis[0] && axis[1]);
}

TEST(MakeCorpus, SameSeed_GivesTheSameCorpus) {
  CorpusSettings settings;
  settings.clip_count = 5;
  const auto first = make_corpus(settings, words());
  const auto again = make_corpus(settings, words());
  settings.seed = 2;
  const auto other = make_corpus(settings, words());
  for (int i = 0; i < settings.clip_count; ++i) {
    EXPECT_EQ((*first)[i].name, (*again)[i].name);
    EXPECT_TRUE((*first)[i].clip.rotations == (*again)[i].clip.rotations);
    EXPECT_FALSE((*first)[i].clip.rotations == (*other)[i].clip.rotations);
  }
}

}  // namespace
}  // namespace kinemote::synthesis
