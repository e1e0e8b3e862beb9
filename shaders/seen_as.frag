// The picture as seen by eyes of another colour vision: a matrix on linear light.
uniform sampler2D u_picture;  // sRGB
uniform vec3 u_red;           // what each linear colour as seen is made of
uniform vec3 u_green;
uniform vec3 u_blue;
out vec4 o_colour;

vec3 linear_from_srgb(vec3 c) {
  return mix(c / 12.92, pow((c + 0.055) / 1.055, vec3(2.4)), step(0.04045, c));
}

vec3 srgb_from_linear(vec3 c) {
  return mix(12.92 * c, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
}

void main() {
  vec4 texel = texelFetch(u_picture, ivec2(gl_FragCoord.xy), 0);
  vec3 light = linear_from_srgb(texel.rgb);
  vec3 seen = vec3(dot(u_red, light), dot(u_green, light), dot(u_blue, light));
  o_colour = vec4(srgb_from_linear(clamp(seen, 0.0, 1.0)), texel.a);
}
