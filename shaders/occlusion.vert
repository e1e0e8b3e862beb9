// A patch of ground under a figure, darkened where the body hides the sky.
layout(location = 0) in vec2 a_place;  // -1 to 1

uniform mat4 u_clip_from_world;
uniform vec3 u_centre;
uniform vec2 u_half_size;
uniform vec4 u_blockers[2 * kMaxBlockers];
uniform int u_blocker_count;

out float v_alpha;

void main() {
  vec3 point = u_centre + vec3(a_place.x * u_half_size.x, 0.0, a_place.y * u_half_size.y);
  float edge = max(abs(a_place.x), abs(a_place.y));
  float inside = 1.0 - smoothstep(0.6, 1.0, edge);
  v_alpha =
      (1.0 - open_sky(point, vec3(0.0, 1.0, 0.0), u_blockers, u_blocker_count)) * inside;
  gl_Position = u_clip_from_world * vec4(point, 1.0);
}
