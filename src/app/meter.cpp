#include "app/meter.h"

#include "analysis/features/kinematic_features.h"

namespace kinemote::app {

Measures measure(const MeasureRequest& request) {
  Measures measures;
  measures.motion = request.motion;
  // A round of a gait is shorter than what the regressor was fitted on: it is measured repeated.
  const Clip clip = unrolled(*request.motion, 4.0);
  if (request.motion->body) {
    measures.plausibility =
        analysis::measure_plausibility(clip, forward_kinematics(clip), *request.motion->body);
  }
  Result<std::vector<double>> features = analysis::affect_features(clip);
  if (!features) {
    measures.error = features.error().message;
    return measures;
  }
  measures.features = std::move(features).value();
  if (!request.affect) return measures;
  const Result<analysis::Pad> pad = request.affect->measure(measures.features);
  if (pad) {
    measures.pad = *pad;
  } else {
    measures.error = pad.error().message;
  }
  return measures;
}

const std::vector<ReadoutFeature>& readout_features() {
  static const std::vector<ReadoutFeature> features{
      {"max_hand_distance", "Hands apart", "Largest distance between the hands (Laban: body)."},
      {"max_stride_length", "Stride", "Largest distance between the feet (Laban: body)."},
      {"hand_height", "Hand height", "Mean height of the hands over the hips (Laban: body)."},
      {"avg_total_body_volume", "Body volume",
       "Mean volume of the box around all joints (Laban: shape)."},
      {"chest_opening", "Chest opening", "How far the shoulders are drawn back (Laban: shape)."},
      {"head_pitch", "Head bow",
       "Mean forward pitch of the head; higher looks down (Laban: shape)."},
      {"hands_speed", "Hand speed", "Mean path speed of the hands (Laban: effort)."},
      {"hands_jerk", "Hand jerk", "Mean jerk of the hands (Laban: effort, flow)."},
      {"vertical_bounce", "Bounce", "Vertical range of the pelvis (Laban: effort, weight)."},
      {"motion_quantity", "Quantity of motion", "Mean speed of all joints (Laban: effort, time)."},
  };
  return features;
}

}  // namespace kinemote::app
