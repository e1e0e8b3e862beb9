// Differentiable forward kinematics of motion windows, and the losses that are made of it.
// Plain loops instead of tensor operations: 22 chained 3 x 3 products per frame cost a tensor
// library ten times the arithmetic. Inner loops run over time, so that the compiler vectorises.
#pragma once

#include <span>
#include <vector>

#include "synthesis/control/motion_window.h"

namespace kinemote::synthesis {

/// The points of a body that losses look at: every joint of the layout, then every end site.
struct KinematicTree {
  struct Node {
    int parent = -1;         // index into nodes; the hips have none
    float offset_m[3] = {};  // in the parent's frame
    bool is_tip = false;     // an end site: no rotation of its own
  };
  std::vector<Node> nodes;  // parents first; the first J' are the layout's joints
  int joint_count = 0;      // J'
  int contact_nodes[kContactCount] = {};
  int frame_count = 0;  // T
  float fps = 30.0F;

  static KinematicTree make(const WindowLayout& layout);
  int channel_count() const { return 4 + 6 * joint_count + kContactCount; }
  int node_count() const { return static_cast<int>(nodes.size()); }
};

/// Node positions of a window in each frame's heading frame (the ground point under the hips is the
/// origin), metres. `channels`: C x T (channel-major, physical units); out: N x 3 x T.
void window_positions(const KinematicTree& tree, std::span<const float> channels,
                      std::span<float> positions);

struct KinematicWeights {
  float position = 1.0F;
  float velocity = 0.1F;
  float contact = 0.1F;
};

/// Means over nodes and frames of
///   position: squared distance between predicted and true node positions, in units of (10 cm)^2;
///   velocity: squared difference of node velocities, (m/s)^2; velocities are those in the world,
///             seen from each frame's heading frame, path and turning included;
///   contact:  squared predicted velocity of foot points where the true contact channel is set,
///             (m/s)^2, mean over contact points and frames.
struct KinematicLoss {
  float position = 0.0F;
  float velocity = 0.0F;
  float contact = 0.0F;
  float weighted(const KinematicWeights& w) const {
    return w.position * position + w.velocity * velocity + w.contact * contact;
  }
};

/// The losses of one window and the gradient of their weighted sum in the predicted channels
/// (added to `gradient`, C x T). Both windows are C x T in physical units.
KinematicLoss kinematic_loss(const KinematicTree& tree, std::span<const float> predicted,
                             std::span<const float> truth, const KinematicWeights& weights,
                             std::span<float> gradient);

}  // namespace kinemote::synthesis
