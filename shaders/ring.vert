// Contact marks: a rounded outline on the ground around the planted part of a foot.
layout(location = 0) in vec2 a_place;   // metres on the ground, world x and z
layout(location = 1) in vec2 a_from;    // ends of the mark's middle line
layout(location = 2) in vec2 a_to;
layout(location = 3) in float a_radius;
layout(location = 4) in vec4 a_colour;

uniform mat4 u_clip_from_world;
uniform float u_ground;

out vec2 v_place;
flat out vec4 v_ends;
flat out float v_radius;
flat out vec4 v_colour;

void main() {
  v_place = a_place;
  v_ends = vec4(a_from, a_to);
  v_radius = a_radius;
  v_colour = a_colour;
  gl_Position = u_clip_from_world * vec4(a_place.x, u_ground, a_place.y, 1.0);
}
