// Shared by the passes: blockers of the sky, the shadow map, and colour encoding.

const int kMaxBlockers = 64;

// Share of the sky above `normal` that a body's rounded cones leave open at a point. One sphere of
// radius r at distance l hides cos(angle) * (r / l)^2 of a cosine-weighted hemisphere; each cone
// counts as the sphere of its nearest axis point, and the shares multiply.
float open_sky(vec3 point, vec3 normal, vec4 blockers[2 * kMaxBlockers], int count) {
  float open = 1.0;
  for (int i = 0; i < count; ++i) {
    vec4 from = blockers[2 * i];
    vec4 to = blockers[2 * i + 1];
    vec3 axis = to.xyz - from.xyz;
    float share = clamp(dot(point - from.xyz, axis) / max(dot(axis, axis), 1e-8), 0.0, 1.0);
    vec3 towards = from.xyz + share * axis - point;
    float radius = mix(from.w, to.w, share);
    float distance_squared = max(dot(towards, towards), radius * radius);
    float cosine = max(dot(towards, normal), 0.0) * inversesqrt(distance_squared);
    open *= 1.0 - 0.85 * cosine * radius * radius / distance_squared;
  }
  return open;
}

// Offset number `i` of `count`, spread evenly over the unit disc (sunflower pattern).
vec2 disc_offset(int i, int count) {
  float angle = float(i) * 2.39996323;
  return sqrt((float(i) + 0.5) / float(count)) * vec2(cos(angle), sin(angle));
}

vec3 srgb_from_linear(vec3 c) {
  return mix(12.92 * c, 1.055 * pow(max(c, vec3(0.0)), vec3(1.0 / 2.4)) - 0.055,
             step(vec3(0.0031308), c));
}
