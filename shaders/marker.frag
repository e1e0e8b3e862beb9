in vec4 v_colour;
in vec4 v_shape;
out vec4 o_colour;

void main() {
  float away_px = length(v_shape.xy);
  float outside = clamp(v_shape.z + 0.5 - away_px, 0.0, 1.0);
  float inside = v_shape.w > 0.0 ? clamp(away_px - v_shape.w + 0.5, 0.0, 1.0) : 1.0;
  float alpha = v_colour.a * outside * inside;
  o_colour = vec4(v_colour.rgb * alpha, alpha);
}
