#include "app/restyle_job.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "analysis/features/kinematic_features.h"
#include "app/motion_import.h"
#include "motion/core/kinematics.h"
#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/keep_stances.h"
#include "synthesis/control/settle_feet.h"

namespace kinemote::app {
namespace {

constexpr double kFewAgree = 0.6;
constexpr double kFarFromData = 3.0;

/// The clip as the model sees it, and how its joints follow.
struct Stand {
  Clip proxy;                // on the model's skeleton
  std::vector<int> sources;  // of the clip's joints, joints of the model
  BodyMap body;              // of the clip's own skeleton
  double scale = 1.0;
  bool is_retargeted = false;
};

Result<Stand> stand_in(const Clip& clip, const synthesis::ModelCard& card) {
  Stand stand;
  Result<BodyMap> body = find_body(*clip.skeleton);
  if (!body) return body.error();
  stand.body = *body;
  if (synthesis::check_skeleton(*clip.skeleton, card.layout)) {
    stand.proxy = clip;
    for (int j = 0; j < clip.joint_count(); ++j) stand.sources.push_back(j);
    return stand;
  }
  Result<Clip> moved = moved_to(card.layout.skeleton, clip);
  if (!moved) return moved.error();
  stand.is_retargeted = true;
  stand.proxy = *std::move(moved);
  const BoneMap map = match_bones(*card.layout.skeleton, *clip.skeleton, bone_names());
  for (int j = 0; j < clip.joint_count(); ++j) stand.sources.push_back(map.source_of(j));
  stand.scale = body_height_m(*clip.skeleton) / card.height_m;
  return stand;
}

Result<std::optional<analysis::Pad>> measured_pad(const synthesis::ModelCard& card,
                                                  const Clip& clip) {
  if (card.affect.feature_names.empty()) return std::optional<analysis::Pad>();
  Result<analysis::Pad> pad = card.affect.measure(clip);
  if (!pad) return pad.error();
  return std::optional<analysis::Pad>(*pad);
}

double mean_change_m(const Clip& a, const Clip& b) {
  const WorldMotion before = forward_kinematics(a);
  const WorldMotion after = forward_kinematics(b);
  double sum = 0.0;
  for (size_t i = 0; i < before.positions.size(); ++i) {
    sum += glm::distance(before.positions[i], after.positions[i]);
  }
  return sum / static_cast<double>(before.positions.size());
}

/// What the clip shows: what the user says, else what the nearest training windows showed.
Result<synthesis::Condition> source_condition(synthesis::MotionModel& model, const Clip& proxy,
                                              const RestyleJobSettings& settings, Restyled& out) {
  const synthesis::ModelCard& card = model.card();
  Result<synthesis::RecognisedCondition> found = synthesis::recognise_condition(model, proxy);
  if (!found) return found.error();
  out.data_distance = found->distance;
  synthesis::Condition from = found->condition;
  if (settings.content.empty()) {
    out.agreement = found->agreement;
    if (found->agreement < kFewAgree) {
      out.warnings.push_back("only " + std::to_string(std::lround(100.0 * found->agreement)) +
                             " % of the clip looks like \"" + card.contents[from.content] +
                             "\"; say what is done with --content");
    }
  } else {
    Result<int> content = card.find_content(settings.content);
    if (!content) return content.error();
    from.content = *content;
  }
  if (!settings.from_style.empty()) {
    Result<int> style = card.find_style(settings.from_style);
    if (!style) return style.error();
    from.style = *style;
  }
  if (found->distance > kFarFromData) {
    out.warnings.push_back("the clip is " + std::to_string(std::lround(found->distance)) +
                           " times as far from the model's training motion as that is from "
                           "itself; expect little");
  }
  out.content = card.contents[from.content];
  if (from.style >= 0) out.from_style = card.styles[from.style].name;
  return from;
}

}  // namespace

Result<Restyled> restyle(synthesis::MotionModel& model, const Clip& clip,
                         const RestyleJobSettings& settings, const Progress& progress) {
  const synthesis::ModelCard& card = model.card();
  if (settings.pad.has_value() == !settings.style.empty()) {
    return usage_error("say which emotion the motion is to show: a PAD or a style, one of them");
  }
  if (!report(progress, "reading the motion", 0.0)) return cancelled();
  Result<Stand> stand = stand_in(clip, card);
  if (!stand) return stand.error();
  Restyled out;
  out.is_retargeted = stand->is_retargeted;
  Result<synthesis::Condition> from = source_condition(model, stand->proxy, settings, out);
  if (!from) return from.error();
  synthesis::RestyleSettings wanted;
  wanted.from = *from;
  wanted.to.content = from->content;
  wanted.strength = settings.strength;
  wanted.attraction = settings.attraction;
  wanted.keeps_path = settings.keeps_path;
  out.pad_asked = settings.pad;
  if (!settings.style.empty()) {
    Result<int> style = card.find_style(settings.style);
    if (!style) return style.error();
    wanted.to.style = *style;
    out.pad_asked = card.styles[*style].pad;
  }
  if (settings.is_measured) {
    Result<std::optional<analysis::Pad>> before = measured_pad(card, clip);
    if (!before) return before.error();
    out.is_pad_measured = before->has_value();
    if (*before) out.pad_before = **before;
  }

  const int hips = stand->body[BodyPart::kHips];
  const auto make = [&](const synthesis::Condition& to) -> Result<Clip> {
    synthesis::RestyleSettings tried = wanted;
    tried.to = to;
    Result<synthesis::MotionEdit> edit = synthesis::restyle_edit(model, stand->proxy, tried);
    if (!edit) return edit.error();
    Clip made = synthesis::apply_edit(clip, *edit, stand->sources, hips, stand->scale);
    if (!settings.keeps_stances || settings.strength == 0.0) return made;
    if (settings.keeps_path) {
      synthesis::keep_stances(made, clip, stand->body);
    } else {
      synthesis::settle_feet(made, clip, *edit, stand->body);
    }
    return made;
  };
  synthesis::Condition to = wanted.to;
  if (settings.loop.steps > 0) {
    if (!settings.pad || !out.is_pad_measured) {
      return usage_error(
          "the loop is closed on a PAD that is asked for and measured: give --pad, "
          "and a model with an affect model");
    }
    int tried = 0;
    const auto measure = [&](const analysis::Pad& told) -> Result<analysis::Pad> {
      if (!report(progress, "closing the loop", 0.1 + 0.8 * tried++ / settings.loop.steps)) {
        return cancelled();
      }
      synthesis::Condition told_condition = wanted.to;
      told_condition.pad = told;
      Result<Clip> made = make(told_condition);
      if (!made) return made.error();
      return card.affect.measure(*made);
    };
    Result<std::vector<synthesis::LoopStep>> steps =
        synthesis::close_loop(*settings.pad, settings.loop, measure);
    if (!steps) return steps.error();
    out.loop = *std::move(steps);
    to.pad = out.loop[synthesis::best_step(out.loop, *settings.pad)].told;
  } else if (settings.pad) {
    to.pad = *settings.pad;
  }
  if (!report(progress, "restyling", 0.9)) return cancelled();
  Result<Clip> made = make(to);
  if (!made) return made.error();
  out.clip = *std::move(made);
  if (out.is_pad_measured) {
    Result<std::optional<analysis::Pad>> after = measured_pad(card, out.clip);
    if (!after) return after.error();
    out.pad_after = **after;
  }
  out.slide_before = foot_slide(forward_kinematics(clip), stand->body);
  out.slide_after = foot_slide(forward_kinematics(out.clip), stand->body);
  out.mean_change_m = mean_change_m(clip, out.clip);
  return out;
}

}  // namespace kinemote::app
