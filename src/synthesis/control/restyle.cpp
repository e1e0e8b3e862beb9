#include "synthesis/control/restyle.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "motion/core/kinematics.h"
#include "synthesis/control/clip_windows.h"
#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/edit_smoothing.h"
#include "synthesis/control/reference_latents.h"

namespace kinemote::synthesis {
namespace {

constexpr float kFarthestLatent = 3.0F;  // sigma: an odd window must not throw the figure about

Status check(const RestyleSettings& settings) {
  if (!(settings.strength >= 0.0 && settings.strength <= 2.0)) {
    return usage_error("strength " + std::to_string(settings.strength) +
                       " is outside [0, 2]; 0 keeps the motion, 1 is the wanted emotion");
  }
  if (!(settings.attraction >= 0.0 && settings.attraction <= 1.0)) {
    return usage_error("attraction " + std::to_string(settings.attraction) + " is outside [0, 1]");
  }
  return {};
}

/// A window decoded as it is and as it is to be, both on the path of the first.
struct Pair {
  WorldMotion old_world, new_world;
  MotionWindow speed_change;    // T x 3: by how much the second would travel and turn otherwise
  std::vector<float> contacts;  // T x 4, of the second
};

/// The window as the clip's own path carries it: path and turning of `path`, pose of `window`.
MotionWindow on_path(MotionWindow window, const MotionWindow& path, int width) {
  for (size_t f = 0; f < window.size(); f += width)
    std::copy_n(path.begin() + f, 3, window.begin() + f);
  return window;
}

Result<Pair> decode_pair(MotionModel& model, const MotionWindow& window,
                         const RestyleSettings& settings) {
  const WindowLayout& layout = model.card().layout;
  const ConditionalPrior& prior = model.prior();
  Result<std::vector<float>> found = model.encode(window, settings.from);
  if (!found) return found.error();
  const std::vector<float> code = prior.code_of(*found, settings.from);
  std::vector<float> latent = *found;
  for (float& value : latent) value = std::clamp(value, -kFarthestLatent, kFarthestLatent);
  latent = prior.attracted(latent, settings.to, settings.attraction);
  // Strength goes along the straight line of codes.
  std::vector<float> moved = prior.code_of(latent, settings.to);
  for (size_t d = 0; d < moved.size(); ++d) {
    moved[d] = code[d] + static_cast<float>(settings.strength) * (moved[d] - code[d]);
  }
  Result<MotionWindow> old_window = model.decode(*found, settings.from);
  if (!old_window) return old_window.error();
  Result<MotionWindow> new_window = model.decode(prior.latent_of(moved, settings.to), settings.to);
  if (!new_window) return new_window.error();
  const int width = layout.channel_count();
  Pair pair;
  for (size_t f = 0; f < old_window->size(); f += width) {
    for (size_t c = f; c < f + 3; ++c) {
      pair.speed_change.push_back((*new_window)[c] - (*old_window)[c]);
    }
    const auto contacts = new_window->begin() + f + layout.contact_offset();
    pair.contacts.insert(pair.contacts.end(), contacts, contacts + kContactCount);
  }
  pair.old_world = forward_kinematics(clip_from_channels(*old_window, layout));
  pair.new_world = forward_kinematics(
      clip_from_channels(on_path(*std::move(new_window), *old_window, width), layout));
  return pair;
}

/// Lets the edit travel and turn: F x 3 changes of forward, leftward and yaw speed are added up
/// along the clip's own path. Ancestors of the hips stay: turned, they would swing the figure about
/// their own place, metres away in files whose root stands still at the origin.
void leave_path(MotionEdit& edit, const std::vector<Vec3>& speed_change, const WorldMotion& world,
                const WindowLayout& layout) {
  const BodyMap& body = layout.body;
  const int hips = body[BodyPart::kHips];
  double turned_rad = 0.0;
  Vec3 strayed(0.0);
  for (int f = 0; f < edit.frame_count; ++f) {
    const Quat turn = yaw_rotation(turned_rad);
    for (const int j : layout.joints) {
      Quat& own = edit.turns[static_cast<size_t>(f) * edit.joint_count + j];
      own = canonical(glm::normalize(turn * own));
    }
    edit.hips_offset_m[f] += strayed;
    if (f + 1 >= std::min(edit.frame_count, world.frame_count)) continue;
    const double heading = heading_rad(world.position(f, body[BodyPart::kLeftUpperLeg]),
                                       world.position(f, body[BodyPart::kRightUpperLeg]));
    Vec3 step = world.position(f + 1, hips) - world.position(f, hips);
    step.y = 0.0;
    const Vec3 more(speed_change[f].y, 0.0, speed_change[f].x);
    strayed += turn * (step + yaw_rotation(heading) * more * edit.frame_time_s) - step;
    turned_rad += speed_change[f].z * edit.frame_time_s;
  }
}

}  // namespace

Result<MotionEdit> restyle_edit(MotionModel& model, const Clip& clip,
                                const RestyleSettings& settings) {
  if (Status s = check(settings); !s) return s.error();
  const WindowLayout& layout = model.card().layout;
  Result<ClipWindows> cut = windows_of_clip(clip, layout);
  if (!cut) return cut.error();
  MotionEdit edit;
  edit.frame_time_s = 1.0 / layout.fps;
  edit.frame_count = cut->frame_count;
  edit.joint_count = clip.joint_count();
  const size_t joints = edit.joint_count;
  edit.turns.assign(joints * edit.frame_count, kIdentity);
  edit.hips_offset_m.assign(edit.frame_count, Vec3(0.0));
  edit.contacts.assign(static_cast<size_t>(edit.frame_count) * kContactCount, 0.0F);
  if (settings.strength == 0.0) return edit;

  std::fill(edit.turns.begin(), edit.turns.end(), Quat(0.0, 0.0, 0.0, 0.0));
  const int hips = layout.body[BodyPart::kHips];
  // Windows start facing +Z wherever they are decoded: turns are seen from the clip's own heading.
  Clip at_rate = clip;
  if (Result<Clip> resampled = resample(clip, layout.fps); resampled) {
    at_rate = *std::move(resampled);
  }
  const WorldMotion world = forward_kinematics(at_rate);
  const auto heading = [&](const WorldMotion& motion, int frame) {
    return heading_rad(motion.position(frame, layout.body[BodyPart::kLeftUpperLeg]),
                       motion.position(frame, layout.body[BodyPart::kRightUpperLeg]));
  };
  std::vector<Vec3> speed_change(edit.frame_count, Vec3(0.0));
  for (size_t w = 0; w < cut->windows.size(); ++w) {
    Result<Pair> pair = decode_pair(model, cut->windows[w], settings);
    if (!pair) return pair.error();
    for (int f = 0; f < layout.frame_count; ++f) {
      const int frame = cut->starts[w] + f;
      if (frame >= edit.frame_count) break;
      const double weight = window_weight(*cut, layout.frame_count, static_cast<int>(w), frame);
      const float* change = pair->speed_change.data() + 3 * static_cast<ptrdiff_t>(f);
      speed_change[frame] += weight * Vec3(change[0], change[1], change[2]);
      for (int c = 0; c < kContactCount; ++c) {
        edit.contacts[static_cast<size_t>(frame) * kContactCount + c] +=
            static_cast<float>(weight) * pair->contacts[static_cast<size_t>(f) * kContactCount + c];
      }
      const int last = world.frame_count - 1;
      const Quat to_clip =
          yaw_rotation(heading(world, std::min(frame, last)) - heading(pair->old_world, f));
      for (size_t j = 0; j < joints; ++j) {
        const Quat turn = to_clip * pair->new_world.rotation(f, static_cast<int>(j)) *
                          glm::inverse(pair->old_world.rotation(f, static_cast<int>(j))) *
                          glm::inverse(to_clip);
        add_turn(edit.turns[frame * joints + j], canonical(glm::normalize(turn)), weight);
      }
      edit.hips_offset_m[frame] +=
          weight *
          (to_clip * (pair->new_world.position(f, hips) - pair->old_world.position(f, hips)));
    }
  }
  for (Quat& turn : edit.turns) turn = canonical(glm::normalize(turn));
  smooth_edit(edit, edit_smoothing_s(at_rate, world, layout.body));
  if (!settings.keeps_path) leave_path(edit, speed_change, world, layout);
  return edit;
}

Clip apply_edit(const Clip& clip, const MotionEdit& edit, const std::vector<int>& sources, int hips,
                double scale) {
  Clip out = clip;
  const WorldMotion world = forward_kinematics(clip);
  const int column = clip.translation_column(hips);
  const size_t joints = edit.joint_count;
  std::vector<Quat> turned(clip.joint_count());
  for (int f = 0; f < clip.frame_count; ++f) {
    const double at = std::clamp(f * clip.frame_time_s / edit.frame_time_s, 0.0,
                                 static_cast<double>(edit.frame_count - 1));
    const int before = static_cast<int>(at);
    const int after = std::min(before + 1, edit.frame_count - 1);
    const double share = at - before;
    for (int j = 0; j < clip.joint_count(); ++j) {
      const int parent = clip.skeleton->joints[j].parent;
      const Quat parent_turned = parent < 0 ? kIdentity : turned[parent];
      const int source = sources[j];
      if (source < 0) {
        turned[j] = parent_turned * clip.frame_rotations(f)[j];
        continue;
      }
      const Quat& a = edit.turns[before * joints + source];
      const Quat& b = edit.turns[after * joints + source];
      const Quat turn = glm::slerp(a, b, share);
      turned[j] = turn * world.rotation(f, j);
      const bool is_untouched = parent < 0 || turned[parent] == world.rotation(f, parent);
      if (turn == kIdentity && is_untouched) continue;
      out.frame_rotations(f)[j] =
          canonical(glm::normalize(glm::inverse(parent_turned) * turned[j]));
    }
    if (column < 0) continue;
    const Vec3 offset =
        scale * glm::mix(edit.hips_offset_m[before], edit.hips_offset_m[after], share);
    if (offset == Vec3(0.0)) continue;
    const int parent = clip.skeleton->joints[hips].parent;
    const Quat parent_rotation = parent < 0 ? kIdentity : turned[parent];
    out.translations[f * clip.translating_joints.size() + column] +=
        glm::inverse(parent_rotation) * offset;
  }
  return out;
}

Result<RecognisedCondition> recognise_condition(MotionModel& model, const Clip& clip) {
  const ModelCard& card = model.card();
  const ConditionalPrior& prior = model.prior();
  Result<ClipWindows> cut = windows_of_clip(clip, card.layout);
  if (!cut) return cut.error();
  if (card.references.empty()) {
    return usage_error("model \"" + card.name +
                       "\" holds no training windows to recognise a motion by; say what it shows");
  }
  RecognisedCondition out;
  std::map<int, int> contents;
  std::map<std::pair<int, int>, int> styles;  // by content and style
  std::vector<double> distances;
  std::vector<ReferenceLatent> nearest;
  for (const MotionWindow& window : cut->windows) {
    const Condition any{};
    Result<std::vector<float>> latent = model.encode(window, any);
    if (!latent) return latent.error();
    const auto found = prior.nearest_reference(prior.code_of(*latent, any));
    const ReferenceLatent& reference = prior.references()[found.index];
    ++contents[reference.content];
    ++styles[{reference.content, reference.style}];
    distances.push_back(found.distance / typical_spacing(card));
    nearest.push_back(reference);
  }
  const auto most = [](const auto& a, const auto& b) { return a.second < b.second; };
  const auto content = std::max_element(contents.begin(), contents.end(), most);
  out.condition.content = std::max(0, content->first);
  out.agreement = static_cast<double>(content->second) / static_cast<double>(nearest.size());
  std::erase_if(styles, [&](const auto& entry) { return entry.first.first != content->first; });
  const auto style = std::max_element(styles.begin(), styles.end(), most);
  out.condition.style = style->first.second;
  int with_pad = 0;
  analysis::Pad sum;
  for (const ReferenceLatent& reference : nearest) {
    if (!reference.pad) continue;
    sum.pleasure += reference.pad->pleasure;
    sum.arousal += reference.pad->arousal;
    sum.dominance += reference.pad->dominance;
    ++with_pad;
  }
  if (with_pad > 0) {
    out.condition.pad = {sum.pleasure / with_pad, sum.arousal / with_pad, sum.dominance / with_pad};
  }
  std::nth_element(distances.begin(), distances.begin() + distances.size() / 2, distances.end());
  out.distance = distances[distances.size() / 2];
  return out;
}

}  // namespace kinemote::synthesis
