// Rounded cones: one unit mesh, one instance a body piece.
// Mesh: cosine and sine around the axis; place between the equator of contact and the pole (0 to
// 1); end (0 at `from`, 1 at `to`).
layout(location = 0) in vec4 a_shape;
// Piece: end centres with radii, axes, section factors at both ends, colour (linear) and gloss.
layout(location = 1) in vec4 a_from;
layout(location = 2) in vec4 a_to;
layout(location = 3) in vec3 a_left;
layout(location = 4) in vec3 a_axis;
layout(location = 5) in vec4 a_sections;
layout(location = 6) in vec4 a_colour;

uniform mat4 u_clip_from_world;

// Ghosts are drawn twice, by two programs, with equal depth.
invariant gl_Position;

#ifndef DEPTH_ONLY
out vec3 v_point;
out vec3 v_normal;
out vec4 v_colour;
#ifdef SKY_PER_VERTEX
uniform vec4 u_blockers[2 * kMaxBlockers];
uniform int u_blocker_count;
out float v_open_sky;
#endif
#endif

void main() {
  // Both spheres touch the cone where their normals make this angle with the section's plane.
  float length_m = max(distance(a_from.xyz, a_to.xyz), 1e-6);
  float contact = asin(clamp((a_from.w - a_to.w) / length_m, -0.98, 0.98));
  float pole = a_shape.w * 3.14159265 - 1.57079633;
  float latitude = mix(contact, pole, a_shape.z);
  vec3 across = cross(a_left, a_axis);
  vec2 section = mix(a_sections.xy, a_sections.zw, a_shape.w);
  vec2 around = cos(latitude) * a_shape.xy;
  float radius = mix(a_from.w, a_to.w, a_shape.w);
  vec3 point = mix(a_from.xyz, a_to.xyz, a_shape.w) +
               radius * (around.x * section.x * a_left + around.y * section.y * across +
                         sin(latitude) * a_axis);
  gl_Position = u_clip_from_world * vec4(point, 1.0);
#ifndef DEPTH_ONLY
  v_point = point;
  v_normal = normalize(around.x / section.x * a_left + around.y / section.y * across +
                       sin(latitude) * a_axis);
  v_colour = a_colour;
#ifdef SKY_PER_VERTEX
  v_open_sky = open_sky(point, v_normal, u_blockers, u_blocker_count);
#endif
#endif
}
