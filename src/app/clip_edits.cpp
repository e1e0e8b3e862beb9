#include "app/clip_edits.h"

#include <cmath>

#include "app/clip_loader.h"
#include "app/markup.h"
#include "app/motion_import.h"
#include "motion/core/frozen_frames.h"
#include "motion/core/mirror.h"
#include "motion/core/retarget.h"
#include "motion/core/root_motion.h"
#include "motion/core/smoothing.h"
#include "motion/core/t_pose.h"
#include "motion/io/bone_names_file.h"
#include "synthesis/control/generate.h"

namespace kinemote::app {
namespace {

/// Frames whose times lie in [first, last].
Result<Clip> trim_seconds(const Clip& clip, double first_s, double last_s) {
  const int first = static_cast<int>(std::ceil(first_s / clip.frame_time_s - 1e-6));
  const int last = static_cast<int>(std::floor(last_s / clip.frame_time_s + 1e-6)) + 1;
  if (first >= clip.frame_count) {
    return usage_error("cannot keep " + fixed_text(first_s, 2) + " to " + fixed_text(last_s, 2) +
                       " s of \"" + clip.name + "\": it lasts " + fixed_text(clip.duration_s(), 2) +
                       " s");
  }
  return trim(clip, first, std::min(last, clip.frame_count));
}

std::string frames_text(int frames) {
  return std::to_string(frames) + (frames == 1 ? " frame" : " frames");
}

}  // namespace

bool ClipEdits::is_empty() const {
  return !trims_t_pose && !trim_s && !fills_frozen && smooth_hz == 0.0 && skeleton.empty() &&
         bone_map.empty() && !mirrors && !loops && !in_place;
}

Status ClipEdits::validate() const {
  if (trim_s && !(trim_s->first >= 0.0 && trim_s->second > trim_s->first)) {
    return usage_error("the range to keep is " + fixed_text(trim_s->first, 3) + " to " +
                       fixed_text(trim_s->second, 3) +
                       " s; expected two times from 0 with the second behind the first");
  }
  if (!(smooth_hz >= 0.0)) {
    return usage_error("cannot smooth at " + fixed_text(smooth_hz, 3) +
                       " Hz; expected a number above 0");
  }
  if (!bone_map.empty() && skeleton.empty()) {
    return usage_error("a bone map says how to move to another skeleton; give the skeleton too");
  }
  return {};
}

Result<ClipEditor> ClipEditor::make(ClipEdits edits) {
  if (Status s = edits.validate(); !s) return s.error();
  ClipEditor editor;
  if (edits.skeleton == "canonical") {
    editor.target_ = canonical_skeleton();
  } else if (!edits.skeleton.empty()) {
    const Result<io::ClipImport> import = load_clip(edits.skeleton);
    if (!import) return import.error();
    editor.target_ = import->clip.skeleton;
  }
  editor.edits_ = std::move(edits);
  return editor;
}

Result<Clip> ClipEditor::move_to_skeleton(const Clip& clip, EditedClip& out) const {
  if (edits_.bone_map.empty()) {
    out.bones = match_bones(*clip.skeleton, *target_, bone_names());
  } else {
    Result<BoneMap> map = io::read_bone_map(edits_.bone_map, *clip.skeleton, *target_);
    if (!map) return map.error();
    out.bones = std::move(map).value();
  }
  out.warnings.insert(out.warnings.end(), out.bones.warnings.begin(), out.bones.warnings.end());
  return retarget(clip, target_, out.bones);
}

Result<EditedClip> ClipEditor::apply(const Clip& clip) const {
  EditedClip out{clip, {}, {}};
  Error error;
  // Takes a step's result over; false if it failed.
  const auto take = [&](Result<Clip> step) {
    if (step) {
      out.clip = std::move(step).value();
    } else {
      error = step.error();
    }
    return step.ok();
  };
  const BodyMap body = find_body_parts(*clip.skeleton);
  if (edits_.trims_t_pose) {
    const int frames = t_pose_lead_in(out.clip, body);
    out.warnings.push_back(frames == 0 ? "no T-pose was found at the start of \"" + clip.name + "\""
                                       : "the T-pose at the start of \"" + clip.name + "\" (" +
                                             frames_text(frames) + ") was left out");
    if (!take(trim(out.clip, frames, out.clip.frame_count))) return error;
  }
  if (edits_.trim_s && !take(trim_seconds(out.clip, edits_.trim_s->first, edits_.trim_s->second))) {
    return error;
  }
  if (edits_.fills_frozen) {
    const int frames = fill_frozen_frames(out.clip);
    out.warnings.push_back(frames_text(frames) + " of \"" + clip.name +
                           "\" repeated the one before and " + (frames == 1 ? "was" : "were") +
                           " filled");
  }
  if (edits_.smooth_hz > 0.0 && !take(smooth(out.clip, edits_.smooth_hz))) return error;
  if (target_ && !take(move_to_skeleton(out.clip, out))) return error;
  if (edits_.mirrors && !take(mirror(out.clip))) return error;
  if (edits_.loops) {
    const Result<BodyMap> whole = find_body(*out.clip.skeleton);
    if (!whole) return whole.error();
    out.clip = synthesis::make_loop(out.clip, *whole);
  }
  if (edits_.in_place) {
    Result<RootMotion> motion = extract_root_motion(out.clip);
    if (!motion) return motion.error();
    out.clip = std::move(motion->in_place);
  }
  return out;
}

}  // namespace kinemote::app
