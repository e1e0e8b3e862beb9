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

void main() {
  // The ground itself is in front of nothing: compare just before it.
  float depth = v_shadow.z - 0.0005;
#ifdef CONTACT_HARDENING
  float nearer = 0.0;
  float count = 0.0;
  for (int i = 0; i < 24; ++i) {
    float blocker =
        texture(u_depth, v_shadow.xy + 0.35 * u_penumbra.y * disc_offset(i, 24)).r;
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
    lit += texture(u_shadow, vec3(v_shadow.xy + blur * disc_offset(i, SHADOW_TAPS), depth));
  }
  float alpha = u_strength * (1.0 - lit / float(SHADOW_TAPS));
  o_colour = vec4(u_shade * alpha, alpha);
}
