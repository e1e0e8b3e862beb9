// Cast shadow on the ground: blurred by a fixed width, or by the distance of what casts it.
in vec3 v_shadow;
in vec2 v_place;

uniform sampler2DShadow u_shadow;
uniform float u_strength;
uniform vec3 u_shade;       // sRGB
#ifdef CONTACT_HARDENING
uniform sampler2D u_depth;
uniform vec2 u_penumbra;    // share of the map: at the ground contact, and per unit of depth
#else
uniform float u_shadow_blur;  // share of the map
#endif

out vec4 o_colour;

#ifdef CONTACT_HARDENING
// Another turn of the look-ups for every pixel: noise instead of bands in wide penumbras
// (interleaved gradient noise, Jimenez 2014, Next Generation Post Processing in Call of Duty).
mat2 pixel_turn() {
  float angle =
      6.2831853 * fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
  return mat2(cos(angle), sin(angle), -sin(angle), cos(angle));
}
#else
mat2 pixel_turn() { return mat2(1.0); }
#endif

void main() {
  mat2 turn = pixel_turn();
  // The ground itself is in front of nothing: compare just before it.
  float depth = v_shadow.z - 0.0005;
#ifdef CONTACT_HARDENING
  float nearer = 0.0;
  float count = 0.0;
  for (int i = 0; i < 24; ++i) {
    float blocker =
        texture(u_depth, v_shadow.xy + 0.35 * u_penumbra.y * (turn * disc_offset(i, 24))).r;
    if (blocker < depth) {
      nearer += depth - blocker;
      count += 1.0;
    }
  }
  if (count < 0.5) discard;
  float blur = u_penumbra.x + u_penumbra.y * nearer / count;
#else
  float blur = u_shadow_blur;
#endif
  float lit = 0.0;
  for (int i = 0; i < SHADOW_TAPS; ++i) {
    vec2 place = v_shadow.xy + blur * (turn * disc_offset(i, SHADOW_TAPS));
    lit += texture(u_shadow, vec3(place, depth));
  }
  float alpha = u_strength * (1.0 - lit / float(SHADOW_TAPS));
  o_colour = vec4(u_shade * alpha, alpha);
}
