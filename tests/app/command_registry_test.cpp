#include "app/command_registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "app/studio_commands.h"

namespace kinemote::app {
namespace {

StudioCommand command(std::string id, std::vector<std::string> keys = {}) {
  StudioCommand c;
  c.id = std::move(id);
  c.label = "Do it";
  c.tooltip = "Does it.";
  c.menu = "File";
  c.keys = std::move(keys);
  c.run = [] {};
  return c;
}

TEST(KeyChord, Parse_Nonsense_IsRefusedWithTheText) {
  EXPECT_FALSE(KeyChord::parse(""));
  EXPECT_FALSE(KeyChord::parse("Ctrl+"));
  EXPECT_FALSE(KeyChord::parse("Hyper+A"));
  EXPECT_FALSE(KeyChord::parse("a"));
  const auto bad = KeyChord::parse("Ctrl+F13");
  ASSERT_FALSE(bad);
  EXPECT_THAT(bad.error().message, testing::HasSubstr("F13"));
}

TEST(KeyChord, Text_ReadsBack) {
  for (const char* text : {"Space", "Ctrl+Shift+O", "Ctrl++", "Ctrl+-", "Alt+Left", "F12", "0"}) {
    const auto chord = KeyChord::parse(text);
    ASSERT_TRUE(chord) << text;
    EXPECT_EQ(chord->text(), text);
  }
}

TEST(CommandRegistry, Add_WithoutLabelOrFunction_IsRefused) {
  CommandRegistry registry;
  EXPECT_FALSE(registry.add({}));
  StudioCommand c = command("a");
  c.run = {};
  EXPECT_FALSE(registry.add(c));
}

TEST(CommandRegistry, Add_OfATakenIdOrKey_NamesTheOther) {
  CommandRegistry registry;
  ASSERT_TRUE(registry.add(command("first", {"Ctrl+A"})));
  EXPECT_FALSE(registry.add(command("first")));
  const Status status = registry.add(command("second", {"Ctrl+A"}));
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().message, testing::HasSubstr("first"));
  EXPECT_EQ(registry.all().size(), 1u);
}

TEST(CommandRegistry, Run_DisabledOrUnknown_SaysWhyAndDoesNothing) {
  CommandRegistry registry;
  int runs = 0;
  StudioCommand c = command("a");
  c.run = [&] { ++runs; };
  c.disabled_reason = [] { return "Nothing is loaded."; };
  ASSERT_TRUE(registry.add(c));
  const Status status = registry.run("a");
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().message, testing::HasSubstr("Nothing is loaded."));
  EXPECT_FALSE(registry.run("b"));
  EXPECT_EQ(runs, 0);
}

TEST(CommandRegistry, ForChord_FindsAliasesToo) {
  CommandRegistry registry;
  ASSERT_TRUE(registry.add(command("a", {"Ctrl+P", "Ctrl+K"})));
  ASSERT_NE(registry.for_chord(*KeyChord::parse("Ctrl+K")), nullptr);
  EXPECT_EQ(registry.for_chord(*KeyChord::parse("K")), nullptr);
}

TEST(CommandRegistry, Search_FindsSynonymsAndRanksLabelsFirst) {
  CommandRegistry registry;
  StudioCommand a = command("file.picture");
  a.label = "Picture of the view";
  a.synonyms = "screenshot snapshot";
  StudioCommand b = command("x");
  b.label = "Snap to frames";
  ASSERT_TRUE(registry.add(a));
  ASSERT_TRUE(registry.add(b));
  const auto found = registry.search("snap");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0]->id, "x");
  EXPECT_EQ(found[1]->id, "file.picture");
  EXPECT_TRUE(registry.search("qqq").empty());
  EXPECT_EQ(registry.search("").size(), 2u);
}

class StudioCommands : public testing::Test {
 protected:
  StudioCommands() : session_({}, [] {}) {
    status_ = register_studio_commands(registry_, session_);
  }
  Session session_;
  CommandRegistry registry_;
  Status status_;
};

TEST_F(StudioCommands, Table_HasNoDuplicateIdsOrKeys) {
  EXPECT_TRUE(status_) << (status_ ? "" : status_.error().message);
}

TEST_F(StudioCommands, EveryCommand_IsInAMenuAndSpeaksInSentences) {
  for (const StudioCommand& c : registry_.all()) {
    EXPECT_THAT(menu_names(), testing::Contains(c.menu)) << c.id;
    EXPECT_EQ(c.tooltip.back(), '.') << c.id;
    EXPECT_TRUE(std::isupper(static_cast<unsigned char>(c.label.front()))) << c.id;
  }
}

TEST_F(StudioCommands, EveryCommand_WithoutAnyMotion_RunsOrSaysWhyNot) {
  for (const StudioCommand& c : registry_.all()) {
    if (c.id == "file.open_builtin") continue;  // makes the corpus: session_test
    const Status status = registry_.run(c.id);
    EXPECT_TRUE(status || !status.error().message.empty()) << c.id;
  }
}

TEST_F(StudioCommands, NeedsOfAMotionAndAModel_AreSaid) {
  EXPECT_FALSE(registry_.run("play.toggle"));
  EXPECT_FALSE(registry_.run("synth.randomise"));
  EXPECT_FALSE(registry_.run("map.compute"));
}

TEST_F(StudioCommands, ShortcutsPage_IsWhatTheTableSays) {
  std::ifstream file(KINEMOTE_SOURCE_DIR "/docs/shortcuts.md");
  ASSERT_TRUE(file) << "docs/shortcuts.md is missing: kinemote studio --print-shortcuts writes it";
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_THAT(text.str(), testing::HasSubstr(registry_.shortcuts_markdown()))
      << "docs/shortcuts.md is out of date: kinemote studio --print-shortcuts prints the table";
}

}  // namespace
}  // namespace kinemote::app
