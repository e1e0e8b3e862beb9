#include "app/compare_bench.h"

#include <algorithm>
#include <cmath>

#include "analysis/stats/warp_path.h"
#include "app/company.h"

namespace kinemote::app {
namespace {

constexpr double kWarpRate_fps = 30.0;
constexpr int kMostWarpedFrames = 2000;
constexpr double kWarpBand = 0.2;
constexpr size_t kMostWarps = 16;

/// Columns of one motion: which joints, in what unit.
struct WarpColumns {
  std::vector<int> joints;
  double unit_m = 1.0;
};

bool find_columns(const Playable& a, const Playable& b, WarpColumns& of_a, WarpColumns& of_b) {
  if (a.clip.skeleton == b.clip.skeleton || a.clip.skeleton->same_as(*b.clip.skeleton)) {
    for (int j = 0; j < a.clip.joint_count(); ++j) of_a.joints.push_back(j);
    of_b.joints = of_a.joints;
    return true;
  }
  if (!a.body || !b.body) return false;
  for (int p = 0; p < kBodyPartCount; ++p) {
    const auto part = static_cast<BodyPart>(p);
    if (!a.body->has(part) || !b.body->has(part)) continue;
    of_a.joints.push_back((*a.body)[part]);
    of_b.joints.push_back((*b.body)[part]);
  }
  of_a.unit_m = a.height_m;
  of_b.unit_m = b.height_m;
  return true;
}

Eigen::MatrixXd rows_of(const Playable& motion, const WarpColumns& columns, double step_s,
                        int rows) {
  Eigen::MatrixXd sequence(rows, static_cast<Eigen::Index>(3 * columns.joints.size()));
  for (int r = 0; r < rows; ++r) {
    const int frame = frame_near(motion, r * step_s);
    const Placement to_root = ground_placement(motion.world, motion.body, frame).inverse();
    Eigen::Index column = 0;
    for (const int joint : columns.joints) {
      const Vec3 place = to_root.apply(motion.world.position(frame, joint)) / columns.unit_m;
      for (int axis = 0; axis < 3; ++axis) sequence(r, column++) = place[axis];
    }
  }
  return sequence;
}

ComparedNumbers numbers_of(const PlayablePtr& motion,
                           const std::shared_ptr<const analysis::AffectModel>& affect,
                           const Comparison* last) {
  for (const ComparedNumbers* known : {last ? &last->a : nullptr, last ? &last->b : nullptr}) {
    const bool is_known = known != nullptr && known->motion == motion;
    if (is_known && (known->pad || affect == nullptr)) return *known;
  }
  ComparedNumbers numbers;
  numbers.motion = motion;
  if (!motion->has_figure) return numbers;
  numbers.numbers = measure_numbers(motion);
  if (motion->body) numbers.pad = measure({motion, affect}).pad;
  return numbers;
}

}  // namespace

Warp make_warp(const PlayablePtr& lead, const PlayablePtr& motion, const Progress& progress) {
  Warp warp;
  warp.lead = lead;
  warp.motion = motion;
  WarpColumns lead_columns, own_columns;
  if (!find_columns(*lead, *motion, lead_columns, own_columns)) {
    warp.problem = "bodies must be recognised, or skeletons be the same, to warp time by poses";
    return warp;
  }
  const double longest_s = std::max(lead->duration_s(), motion->duration_s());
  const double step_s = std::max(1.0 / kWarpRate_fps, longest_s / kMostWarpedFrames);
  const auto rows = [&](const Playable& of) {
    return 1 + static_cast<int>(std::floor(of.duration_s() / step_s + 1e-9));
  };
  const auto path = analysis::warp_path(rows_of(*lead, lead_columns, step_s, rows(*lead)),
                                        rows_of(*motion, own_columns, step_s, rows(*motion)),
                                        kWarpBand, progress);
  if (!path) {
    warp.problem = path.error().message;
    return warp;
  }
  warp.step_s = step_s;
  for (const double row : analysis::matched_rows(*path)) {
    warp.own_s.push_back(std::min(row * step_s, motion->duration_s()));
  }
  return warp;
}

CompareBench::CompareBench(JobQueue& jobs, MessageLog& messages, std::function<void()> wake)
    : jobs_(jobs),
      messages_(messages),
      worker_(
          [this](const Request& request) {
            Comparison comparison;
            comparison.difference =
                measure_difference(request.difference, [&](std::string_view, double) {
                  return ticket_ == request.ticket;
                });
            const Comparison* last = request.last.get();
            comparison.a = numbers_of(request.difference.a, request.affect, last);
            comparison.b = numbers_of(request.difference.b, request.affect, last);
            return comparison;
          },
          std::move(wake)) {}

CompareBench::~CompareBench() { ticket_ = ~uint64_t{0}; }

void CompareBench::ask(const DifferenceRequest& request,
                       std::shared_ptr<const analysis::AffectModel> affect) {
  if (asked_ == request && asked_affect_ == affect) return;
  asked_ = request;
  asked_affect_ = affect;
  worker_.post({request, std::move(affect), comparison_, ++ticket_});
}

void CompareBench::forget() {
  if (!asked_ && !comparison_) return;
  asked_.reset();
  ++ticket_;
  comparison_ = nullptr;
}

void CompareBench::update() {
  // What was broken off answers an older wish.
  if (auto done = worker_.take(); done && asked_ == done->difference.request) {
    comparison_ = std::make_shared<const Comparison>(std::move(*done));
  }
}

const Warp* CompareBench::warp(const PlayablePtr& lead, const PlayablePtr& motion) const {
  const auto known = std::find_if(warps_.begin(), warps_.end(), [&](const auto& warp) {
    return warp->lead == lead && warp->motion == motion && !warp->own_s.empty();
  });
  return known == warps_.end() ? nullptr : known->get();
}

void CompareBench::want_warp(const PlayablePtr& lead, const PlayablePtr& motion) {
  const bool is_known = std::any_of(warps_.begin(), warps_.end(), [&](const auto& warp) {
    return warp->lead == lead && warp->motion == motion;
  });
  if (is_known) return;
  if (warps_.size() >= kMostWarps) warps_.erase(warps_.begin());
  auto place = std::make_shared<Warp>();
  place->lead = lead;
  place->motion = motion;
  warps_.push_back(place);
  const std::string& name = motion->clip.name;
  jobs_.submit("Warping the time of " + (name.empty() ? std::string("a motion") : name),
               [this, lead, motion, place](const Progress& progress) {
                 auto made = std::make_shared<Warp>(make_warp(lead, motion, progress));
                 return [this, place, made] {
                   *place = std::move(*made);
                   if (place->problem.empty()) return;
                   jobs_.note_failure(place->problem);
                   messages_.post(MessageLevel::kWarning, "Time is not warped: " + place->problem);
                 };
               });
}

}  // namespace kinemote::app
