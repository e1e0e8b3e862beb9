#include "analysis/features/centre_of_mass.h"

#include <array>

namespace kinemote::analysis {
namespace {

/// Shares of body mass and places of the centres, from the proximal end; de Leva (1996), table 4,
/// (males + females) / 2.
constexpr double kHeadMass = 0.5 * (0.0694 + 0.0668);
constexpr double kTrunkMass = 0.5 * (0.4346 + 0.4257);
constexpr double kTrunkCentre = 0.5 * (0.4310 + 0.3782);  // from the shoulders
constexpr double kUpperArmMass = 0.5 * (0.0271 + 0.0255);
constexpr double kUpperArmCentre = 0.5 * (0.5772 + 0.5754);
constexpr double kForearmMass = 0.5 * (0.0162 + 0.0138);
constexpr double kForearmCentre = 0.5 * (0.4574 + 0.4559);
constexpr double kHandMass = 0.5 * (0.0061 + 0.0056);
constexpr double kHandCentre = 1.25;  // of the forearm
constexpr double kThighMass = 0.5 * (0.1416 + 0.1478);
constexpr double kThighCentre = 0.5 * (0.4095 + 0.3612);
constexpr double kShankMass = 0.5 * (0.0433 + 0.0481);
constexpr double kShankCentre = 0.5 * (0.4395 + 0.4352);  // to the ankle joint
constexpr double kFootMass = 0.5 * (0.0137 + 0.0129);
constexpr double kFootCentre = 0.5;

struct Side {
  BodyPart upper_arm, lower_arm, hand, upper_leg, lower_leg, foot, toes;
};
constexpr std::array<Side, 2> kSides{
    {{BodyPart::kLeftUpperArm, BodyPart::kLeftLowerArm, BodyPart::kLeftHand,
      BodyPart::kLeftUpperLeg, BodyPart::kLeftLowerLeg, BodyPart::kLeftFoot, BodyPart::kLeftToes},
     {BodyPart::kRightUpperArm, BodyPart::kRightLowerArm, BodyPart::kRightHand,
      BodyPart::kRightUpperLeg, BodyPart::kRightLowerLeg, BodyPart::kRightFoot,
      BodyPart::kRightToes}}};

}  // namespace

std::vector<Vec3> centres_of_mass(const WorldMotion& world, const BodyMap& body) {
  std::vector<Vec3> centres(world.frame_count, Vec3(0.0));
  for (int f = 0; f < world.frame_count; ++f) {
    const auto at = [&](BodyPart part) { return world.position(f, body[part]); };
    Vec3 moment(0.0);
    double mass = 0.0;
    const auto add = [&](double share, const Vec3& place) {
      moment += share * place;
      mass += share;
    };
    add(kHeadMass, at(BodyPart::kHead));
    add(kTrunkMass,
        glm::mix(0.5 * (at(BodyPart::kLeftUpperArm) + at(BodyPart::kRightUpperArm)),
                 0.5 * (at(BodyPart::kLeftUpperLeg) + at(BodyPart::kRightUpperLeg)), kTrunkCentre));
    for (const Side& side : kSides) {
      add(kUpperArmMass, glm::mix(at(side.upper_arm), at(side.lower_arm), kUpperArmCentre));
      add(kForearmMass, glm::mix(at(side.lower_arm), at(side.hand), kForearmCentre));
      add(kHandMass, glm::mix(at(side.lower_arm), at(side.hand), kHandCentre));
      add(kThighMass, glm::mix(at(side.upper_leg), at(side.lower_leg), kThighCentre));
      add(kShankMass, glm::mix(at(side.lower_leg), at(side.foot), kShankCentre));
      add(kFootMass,
          glm::mix(at(side.foot), at(body.has(side.toes) ? side.toes : side.foot), kFootCentre));
    }
    centres[f] = moment / mass;
  }
  return centres;
}

}  // namespace kinemote::analysis
