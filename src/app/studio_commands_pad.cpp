// The commands of the Synthesis menu about a PAD curve that drives the figure.
#include <algorithm>

#include "app/file_names.h"
#include "app/pad_curve_text.h"
#include "app/studio_commands.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {

namespace {

void make_motion_of_curve(Session& s) {
  const PadTrack& track = s.pad_track();
  MakeSettings wish;
  wish.emotion = MakeSettings::Emotion::kCurve;
  wish.pad_curve = pad_curve_keys(baked_curve(track));
  wish.is_curve_linear = !track.curve.is_smooth || track.smoothing_s > 0.0;
  wish.content = s.document().content;
  wish.latent = s.document().latent;
  wish.seconds = std::max(track.duration_s, track.curve.keys.back().time_s);
  if (const Status begun = s.workshop().make(wish); !begun) {
    s.messages().post(MessageLevel::kError, begun.error().message);
  }
}

void save_curve(Session& s) {
  const synthesis::PadCurve curve = baked_curve(s.pad_track());
  const std::filesystem::path path = free_path(std::filesystem::current_path() / "pad-curve.csv");
  if (const Status written = write_atomically(path, pad_curve_csv(curve)); !written) {
    return s.messages().post(MessageLevel::kError, written.error().message);
  }
  s.messages().post(MessageLevel::kDone, "Saved " + path.filename().string(),
                    "kinemote generate --pad-curve " + path.string() +
                        (curve.is_smooth ? "" : " --pad-between linear"));
}

}  // namespace

void add_pad_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "Synthesis";
    command.submenu = "PAD curve";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  constexpr double kNear_s = 0.1;
  const auto needs_model = [&s] { return s.synthesis_disabled_reason(); };
  const auto needs_curve = [&s]() -> std::string {
    return s.pad_track().empty() ? "There is no PAD curve: record one at the pad, or add a key."
                                 : "";
  };
  const auto needs_rest = [&s, needs_curve]() -> std::string {
    return s.pad_drive().recorder.is_recording() ? "The pad is being recorded." : needs_curve();
  };
  add({.id = "pad.record",
       .label = "Record the pad",
       .tooltip = "Plays, and writes where you drag the pad as a curve of emotion over time; again "
                  "ends it.",
       .keys = {"P"},
       .icon = "dot",
       .synonyms = "pad curve automation emotion over time write keys stop recording",
       .run = [&s] { s.record_pad(); },
       .disabled_reason = needs_model,
       .is_on =
           [&s] {
             return s.pad_drive().recorder.is_recording() || s.pad_drive().waits_to_record;
           }});
  add({.id = "pad.drive",
       .label = "The curve drives",
       .tooltip = "Playing sets the emotion as the curve says at every moment; dragging the pad "
                  "takes over.",
       .icon = "curves",
       .synonyms = "pad curve automation play follow",
       .run =
           [&s] {
             PadTrack track = s.pad_track();
             track.is_driving = !s.is_pad_driven();
             const char* step = track.is_driving ? "emotion by the curve" : "emotion by hand";
             s.set_pad_track(std::move(track), Gesture::kCommit, step);
           },
       .disabled_reason = [&s, needs_model, needs_rest]() -> std::string {
         const std::string reason = needs_model();
         return reason.empty() ? needs_rest() : reason;
       },
       .is_on = [&s] { return s.is_pad_driven(); }});
  add({.id = "pad.add_key",
       .label = "Add a key to the PAD curve",
       .tooltip = "Keeps the emotion of now as a key of the curve, at the play head.",
       .icon = "plus",
       .synonyms = "keyframe automation set",
       .run =
           [&s] {
             PadTrack track = s.pad_track();
             const bool is_first = track.empty();
             add_key(track, s.clock().time_s(), s.pad_now());
             constexpr double kFirst_s = 10.0;
             if (is_first) track.duration_s = std::max(kFirst_s, track.duration_s);
             track.is_driving = true;
             s.view().lanes.shows_pad_curve = true;
             s.set_pad_track(std::move(track), Gesture::kCommit, "key of emotion");
           },
       .disabled_reason = [&s, needs_model]() -> std::string {
         return s.pad_drive().recorder.is_recording() ? "The pad is being recorded."
                                                      : needs_model();
       }});
  add({.id = "pad.remove_key",
       .label = "Remove the key of the PAD curve",
       .tooltip = "Takes away the key at the play head.",
       .icon = "minus",
       .synonyms = "keyframe automation delete",
       .run =
           [&s] {
             PadTrack track = s.pad_track();
             remove_key(track, key_near(track, s.clock().time_s(), kNear_s));
             s.set_pad_track(std::move(track), Gesture::kCommit, "removed key of emotion");
           },
       .disabled_reason = [&s, needs_rest]() -> std::string {
         const std::string reason = needs_rest();
         if (!reason.empty()) return reason;
         return key_near(s.pad_track(), s.clock().time_s(), kNear_s) < 0
                    ? "There is no key at the play head."
                    : "";
       }});
  add({.id = "pad.clear_curve",
       .label = "Clear the PAD curve",
       .tooltip = "Takes the curve away; the figure stays as it is now.",
       .icon = "close",
       .synonyms = "automation delete remove",
       .run = [&s] { s.set_pad_track({}, Gesture::kCommit, "cleared PAD curve"); },
       .disabled_reason = needs_rest});
  add({.id = "pad.make_motion",
       .label = "Make a motion of the PAD curve",
       .tooltip = "Generates a clip of the curve's length with its emotion, into the library.",
       .icon = "magic",
       .synonyms = "generate bake automation",
       .run = [&s] { make_motion_of_curve(s); },
       .disabled_reason = [&s, needs_rest]() -> std::string {
         const std::string reason = needs_rest();
         return reason.empty() ? s.workshop().disabled_reason() : reason;
       }});
  add({.id = "pad.save_curve",
       .label = "Save the PAD curve as CSV",
       .tooltip =
           "Writes a table that `kinemote generate --pad-curve` reads into the working folder.",
       .icon = "save",
       .synonyms = "export table automation keys",
       .run = [&s] { save_curve(s); },
       .disabled_reason = needs_rest});
}

}  // namespace kinemote::app
