#include "app/convert_job.h"

namespace kinemote::app {

Result<Converted> convert_file(const std::filesystem::path& in, const std::filesystem::path& out,
                               const ConvertSettings& settings) {
  if (Status s = can_save_clip(out); !s) return s.error();
  Result<io::ClipImport> import = load_clip(in, settings.load);
  if (!import) return import.error();
  Clip clip = std::move(import->clip);
  if (settings.fps > 0.0) {
    Result<Clip> resampled = resample(clip, settings.fps);
    if (!resampled) return resampled.error();
    clip = std::move(resampled).value();
  }
  if (Status s = save_clip(out, clip); !s) return s.error();
  return Converted{clip.frame_count, clip.joint_count(), clip.fps(), import->unit_note,
                   import->warnings};
}

}  // namespace kinemote::app
