// The commands of the Synthesis menu whose work is a job: making motions, training, judging.
#include "app/studio_commands.h"

namespace kinemote::app {

void add_making_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "Synthesis";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  const auto open = [&s](Overlay overlay) {
    return [&s, overlay] {
      Overlay& shown = s.view().overlay;
      shown = shown == overlay ? Overlay::kNone : overlay;
    };
  };
  add({.id = "make.motion",
       .label = "Make a motion…",
       .tooltip = "New motion of any length, with an emotion that may change over time.",
       .keys = {"Ctrl+M"},
       .icon = "magic",
       .synonyms = "generate new create pad curve seconds loop count seed long",
       .run = open(Overlay::kMakeMotion),
       .disabled_reason = [&s] { return s.workshop().disabled_reason(); }});
  add({.id = "make.restyle",
       .label = "Restyle the clip…",
       .tooltip = "Gives the whole clip another emotion and measures it before and after.",
       .keys = {"Ctrl+Shift+M"},
       .icon = "smile",
       .synonyms = "emotion style strength path feet close loop",
       .run = open(Overlay::kRestyle),
       .disabled_reason = [&s] { return s.restyle_disabled_reason(); }});
  add({.id = "model.train",
       .label = "Train a model…",
       .tooltip = "Learns a generator of motion from a folder or the built-in corpus.",
       .icon = "cubes",
       .synonyms = "learn fit vae motion-vae resume checkpoint epochs",
       .run = open(Overlay::kTrain)});
  add({.id = "model.judge",
       .label = "Judge a model…",
       .tooltip = "Scores a model beside real motion and baselines.",
       .icon = "list",
       .synonyms = "evaluate score quality test targets metrics",
       .run = open(Overlay::kJudge)});
}

}  // namespace kinemote::app
