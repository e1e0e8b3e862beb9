#include "app/map_signature.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <sstream>

#include "analysis/features/bess.h"
#include "analysis/features/kinematic_features.h"
#include "analysis/features/lma.h"
#include "analysis/features/motor_signature.h"
#include "app/clip_loader.h"
#include "app/motion_import.h"
#include "app/style_signature.h"
#include "synthesis/control/motion_window.h"

namespace kinemote::app {
namespace {

enum class Kind { kDistribution, kNumbers, kSequence };

std::optional<Kind> kind_of(const std::string& signature) {
  if (analysis::parse_signature_quantity(signature)) return Kind::kDistribution;
  if (signature == "poses") return Kind::kSequence;
  for (const char* known : {"lma", "lma27", "lma25", "kinematics", "latent", "style"}) {
    if (signature == known) return Kind::kNumbers;
  }
  return std::nullopt;
}

std::string fitting_distances(const std::string& signature) {
  switch (*kind_of(signature)) {
    case Kind::kSequence:
      return "dtw or euclidean";
    case Kind::kNumbers:
      return "euclidean";
    case Kind::kDistribution:
      break;
  }
  return signature == "axis-gradient" ? "sliced" : "w1, w2 or sliced";
}

bool does_fit(const std::string& signature, const std::string& distance) {
  switch (*kind_of(signature)) {
    case Kind::kSequence:
      return distance == "dtw" || distance == "euclidean";
    case Kind::kNumbers:
      return distance == "euclidean";
    case Kind::kDistribution:
      break;
  }
  if (distance == "sliced") return true;
  return signature != "axis-gradient" && (distance == "w1" || distance == "w2");
}

/// Mean and standard deviation of every feature over the windows that have it.
std::vector<double> summary_of(const analysis::FeatureRows& rows) {
  std::vector<double> summary;
  for (int c = 0; c < rows.column_count; ++c) {
    double sum = 0.0;
    double squares = 0.0;
    int count = 0;
    for (int r = 0; r < rows.row_count(); ++r) {
      const double value = rows.at(r, c);
      if (!std::isfinite(value)) continue;
      sum += value;
      squares += value * value;
      ++count;
    }
    const double mean = count > 0 ? sum / count : 0.0;
    summary.push_back(mean);
    summary.push_back(count > 0 ? std::sqrt(std::max(0.0, squares / count - mean * mean)) : 0.0);
  }
  return summary;
}

Result<std::vector<double>> feature_numbers(const Clip& clip, const SignatureChoice& choice) {
  if (choice.signature == "style") return style_numbers(clip, choice.normalise);
  const Result<Body> body = body_of(clip);
  if (!body) return body.error();
  const bool is_scaled = choice.normalise == analysis::Normalise::kHeight;
  if (choice.signature == "kinematics") {
    const auto rows =
        analysis::kinematic_features(body->world, body->map, is_scaled ? body->height_m : 1.0, 0.0);
    if (!rows) return rows.error();
    return rows->values;
  }
  analysis::LmaSettings settings;
  settings.normalise = choice.normalise;
  settings.height_m = body->height_m;
  if (choice.signature == "lma") {
    settings.window_s = 0.0;  // its columns are statistics already
    const auto rows = analysis::bess(body->world, body->map, settings);
    if (!rows) return rows.error();
    return rows->values;
  }
  const auto rows = choice.signature == "lma25" ? analysis::lma25(body->world, body->map, settings)
                                                : analysis::lma27(body->world, body->map, settings);
  if (!rows) return rows.error();
  return summary_of(*rows);
}

/// Joint positions seen from the hips in each frame's heading, in body heights (or metres), and the
/// hips' height above the ground.
Result<Eigen::MatrixXd> pose_sequence(const Clip& clip, const SignatureChoice& choice) {
  const Result<Body> body = body_of(clip);
  if (!body) return body.error();
  const WorldMotion& world = body->world;
  const double scale =
      choice.normalise == analysis::Normalise::kHeight ? 1.0 / body->height_m : 1.0;
  const int hips = body->map[BodyPart::kHips];
  const int left = body->map[BodyPart::kLeftUpperLeg];
  const int right = body->map[BodyPart::kRightUpperLeg];
  Eigen::MatrixXd sequence(world.frame_count, 3 * world.joint_count);
  for (int f = 0; f < world.frame_count; ++f) {
    const double yaw = synthesis::heading_rad(world.position(f, left), world.position(f, right));
    const Quat heading_from_world = yaw_rotation(-yaw);
    for (int j = 0; j < world.joint_count; ++j) {
      const Vec3 seen =
          heading_from_world * (world.position(f, j) - world.position(f, hips)) * scale;
      sequence.row(f).segment<3>(3 * j) << seen.x, seen.y, seen.z;
    }
    sequence(f, 3 * hips + 1) = world.position(f, hips).y * scale;
  }
  return sequence;
}

analysis::SignatureSettings signature_settings(const SignatureChoice& choice) {
  analysis::SignatureSettings settings;
  settings.quantity = analysis::parse_signature_quantity(choice.signature).value();
  settings.pooling = choice.pool == "joint"  ? analysis::SignaturePooling::kPerJoint
                     : choice.pool == "part" ? analysis::SignaturePooling::kPerBodyPart
                                             : analysis::SignaturePooling::kPooled;
  settings.weights = choice.weights;
  settings.normalise = choice.normalise;
  settings.is_scale_free = choice.is_scale_free;
  return settings;
}

}  // namespace

SignatureChoice SignatureChoice::resolved() const {
  SignatureChoice choice = *this;
  if (choice.signature.empty()) {
    const bool is_sequence = distance == "dtw" || distance == "euclidean";
    choice.signature = is_sequence ? "poses" : "velocity-gradient";
  }
  const std::optional<Kind> kind = kind_of(choice.signature);
  if (choice.distance.empty() && kind) {
    choice.distance = *kind == Kind::kSequence              ? "dtw"
                      : *kind == Kind::kNumbers             ? "euclidean"
                      : choice.signature == "axis-gradient" ? "sliced"
                                                            : "w1";
  }
  return choice;
}

Status SignatureChoice::validate() const {
  const SignatureChoice choice = resolved();
  const std::optional<Kind> kind = kind_of(choice.signature);
  if (!kind) {
    return usage_error("signature \"" + choice.signature +
                       "\" is not known; expected velocity-gradient, speed, axis-gradient, jerk, "
                       "lma, lma27, lma25, kinematics, latent, style or poses");
  }
  if (!does_fit(choice.signature, choice.distance)) {
    return usage_error("distance \"" + choice.distance + "\" does not fit signature " +
                       choice.signature + "; expected " + fitting_distances(choice.signature));
  }
  if (pool != "all" && pool != "joint" && pool != "part") {
    return usage_error("pooling \"" + pool + "\" is not known; expected all, joint or part");
  }
  const bool is_distribution = *kind == Kind::kDistribution;
  if (!is_distribution && (pool != "all" || !weights.empty() || is_scale_free)) {
    return usage_error("pooling, weights and scale-free are of distributions; signature " +
                       choice.signature + " has none");
  }
  if (!(band > 0.0 && band <= 1.0)) {
    return usage_error("the band of dtw is a share above 0 and up to 1, not " +
                       std::to_string(band));
  }
  if (directions < 1 || directions > 4096) {
    return usage_error("a sliced distance takes 1 to 4096 directions, not " +
                       std::to_string(directions));
  }
  return is_distribution ? signature_settings(choice).validate() : Status();
}

Result<std::vector<std::pair<std::string, double>>> parse_weights(const std::string& text) {
  std::vector<std::pair<std::string, double>> weights;
  std::stringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');) {
    const size_t equals = part.rfind('=');
    char* end = nullptr;
    const std::string number = equals == std::string::npos ? "" : part.substr(equals + 1);
    const double weight = std::strtod(number.c_str(), &end);
    if (equals == 0 || number.empty() || *end != '\0' || !std::isfinite(weight)) {
      return usage_error("weight \"" + part +
                         "\" was not understood; expected NAME=NUMBER, as in "
                         "arms=2,head=0.5");
    }
    weights.emplace_back(part.substr(0, equals), weight);
  }
  return weights;
}

ClipMeter::ClipMeter(SignatureChoice choice, synthesis::MotionModel* model)
    : choice_(choice.resolved()), model_(model), model_mutex_(std::make_shared<std::mutex>()) {}

Result<ClipMeasure> ClipMeter::measure(const Clip& clip) const {
  ClipMeasure measure;
  switch (*kind_of(choice_.signature)) {
    case Kind::kDistribution: {
      auto found = analysis::motor_signature(forward_kinematics(clip), *clip.skeleton,
                                             signature_settings(choice_));
      if (!found) return found.error();
      measure.distributions = std::move(*found);
      break;
    }
    case Kind::kNumbers: {
      auto found =
          choice_.signature == "latent" ? latent_numbers(clip) : feature_numbers(clip, choice_);
      if (!found) return found.error();
      measure.numbers = std::move(*found);
      break;
    }
    case Kind::kSequence: {
      auto found = pose_sequence(clip, choice_);
      if (!found) return found.error();
      measure.sequence = std::move(*found);
      break;
    }
  }
  return measure;
}

Result<std::vector<double>> ClipMeter::latent_numbers(const Clip& clip) const {
  const synthesis::WindowLayout& layout = model_->card().layout;
  if (!synthesis::check_skeleton(*clip.skeleton, layout)) {
    const Result<Clip> moved = moved_to(layout.skeleton, clip);
    if (!moved) return moved.error();
    return latent_numbers(*moved);
  }
  const auto channels = synthesis::channels_from_clip(clip, layout);
  if (!channels) return channels.error();
  const size_t window_size =
      static_cast<size_t>(layout.frame_count) * static_cast<size_t>(layout.channel_count());
  if (channels->size() < window_size) {
    return bad_input("the clip is shorter than the model's window of " +
                     std::to_string(layout.frame_count) + " frames");
  }
  // Half-overlapping windows; the condition is held neutral, so that labels stay out of the map.
  const size_t hop =
      static_cast<size_t>(layout.frame_count / 2) * static_cast<size_t>(layout.channel_count());
  std::vector<double> mean(model_->card().latent_dim(), 0.0);
  int count = 0;
  for (size_t first = 0; first + window_size <= channels->size(); first += hop) {
    const auto begin = channels->begin() + static_cast<std::ptrdiff_t>(first);
    const synthesis::MotionWindow window(begin, begin + static_cast<std::ptrdiff_t>(window_size));
    const std::lock_guard lock(*model_mutex_);
    const auto latent = model_->encode(window, {});
    if (!latent) return latent.error();
    for (size_t d = 0; d < mean.size(); ++d) mean[d] += (*latent)[d];
    ++count;
  }
  for (double& value : mean) value /= count;
  return mean;
}

}  // namespace kinemote::app
