// Anti-aliased line: full inside, gone one pixel further out.
in float v_side_px;
in float v_half_px;
in float v_alpha;
uniform vec4 u_colour;
out vec4 o_colour;

void main() {
  float alpha = v_alpha * u_colour.a * clamp(v_half_px + 0.5 - abs(v_side_px), 0.0, 1.0);
  o_colour = vec4(u_colour.rgb * alpha, alpha);
}
