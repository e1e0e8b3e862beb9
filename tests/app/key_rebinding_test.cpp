#include "app/key_rebinding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kinemote::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class KeyRebindingTest : public testing::Test {
 protected:
  KeyRebindingTest() {
    add("play", "Play", {"Space", "K"});
    add("open", "Open", {"Ctrl+O"});
    add("camera", "Copy the camera", {"Ctrl+C"}, KeyContext::kStage);
    add("latents", "Copy the latents", {"Ctrl+C"}, KeyContext::kLatents);
  }
  void add(const char* id, const char* label, std::vector<std::string> keys,
           KeyContext context = KeyContext::kEverywhere) {
    StudioCommand command;
    command.id = id;
    command.label = label;
    command.tooltip = "Does it.";
    command.menu = "File";
    command.keys = std::move(keys);
    command.context = context;
    command.run = [] {};
    ASSERT_TRUE(registry_.add(std::move(command)));
  }
  const StudioCommand& command(const char* id) const { return *registry_.find(id); }
  Status strike(const char* id, const char* key, const std::string& replaced = {}) {
    Status status = add_key(registry_, choices_, command(id), *KeyChord::parse(key), replaced);
    EXPECT_THAT(registry_.set_keys(choices_), IsEmpty());
    return status;
  }
  std::string meaning(const char* key, KeyContext here = KeyContext::kEverywhere) const {
    const StudioCommand* found = registry_.for_chord(*KeyChord::parse(key), here);
    return found == nullptr ? "" : found->id;
  }

  CommandRegistry registry_;
  KeyChoices choices_;
};

TEST_F(KeyRebindingTest, KeysThatCannotBe_AreRefusedAndChangeNothing) {
  const Status taken = strike("open", "Space");
  ASSERT_FALSE(taken);
  EXPECT_THAT(taken.error().message, HasSubstr("“Play”"));
  EXPECT_THAT(strike("open", "Esc").error().message, HasSubstr("Esc"));
  EXPECT_THAT(strike("open", "Ctrl+Alt+Shift+A").error().message, HasSubstr("two"));
  EXPECT_THAT(strike("open", "Ctrl+O", "").error().message, HasSubstr("already"));
  EXPECT_EQ(choices_, KeyChoices{});
}

TEST_F(KeyRebindingTest, AnotherKey_TakesThePlaceOfTheOldOneAndTheTableStays) {
  ASSERT_TRUE(strike("play", "Ctrl+Enter", "Space"));
  EXPECT_THAT(command("play").keys, ElementsAre("Ctrl+Enter", "K"));
  EXPECT_EQ(meaning("Ctrl+Enter"), "play");
  EXPECT_EQ(meaning("Space"), "");
  EXPECT_THAT(registry_.shortcuts_markdown(), HasSubstr("| Space, K | Play |"));
  // What was let go can be given to another, and then does not come back by itself.
  ASSERT_TRUE(strike("open", "Space"));
  EXPECT_THAT(reset_keys(registry_, choices_, command("play")).error().message,
              HasSubstr("“Open”"));
  ASSERT_TRUE(strike("open", "Ctrl+L", "Space"));
  ASSERT_TRUE(reset_keys(registry_, choices_, command("play")));
  EXPECT_THAT(registry_.set_keys(choices_), IsEmpty());
  EXPECT_THAT(command("play").keys, ElementsAre("Space", "K"));
}

TEST_F(KeyRebindingTest, AllKeysTakenAway_IsAChoiceAndTheDefaultIsNone) {
  remove_key(registry_, choices_, command("open"), "Ctrl+O");
  EXPECT_THAT(registry_.set_keys(choices_), IsEmpty());
  EXPECT_THAT(command("open").keys, IsEmpty());
  ASSERT_TRUE(strike("open", "Ctrl+O"));
  EXPECT_EQ(choices_, KeyChoices{}) << "the default is no choice";
}

TEST_F(KeyRebindingTest, SameKeyInTwoPlaces_MeansWhatThePlaceSays) {
  EXPECT_EQ(meaning("Ctrl+C", KeyContext::kStage), "camera");
  EXPECT_EQ(meaning("Ctrl+C", KeyContext::kLatents), "latents");
  EXPECT_EQ(meaning("Ctrl+C"), "");
  EXPECT_EQ(meaning("Ctrl+O", KeyContext::kStage), "open");
  EXPECT_FALSE(strike("open", "Ctrl+C")) << "it would mean two things over the stage";
  EXPECT_TRUE(strike("latents", "Ctrl+Y"));
  EXPECT_TRUE(strike("camera", "Ctrl+Y")) << "they never meet";
}

TEST_F(KeyRebindingTest, LettersOff_LeaveTheOtherKeysAndComeBack) {
  choices_.has_letters = false;
  EXPECT_THAT(registry_.set_keys(choices_), IsEmpty());
  EXPECT_EQ(meaning("K"), "");
  EXPECT_EQ(meaning("Space"), "play");
  EXPECT_THAT(command("play").keys, ElementsAre("Space"));
  EXPECT_THAT(chosen_keys(registry_, choices_, command("play")), ElementsAre("Space", "K"));
  EXPECT_FALSE(strike("open", "Shift+Q"));
  choices_.has_letters = true;
  EXPECT_THAT(registry_.set_keys(choices_), IsEmpty());
  EXPECT_EQ(meaning("K"), "play");
}

TEST_F(KeyRebindingTest, FileOfAnotherVersion_IsTakenAsFarAsItGoes) {
  choices_.own = {{"gone", {"Ctrl+G"}}, {"open", {"Ctrl+Nothing"}}, {"play", {"Ctrl+O"}}};
  const Warnings warnings = registry_.set_keys(choices_);
  ASSERT_EQ(warnings.size(), 2u);
  EXPECT_THAT(warnings[0], HasSubstr("gone"));
  EXPECT_THAT(warnings[1], HasSubstr("default"));
  EXPECT_EQ(choices_.own.size(), 1u);
  EXPECT_EQ(meaning("Ctrl+O"), "play") << "what the user chose wins over a default";
  EXPECT_THAT(command("open").keys, IsEmpty());
  choices_.own = {{"play", {"Ctrl+G"}}, {"open", {"Ctrl+G"}}};
  EXPECT_EQ(registry_.set_keys(choices_).size(), 1u);
  EXPECT_EQ(meaning("Ctrl+G"), "play");
  EXPECT_EQ(meaning("Ctrl+O"), "open");
}

}  // namespace
}  // namespace kinemote::app
