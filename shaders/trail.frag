in vec4 v_colour;
in float v_side_px;
in float v_half_px;
out vec4 o_colour;

void main() {
  float alpha = v_colour.a * clamp(v_half_px + 0.5 - abs(v_side_px), 0.0, 1.0);
  o_colour = vec4(v_colour.rgb * alpha, alpha);
}
