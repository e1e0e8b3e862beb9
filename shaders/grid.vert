// Grid lines as thin quads on the ground, kept at a width in pixels and faded with distance.
layout(location = 0) in vec2 a_place;   // metres from u_centre, on the line
layout(location = 1) in vec2 a_across;  // unit vector across the line, signed: this corner's side
layout(location = 2) in float a_level;  // 0: 10 cm lines, 1: metre lines

uniform mat4 u_clip_from_world;
uniform vec4 u_eye;
uniform vec3 u_centre;
uniform vec3 u_focus;        // where the grid is strongest
uniform float u_pixel;       // size of a pixel at 1 m from the eye, or anywhere if u_eye.w is 0
uniform vec2 u_line_px;      // widths of the two levels
uniform vec2 u_strength;
uniform vec2 u_reach;        // metres at which the two levels have faded

out float v_side_px;
out float v_half_px;
out float v_alpha;

void main() {
  vec3 point = u_centre + vec3(a_place.x, 0.0, a_place.y);
  vec3 across = vec3(a_across.x, 0.0, a_across.y);
  vec3 to_eye = u_eye.xyz - u_eye.w * point;
  float eye_distance = mix(1.0, length(to_eye), u_eye.w);
  vec3 sight = normalize(to_eye);
  // How long a metre across the line looks, compared with one that is seen face on.
  float shortening = max(length(across - dot(across, sight) * sight), 0.02);
  float pixel_m = u_pixel * eye_distance / shortening;
  float line_px = mix(u_line_px.x, u_line_px.y, a_level);
  float half_px = 0.5 * line_px + 1.0;
  point += across * (half_px * pixel_m);
  v_half_px = 0.5 * line_px;
  v_side_px = half_px * sign(a_across.x + a_across.y);

  float reach = mix(u_reach.x, u_reach.y, a_level);
  float away = distance(u_centre.xz + a_place, u_focus.xz) / reach;
  float fade = max(1.0 - away, 0.0);
  // Lines closer than a few pixels to their neighbours turn into grey mist: fade them first.
  float spacing_px = mix(0.1, 1.0, a_level) / pixel_m;
  fade *= smoothstep(2.0, 14.0, spacing_px);
  v_alpha = mix(u_strength.x, u_strength.y, a_level) * fade * sqrt(fade);
  gl_Position = u_clip_from_world * vec4(point, 1.0);
}
