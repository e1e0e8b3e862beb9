#include "analysis/features/sliding_fold.h"

#include <gtest/gtest.h>

#include <string>

namespace kinemote::analysis {
namespace {

/// Joins words: sees order, gaps and doubles.
struct Words {
  std::string text;
  Words() = default;
  explicit Words(char letter) : text(1, letter) {}
  void append(const Words& newer) { text += newer.text; }
};

TEST(SlidingFold, EveryWindow_HoldsTheLastItemsInOrder) {
  for (const int capacity : {1, 2, 3, 7}) {
    SlidingFold<char, Words> fold(capacity);
    std::string all;
    for (char letter = 'a'; letter <= 'z'; ++letter) {
      fold.push(letter);
      all += letter;
      const int size = std::min<int>(capacity, static_cast<int>(all.size()));
      ASSERT_EQ(fold.size(), size);
      ASSERT_EQ(fold.is_full(), size == capacity);
      ASSERT_EQ(fold.total().text, all.substr(all.size() - size));
    }
    fold.clear();
    EXPECT_EQ(fold.size(), 0);
    fold.push('!');
    EXPECT_EQ(fold.total().text, "!");
  }
}

}  // namespace
}  // namespace kinemote::analysis
