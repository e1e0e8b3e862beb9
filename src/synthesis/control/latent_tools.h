// Ways through latent space: between two motions, along directions that mean something, and for one
// part of the body alone.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "synthesis/control/conditional_prior.h"

namespace kinemote::synthesis {

/// a (1 - t) + b t. Spans of one size; t may lie outside [0, 1].
std::vector<float> interpolated(std::span<const float> a, std::span<const float> b, double t);
/// The same along the great circle, lengths interpolated linearly: what lies between two samples of
/// a many-dimensional normal is as far from its middle as they are (White 2016, arXiv:1609.04468).
/// Falls back to the straight line where the two point the same way or one is zero.
std::vector<float> interpolated_on_sphere(std::span<const float> a, std::span<const float> b,
                                          double t);

/// A direction of latent space, of length 1, and the standard deviation of the references along it.
struct LatentDirection {
  std::vector<float> direction;
  double sd = 0.0;
};
/// The `count` principal directions of the references' latents (of one content; -1: of all), by
/// falling spread. Signs: the largest number of each is positive. Empty for fewer than 2
/// references.
std::vector<LatentDirection> principal_directions(const ConditionalPrior& prior, int content,
                                                  int count);

/// Where a latent goes when PAD rises by 1 along an axis (0 pleasure, 1 arousal, 2 dominance) and
/// the condition stays: what a slider for the axis would do without telling the model. Not of
/// length 1. Zero where the content has no PAD.
std::vector<float> pad_direction(const ConditionalPrior& prior, const Condition& condition,
                                 int axis);

/// A step of a latent while its condition stays: along a principal direction of its content, by
/// `amount` standard deviations of the references, or along PAD, by `amount` units of it.
struct LatentStep {
  int component = 0;  // principal direction, 0 the widest; -1: along `pad_axis`
  int pad_axis = 0;   // 0 pleasure, 1 arousal, 2 dominance
  double amount = 0.0;
};
/// "pc1" to "pcD", "pleasure", "arousal", "dominance" and a number: "pc1=1.5". Error (usage) says
/// what is wrong with the text.
Result<LatentStep> parse_latent_step(const std::string& text);
/// The latent after all steps. Errors (usage): a component that the model does not have, a PAD axis
/// in a content without PAD, fewer than two references.
Result<std::vector<float>> stepped(const ConditionalPrior& prior, std::vector<float> latent,
                                   const Condition& condition,
                                   const std::vector<LatentStep>& steps);

/// Parts that can be edited alone.
enum class BodyRegion { kHead, kTrunk, kLeftArm, kRightArm, kLegs };
inline constexpr std::array<BodyRegion, 5> kBodyRegions = {
    BodyRegion::kHead, BodyRegion::kTrunk, BodyRegion::kLeftArm, BodyRegion::kRightArm,
    BodyRegion::kLegs};
/// "head", "trunk", "left-arm", "right-arm", "legs".
std::string_view name_of(BodyRegion region);
/// The region of a name; none for any other word.
std::optional<BodyRegion> region_named(std::string_view name);

/// `base` with one region's channels of `edited` (both T x C of the layout): the local rotations of
/// its joints; legs bring path, hips and contacts with them.
MotionWindow with_region(MotionWindow base, const MotionWindow& edited, const WindowLayout& layout,
                         BodyRegion region);

}  // namespace kinemote::synthesis
