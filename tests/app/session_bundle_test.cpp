#include "app/session_bundle.h"

#include <gmock/gmock.h>

#include <fstream>

#include "app/session_file.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class SessionBundleTest : public testing::Test {
 protected:
  SessionBundleTest() {
    fs::create_directories(at("data/sub"));
    write("data/sub/a.bvh", "A");
    write("other/a.bvh", "B");
    write("other2/a.bvh", "C");
    state_.sources = {{LibrarySource::Kind::kFolder, {at("data")}},
                      {LibrarySource::Kind::kFiles, {at("other/a.bvh"), at("other2/a.bvh")}},
                      {LibrarySource::Kind::kBuiltin, {}}};
    state_.document.clip_id = at("data/sub/a.bvh").string();
    state_.document.together = {at("other2/a.bvh").string()};
  }
  fs::path at(const std::string& name) const { return folder_.path() / name; }
  void write(const std::string& name, const std::string& words) {
    fs::create_directories(at(name).parent_path());
    std::ofstream(at(name)) << words;
  }
  static std::string read(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  test::TemporaryFolder folder_;
  SessionState state_;
};

TEST_F(SessionBundleTest, WhatCannotBe_IsSaidAndLeavesNothing) {
  fs::create_directories(at("there"));
  const auto taken = write_session_bundle(state_, at("there"), {});
  EXPECT_EQ(taken.error().code, ErrorCode::kUsage);
  const auto inside = write_session_bundle(state_, at("data/bundle"), {});
  EXPECT_THAT(inside.error().message, HasSubstr("into itself"));
  EXPECT_FALSE(fs::exists(at("data/bundle")));
  fs::remove(at("other/a.bvh"));
  const auto missing = write_session_bundle(state_, at("bundle"), {});
  EXPECT_EQ(missing.error().code, ErrorCode::kBadInput);
  EXPECT_FALSE(fs::exists(at("bundle")));
  const auto stopped =
      write_session_bundle(state_, at("bundle"), [](std::string_view, double) { return false; });
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
  EXPECT_FALSE(fs::exists(at("bundle")));
}

TEST_F(SessionBundleTest, MovedFolder_OpensWithItsOwnMotions) {
  ASSERT_TRUE(write_session_bundle(state_, at("bundle"), {}));
  fs::rename(at("bundle"), at("elsewhere"));
  fs::remove_all(at("data"));
  const auto opened = read_session(at("elsewhere/session.kinemote"), {});
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  ASSERT_EQ(opened->sources.size(), 3u);
  EXPECT_EQ(opened->sources[0].paths[0], at("elsewhere/motions/data"));
  EXPECT_EQ(opened->document.clip_id, at("elsewhere/motions/data/sub/a.bvh").string());
  EXPECT_EQ(read(opened->document.clip_id), "A");
  EXPECT_EQ(read(opened->sources[1].paths[0]), "B");
  EXPECT_EQ(read(opened->sources[1].paths[1]), "C") << "two of one name are kept apart";
  ASSERT_EQ(opened->document.together.size(), 1u);
  EXPECT_EQ(read(opened->document.together[0]), "C");
}

TEST_F(SessionBundleTest, ModelAndRecogniser_GoAlongAndTheBuiltInOneDoesNot) {
  write("own.kmodel", "M");
  write("moods.krec", "R");
  write("moods.krec.held-out.json", "H");
  state_.model = at("own.kmodel").string();
  state_.affect = "builtin";
  state_.recogniser = {at("moods.krec").string(), "xxh3:1"};
  ASSERT_TRUE(write_session_bundle(state_, at("bundle"), {}));
  for (const char* name : {"own.kmodel", "moods.krec", "moods.krec.held-out.json"}) {
    fs::remove(at(name));
  }
  fs::rename(at("bundle"), at("elsewhere"));
  const auto opened = read_session(at("elsewhere/session.kinemote"), {});
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  EXPECT_EQ(opened->model, at("elsewhere/models/own.kmodel").string());
  EXPECT_EQ(opened->affect, "builtin");
  EXPECT_EQ(opened->recogniser.path, at("elsewhere/models/moods.krec").string());
  EXPECT_EQ(opened->recogniser.checksum, "xxh3:1");
  EXPECT_EQ(read(opened->recogniser.path), "R");
  EXPECT_EQ(read(at("elsewhere/models/moods.krec.held-out.json")), "H");
}

}  // namespace
}  // namespace kinemote::app
