#include "synthesis/models/window_kinematics.h"

#include <algorithm>
#include <cmath>

namespace kinemote::synthesis {
namespace {

constexpr float kShortest = 1e-4F;      // floor of the norms that Gram-Schmidt divides by
constexpr float kPositionUnit = 10.0F;  // per metre: 10 cm count as 1

/// A 3 x 3 matrix or vector per frame: element e of frame t lies at e * T + t.
/// Matrices are column-major: element 3 * column + row.
struct Scratch {
  explicit Scratch(const KinematicTree& tree)
      : frames(tree.frame_count),
        local(static_cast<size_t>(tree.joint_count) * 9 * frames),
        world(local.size()),
        positions(static_cast<size_t>(tree.node_count()) * 3 * frames) {}
  size_t frames;
  std::vector<float> local, world;  // J' x 9 x T
  std::vector<float> positions;     // N x 3 x T

  float* local_of(int joint) { return local.data() + joint * 9 * frames; }
  float* world_of(int joint) { return world.data() + joint * 9 * frames; }
  float* position_of(int node) { return positions.data() + node * 3 * frames; }
};

/// 6-D (6 x T) to rotation matrices (9 x T) by Gram-Schmidt.
void rotations_from_six(const float* six, float* m, size_t frames) {
  for (size_t t = 0; t < frames; ++t) {
    const float a0 = six[t], a1 = six[frames + t], a2 = six[2 * frames + t];
    const float b0 = six[3 * frames + t], b1 = six[4 * frames + t], b2 = six[5 * frames + t];
    const float na = std::max(std::sqrt(a0 * a0 + a1 * a1 + a2 * a2), kShortest);
    const float x0 = a0 / na, x1 = a1 / na, x2 = a2 / na;
    const float d = x0 * b0 + x1 * b1 + x2 * b2;
    const float u0 = b0 - d * x0, u1 = b1 - d * x1, u2 = b2 - d * x2;
    const float nu = std::max(std::sqrt(u0 * u0 + u1 * u1 + u2 * u2), kShortest);
    const float y0 = u0 / nu, y1 = u1 / nu, y2 = u2 / nu;
    m[t] = x0;
    m[frames + t] = x1;
    m[2 * frames + t] = x2;
    m[3 * frames + t] = y0;
    m[4 * frames + t] = y1;
    m[5 * frames + t] = y2;
    m[6 * frames + t] = x1 * y2 - x2 * y1;
    m[7 * frames + t] = x2 * y0 - x0 * y2;
    m[8 * frames + t] = x0 * y1 - x1 * y0;
  }
}

/// Adds the gradient in the 6-D numbers, given the gradient `g` in the matrices.
void six_gradient(const float* six, const float* m, const float* g, float* out, size_t frames) {
  for (size_t t = 0; t < frames; ++t) {
    const float a0 = six[t], a1 = six[frames + t], a2 = six[2 * frames + t];
    const float b0 = six[3 * frames + t], b1 = six[4 * frames + t], b2 = six[5 * frames + t];
    const float x0 = m[t], x1 = m[frames + t], x2 = m[2 * frames + t];
    const float y0 = m[3 * frames + t], y1 = m[4 * frames + t], y2 = m[5 * frames + t];
    const float z0 = g[6 * frames + t], z1 = g[7 * frames + t], z2 = g[8 * frames + t];
    const float na = std::max(std::sqrt(a0 * a0 + a1 * a1 + a2 * a2), kShortest);
    const float d = x0 * b0 + x1 * b1 + x2 * b2;
    const float u0 = b0 - d * x0, u1 = b1 - d * x1, u2 = b2 - d * x2;
    const float nu = std::max(std::sqrt(u0 * u0 + u1 * u1 + u2 * u2), kShortest);
    // z = x cross y
    float gx0 = g[t] + y1 * z2 - y2 * z1;
    float gx1 = g[frames + t] + y2 * z0 - y0 * z2;
    float gx2 = g[2 * frames + t] + y0 * z1 - y1 * z0;
    const float gy0 = g[3 * frames + t] + z1 * x2 - z2 * x1;
    const float gy1 = g[4 * frames + t] + z2 * x0 - z0 * x2;
    const float gy2 = g[5 * frames + t] + z0 * x1 - z1 * x0;
    // y = u / |u|,  u = b - (x . b) x
    const float yg = y0 * gy0 + y1 * gy1 + y2 * gy2;
    const float gu0 = (gy0 - y0 * yg) / nu, gu1 = (gy1 - y1 * yg) / nu, gu2 = (gy2 - y2 * yg) / nu;
    const float gd = -(x0 * gu0 + x1 * gu1 + x2 * gu2);
    gx0 += gd * b0 - d * gu0;
    gx1 += gd * b1 - d * gu1;
    gx2 += gd * b2 - d * gu2;
    // x = a / |a|
    const float xg = x0 * gx0 + x1 * gx1 + x2 * gx2;
    out[t] += (gx0 - x0 * xg) / na;
    out[frames + t] += (gx1 - x1 * xg) / na;
    out[2 * frames + t] += (gx2 - x2 * xg) / na;
    out[3 * frames + t] += gu0 + gd * x0;
    out[4 * frames + t] += gu1 + gd * x1;
    out[5 * frames + t] += gu2 + gd * x2;
  }
}

/// out = a * b for 3 x 3 matrices per frame.
void multiply(const float* a, const float* b, float* out, size_t frames) {
  for (int column = 0; column < 3; ++column) {
    for (int row = 0; row < 3; ++row) {
      const float* a0 = a + row * frames;
      const float* a1 = a + (3 + row) * frames;
      const float* a2 = a + (6 + row) * frames;
      const float* b0 = b + 3 * column * frames;
      float* to = out + (3 * column + row) * frames;
      for (size_t t = 0; t < frames; ++t) {
        to[t] = a0[t] * b0[t] + a1[t] * b0[frames + t] + a2[t] * b0[2 * frames + t];
      }
    }
  }
}

/// out += g * transpose(b): the gradient in a of a * b.
void add_times_transposed(const float* g, const float* b, float* out, size_t frames) {
  for (int column = 0; column < 3; ++column) {
    for (int row = 0; row < 3; ++row) {
      float* to = out + (3 * column + row) * frames;
      for (int k = 0; k < 3; ++k) {
        const float* gk = g + (3 * k + row) * frames;
        const float* bk = b + (3 * k + column) * frames;
        for (size_t t = 0; t < frames; ++t) to[t] += gk[t] * bk[t];
      }
    }
  }
}

/// out = transpose(a) * g: the gradient in b of a * b.
void transposed_times(const float* a, const float* g, float* out, size_t frames) {
  for (int column = 0; column < 3; ++column) {
    for (int row = 0; row < 3; ++row) {
      const float* ar = a + 3 * row * frames;
      const float* gc = g + 3 * column * frames;
      float* to = out + (3 * column + row) * frames;
      for (size_t t = 0; t < frames; ++t) {
        to[t] = ar[t] * gc[t] + ar[frames + t] * gc[frames + t] +
                ar[2 * frames + t] * gc[2 * frames + t];
      }
    }
  }
}

void run_kinematics(const KinematicTree& tree, const float* channels, Scratch& s) {
  const size_t frames = s.frames;
  for (int n = 0; n < tree.node_count(); ++n) {
    const KinematicTree::Node& node = tree.nodes[n];
    float* p = s.position_of(n);
    if (!node.is_tip) rotations_from_six(channels + (4 + 6 * n) * frames, s.local_of(n), frames);
    if (node.parent < 0) {
      std::copy_n(s.local_of(n), 9 * frames, s.world_of(n));
      std::fill_n(p, 3 * frames, 0.0F);
      std::copy_n(channels + 3 * frames, frames, p + frames);
      continue;
    }
    const float* parent = s.world_of(node.parent);
    const float* from = s.position_of(node.parent);
    for (int axis = 0; axis < 3; ++axis) {
      const float* r0 = parent + axis * frames;
      for (size_t t = 0; t < frames; ++t) {
        p[axis * frames + t] = from[axis * frames + t] + r0[t] * node.offset_m[0] +
                               r0[3 * frames + t] * node.offset_m[1] +
                               r0[6 * frames + t] * node.offset_m[2];
      }
    }
    if (!node.is_tip) multiply(parent, s.local_of(n), s.world_of(n), frames);
  }
}

/// Gradient in the channels, given that in the node positions; `g_position` is overwritten.
void kinematics_gradient(const KinematicTree& tree, const float* channels, Scratch& s,
                         std::vector<float>& g_position, float* g_channels) {
  const size_t frames = s.frames;
  std::vector<float> g_world(s.world.size(), 0.0F);
  std::vector<float> g_local(9 * frames);
  for (int n = tree.node_count() - 1; n >= 0; --n) {
    const KinematicTree::Node& node = tree.nodes[n];
    const float* gp = g_position.data() + static_cast<size_t>(n) * 3 * frames;
    float* gw = g_world.data() + (node.is_tip ? 0 : static_cast<size_t>(n) * 9 * frames);
    if (node.parent < 0) {
      for (size_t t = 0; t < frames; ++t) g_channels[3 * frames + t] += gp[frames + t];
      six_gradient(channels + 4 * frames, s.local_of(n), gw, g_channels + 4 * frames, frames);
      continue;
    }
    float* gp_parent = g_position.data() + static_cast<size_t>(node.parent) * 3 * frames;
    float* gw_parent = g_world.data() + static_cast<size_t>(node.parent) * 9 * frames;
    for (size_t i = 0; i < 3 * frames; ++i) gp_parent[i] += gp[i];
    for (int column = 0; column < 3; ++column) {
      for (size_t i = 0; i < 3 * frames; ++i) {
        gw_parent[3 * column * frames + i] += gp[i] * node.offset_m[column];
      }
    }
    if (node.is_tip) continue;
    transposed_times(s.world_of(node.parent), gw, g_local.data(), frames);
    add_times_transposed(gw, s.local_of(n), gw_parent, frames);
    const size_t at = (4 + 6 * static_cast<size_t>(n)) * frames;
    six_gradient(channels + at, s.local_of(n), g_local.data(), g_channels + at, frames);
  }
}

/// How the heading turns from each frame to the next.
struct Turn {
  Turn(const KinematicTree& tree, const float* channels)
      : cosine(tree.frame_count), sine(tree.frame_count) {
    for (int t = 0; t < tree.frame_count; ++t) {
      const float angle = channels[2 * tree.frame_count + t] / tree.fps;
      cosine[t] = std::cos(angle);
      sine[t] = std::sin(angle);
    }
  }
  std::vector<float> cosine, sine;
};

/// Velocities of all nodes, N x 3 x (T - 1) in rows of T, seen from the heading frame of frame t.
void run_velocities(const KinematicTree& tree, const float* channels,
                    const std::vector<float>& positions, std::vector<float>& velocities) {
  const size_t frames = tree.frame_count;
  const Turn turn(tree, channels);
  velocities.assign(positions.size(), 0.0F);
  for (int n = 0; n < tree.node_count(); ++n) {
    const float* x = positions.data() + static_cast<size_t>(n) * 3 * frames;
    const float* y = x + frames;
    const float* z = y + frames;
    float* v = velocities.data() + static_cast<size_t>(n) * 3 * frames;
    for (size_t t = 0; t + 1 < frames; ++t) {
      v[t] = (turn.cosine[t] * x[t + 1] + turn.sine[t] * z[t + 1] - x[t]) * tree.fps +
             channels[frames + t];
      v[frames + t] = (y[t + 1] - y[t]) * tree.fps;
      v[2 * frames + t] =
          (turn.cosine[t] * z[t + 1] - turn.sine[t] * x[t + 1] - z[t]) * tree.fps + channels[t];
    }
  }
}

void velocities_gradient(const KinematicTree& tree, const float* channels,
                         const std::vector<float>& positions, const std::vector<float>& g_velocity,
                         std::vector<float>& g_position, float* g_channels) {
  const size_t frames = tree.frame_count;
  const Turn turn(tree, channels);
  for (int n = 0; n < tree.node_count(); ++n) {
    const size_t at = static_cast<size_t>(n) * 3 * frames;
    const float* g = g_velocity.data() + at;
    const float* p = positions.data() + at;
    float* out = g_position.data() + at;
    for (size_t t = 0; t + 1 < frames; ++t) {  // in the next frame's position
      const float gx = g[t];
      const float gz = g[2 * frames + t];
      out[t + 1] += (turn.cosine[t] * gx - turn.sine[t] * gz) * tree.fps;
      out[frames + t + 1] += g[frames + t] * tree.fps;
      out[2 * frames + t + 1] += (turn.sine[t] * gx + turn.cosine[t] * gz) * tree.fps;
    }
    for (size_t i = 0; i < 3 * frames; ++i) out[i] -= g[i] * tree.fps;  // g is 0 in the last frame
    for (size_t t = 0; t + 1 < frames; ++t) {                           // in the path and the turn
      const float gx = g[t];
      const float gz = g[2 * frames + t];
      const float x = p[t + 1];
      const float z = p[2 * frames + t + 1];
      g_channels[frames + t] += gx;
      g_channels[t] += gz;
      // The fps of the velocity and of the turn's angle cancel.
      g_channels[2 * frames + t] += gx * (turn.cosine[t] * z - turn.sine[t] * x) -
                                    gz * (turn.sine[t] * z + turn.cosine[t] * x);
    }
  }
}

}  // namespace

KinematicTree KinematicTree::make(const WindowLayout& layout) {
  KinematicTree tree;
  tree.joint_count = static_cast<int>(layout.joints.size());
  tree.frame_count = layout.frame_count;
  tree.fps = static_cast<float>(layout.fps);
  const Skeleton& skeleton = *layout.skeleton;
  std::vector<int> node_of(skeleton.size(), -1);
  const auto add = [&](int parent, const Vec3& offset, bool is_tip) {
    Node node{parent, {}, is_tip};
    for (int axis = 0; axis < 3; ++axis) node.offset_m[axis] = static_cast<float>(offset[axis]);
    tree.nodes.push_back(node);
  };
  for (const int j : layout.joints) {
    node_of[j] = tree.node_count();
    const bool is_hips = j == layout.joints.front();
    add(is_hips ? -1 : node_of[skeleton.joints[j].parent],
        is_hips ? Vec3(0.0) : skeleton.joints[j].offset, false);
  }
  for (const int j : layout.joints) {
    const auto& tip = skeleton.joints[j].end_site;
    if (tip && glm::dot(*tip, *tip) > 1e-8) add(node_of[j], *tip, true);
  }
  const auto node_or = [&](BodyPart part, BodyPart otherwise) {
    return node_of[layout.body.has(part) ? layout.body[part] : layout.body[otherwise]];
  };
  tree.contact_nodes[0] = node_of[layout.body[BodyPart::kLeftFoot]];
  tree.contact_nodes[1] = node_or(BodyPart::kLeftToes, BodyPart::kLeftFoot);
  tree.contact_nodes[2] = node_of[layout.body[BodyPart::kRightFoot]];
  tree.contact_nodes[3] = node_or(BodyPart::kRightToes, BodyPart::kRightFoot);
  return tree;
}

void window_positions(const KinematicTree& tree, std::span<const float> channels,
                      std::span<float> positions) {
  Scratch s(tree);
  run_kinematics(tree, channels.data(), s);
  std::copy(s.positions.begin(), s.positions.end(), positions.begin());
}

KinematicLoss kinematic_loss(const KinematicTree& tree, std::span<const float> predicted,
                             std::span<const float> truth, const KinematicWeights& weights,
                             std::span<float> gradient) {
  const size_t frames = tree.frame_count;
  Scratch target(tree);
  Scratch s(tree);
  std::vector<float> target_velocity;
  std::vector<float> velocity;
  run_kinematics(tree, truth.data(), target);
  run_velocities(tree, truth.data(), target.positions, target_velocity);
  run_kinematics(tree, predicted.data(), s);
  run_velocities(tree, predicted.data(), s.positions, velocity);

  KinematicLoss loss;
  std::vector<float> g_position(s.positions.size());
  std::vector<float> g_velocity(s.positions.size());
  const float per_node = 1.0F / static_cast<float>(tree.node_count() * frames);
  const float position_unit = kPositionUnit * kPositionUnit * per_node;
  double position_sum = 0.0;
  double velocity_sum = 0.0;
  for (size_t i = 0; i < s.positions.size(); ++i) {
    const float off = s.positions[i] - target.positions[i];
    const float faster = velocity[i] - target_velocity[i];
    position_sum += off * off;
    velocity_sum += faster * faster;
    g_position[i] = 2.0F * weights.position * position_unit * off;
    g_velocity[i] = 2.0F * weights.velocity * per_node * faster;
  }
  loss.position = static_cast<float>(position_sum) * position_unit;
  loss.velocity = static_cast<float>(velocity_sum) * per_node;

  const float per_contact = 1.0F / static_cast<float>(kContactCount * frames);
  const size_t contact_offset = 4 + 6 * static_cast<size_t>(tree.joint_count);
  double contact_sum = 0.0;
  for (int c = 0; c < kContactCount; ++c) {
    const float* flag = truth.data() + (contact_offset + c) * frames;
    const size_t at = static_cast<size_t>(tree.contact_nodes[c]) * 3 * frames;
    for (int axis = 0; axis < 3; ++axis) {
      for (size_t t = 0; t + 1 < frames; ++t) {
        // Planted in this frame and the next: the velocity between them must vanish.
        const float planted = flag[t] * flag[t + 1];
        const float v = velocity[at + axis * frames + t];
        contact_sum += planted * v * v;
        g_velocity[at + axis * frames + t] += 2.0F * weights.contact * per_contact * planted * v;
      }
    }
  }
  loss.contact = static_cast<float>(contact_sum) * per_contact;

  velocities_gradient(tree, predicted.data(), s.positions, g_velocity, g_position, gradient.data());
  kinematics_gradient(tree, predicted.data(), s, g_position, gradient.data());
  return loss;
}

}  // namespace kinemote::synthesis
