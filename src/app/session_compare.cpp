// Session: several motions beside each other, their time and their differences.
#include <algorithm>
#include <cmath>

#include "app/session.h"

namespace kinemote::app {

namespace {

constexpr double kBeside_m = 1.1;

std::string name_of(const Playable& motion) {
  return motion.origin.empty() ? motion.clip.name : motion.origin;
}

/// On a motion as it is cut; 0 where no marker is seen.
double first_marker_s(const Lineup& lineup, const std::string& id, const Cut& cut) {
  const auto own = lineup.markers.find(id);
  if (own == lineup.markers.end()) return 0.0;
  for (const TimeMarker& marker : own->second) {
    if (marker.time_s >= cut.in_s && marker.time_s <= cut.out_s) {
      return cut.cut_time_s(marker.time_s);
    }
  }
  return 0.0;
}

}  // namespace

PlayablePtr Session::original() const {
  const bool is_wanted =
      view_.workspace == Workspace::kCompare && view_.stage.compare.shows_original;
  const bool is_there = document_.is_generated && clip_motion_ && clip_motion_->has_figure &&
                        clip_motion_id_ == document_.clip_id && clip_motion_ != player_.motion();
  return is_wanted && is_there ? clip_motion_ : nullptr;
}

std::vector<PlayablePtr> Session::company_motions() const {
  std::vector<PlayablePtr> motions;
  const PlayablePtr& lead = player_.motion();
  if (!lead || !lead->has_figure) return motions;
  motions.push_back(lead);
  for (const Companion& other : lead->others) motions.push_back(other.motion);
  if (PlayablePtr reference = original()) motions.push_back(std::move(reference));
  return motions;
}

std::string Session::company_id(size_t figure) const {
  if (figure == 0) return document_.clip_id;
  // Figures of one file have no id of their own.
  const PlayablePtr& lead = player_.motion();
  const bool has_ids = lead && lead->others.size() == document_.together.size();
  return has_ids && figure <= document_.together.size() ? document_.together[figure - 1] : "";
}

TimeMap Session::time_map(size_t figure) const {
  const std::vector<PlayablePtr> motions = company_motions();
  TimeMap map;
  if (figure >= motions.size()) return map;
  const PlayablePtr& lead = motions.front();
  const PlayablePtr& motion = motions[figure];
  const Lineup& lineup = document_.lineup;
  map.duration_s = motion->duration_s();
  if (figure == 0) {
    // A motion that repeats under a PAD curve has a time of its own.
    if (runs_on_pad_track()) map.offset_s = clock_.time_s() - pad_drive_.gait_s;
    return map;
  }
  switch (lineup.sync) {
    case SyncMode::kOffsets:
      map.offset_s = lineup.track(figure).offset_s;
      break;
    case SyncMode::kStart:
      break;
    case SyncMode::kStretch:
      if (lead->duration_s() > 0.0 && map.duration_s > 0.0) {
        map.rate = map.duration_s / lead->duration_s();
      }
      break;
    case SyncMode::kMarker:
      map.offset_s = first_marker_s(lineup, company_id(0), cut_stage_.of(0)) -
                     first_marker_s(lineup, company_id(figure), cut_stage_.of(figure));
      break;
    case SyncMode::kContact:
      map.offset_s = first_contact_s(*lead) - first_contact_s(*motion);
      break;
    case SyncMode::kWarp:
      if (const Warp* warp = compare_bench_.warp(lead, motion)) {
        map.warp_s = warp->own_s;
        map.warp_step_s = warp->step_s;
      }
      break;
  }
  return map;
}

double Session::lead_time_s() const {
  const PlayablePtr& lead = player_.motion();
  if (!lead || !lead->has_figure) return clock_.time_s();
  return own_moment(time_map(0), clock_.time_s(), document_.lineup.end).time_s;
}

double Session::company_duration_s() const {
  const PlayablePtr& lead = player_.motion();
  if (!lead) return 0.0;
  constexpr double kShortestTrack_s = 0.5;
  if (runs_on_pad_track()) return std::max(pad_track().duration_s, kShortestTrack_s);
  const std::vector<PlayablePtr> motions = company_motions();
  // A seamless motion walks on at its end: the clock must end there.
  if (motions.size() < 2 || lead->is_seamless) {
    return lead->is_seamless ? lead->duration_s() : lead->group_duration_s();
  }
  double longest_s = lead->duration_s();
  for (size_t i = 1; i < motions.size(); ++i) longest_s = std::max(longest_s, time_map(i).end_s());
  for (const PointFigurePtr& points : lead->points) {
    longest_s = std::max(longest_s, (points->clip.frame_count - 1) * points->clip.frame_time_s);
  }
  return longest_s;
}

ComparedPair Session::compared_pair() const {
  const int count = static_cast<int>(company_motions().size());
  if (count < 2) return {};
  // What was made is compared with what it was made of.
  if (original()) return {count - 1, 0};
  return {0, std::clamp(view_.stage.compare.other, 1, count - 1)};
}

bool Session::has_cell_each() const {
  return view_.layout().cells > 1 && view_.stage.cells[0].figure != StageCell::kAll &&
         view_.stage.compare.arrangement == Arrangement::kSideBySide && compared_pair().is_there();
}

void Session::frame_new_company() {
  const int company = 2 * static_cast<int>(company_motions().size()) + (shows_several() ? 1 : 0);
  if (company == framed_company_) return;
  framed_company_ = company;
  frame_untouched();
}

std::vector<StageFigure> Session::company() const {
  const std::vector<PlayablePtr> motions = company_motions();
  std::vector<StageFigure> figures;
  if (motions.empty()) return figures;
  const CompareChoice& choice = view_.stage.compare;
  const Lineup& lineup = document_.lineup;
  const double clock_s = clock_.time_s();
  const Playable& lead = *motions.front();
  for (size_t i = 0; i < motions.size(); ++i) {
    StageFigure figure;
    figure.motion = motions[i];
    figure.number = static_cast<int>(i);
    figure.is_original = i > lead.others.size();
    figure.name = figure.is_original       ? "original"
                  : document_.is_generated ? title()
                  : lead.others.empty()    ? title()
                  : lead.import != nullptr && lead.import->figures.size() > lead.others.size()
                      ? motions[i]->clip.name
                      : name_of(*motions[i]);
    const OwnMoment moment = own_moment(time_map(i), clock_s, lineup.end);
    figure.time_s = moment.time_s;
    figure.is_held = moment.is_outside;
    figure.is_seen =
        lineup.is_seen(i) && !(moment.is_outside && lineup.end == EndMode::kHide && i > 0);
    if (i == 0) {
      figure.placement = player_.placement();
    } else if (!figure.is_original) {
      figure.placement = lead.others[i - 1].placement;
    }
    figures.push_back(std::move(figure));
  }
  if (figures.size() < 2) return figures;

  const Placement lead_start = player_.placement().after(root_at(lead, 0.0));
  const bool is_overlay = choice.arrangement == Arrangement::kOverlay;
  const bool is_first = choice.alignment == RootAlignment::kFirstFrame;
  const ComparedPair pair = compared_pair();
  const Placement lead_root =
      player_.placement().after(root_at(lead, is_first ? 0.0 : figures.front().time_s));
  for (size_t i = 1; i < figures.size(); ++i) {
    StageFigure& figure = figures[i];
    if (is_overlay) {
      const Placement root = root_at(*figure.motion, is_first ? 0.0 : figure.time_s);
      figure.placement = aligned_placement(root, lead_root, choice.alignment, {});
    } else if (figure.is_original) {
      figure.placement = lead_start.after({0.0, Vec3{-kBeside_m, 0.0, 0.0}})
                             .after(root_at(*figure.motion, 0.0).inverse());
    }
  }
  if (!pair.is_there()) return figures;
  StageFigure& a = figures[static_cast<size_t>(pair.a)];
  StageFigure& b = figures[static_cast<size_t>(pair.b)];
  if (is_overlay) {
    for (StageFigure& figure : figures) figure.is_over_other = &figure != &a;
    if (view_.is_swapped) std::swap(a.is_over_other, b.is_over_other);
  } else if (view_.is_swapped) {
    const Placement a_start = root_at(*a.motion, 0.0), b_start = root_at(*b.motion, 0.0);
    const Placement a_was = a.placement.after(a_start), b_was = b.placement.after(b_start);
    a.placement = aligned_placement(a_start, b_was, RootAlignment::kPosition, a.placement);
    b.placement = aligned_placement(b_start, a_was, RootAlignment::kPosition, b.placement);
  }
  return figures;
}

void Session::compare_motions() {
  compare_bench_.update();
  // Each cut would be warped anew: not while a hand still drags one.
  const bool is_dragged = document_.lineup.cuts != history_.current().lineup.cuts;
  if (document_.lineup.sync == SyncMode::kWarp && !is_dragged) {
    const std::vector<PlayablePtr> all = company_motions();
    for (size_t i = 1; i < all.size(); ++i) compare_bench_.want_warp(all.front(), all[i]);
  }
  const ComparedPair pair = compared_pair();
  const bool is_seen = view_.workspace == Workspace::kCompare ||
                       view_.stage.compare.shows_difference ||
                       view_.layout().tab == InspectorTab::kCompare;
  if (!pair.is_there() || !is_seen) return compare_bench_.forget();
  const std::vector<PlayablePtr> motions = company_motions();
  DifferenceRequest request;
  request.a = motions[static_cast<size_t>(pair.a)];
  request.b = motions[static_cast<size_t>(pair.b)];
  request.a_time = time_map(static_cast<size_t>(pair.a));
  request.b_time = time_map(static_cast<size_t>(pair.b));
  request.end = document_.lineup.end;
  request.alignment = view_.stage.compare.alignment;
  request.duration_s = company_duration_s();
  request.step_s = player_.motion()->clip.frame_time_s;
  compare_bench_.ask(request, readings_.reader().model);
}

const Difference* Session::difference() const {
  const auto& comparison = compare_bench_.comparison();
  const bool is_shown = view_.stage.compare.shows_difference && comparison != nullptr &&
                        comparison->difference.is_there();
  if (!is_shown) return nullptr;
  // A live edit's last poses may still be measured; another skeleton's joints would mean nothing.
  const std::vector<PlayablePtr> motions = company_motions();
  const ComparedPair pair = compared_pair();
  if (!pair.is_there()) return nullptr;
  const PlayablePtr& b = motions[static_cast<size_t>(pair.b)];
  const bool fits =
      static_cast<int>(comparison->difference.joint_of_b.size()) == b->clip.joint_count();
  return fits ? &comparison->difference : nullptr;
}

void Session::go_to_worst_frame() {
  const auto& comparison = compare_bench_.comparison();
  if (!comparison || !comparison->difference.is_there()) return;
  clock_.pause();
  clock_.seek(comparison->difference.time_of(comparison->difference.worst_step));
}

}  // namespace kinemote::app
