#include "app/driven_motion.h"

#include <cmath>

#include "app/company.h"
#include "app/latent_wishes.h"

namespace kinemote::app {

namespace {

constexpr double kStep_s = 1.0 / 60.0;
/// The model is asked again when the emotion has moved by this much on one axis.
constexpr double kSeen = 0.003;

bool is_apart(const analysis::Pad& a, const analysis::Pad& b) {
  for (size_t i = 0; i < 3; ++i) {
    if (std::abs(a.values()[i] - b.values()[i]) > kSeen) return true;
  }
  return false;
}

/// Writes a pose of the world into a frame of a clip.
void put_pose(const DisplayedPose& pose, int frame, Clip& clip) {
  const auto rotations = clip.frame_rotations(frame);
  const size_t columns = clip.translating_joints.size();
  for (int j = 0; j < clip.joint_count(); ++j) {
    const auto at = static_cast<size_t>(j);
    const int parent = clip.skeleton->joints[at].parent;
    const Quat to_parent =
        parent < 0 ? kIdentity : glm::conjugate(pose.rotations[static_cast<size_t>(parent)]);
    rotations[at] = canonical(to_parent * pose.rotations[at]);
    const int column = clip.translation_column(j);
    if (column < 0) continue;
    const Vec3 from = parent < 0 ? Vec3{0.0} : pose.positions[static_cast<size_t>(parent)];
    clip.translations[static_cast<size_t>(frame) * columns + static_cast<size_t>(column)] =
        to_parent * (pose.positions[at] - from);
  }
}

}  // namespace

DriveRequest drive_request(const Session& session, double until_s) {
  const StudioDocument& document = session.document();
  const Synthesiser& synthesiser = session.synthesiser();
  DriveRequest request;
  request.track = document.pad_track;
  request.until_s = until_s;
  request.name = session.title();
  request.motion.latent = document.latent;
  request.motion.condition = {document.pad, synthesiser.content_index(document.content), -1};
  request.motion.seed = session.options().seed;
  if (document.is_restyled && session.can_restyle()) {
    request.motion.restyle = session.clip_motion();
    request.motion.strength = document.strength;
  } else {
    request.motion.region = region_edit(document, synthesiser);
  }
  return request;
}

Result<PlayablePtr> driven_motion(synthesis::MotionModel& model, const DriveRequest& request,
                                  const Progress& progress) {
  const bool is_restyled = request.motion.restyle != nullptr;
  DecodeRequest wish = request.motion;
  const auto decode = [&](const analysis::Pad& pad) -> Result<PlayablePtr> {
    wish.condition.pad = pad;
    Decoded decoded = decode_live(model, wish);
    if (!decoded.motion) return bad_input(decoded.error);
    wish.latent = std::move(decoded.latent);
    return decoded.motion;
  };
  analysis::Pad given = smoothed_at(request.track, 0.0);
  Result<PlayablePtr> motion = decode(given);
  if (!motion) return motion.error();
  const int frames = 1 + static_cast<int>(std::lround(request.until_s / kStep_s));
  const Clip& first = (*motion)->clip;
  Clip clip = Clip::make(first.skeleton, frames, kStep_s, first.translating_joints);
  clip.name = request.name;
  Player player;
  player.show(*motion, 0.0, Player::Place::kOwn);
  double own_s = 0.0;
  for (int f = 0; f < frames; ++f) {
    if (!report(progress, "driving", static_cast<double>(f) / frames)) return cancelled();
    const double clock_s = f * kStep_s;
    const analysis::Pad wanted = smoothed_at(request.track, clock_s);
    if (is_restyled) own_s = clock_s;
    if (f > 0 && !is_restyled) {
      const double length_s = std::max(player.motion()->duration_s(), 1e-3);
      own_s += kStep_s;
      const int rounds = static_cast<int>(std::floor(own_s / length_s));
      own_s -= rounds * length_s;
      if (rounds != 0) player.wrap(rounds);
    }
    // Before another motion takes over from the pose of this moment.
    player.update(own_s, f == 0 ? 0.0 : kStep_s);
    if (is_apart(wanted, given)) {
      given = wanted;
      motion = decode(given);
      if (!motion) return motion.error();
      if (!is_restyled) own_s = matching_time_s(*player.motion(), own_s, **motion);
      player.show(*motion, own_s, is_restyled ? Player::Place::kOwn : Player::Place::kContinue);
    }
    put_pose(player.pose(), f, clip);
  }
  const auto driven = make_playable(std::move(clip));
  driven->ground_m = player.motion()->ground_m;
  return PlayablePtr(driven);
}

Placement standing_where_shown(const Session& session, const Playable& driven) {
  const DisplayedPose& pose = session.player().pose();
  WorldMotion shown;
  shown.frame_count = 1;
  shown.joint_count = static_cast<int>(pose.positions.size());
  shown.positions = pose.positions;
  shown.rotations = pose.rotations;
  const Placement here = ground_placement(shown, session.player().motion()->body, 0);
  return here.after(root_at(driven, session.clock().time_s()).inverse());
}

}  // namespace kinemote::app
