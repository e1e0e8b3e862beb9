// What a session file holds: where motions came from, what was made, what is on the stage, and how
// it is looked at.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/clip_set.h"
#include "app/clock.h"
#include "app/document.h"
#include "app/playable.h"
#include "app/view_state.h"
#include "motion/core/clip.h"
#include "motion/io/dataset.h"

namespace kinemote::app {

/// Where motions of the library came from, in the order in which they were opened.
struct LibrarySource {
  enum class Kind { kBuiltin, kFolder, kFiles };
  Kind kind = Kind::kBuiltin;
  std::vector<std::filesystem::path> paths{};  // absolute; one of a folder, none of the built-in

  bool operator==(const LibrarySource&) const = default;
};

/// Opens it as a clip set; the built-in corpus is made from the seed. Errors: those of
/// open_clip_set().
Result<ClipSet> open_library_source(const LibrarySource& source, uint64_t seed,
                                    const Progress& progress);

/// A motion that was made in the studio: no other file holds it.
struct MadeClip {
  io::DatasetEntry entry;
  bool is_loop = false;  // its end flows into its start
  Clip clip;
};

/// Where the clock was.
struct PlaybackState {
  double time_s = 0.0, speed = 1.0;
  bool is_playing = true;
  LoopMode loop_mode = LoopMode::kAll;
  bool has_range = false;
  double range_start_s = 0.0, range_end_s = 0.0;

  bool operator==(const PlaybackState&) const = default;
};
PlaybackState playback_of(const Clock& clock);
/// The clock must have its motion already.
void apply_playback(const PlaybackState& state, Clock& clock);

/// A file that a session asks for, and what it was when the session was saved.
struct KeptFile {
  std::string path;      // absolute; "": none
  std::string checksum;  // of its bytes; "": not known

  bool operator==(const KeptFile&) const = default;
};

struct SessionState {
  std::vector<LibrarySource> sources;
  std::vector<MadeClip> made;
  std::string model, affect;  // as for --model and --affect
  KeptFile recogniser;        // in use
  uint64_t latent_seed = 1;
  StudioDocument document;
  PlaybackState playback;
  Placement placement;  // of the motion on the stage in the world
  /// Workspace, panels, camera, lanes; not theme, text size and export settings, which are the
  /// user's and not the session's.
  ViewState view;
  std::string text_filter;
  std::vector<std::string> chosen_labels, selected;  // library ids of the selection
};

}  // namespace kinemote::app
