// Anything flat on the ground that carries its colour in its vertices.
layout(location = 0) in vec2 a_place;   // metres, world x and z relative to u_centre
layout(location = 1) in float a_alpha;

uniform mat4 u_clip_from_world;
uniform vec3 u_centre;
uniform float u_size;  // metres per unit of a_place

out float v_alpha;

void main() {
  v_alpha = a_alpha;
  vec3 point = u_centre + u_size * vec3(a_place.x, 0.0, a_place.y);
  gl_Position = u_clip_from_world * vec4(point, 1.0);
}
