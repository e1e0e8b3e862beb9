#include "analysis/affect/pad.h"

#include <gmock/gmock.h>

#include <cmath>
#include <fstream>
#include <numeric>

#include "motion/io/dataset.h"

namespace kinemote::analysis {
namespace {

using testing::HasSubstr;

const std::vector<PadWord> kWords{
    {"neutral", {0.05, -0.05, 0.0}}, {"angry", {-0.5, 0.8, 0.9}}, {"sad", {-0.6, -0.4, -0.3}}};

std::string refusal(const std::string& text) {
  const auto result = parse_pad(text, kWords);
  EXPECT_FALSE(result.ok()) << text;
  if (result.ok()) return "";
  EXPECT_EQ(result.error().code, ErrorCode::kUsage);
  return result.error().message;
}

TEST(ParsePad, Unreadable_SaysWhyAndWhatIsExpected) {
  EXPECT_THAT(refusal("furious"), HasSubstr("unknown word"));
  EXPECT_THAT(refusal("furious"), HasSubstr("neutral, angry, sad"));
  EXPECT_THAT(refusal("0.1,0.2"), HasSubstr("it has 2 numbers"));
  EXPECT_THAT(refusal("0.3"), HasSubstr("it has 1 number"));
  EXPECT_THAT(refusal("0,0,0,0"), HasSubstr("it has 4 numbers"));
  EXPECT_THAT(refusal("0.1,x,0"), HasSubstr("\"x\" is no number"));
  EXPECT_THAT(refusal("0.1,0.2abc,0"), HasSubstr("\"0.2abc\" is no number"));
  EXPECT_THAT(refusal("0.1,,0"), HasSubstr("is no number"));
  EXPECT_THAT(refusal("0,1.5,0"), HasSubstr("1.5 is outside"));
  EXPECT_THAT(refusal("nan,0,0"), HasSubstr("nan is outside"));
  EXPECT_THAT(refusal(""), HasSubstr("unknown word"));
}

TEST(ParsePad, NumbersAndWords_AreRead) {
  EXPECT_EQ(parse_pad("0.4,-0.2,0.1", kWords)->values(), (std::array{0.4, -0.2, 0.1}));
  EXPECT_EQ(parse_pad(" +1 , -1 ,.5 ", kWords)->values(), (std::array{1.0, -1.0, 0.5}));
  EXPECT_EQ(parse_pad("Angry", kWords)->arousal, 0.8);
}

TEST(NearestWord, NoWords_GivesNothing) {
  EXPECT_FALSE(nearest_word(Pad{}, {}).has_value());
  EXPECT_TRUE(word_probabilities(Pad{}, {}).empty());
}

TEST(NearestWord, PointNearAWord_FindsItWithItsDistance) {
  const auto nearest = nearest_word({-0.5, 0.8, 0.8}, kWords);
  EXPECT_EQ(nearest->word, "angry");
  EXPECT_NEAR(nearest->distance, 0.1, 1e-12);
}

TEST(WordProbabilities, AnyPoint_SumToOneAndFallWithDistance) {
  for (const Pad& pad : {Pad{}, Pad{-0.5, 0.8, 0.9}, Pad{1, -1, 1}, Pad{-1, 1, -1}}) {
    const auto p = word_probabilities(pad, kWords);
    EXPECT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1.0, 1e-12);
    for (size_t i = 0; i < p.size(); ++i) {
      for (size_t j = 0; j < p.size(); ++j) {
        const bool is_nearer = distance(pad, kWords[i].pad) < distance(pad, kWords[j].pad);
        EXPECT_EQ(is_nearer, p[i] > p[j]);
      }
    }
  }
  EXPECT_GT(word_probabilities({-0.5, 0.8, 0.9}, kWords)[1], 0.95);
}

TEST(PadTable, ShippedTable_KnowsTheStylesOfBothDataSets) {
  const auto rows =
      io::read_pad_table(std::filesystem::path(KINEMOTE_SOURCE_DIR) / "assets/pad/tables.json");
  ASSERT_TRUE(rows.ok()) << rows.error().message;
  const auto pad_of = [&](const std::string& label) -> std::optional<io::PadTriple> {
    for (const auto& row : *rows) {
      if (row.label == label ||
          std::find(row.aliases.begin(), row.aliases.end(), label) != row.aliases.end()) {
        return row.pad;
      }
    }
    return std::nullopt;
  };
  for (const char* style :
       {"normal", "tired", "old", "angry", "happy", "sad", "proud", "giant", "masculinity",
        "not-confident", "active", "elderly", "exhausted", "youthful", "masculine"}) {
    EXPECT_TRUE(pad_of(style).has_value()) << style;
  }
  // No published numbers: never guessed.
  for (const char* style : {"feminine", "musical", "childish", "chimpira"}) {
    EXPECT_FALSE(pad_of(style).has_value()) << style;
  }
  EXPECT_EQ(pad_of("giant"), pad_of("confident"));
  EXPECT_EQ(pad_of("not-confident"), (io::PadTriple{-0.6, 0.7, -0.8}));
  EXPECT_EQ(pad_of("nervous"), (io::PadTriple{-0.3, -0.66, -0.7}));  // as published, slip and all
  std::vector<std::string> seen;
  for (const auto& row : *rows) {
    EXPECT_FALSE(row.citation.empty()) << row.label;
    seen.push_back(row.label);
    seen.insert(seen.end(), row.aliases.begin(), row.aliases.end());
  }
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::adjacent_find(seen.begin(), seen.end()), seen.end()) << "a label stands twice";
}

}  // namespace
}  // namespace kinemote::analysis
