// The commands of the Synthesis menu that go through latent space.
#include <algorithm>

#include "app/latent_text.h"
#include "app/studio_commands.h"

namespace kinemote::app {

namespace {

/// The part of the body after this one; after the last, all of it.
std::string next_region(const std::string& region) {
  const auto& regions = synthesis::kBodyRegions;
  const auto now = std::find_if(regions.begin(), regions.end(),
                                [&](synthesis::BodyRegion r) { return name_of(r) == region; });
  if (now == regions.end()) return std::string(name_of(regions.front()));
  return now + 1 == regions.end() ? "" : std::string(name_of(*(now + 1)));
}

}  // namespace

void add_latent_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "Synthesis";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  constexpr double kStep = 0.1;
  const auto needs_model = [&s] { return s.synthesis_disabled_reason(); };
  const auto needs_both = [&s] { return s.blend_disabled_reason(); };
  add({.id = "synth.keep_a",
       .label = "Keep as A",
       .tooltip = "Keeps the motion on the stage as A, one end of a blend.",
       .synonyms = "blend interpolate slot between",
       .run = [&s] { s.keep(Session::Slot::kA); },
       .disabled_reason = needs_model});
  add({.id = "synth.keep_b",
       .label = "Keep as B",
       .tooltip = "Keeps the motion on the stage as B, the other end of a blend.",
       .synonyms = "blend interpolate slot between",
       .run = [&s] { s.keep(Session::Slot::kB); },
       .disabled_reason = needs_model});
  add({.id = "synth.swap_ab",
       .label = "Swap A and B",
       .tooltip = "A becomes B and B becomes A; the motion on the stage stays.",
       .icon = "swap",
       .synonyms = "blend exchange turn round",
       .run = [&s] { s.swap_kept(); },
       .disabled_reason = needs_both});
  add({.id = "synth.copy_latents",
       .label = "Copy the latents",
       .tooltip =
           "Copies them as numbers with commas between them, as --latent takes. The key means "
           "them with the pointer over the sliders.",
       .keys = {"Ctrl+C"},
       .context = KeyContext::kLatents,
       .icon = "copy",
       .synonyms = "vector text clipboard",
       .run =
           [&s] {
             s.view().requests.copy_text = latent_to_text(s.document().latent);
             s.messages().post(MessageLevel::kInfo,
                               "Copied " + std::to_string(s.document().latent.size()) + " latents");
           },
       .disabled_reason = [&s]() -> std::string {
         if (!s.synthesiser().is_ready()) return s.synthesis_disabled_reason();
         return s.document().is_generated && !s.document().latent.empty()
                    ? ""
                    : "There is no motion of the model on the stage.";
       }});
  add({.id = "synth.paste_latents",
       .label = "Paste latents",
       .tooltip = "Takes copied numbers for the latents; locked ones stay. The key means them with "
                  "the pointer over the sliders.",
       .keys = {"Ctrl+V"},
       .context = KeyContext::kLatents,
       .icon = "paste",
       .synonyms = "vector text clipboard",
       .run = [&s] { s.view().requests.paste_latent = true; },
       .disabled_reason = needs_model});
  add({.id = "synth.unlock_latents",
       .label = "Unlock all latents",
       .tooltip =
           "Lets sliders, Random, Reset all and the way from A to B move every latent again.",
       .icon = "unlock",
       .synonyms = "lock hold fix",
       .run = [&s] { s.set_locked_latents({}, "all latents unlocked"); },
       .disabled_reason =
           [&s] { return s.document().locked_latents.empty() ? "No latent is locked." : ""; }});
  add({.id = "synth.towards_a",
       .label = "Blend towards A",
       .tooltip = "Makes the motion a tenth of the way nearer to A.",
       .keys = {"Ctrl+Shift+Left"},
       .synonyms = "interpolate between",
       .repeats = true,
       .run = [&s] { s.set_blend(s.document().kept.share - kStep, Gesture::kCommit); },
       .disabled_reason = needs_both});
  add({.id = "synth.towards_b",
       .label = "Blend towards B",
       .tooltip = "Makes the motion a tenth of the way nearer to B.",
       .keys = {"Ctrl+Shift+Right"},
       .synonyms = "interpolate between",
       .repeats = true,
       .run = [&s] { s.set_blend(s.document().kept.share + kStep, Gesture::kCommit); },
       .disabled_reason = needs_both});
  add({.id = "synth.blend_linear",
       .label = "Blend along a straight line",
       .tooltip = "Goes straight from A to B, instead of on the sphere on which motions lie.",
       .synonyms = "interpolate linear spherical slerp",
       .run = [&s] { s.set_blend_linear(!s.document().kept.is_linear); },
       .disabled_reason = needs_model,
       .is_on = [&s] { return s.document().kept.is_linear; }});
  add({.id = "synth.next_region",
       .label = "Next part of the body",
       .tooltip = "Lets latents and emotion move only this part; all else moves as A.",
       .synonyms = "region only arm legs head trunk",
       .run = [&s] { s.set_region(next_region(s.document().kept.region)); },
       .disabled_reason = needs_model});
  add({.id = "synth.play_nearest",
       .label = "Play the nearest real clip",
       .tooltip = "Plays the training clip that is most like the motion, from that moment.",
       .icon = "film",
       .synonyms = "reference training data original",
       .run = [&s] { s.play_nearest(); },
       .disabled_reason = [&s]() -> std::string {
         const auto nearest = s.nearest_clip();
         if (!nearest) return "There is no motion of the model on the stage.";
         return s.nearest_entry() < 0 ? "The library does not hold \"" + nearest->name + "\"." : "";
       }});
}

}  // namespace kinemote::app
