// Thousands of damaged files: whatever is in them, the reader answers with a clip that validates
// and survives a round trip, or with an error that has an address. tests/fuzz does the same for
// hours.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "fuzz/bvh_check.h"
#include "motion/io/small_bvh.h"

namespace kinemote::io {
namespace {

/// One to three random damages: other bytes, cut-out, doubled or swapped pieces, odd words.
std::string damaged(std::string text, std::mt19937_64& random) {
  static const char* const kWords[] = {
      "{",      "}",         "nan",    "-1e308",  "1e999",      "JOINT",     "End Site",
      "OFFSET", "CHANNELS",  "MOTION", "Frames:", "4000000000", "0x10",      "\r",
      "\n\n",   "ROOT",      "-",      "1.5.5",   ",",          "Zrotation", "Xposition",
      "\t \t",  "HIERARCHY", "+",      "e"};
  const auto below = [&](size_t n) { return n == 0 ? 0 : random() % n; };
  const size_t damages = 1 + below(3);
  for (size_t i = 0; i < damages && !text.empty(); ++i) {
    const size_t at = below(text.size());
    const size_t length = 1 + below(std::min<size_t>(40, text.size() - at));
    switch (below(12)) {
      case 0:
        text[at] = static_cast<char>(random());
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(below(text.size()), text.substr(at, length));
        break;
      case 3:
        text.insert(at, std::string(" ") + kWords[below(std::size(kWords))] + " ");
        break;
      case 4:
        text.resize(at);
        break;
      case 5:
        std::swap(text[at], text[below(text.size())]);
        break;
      default: {  // another number, often still a lawful one
        const size_t digit = text.find_first_of("0123456789", at);
        constexpr std::string_view kOthers = "0123456789.-e ";
        if (digit != std::string::npos) text[digit] = kOthers[below(kOthers.size())];
      }
    }
  }
  return text;
}

std::vector<std::filesystem::path> seed_files() {
  std::vector<std::filesystem::path> files;
  for (const char* folder : {"data", "hostile", "fuzz/corpus/bvh"}) {
    for (const auto& entry : std::filesystem::directory_iterator(test::tests_root() / folder)) {
      if (entry.path().extension() == ".bvh") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(BvhReader_SeedFiles, AreReadOrRefusedInOrder) {
  const auto files = seed_files();
  EXPECT_GT(files.size(), 40u);
  for (const auto& file : files) {
    EXPECT_EQ(test::check_bvh(test::text_of(file)), "") << file;
  }
}

TEST(BvhReader_RandomDamage, IsReadOrRefusedInOrder) {
  std::mt19937_64 random(20240607);
  const std::string whole = test::four_joints();
  int read = 0;
  int refused = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string text = damaged(whole, random);
    ASSERT_EQ(test::check_bvh(text), "") << "mutation " << i << ":\n" << text;
    ++(parse_bvh(text, "m.bvh").ok() ? read : refused);
  }
  // The damage is neither too small nor too large to test anything.
  EXPECT_GT(read, 300);
  EXPECT_GT(refused, 300);
}

}  // namespace
}  // namespace kinemote::io
