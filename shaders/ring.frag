in vec2 v_place;
flat in vec4 v_ends;
flat in float v_radius;
flat in vec4 v_colour;
out vec4 o_colour;

void main() {
  vec2 axis = v_ends.zw - v_ends.xy;
  float share = clamp(dot(v_place - v_ends.xy, axis) / max(dot(axis, axis), 1e-8), 0.0, 1.0);
  float away = distance(v_place, v_ends.xy + share * axis) - v_radius;
  float pixel = max(fwidth(away), 1e-5);
  float line = clamp(0.5 - (abs(away) - 0.006) / pixel, 0.0, 1.0);
  float inside = clamp(0.5 - away / pixel, 0.0, 1.0);
  float alpha = v_colour.a * max(line, 0.25 * inside);
  o_colour = vec4(v_colour.rgb * alpha, alpha);
}
