// The part of the ground that the key light's shadows can reach.
layout(location = 0) in vec2 a_place;  // -1 to 1 in the shadow map

uniform mat4 u_clip_from_world;
uniform mat4 u_ground_from_shadow;  // shadow map place to ground point along the light
uniform mat4 u_shadow_from_world;

out vec3 v_shadow;
out vec2 v_place;

void main() {
  vec4 ground = u_ground_from_shadow * vec4(a_place, 0.0, 1.0);
  v_shadow = (u_shadow_from_world * ground).xyz;
  v_place = a_place;
  gl_Position = u_clip_from_world * ground;
}
