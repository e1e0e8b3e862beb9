in float v_alpha;
uniform vec4 u_colour;  // sRGB and strength
out vec4 o_colour;

void main() {
  float alpha = v_alpha * u_colour.a;
  o_colour = vec4(u_colour.rgb * alpha, alpha);
}
