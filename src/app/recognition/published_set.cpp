#include "app/recognition/published_set.h"

#include <algorithm>

#include "app/parallel.h"
#include "app/recognition/recognition_input.h"
#include "app/reproduce/study.h"

namespace kinemote::app {

Result<RecognitionSet> make_published_set(const ClipSet& clips, RecognitionInput input,
                                          const RecognitionSettings& settings, int threads,
                                          const Progress& progress) {
  auto set =
      make_recognition_set(clips, input, settings, threads, true, part_of(progress, 0.0, 0.5));
  if (!set) return set;
  const auto count = static_cast<int>(set->clips.size());
  std::vector<SeenClip> seen(set->clips.size());
  std::vector<std::string> problems(set->clips.size());
  const Status read =
      parallel_for(count, threads, part_of(progress, 0.5, 1.0), "reading clips", [&](int i) {
        const RecognitionClip& clip = set->clips[i];
        const auto import = set->load(clip.source);
        auto found =
            import ? see_clip(import->clip, clip.name, input, settings, Preparation::kPublished)
                   : Result<SeenClip>(import.error());
        if (!found) {
          problems[i] = found.error().message;
          return;
        }
        seen[i] = std::move(*found);
      });
  if (!read) return read.error();
  for (const std::string& problem : problems) {
    if (!problem.empty()) return bad_input(problem);
  }
  for (size_t w = 0; w < set->windows.size(); ++w) {
    SeenClip& clip = seen[set->windows[w].clip];
    // The same points are seen in either preparation, so that windows are the same.
    const auto place =
        std::find(clip.starts.begin(), clip.starts.end(), set->windows[w].first_frame);
    if (place == clip.starts.end()) return bad_input("a window is not seen as it was published");
    set->sequences[w] = std::move(clip.sequences[place - clip.starts.begin()]);
  }
  return set;
}

}  // namespace kinemote::app
