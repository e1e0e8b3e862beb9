#include "app/markup.h"

#include <gtest/gtest.h>

#include <limits>

#include "app/settings_hash.h"

namespace kinemote::app {
namespace {

TEST(EscapeMarkup, SpecialAndControlCharacters_CannotLeaveTheirPlace) {
  EXPECT_EQ(escape_markup("a<b>&\"c'\x01\n"), "a&lt;b&gt;&amp;&quot;c&#39;\n");
  EXPECT_EQ(escape_markup("größe"), "größe");
}

TEST(FixedText, NotFinite_IsADash) {
  EXPECT_EQ(fixed_text(std::numeric_limits<double>::quiet_NaN(), 2), "–");
  EXPECT_EQ(signed_text(std::numeric_limits<double>::infinity(), 2), "–");
}

TEST(FixedText, Values_HaveTheirDecimals) {
  EXPECT_EQ(fixed_text(1.005, 1), "1.0");
  EXPECT_EQ(fixed_text(-0.001, 2), "0.00");
  EXPECT_EQ(fixed_text(-0.2, 0), "0");
  EXPECT_EQ(fixed_text(1e300, 0).size(), 301u);
}

TEST(SignedText, Values_CarryTheirSign) {
  EXPECT_EQ(signed_text(0.5, 2), "+0.50");
  EXPECT_EQ(signed_text(-0.5, 2), "−0.50");
  EXPECT_EQ(signed_text(0.0, 2), "0.00");
}

TEST(SettingsHash, KnownTexts_GiveFnv1a) {
  // Published test vectors of 64-bit FNV-1a.
  EXPECT_EQ(settings_hash(""), "cbf29ce484222325");
  EXPECT_EQ(settings_hash("a"), "af63dc4c8601ec8c");
  EXPECT_EQ(settings_hash("foobar"), "85944171f73967e8");
}

}  // namespace
}  // namespace kinemote::app
