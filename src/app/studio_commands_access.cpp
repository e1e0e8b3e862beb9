// The commands of the View menu that make the window readable and calm for everybody.
#include "app/studio_commands.h"

namespace kinemote::app {

namespace {

struct VisionCommand {
  view::ColourVision vision;
  const char *label, *tooltip;
};

constexpr VisionCommand kVisionCommands[] = {
    {view::ColourVision::kFull, "Seen with all colours", "Shows the window as it is."},
    {view::ColourVision::kDeuteranopia, "Seen with deuteranopia",
     "Shows the window as eyes see it that lack green cones, the most frequent colour blindness."},
    {view::ColourVision::kProtanopia, "Seen with protanopia",
     "Shows the window as eyes see it that lack red cones."},
    {view::ColourVision::kTritanopia, "Seen with tritanopia",
     "Shows the window as eyes see it that lack blue cones."},
    {view::ColourVision::kGrey, "Seen as a grey print", "Shows the window without colours."}};

}  // namespace

void add_access_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "View";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  ViewState& view = s.view();
  const auto add_theme = [&](view::Theme theme, const char* label, const char* tooltip) {
    std::string id = "view.theme_" + std::string(view::theme_name(theme));
    for (char& c : id) c = c == '-' ? '_' : c;
    add({.id = id,
         .label = label,
         .tooltip = tooltip,
         .submenu = "Theme",
         .synonyms = "colours accessibility look",
         .run =
             [&view, theme] {
               view.theme = theme;
               view.preferences.theme_of_desktop = false;
             },
         .is_on = [&view, theme] { return view.theme == theme; }});
  };
  add_theme(view::Theme::kDark, "Dark theme", "Light words on dark panels.");
  add_theme(view::Theme::kLight, "Light theme", "Dark words on light panels.");
  add_theme(view::Theme::kHighContrast, "High contrast",
            "White on black with outlines round everything that can be used.");
  add({.id = "view.theme",
       .label = "Next theme",
       .tooltip = "Goes from dark to light to high contrast.",
       .submenu = "Theme",
       .icon = "theme",
       .synonyms = "light dark high contrast colours",
       .run = [&view] {
         view.theme =
             static_cast<view::Theme>((static_cast<int>(view.theme) + 1) % view::kThemeCount);
         view.preferences.theme_of_desktop = false;
       }});
  add({.id = "view.reduce_motion",
       .label = "Reduce motion",
       .tooltip = "The camera jumps instead of flying, figures change without a fade, and no tour "
                  "begins by itself.",
       .synonyms = "accessibility calm vestibular animation flights",
       .run =
           [&view] {
             view.reduces_motion = !view.reduces_motion;
             view.preferences.motion_of_desktop = false;
           },
       .is_on = [&view] { return view.reduces_motion; }});
  for (const VisionCommand& command : kVisionCommands) {
    add({.id = "view.seen_as_" + std::string(view::colour_vision_name(command.vision)),
         .label = command.label,
         .tooltip = command.tooltip,
         .submenu = "Seen as",
         .synonyms = "colour blind vision simulate preview accessibility daltonism",
         .run = [&view, vision = command.vision] { view.seen_as = vision; },
         .is_on = [&view, vision = command.vision] { return view.seen_as == vision; }});
  }
}

}  // namespace kinemote::app
