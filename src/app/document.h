// What undo brings back: the small part of the studio's state that a user works on.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/affect/pad.h"
#include "app/lineup.h"
#include "app/map_choices.h"
#include "app/motion_import.h"
#include "app/pad_track.h"
#include "app/work_sets.h"

namespace kinemote::app {

/// A latent that was kept, and the condition under which it is meant.
struct KeptLatent {
  std::vector<float> latent;
  analysis::Pad pad;
  std::string style;  // "": PAD decides
  std::string content;

  bool operator==(const KeptLatent& other) const {
    return latent == other.latent && pad.values() == other.pad.values() && style == other.style &&
           content == other.content;
  }
};

/// Two motions that were kept, and what is made of them.
struct KeptPair {
  std::optional<KeptLatent> a, b;
  double share = 0.0;      // of B in the motion between them, [0, 1]
  bool is_linear = false;  // straight instead of on the sphere
  std::string region;      // a part of the body: only it moves as on the sliders, all else as A; ""

  bool operator==(const KeptPair&) const = default;
};

/// The motion on the stage: a clip of the library, or one generated from it.
struct StudioDocument {
  std::string clip_id;  // library id that is shown or that generating started from; "" if none
  bool is_generated = false;  // true: the model's motion for the fields below is on the stage
  analysis::Pad pad;
  std::string style;             // a style word of the model; "": PAD decides
  bool is_restyled = false;      // generated: the whole clip, changed, instead of a window
  double strength = 1.0;         // of restyling, [0, 2]
  std::string content;           // "" : the model's first
  std::vector<float> latent;     // sigma units; empty: still to be found from the clip
  std::set<int> locked_latents;  // dimensions that only their own slider moves
  KeptPair kept;
  std::vector<std::string> together;  // library ids of further clips on the stage, on one clock
  // Of files: how the user wants them read and their joints mapped, by library id.
  std::map<std::string, ImportChoices> imports;
  std::map<std::string, BoneSources> bones;
  MapChoices map;                            // how the library is mapped
  Lineup lineup;                             // how motions beside each other run, and markers
  PadTrack pad_track;                        // emotion over time that drives what is generated
  std::map<std::string, std::string> names;  // that the user gave to made motions, by library id
  WorkSets sets;  // selections with names, and the part of the library that is worked in

  bool operator==(const StudioDocument& other) const {
    return clip_id == other.clip_id && is_generated == other.is_generated &&
           pad.values() == other.pad.values() && style == other.style &&
           is_restyled == other.is_restyled && strength == other.strength &&
           content == other.content && latent == other.latent &&
           locked_latents == other.locked_latents && kept == other.kept &&
           together == other.together && imports == other.imports && bones == other.bones &&
           map == other.map && lineup == other.lineup && pad_track == other.pad_track &&
           names == other.names && sets == other.sets;
  }
};

/// Drags preview; their release commits one undo step.
enum class Gesture { kPreview, kCommit };

}  // namespace kinemote::app
