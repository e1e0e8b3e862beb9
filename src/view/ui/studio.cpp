#include "view/ui/studio.h"

#include <algorithm>
#include <cstdio>

#include "app/desktop_hints.h"
#include "app/free_memory.h"
#include "app/studio_commands.h"
#include "app/ui_settings.h"
#include "view/ui/studio_start.h"

namespace kinemote::view {

namespace {

template <typename Enum>
Status set_by_name(const std::string& option, const std::string& name, int count,
                   std::string_view (*name_of)(Enum), Enum& value) {
  if (name.empty()) return {};
  std::string known;
  for (int i = 0; i < count; ++i) {
    const auto candidate = static_cast<Enum>(i);
    if (name_of(candidate) == name) {
      value = candidate;
      return {};
    }
    known += (known.empty() ? "" : ", ") + std::string(name_of(candidate));
  }
  return usage_error(option + " \"" + name + "\" is not known; expected one of " + known);
}

/// How the whole window looks.
Status set_looks(const app::StudioOptions& options, app::ViewState& view) {
  if (Status status = set_by_name("--theme", options.theme, kThemeCount, &theme_name, view.theme);
      !status) {
    return status;
  }
  if (options.reduce_motion) view.reduces_motion = true;
  return set_by_name("--seen-as", options.seen_as, kColourVisionCount, &colour_vision_name,
                     view.seen_as);
}

int print_shortcuts() {
  app::Session session({}, [] {});
  app::CommandRegistry commands;
  if (const Status status = app::register_studio_commands(commands, session); !status) {
    return fail(status.error());
  }
  std::fputs(commands.shortcuts_markdown().c_str(), stdout);
  return 0;
}

}  // namespace

int fail(const Error& error) {
  std::fprintf(stderr, "kinemote: %s\n", error.message.c_str());
  return static_cast<int>(error.code);
}

Status validate_options(const app::StudioOptions& options) {
  if (options.width < 640 || options.width > 8192 || options.height < 480 ||
      options.height > 8192) {
    return usage_error("--size " + std::to_string(options.width) + "x" +
                       std::to_string(options.height) +
                       " is out of range; expected 640x480 to 8192x8192");
  }
  if (options.ui_scale != 0.0 && (options.ui_scale < 0.75 || options.ui_scale > 2.5)) {
    return usage_error("--ui-scale must lie in [0.75, 2.5]");
  }
  if (!(options.seconds >= 0.0 && options.seconds <= 3600.0)) {
    return usage_error("--seconds must lie in [0, 3600]");
  }
  app::ViewState unused;
  return set_looks(options, unused);
}

Status prepare_view(app::Session& session, const std::filesystem::path& settings_path) {
  const app::StudioOptions& options = session.options();
  app::ViewState& view = session.view();
  if (!options.no_user_config && !options.reset_ui) {
    for (const std::string& warning : app::load_ui_settings(settings_path, view)) {
      session.messages().post(app::MessageLevel::kWarning, warning);
    }
    view.lanes.shows_pad_curve = false;  // the curve is the last session's, and not in the settings
  }
  if (!options.no_user_config) {
    app::follow_desktop(app::read_desktop_hints(app::desktop_places()), view);
  }
  if (Status status = set_looks(options, view); !status) return status;
  if (options.guide) view.guide.is_wanted = true;
  if (Status status = set_by_name("--workspace", options.workspace, app::kWorkspaceCount,
                                  &app::workspace_name, view.workspace);
      !status) {
    return status;
  }
  return set_by_name("--inspector", options.inspector, app::kInspectorTabCount,
                     &app::inspector_tab_name, view.layout().tab);
}

int run_studio(const app::StudioOptions& options) {
  if (options.print_shortcuts) return print_shortcuts();
  if (const Status status = validate_options(options); !status) return fail(status.error());
  app::keep_large_blocks_apart();
  const bool is_offscreen = !options.shot.empty() || !options.script.empty();
  return is_offscreen ? run_offscreen(options) : run_window(options);
}

}  // namespace kinemote::view
