// Motion for a latent and a PAD point while they are being dragged: off the UI thread, newest wins.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/latest_worker.h"
#include "app/playable.h"
#include "synthesis/control/blend.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {

using SteadyTime = std::chrono::steady_clock::time_point;

/// Milliseconds from then to now.
double milliseconds_since(SteadyTime time);

/// A part of the body that is to move on top of another motion.
struct RegionEdit {
  synthesis::BlendEnd base;
  synthesis::BodyRegion region = synthesis::BodyRegion::kHead;
};

/// One wish: the motion of a latent under a condition, or a motion with another emotion.
struct DecodeRequest {
  std::vector<float> latent;   // sigma units; unused if there is a motion to encode
  PlayablePtr encode_from;     // not null: first find the latent of this motion…
  double encode_time_s = 0.0;  // …around this time
  uint64_t seed = 1;           // for a latent near the data where encoding is not possible
  synthesis::Condition condition;
  std::optional<RegionEdit> region;  // only there does the latent count
  PlayablePtr restyle;    // not null: this whole motion under the condition, instead of a window
  double strength = 1.0;  // of restyling
  SteadyTime asked;       // when the user moved; latency is counted from here
};

struct Decoded {
  std::vector<float> latent;       // that was decoded
  bool is_latent_encoded = false;  // it was found from a motion
  bool is_restyled = false;
  synthesis::Condition condition;
  SteadyTime asked;
  double work_ms = 0.0;  // decode, clean-up, loop, preparation
  PlayablePtr motion;    // null on error
  std::string error;
};

/// Decodes one request on the calling thread: window, foot clean-up, loop, preparation for the
/// stage.
Decoded decode_live(synthesis::MotionModel& model, const DecodeRequest& request);

using LiveDecoder = LatestWorker<DecodeRequest, Decoded>;
/// A decoder that owns its model.
std::unique_ptr<LiveDecoder> make_live_decoder(std::unique_ptr<synthesis::MotionModel> model,
                                               std::function<void()> wake);

/// Time in `to` at which its figure is most like that of `from` at `time_s`: posture and movement
/// of all joints, with a small preference for the same share of the length. A gait then goes on
/// with the same foot when the motion under it is replaced. Both of the same skeleton.
double matching_time_s(const Playable& from, double time_s, const Playable& to);

}  // namespace kinemote::app
