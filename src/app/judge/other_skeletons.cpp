#include "app/judge/other_skeletons.h"

#include <algorithm>

#include "app/clip_set.h"
#include "motion/core/t_pose.h"
#include "synthesis/control/motion_window.h"

namespace kinemote::app {
namespace {

/// Below it, stances have no middle to be measured in and jerk is that of a few frames.
constexpr double kShortest_s = 0.5;

/// The clip as it can be judged. Errors (bad input): why it cannot.
Result<Clip> judgeable(Result<io::ClipImport> import, const synthesis::WindowLayout& layout) {
  if (!import) return import.error();
  Clip clip = std::move(import->clip);
  const Result<BodyMap> body = find_body(*clip.skeleton);
  if (!body) return body.error();
  if (synthesis::check_skeleton(*clip.skeleton, layout)) {
    return bad_input("it has the model's own skeleton, which the other measures are of");
  }
  if (const int lead_in = t_pose_lead_in(clip, *body); lead_in > 0) {
    Result<Clip> trimmed = trim(clip, lead_in, clip.frame_count);
    if (!trimmed) return trimmed.error();
    clip = *std::move(trimmed);
  }
  if (clip.duration_s() < kShortest_s) {
    return bad_input("it has " + std::to_string(clip.frame_count) +
                     " frames, less than the half a second that is needed to measure feet");
  }
  return clip;
}

}  // namespace

Result<OtherSkeletons> load_other_skeletons(const std::vector<std::string>& paths,
                                            const synthesis::ModelCard& card, int most,
                                            const Progress& progress) {
  OtherSkeletons out;
  for (const std::string& path : paths) {
    ClipSetSettings settings;
    settings.limit = std::max(1, most / static_cast<int>(paths.size()));
    const Result<ClipSet> set = open_clip_set(path, settings, progress);
    if (!set) return set.error();
    for (int i = 0; i < set->size(); ++i) {
      if (!report(progress, "reading other skeletons", i / static_cast<double>(set->size()))) {
        return cancelled();
      }
      const std::string& name = set->dataset.entries[i].name;
      Result<Clip> clip = judgeable(set->load(i), card.layout);
      if (clip) {
        out.clips.push_back(*std::move(clip));
        out.clips.back().name = name;
      } else {
        ++out.refused;
        out.warnings.push_back("not restyled: " + name + ": " + clip.error().message);
      }
    }
  }
  if (out.clips.empty()) {
    return bad_input("no clip of another skeleton can be judged" +
                     (out.warnings.empty() ? "" : " (" + out.warnings.back() + ")"));
  }
  return out;
}

}  // namespace kinemote::app
