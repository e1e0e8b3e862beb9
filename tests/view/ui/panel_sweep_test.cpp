// Every workspace, tab and dialog in every state that the studio can be in, at the sizes that it
// supports: nothing that can be pressed lies beyond the window's edge, and what a panel pushes onto
// ImGui's stacks it takes off again.
#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <atomic>
#include <functional>
#include <set>
#include <string>

#include "app/made_clips.h"
#include "support/fake_model.h"
#include "support/working_folder.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

struct Size {
  const char* name;
  float width, height, scale;
};
constexpr Size kSizes[] = {{"1600 x 900", 1600.0f, 900.0f, 1.0f},
                           {"1280 x 720", 1280.0f, 720.0f, 1.0f},
                           {"1280 x 720 at 200 %", 1280.0f, 720.0f, 2.0f},
                           {"the smallest, 960 x 600", 960.0f, 600.0f, 1.0f}};

class PanelSweep : public WindowTest {
 protected:
  void use(int clips, bool has_model) {
    if (clips > 0) session_.use_clip_set(test::numbered_clips(clips), true);
    if (has_model) session_.synthesiser().use(std::make_unique<test::FakeModel>());
    settle();
  }
  void expect_whole(const Size& size, const std::string& where) {
    frames(4, size.width, size.height, size.scale);
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    EXPECT_EQ(context.ColorStack.Size, 0) << where;
    EXPECT_EQ(context.StyleVarStack.Size, 0) << where;
    EXPECT_EQ(context.FontStack.Size, 0) << where;
    EXPECT_EQ(context.ItemFlagsStack.Size, 1) << where;
    for (const auto& [name, rect] : ui_.probe().all()) {
      if (name.rfind("button:", 0) != 0 && name.rfind("combo:", 0) != 0) continue;
      const bool is_inside = rect.x >= -1.0f && rect.right() <= size.width + 1.0f;
      if (!is_inside && told_.insert(name).second) {
        ADD_FAILURE() << name << " reaches from " << rect.x << " to " << rect.right() << " of "
                      << size.width << " pixels: " << where;
      }
    }
  }
  /// `keep` is called before each panel: some states end by themselves.
  void sweep(const std::string& state, const std::function<void()>& keep = [] {}) {
    for (const Size& size : kSizes) {
      for (int workspace = 0; workspace < app::kWorkspaceCount; ++workspace) {
        session_.view().workspace = static_cast<app::Workspace>(workspace);
        for (int tab = 0; tab < app::kInspectorTabCount; ++tab) {
          session_.view().layout().tab = static_cast<app::InspectorTab>(tab);
          keep();
          expect_whole(size, state + ", " +
                                 std::string(app::workspace_name(session_.view().workspace)) +
                                 ", tab " + std::to_string(tab) + ", " + size.name);
        }
      }
      for (int overlay = 1; overlay <= static_cast<int>(app::Overlay::kJobs); ++overlay) {
        session_.view().overlay = static_cast<app::Overlay>(overlay);
        keep();
        expect_whole(size, state + ", dialog " + std::to_string(overlay) + ", " + size.name);
      }
      session_.view().overlay = app::Overlay::kNone;
    }
  }

  test::WorkingFolder folder_;
  std::set<std::string> told_;  // what was said to be outside, once
};

TEST_F(PanelSweep, WithNothing_EveryPanelIsWhole) { sweep("nothing"); }

TEST_F(PanelSweep, OneClipWithoutAModel_EveryPanelIsWhole) {
  use(1, false);
  sweep("one clip");
}

TEST_F(PanelSweep, ManyClipsAndAModel_EveryPanelIsWhole) {
  use(500, true);
  session_.set_pad({0.2, 0.3, 0.1}, app::Gesture::kCommit);
  settle();
  sweep("many clips");
}

TEST_F(PanelSweep, TwoCompared_EveryPanelIsWhole) {
  use(4, true);
  session_.play_together({0, 1});
  settle();
  ASSERT_TRUE(commands_.run("compare.difference"));
  settle();
  sweep("two compared");
}

TEST_F(PanelSweep, AJobAndMessages_EveryPanelIsWhole) {
  use(1, true);
  std::atomic<bool> is_over = false;
  session_.jobs().submit("Thinking hard about a name that is rather long", [&](const Progress& p) {
    while (!is_over && report(p, "thinking", 0.4)) std::this_thread::yield();
    return [] {};
  });
  sweep("a job runs", [this] {
    session_.messages().post(app::MessageLevel::kError,
                             "a-file-with-a-long-name.bvh:12:7: expected a number", "line 12");
    session_.messages().post(app::MessageLevel::kWarning, "odd");
  });
  is_over = true;
  session_.jobs().cancel_all();
}

}  // namespace
}  // namespace kinemote::view
