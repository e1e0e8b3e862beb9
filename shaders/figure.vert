// Rounded cones: one unit mesh, one instance a body piece.
// Mesh: cosine and sine around the axis; place between the side and the pole (0 to 1); end (0 at
// `from`, 1 at `to`).
layout(location = 0) in vec4 a_shape;
// Piece: at each end centre and radius, left axis and lean of the side, bone axis and whether a cap
// closes it; section factors of both ends; colour (linear) and gloss.
layout(location = 1) in vec4 a_from;
layout(location = 2) in vec4 a_to;
layout(location = 3) in vec4 a_from_left;
layout(location = 4) in vec4 a_to_left;
layout(location = 5) in vec4 a_from_axis;
layout(location = 6) in vec4 a_to_axis;
layout(location = 7) in vec4 a_sections;
layout(location = 8) in vec4 a_colour;

uniform mat4 u_clip_from_world;

// Ghosts are drawn twice, by two programs, with equal depth.
invariant gl_Position;

#ifndef DEPTH_ONLY
out vec3 v_point;
out vec3 v_normal;
out vec4 v_colour;
uniform vec4 u_blockers[2 * kMaxBlockers];
uniform int u_blocker_count;
out float v_open_sky;
#endif

void main() {
  bool is_to = a_shape.w > 0.5;
  vec4 end = is_to ? a_to : a_from;
  vec4 left = is_to ? a_to_left : a_from_left;
  vec4 axis = is_to ? a_to_axis : a_from_axis;
  vec2 section = is_to ? a_sections.zw : a_sections.xy;
  vec3 across = cross(left.xyz, axis.xyz);

  // From the latitude where the side leaves the sphere to the pole; without a cap it stays there.
  float pole = is_to ? 1.57079633 : -1.57079633;
  float latitude = mix(left.w, pole, a_shape.z * axis.w);
  vec2 around = cos(latitude) * a_shape.xy;
  vec3 point = end.xyz + end.w * (around.x * section.x * left.xyz + around.y * section.y * across +
                                  sin(latitude) * axis.xyz);
  gl_Position = u_clip_from_world * vec4(point, 1.0);
#ifndef DEPTH_ONLY
  v_point = point;
  v_normal = normalize(around.x / section.x * left.xyz + around.y / section.y * across +
                       sin(latitude) * axis.xyz);
  v_colour = a_colour;
  // Per vertex: soft enough, and software GL runs a pixel's program for every triangle near it.
  v_open_sky = open_sky(point, v_normal, u_blockers, u_blocker_count);
#endif
}
