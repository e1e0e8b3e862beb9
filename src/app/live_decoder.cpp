#include "app/live_decoder.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>

#include "app/restyle_job.h"
#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/generate.h"

namespace kinemote::app {

namespace {

/// The latent of the model's window length of `motion` around `time_s`.
Result<std::vector<float>> encode_motion(synthesis::MotionModel& model, const Playable& motion,
                                         double time_s, const synthesis::Condition& condition) {
  const synthesis::WindowLayout& layout = model.card().layout;
  Result<std::vector<float>> channels = synthesis::channels_from_clip(motion.clip, layout);
  if (!channels) return channels.error();
  const int width = layout.channel_count();
  const int frames = static_cast<int>(channels->size()) / width;
  if (frames < layout.frame_count) return bad_input("the motion is shorter than a window");
  const int centre = static_cast<int>(std::lround(time_s * layout.fps));
  const int first = std::clamp(centre - layout.frame_count / 2, 0, frames - layout.frame_count);
  const synthesis::MotionWindow window(
      channels->begin() + static_cast<ptrdiff_t>(first) * width,
      channels->begin() + static_cast<ptrdiff_t>(first + layout.frame_count) * width);
  return model.encode(window, condition);
}

/// The whole motion of the request with the emotion of its condition.
void restyle_live(synthesis::MotionModel& model, const DecodeRequest& request, Decoded& decoded) {
  RestyleJobSettings settings;
  settings.strength = request.strength;
  settings.is_measured = false;  // the studio measures what is on stage on its own time
  if (request.condition.style >= 0) {
    settings.style = model.card().styles[request.condition.style].name;
  } else {
    settings.pad = request.condition.pad;
  }
  Result<Restyled> made = restyle(model, request.restyle->clip, settings, {});
  if (!made) {
    decoded.error = made.error().message;
    return;
  }
  decoded.is_restyled = true;
  decoded.motion = make_playable(std::move(made->clip), false, request.restyle->origin);
}

}  // namespace

double milliseconds_since(SteadyTime time) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - time).count();
}

Decoded decode_live(synthesis::MotionModel& model, const DecodeRequest& request) {
  const SteadyTime start = std::chrono::steady_clock::now();
  Decoded decoded;
  decoded.condition = request.condition;
  decoded.asked = request.asked;
  decoded.latent = request.latent;
  if (request.restyle) {
    restyle_live(model, request, decoded);
    decoded.work_ms = milliseconds_since(start);
    return decoded;
  }
  if (request.encode_from || request.latent.empty()) {
    decoded.is_latent_encoded = true;
    Result<std::vector<float>> latent =
        request.encode_from
            ? encode_motion(model, *request.encode_from, request.encode_time_s, request.condition)
            : Result<std::vector<float>>(bad_input("nothing to encode"));
    decoded.latent =
        latent ? std::move(latent).value() : model.prior().sample(request.condition, request.seed);
  }
  const Result<synthesis::MotionWindow> window =
      request.region
          ? synthesis::decode_region(model, request.region->base,
                                     {decoded.latent, request.condition}, request.region->region)
          : model.decode(decoded.latent, request.condition);
  if (!window) {
    decoded.error = window.error().message;
    return decoded;
  }
  const Clip clip = synthesis::clip_of_window(*window, model.card());
  // Longer than one stride where the window allows it: the small differences between strides stay.
  constexpr double kShortestLoop_s = 1.2;
  Clip loop = synthesis::make_loop(clip, model.card().layout.body, kShortestLoop_s);
  decoded.motion = make_playable(std::move(loop), true);
  decoded.work_ms = milliseconds_since(start);
  return decoded;
}

std::unique_ptr<LiveDecoder> make_live_decoder(std::unique_ptr<synthesis::MotionModel> model,
                                               std::function<void()> wake) {
  const std::shared_ptr<synthesis::MotionModel> shared = std::move(model);
  return std::make_unique<LiveDecoder>(
      [shared](const DecodeRequest& request) { return decode_live(*shared, request); },
      std::move(wake));
}

double matching_time_s(const Playable& from, double time_s, const Playable& to) {
  constexpr double kLookAhead_s = 0.1;      // movement counts by where it leads in this time
  constexpr double kPhaseWeight_m2 = 0.02;  // cost of half a round of difference
  const int joints = from.world.joint_count;
  const double to_duration_s = to.duration_s();
  if (joints != to.world.joint_count || to_duration_s <= 0.0)
    return std::min(time_s, to_duration_s);

  // Joints in the figure's own ground frame, then where each goes from there.
  const auto describe = [&](const Playable& motion, int frame, std::vector<Vec3>& points) {
    const int ahead =
        std::max(1, static_cast<int>(std::lround(kLookAhead_s / motion.clip.frame_time_s)));
    const int last = motion.clip.frame_count - 1;
    const int other = frame + ahead <= last ? frame + ahead : frame - ahead;
    const double sign = other > frame ? 1.0 : -1.0;
    const Placement local = ground_placement(motion.world, motion.body, frame).inverse();
    points.clear();
    for (int j = 0; j < joints; ++j) {
      const Vec3& here = motion.world.position(frame, j);
      points.push_back(local.apply(here));
      points.push_back(yaw_rotation(local.yaw_rad) *
                       ((motion.world.position(std::max(0, other), j) - here) * sign));
    }
  };
  std::vector<Vec3> wanted, candidate;
  const int from_frame = std::clamp(static_cast<int>(std::lround(time_s / from.clip.frame_time_s)),
                                    0, from.clip.frame_count - 1);
  describe(from, from_frame, wanted);
  const double phase = from.duration_s() > 0.0 ? time_s / from.duration_s() : 0.0;
  double best_cost = std::numeric_limits<double>::infinity();
  int best_frame = 0;
  for (int f = 0; f < to.clip.frame_count; ++f) {
    describe(to, f, candidate);
    double cost = 0.0;
    for (size_t i = 0; i < wanted.size(); ++i) {
      const Vec3 difference = wanted[i] - candidate[i];
      cost += glm::dot(difference, difference);
    }
    cost /= joints;
    double away = std::abs(f * to.clip.frame_time_s / to_duration_s - phase);
    away = std::min(away, 1.0 - away);
    cost += kPhaseWeight_m2 * 4.0 * away * away;
    if (cost < best_cost) {
      best_cost = cost;
      best_frame = f;
    }
  }
  const double within_frame_s = time_s - from_frame * from.clip.frame_time_s;
  return std::clamp(best_frame * to.clip.frame_time_s + within_frame_s, 0.0, to_duration_s);
}

}  // namespace kinemote::app
