// Latents of the library's clips, found in the background when they are needed, and kept.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/clip_set.h"
#include "app/document.h"
#include "app/job_queue.h"
#include "app/side_model.h"

namespace kinemote::app {

/// What a clip is said to show; what the model does not know is recognised from the motion.
struct ClipWords {
  std::string content, label;
  std::optional<analysis::Pad> pad;
};

/// The latent of a clip's middle, on the model's skeleton (moved there if need be; shorter than a
/// window: held at its end), under the condition that its words say. Errors: those of moved_to(),
/// of the model.
Result<KeptLatent> encode_clip(synthesis::MotionModel& model, const Clip& clip,
                               const ClipWords& words);

struct ClipToEncode {
  std::string id;  // of the library
  std::function<Result<io::ClipImport>()> load;
  ClipWords words;
};

/// One thread uses it.
class ClipLatents {
 public:
  explicit ClipLatents(JobQueue& jobs) : jobs_(jobs) {}

  using Found = std::vector<Result<KeptLatent>>;  // one for each clip
  /// Calls `done` with the latents of these clips: at once where all of them are known, else after
  /// a job, unless that is cancelled. Another model forgets those of the one before.
  void find(const std::shared_ptr<SideModel>& model, std::vector<ClipToEncode> clips,
            std::function<void(Found)> done);

 private:
  JobQueue& jobs_;
  std::shared_ptr<SideModel> model_;
  // Of `model_`, by id; a job that is late fills the one of its own time.
  std::shared_ptr<std::map<std::string, KeptLatent>> known_ =
      std::make_shared<std::map<std::string, KeptLatent>>();
};

}  // namespace kinemote::app
