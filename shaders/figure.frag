// Body shading: key light with shadow, sky and bounce light, a soft highlight, a light rim.
in vec3 v_point;
in vec3 v_normal;
in vec4 v_colour;
in float v_open_sky;

uniform vec4 u_eye;  // place and 1, or direction and 0
uniform vec3 u_to_light;
uniform vec3 u_key;
uniform vec3 u_sky;
uniform vec3 u_bounce;
uniform vec3 u_rim;
uniform float u_fill;
uniform float u_opacity;
uniform float u_outline;  // 1: only what is seen edge on
uniform sampler2DShadow u_shadow;
uniform mat4 u_shadow_from_world;
uniform float u_shadow_blur;  // share of the map
uniform float u_has_shadow;

out vec4 o_colour;

float lit_share(vec3 normal) {
  // A step along the normal keeps a surface out of its own shadow.
  vec3 place = (u_shadow_from_world * vec4(v_point + 0.012 * normal, 1.0)).xyz;
  float sum = 0.0;
  for (int i = 0; i < SHADOW_TAPS; ++i) {
    sum += texture(u_shadow, vec3(place.xy + u_shadow_blur * disc_offset(i, SHADOW_TAPS), place.z));
  }
  return mix(1.0, sum / float(SHADOW_TAPS), u_has_shadow);
}

void main() {
  vec3 normal = normalize(v_normal);
  vec3 to_eye = normalize(u_eye.xyz - u_eye.w * v_point);
  float open = v_open_sky;
  float facing = dot(normal, u_to_light);
  // Wrapped a little past the terminator: skin and cloth have no hard one.
  float key = max((facing + 0.15) / 1.15, 0.0);
  if (key > 0.0) key *= lit_share(normal);
  float view = max(dot(normal, to_eye), 0.0);

  vec3 light = u_key * key;
  light += mix(u_bounce, u_sky, 0.5 + 0.5 * normal.y) * open;
  light += u_fill * view * open;
  vec3 colour = v_colour.rgb * light;

  vec3 halfway = normalize(u_to_light + to_eye);
  float glint = pow(max(dot(normal, halfway), 0.0), 28.0);
  colour += v_colour.a * glint * key * u_key;
  float grazing = 1.0 - view;
  // From above: undersides that are seen edge on would shine otherwise.
  float from_above = clamp(0.3 + 0.7 * normal.y, 0.0, 1.0);
  colour += u_rim * (grazing * grazing * grazing) * from_above * open;
  float edge = mix(1.0, 0.10 + 0.90 * smoothstep(0.30, 0.75, grazing), u_outline);
  o_colour = vec4(srgb_from_linear(colour), 1.0) * u_opacity * edge;
}
