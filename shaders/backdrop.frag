// Background: from the floor's colour below to the wall's above.
in vec2 v_place;
uniform vec3 u_bottom;  // sRGB
uniform vec3 u_top;
out vec4 o_colour;

void main() {
  float height = 0.5 + 0.5 * v_place.y;
  o_colour = vec4(mix(u_bottom, u_top, height * height * (3.0 - 2.0 * height)), 1.0);
}
