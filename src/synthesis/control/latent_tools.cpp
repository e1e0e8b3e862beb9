#include "synthesis/control/latent_tools.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <charconv>
#include <cmath>

namespace kinemote::synthesis {
namespace {

double length_of(std::span<const float> v) {
  double squares = 0.0;
  for (const float x : v) squares += static_cast<double>(x) * x;
  return std::sqrt(squares);
}

/// The region that a joint belongs to: that of the nearest recognised joint on the way to the hips.
BodyRegion region_of(const WindowLayout& layout, int joint) {
  const BodyMap& body = layout.body;
  for (int j = joint; j >= 0 && j != body[BodyPart::kHips]; j = layout.skeleton->joints[j].parent) {
    const auto is = [&](BodyPart part) { return body.has(part) && body[part] == j; };
    if (is(BodyPart::kHead) || is(BodyPart::kNeck)) return BodyRegion::kHead;
    if (is(BodyPart::kLeftShoulder) || is(BodyPart::kLeftUpperArm)) return BodyRegion::kLeftArm;
    if (is(BodyPart::kRightShoulder) || is(BodyPart::kRightUpperArm)) return BodyRegion::kRightArm;
    if (is(BodyPart::kLeftUpperLeg) || is(BodyPart::kRightUpperLeg)) return BodyRegion::kLegs;
  }
  return joint == body[BodyPart::kHips] ? BodyRegion::kLegs : BodyRegion::kTrunk;
}

}  // namespace

std::vector<float> interpolated(std::span<const float> a, std::span<const float> b, double t) {
  std::vector<float> out(a.size());
  for (size_t d = 0; d < out.size(); ++d) {
    out[d] = static_cast<float>((1.0 - t) * a[d] + t * b[d]);
  }
  return out;
}

std::vector<float> interpolated_on_sphere(std::span<const float> a, std::span<const float> b,
                                          double t) {
  const double length_a = length_of(a);
  const double length_b = length_of(b);
  if (length_a < 1e-9 || length_b < 1e-9) return interpolated(a, b, t);
  double cosine = 0.0;
  for (size_t d = 0; d < a.size(); ++d) cosine += a[d] / length_a * (b[d] / length_b);
  const double angle = std::acos(std::clamp(cosine, -1.0, 1.0));
  const double sine = std::sin(angle);
  if (sine < 1e-6) return interpolated(a, b, t);
  const double length = (1.0 - t) * length_a + t * length_b;
  const double share_a = std::sin((1.0 - t) * angle) / sine / length_a * length;
  const double share_b = std::sin(t * angle) / sine / length_b * length;
  std::vector<float> out(a.size());
  for (size_t d = 0; d < out.size(); ++d) {
    out[d] = static_cast<float>(share_a * a[d] + share_b * b[d]);
  }
  return out;
}

std::vector<LatentDirection> principal_directions(const ConditionalPrior& prior, int content,
                                                  int count) {
  std::vector<const ReferenceLatent*> rows;
  for (const ReferenceLatent& r : prior.references()) {
    if (content < 0 || r.content == content) rows.push_back(&r);
  }
  if (rows.size() < 2) return {};
  const auto dims = static_cast<Eigen::Index>(rows[0]->latent.size());
  Eigen::MatrixXf latents(rows.size(), dims);
  for (size_t i = 0; i < rows.size(); ++i) {
    latents.row(static_cast<Eigen::Index>(i)) =
        Eigen::Map<const Eigen::RowVectorXf>(rows[i]->latent.data(), dims);
  }
  latents.rowwise() -= latents.colwise().mean().eval();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXf> eigen(latents.transpose() * latents /
                                                             static_cast<float>(rows.size()));
  std::vector<LatentDirection> out;
  for (Eigen::Index k = 0; k < std::min<Eigen::Index>(count, dims); ++k) {
    Eigen::VectorXf direction = eigen.eigenvectors().col(dims - 1 - k);
    Eigen::Index largest = 0;
    direction.cwiseAbs().maxCoeff(&largest);
    if (direction[largest] < 0.0F) direction = -direction;
    out.push_back({{direction.begin(), direction.end()},
                   std::sqrt(std::max(0.0F, eigen.eigenvalues()[dims - 1 - k]))});
  }
  return out;
}

std::vector<float> pad_direction(const ConditionalPrior& prior, const Condition& condition,
                                 int axis) {
  const ConditionMoments& m = prior.moments(condition);
  std::vector<float> code(static_cast<size_t>(m.mean.size()));
  const std::vector<float> slope = prior.pad_slope(condition.content, axis);
  for (size_t d = 0; d < code.size(); ++d) {
    code[d] = m.mean[static_cast<Eigen::Index>(d)] + slope[d];
  }
  return prior.latent_of(code, condition);
}

Result<LatentStep> parse_latent_step(const std::string& text) {
  constexpr std::array<std::string_view, 3> kAxes = {"pleasure", "arousal", "dominance"};
  const size_t equals = std::min(text.find('='), text.size());
  const std::string_view name = std::string_view(text).substr(0, equals);
  LatentStep step;
  const char* const end = text.data() + text.size();
  const char* const number = text.data() + std::min(equals + 1, text.size());
  const auto amount = std::from_chars(number, end, step.amount);
  if (number == end || amount.ec != std::errc() || amount.ptr != end ||
      !std::isfinite(step.amount)) {
    return usage_error("\"" + text +
                       "\" is no step through latent space; expected a direction and a number, "
                       "like pc1=1.5 or pleasure=0.5");
  }
  for (size_t axis = 0; axis < kAxes.size(); ++axis) {
    if (name != kAxes[axis]) continue;
    step.component = -1;
    step.pad_axis = static_cast<int>(axis);
    return step;
  }
  const bool is_component = name.size() > 2 && name.substr(0, 2) == "pc";
  int count = 0;
  const auto found = std::from_chars(name.data() + std::min<size_t>(2, name.size()),
                                     name.data() + name.size(), count);
  if (!is_component || found.ec != std::errc() || found.ptr != name.data() + name.size() ||
      count < 1) {
    return usage_error("\"" + std::string(name) +
                       "\" is no direction of latent space; expected pc1, pc2…, pleasure, arousal "
                       "or dominance");
  }
  step.component = count - 1;
  return step;
}

Result<std::vector<float>> stepped(const ConditionalPrior& prior, std::vector<float> latent,
                                   const Condition& condition,
                                   const std::vector<LatentStep>& steps) {
  std::vector<LatentDirection> principal;
  for (const LatentStep& step : steps) {
    std::vector<float> direction;
    double length = step.amount;
    if (step.component < 0) {
      direction = pad_direction(prior, condition, step.pad_axis);
      if (length_of(direction) == 0.0) {
        return usage_error(
            "training clips of that content have no PAD, so that no direction of "
            "its latents means pleasure, arousal or dominance");
      }
    } else {
      const auto dims = static_cast<int>(latent.size());
      if (principal.empty()) principal = principal_directions(prior, condition.content, dims);
      if (step.component >= static_cast<int>(principal.size())) {
        return usage_error("there is no direction pc" + std::to_string(step.component + 1) +
                           "; the model has " + std::to_string(principal.size()));
      }
      direction = principal[step.component].direction;
      length *= principal[step.component].sd;
    }
    for (size_t d = 0; d < latent.size(); ++d) {
      latent[d] += static_cast<float>(length * direction[d]);
    }
  }
  return latent;
}

std::optional<BodyRegion> region_named(std::string_view name) {
  for (const BodyRegion region : kBodyRegions) {
    if (name_of(region) == name) return region;
  }
  return std::nullopt;
}

std::string_view name_of(BodyRegion region) {
  switch (region) {
    case BodyRegion::kHead:
      return "head";
    case BodyRegion::kTrunk:
      return "trunk";
    case BodyRegion::kLeftArm:
      return "left-arm";
    case BodyRegion::kRightArm:
      return "right-arm";
    case BodyRegion::kLegs:
      return "legs";
  }
  return "";
}

MotionWindow with_region(MotionWindow base, const MotionWindow& edited, const WindowLayout& layout,
                         BodyRegion region) {
  const auto width = static_cast<size_t>(layout.channel_count());
  std::vector<char> is_taken(width, 0);
  for (size_t j = 0; j < layout.joints.size(); ++j) {
    if (region_of(layout, layout.joints[j]) == region) {
      std::fill_n(is_taken.begin() + static_cast<ptrdiff_t>(4 + 6 * j), 6, 1);
    }
  }
  if (region == BodyRegion::kLegs) {
    std::fill_n(is_taken.begin(), 4, 1);
    std::fill(is_taken.begin() + layout.contact_offset(), is_taken.end(), 1);
  }
  for (size_t i = 0; i < base.size(); ++i) {
    if (is_taken[i % width]) base[i] = edited[i];
  }
  return base;
}

}  // namespace kinemote::synthesis
