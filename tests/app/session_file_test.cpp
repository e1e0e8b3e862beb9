#include "app/session_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "app/document_json.h"
#include "app/made_clip_json.h"
#include "motion/core/atomic_file.h"
#include "support/temporary_folder.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

using testing::HasSubstr;

std::string refusal(const std::string& json) {
  const auto state = session_from_json(json, {}, ViewState{});
  return state ? "taken" : state.error().message;
}

MadeClip made_clip() {
  MadeClip made;
  made.entry = {"made/3", "Walk, glad", "made",
                "walk",   "Walk, glad", io::PadTriple{0.5, 0.1, -0.2}};
  made.is_loop = true;
  made.clip = *synthesis::perform({.content = "walk", .duration_s = 2.0});
  made.clip.name = made.entry.name;
  return made;
}

SessionState some_state(const std::filesystem::path& folder) {
  SessionState state;
  state.sources = {{LibrarySource::Kind::kBuiltin, {}},
                   {LibrarySource::Kind::kFolder, {folder / "lab"}},
                   {LibrarySource::Kind::kFiles, {folder / "a.bvh", "/elsewhere/b.fbx"}}};
  state.made.push_back(made_clip());
  state.model = "own.kmodel";
  state.recogniser = {(folder / "moods.krec").string(), "xxh3:0123456789abcdef"};
  state.latent_seed = 77;
  StudioDocument& document = state.document;
  document.clip_id = (folder / "lab" / "walk.bvh").string();
  document.is_generated = true;
  document.pad = {0.1, -0.2, 1.0 / 3.0};
  document.latent = {0.1f, -2.5f, 1e-7f};
  document.kept.a = KeptLatent{{1.0f, 2.0f}, {0.5, 0.0, 0.0}, "", "walk"};
  document.kept.share = 0.25;
  document.locked_latents = {0, 2};
  document.kept.region = "legs";
  document.together = {"/elsewhere/b.fbx"};
  document.imports[document.clip_id] = {.metres_per_unit = 0.0254,
                                        .up_axis = UpAxis::kZ,
                                        .positions = PositionRule::kAdd,
                                        .figure = "Anna"};
  document.bones[document.clip_id] = {0, 2, -1};
  document.map.cluster = "ward";
  document.map.pool = "part";
  document.map.weights = {{"arms", 2.0}};
  document.map.cluster_count = MapChoices::kAutoCount;
  document.sets.named = {{"mine", {"/elsewhere/b.fbx", document.clip_id}}};
  document.sets.within = {{"mine", {document.clip_id}}};
  document.lineup.sync = SyncMode::kContact;
  document.lineup.end = EndMode::kLoop;
  document.lineup.tracks = {{}, {.offset_s = -0.75, .is_solo = true}};
  document.lineup.markers[document.clip_id] = {{0.5, ""}, {1.25, "turns"}};
  document.lineup.cuts[document.clip_id] = {0.1, 0.0, 1.25};
  document.lineup.cuts[document.clip_id + "#2"] = {1.0 / 3.0, 2.0 / 3.0, 1.0};
  document.names["made/1"] = "Best take";
  state.playback = {1.25, -0.5, false, LoopMode::kPingPong, true, 0.5, 2.0};
  state.placement = {0.25, {3.0, 0.0, -4.0}};
  state.view.workspace = Workspace::kAnalyse;
  state.view.camera.target = {1.0, 2.0, 3.0};
  state.view.camera.is_orthographic = true;
  state.view.follow_joint = "LeftHand";
  state.view.shows_trails = true;
  state.view.lanes.shows_pad = true;
  state.text_filter = "walk";
  state.chosen_labels = {"happy"};
  state.selected = {(folder / "a.bvh").string()};
  return state;
}

TEST(SessionFile, Nonsense_IsRefusedByTheMembersName) {
  EXPECT_THAT(refusal("{"), HasSubstr("not a session"));
  EXPECT_THAT(refusal("[]"), HasSubstr("JSON object"));
  EXPECT_THAT(refusal("{}"), HasSubstr("no session of Kinemote"));
  EXPECT_THAT(refusal(R"({"kinemote_session": 9})"), HasSubstr("newer"));
  const auto with = [](const std::string& member) {
    return refusal(R"({"kinemote_session": 1, )" + member + "}");
  };
  EXPECT_THAT(with(R"("colour": 1)"), HasSubstr("\"colour\" is not known"));
  EXPECT_THAT(with(R"("document": {"pad": [2, 0, 0]})"), HasSubstr("document.pad"));
  EXPECT_THAT(with(R"("document": {"map": {"dims": 99}})"), HasSubstr("document.map"));
  EXPECT_THAT(with(R"("document": {"latent": ["x"]})"), HasSubstr("document.latent"));
  EXPECT_THAT(with(R"("sources": [{"kind": "web"}])"), HasSubstr("sources.kind"));
  EXPECT_THAT(with(R"("sources": [{"kind": "folder", "places": []}])"), HasSubstr("places"));
  EXPECT_THAT(with(R"("playback": {"loop": "never"})"), HasSubstr("playback.loop"));
  EXPECT_THAT(with(R"("playback": {"range_s": [2, 1]})"), HasSubstr("playback.range_s"));
  EXPECT_THAT(with(R"("view": {"camera": {"elevation_deg": 200}})"),
              HasSubstr("view.camera.elevation_deg"));
  EXPECT_THAT(with(R"("made": [{"id": "made/1"}])"), HasSubstr("joints"));
  EXPECT_EQ(with(R"("latent_seed": 3)"), "taken");
}

TEST(SessionFile, Missing_SaysSo) {
  const test::TemporaryFolder folder;
  EXPECT_FALSE(read_session(folder.path() / "none.kinemote", ViewState{}));
}

TEST(SessionFile, Written_ReadsBackToTheSame) {
  const test::TemporaryFolder folder;
  const SessionState state = some_state(folder.path());
  const auto path = folder.path() / "work.kinemote";
  ASSERT_TRUE(write_session(path, state));
  ViewState own;
  own.theme = view::Theme::kLight;
  own.text_scale = 1.5;
  const auto read = read_session(path, own);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->sources, state.sources);
  EXPECT_EQ(read->document, state.document);
  EXPECT_EQ(read->playback, state.playback);
  EXPECT_NEAR(read->placement.yaw_rad, 0.25, 1e-12);
  EXPECT_EQ(read->placement.offset, state.placement.offset);
  EXPECT_EQ(read->model, "own.kmodel");
  EXPECT_EQ(read->recogniser, state.recogniser);
  EXPECT_EQ(read->latent_seed, 77u);
  EXPECT_EQ(read->view.workspace, Workspace::kAnalyse);
  EXPECT_EQ(read->view.camera.target, state.view.camera.target);
  EXPECT_TRUE(read->view.camera.is_orthographic);
  EXPECT_TRUE(read->view.shows_trails);
  EXPECT_EQ(read->view.lanes, state.view.lanes);
  EXPECT_EQ(read->chosen_labels, state.chosen_labels);
  EXPECT_EQ(read->selected, state.selected);
  // What belongs to the user stays as it is.
  EXPECT_EQ(read->view.theme, view::Theme::kLight);
  EXPECT_EQ(read->view.text_scale, 1.5);
}

TEST(SessionFile, MadeMotion_ReadsBackBitForBit) {
  const MadeClip made = made_clip();
  const auto read = made_clip_from_json(made_clip_to_json(made));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->entry.path, made.entry.path);
  EXPECT_EQ(read->entry.pad, made.entry.pad);
  EXPECT_TRUE(read->is_loop);
  EXPECT_EQ(read->clip.frame_time_s, made.clip.frame_time_s);
  EXPECT_EQ(read->clip.rotations, made.clip.rotations);
  EXPECT_EQ(read->clip.translations, made.clip.translations);
  EXPECT_TRUE(read->clip.skeleton->same_as(*made.clip.skeleton, 0.0));
}

TEST(SessionFile, FolderThatMovedWithIt_IsFoundAndItsIdsFollow) {
  const test::TemporaryFolder folder;
  const auto before = folder.path() / "before";
  const auto after = folder.path() / "after";
  std::filesystem::create_directories(before / "lab");
  std::ofstream(before / "a.bvh") << "x";
  std::ofstream(before / "moods.krec") << "x";
  ASSERT_TRUE(write_session(before / "work.kinemote", some_state(before)));
  std::filesystem::rename(before, after);
  const auto read = read_session(after / "work.kinemote", ViewState{});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->sources[1].paths.front(), after / "lab");
  EXPECT_EQ(read->sources[2].paths.front(), after / "a.bvh");
  EXPECT_EQ(read->recogniser.path, (after / "moods.krec").string());
  const std::string id = (after / "lab" / "walk.bvh").string();
  EXPECT_EQ(read->document.clip_id, id);
  EXPECT_TRUE(read->document.imports.contains(id));
  EXPECT_TRUE(read->document.bones.contains(id));
  EXPECT_EQ(read->selected.front(), (after / "a.bvh").string());
  EXPECT_EQ(read->document.together.front(), "/elsewhere/b.fbx");
}

TEST(DocumentJson, EveryMemberThatDiffers_ComesBack) {
  const StudioDocument document = some_state("/data").document;
  const auto read = document_from_json(document_to_json(document));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, document);
  EXPECT_EQ(*document_from_json("{}"), StudioDocument{});
}

}  // namespace
}  // namespace kinemote::app
