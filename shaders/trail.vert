// Polylines, already widened in clip space on the CPU.
layout(location = 0) in vec4 a_clip;
layout(location = 1) in vec4 a_colour;   // sRGB, alpha not multiplied in
layout(location = 2) in vec2 a_side;     // signed pixels from the middle; half width

out vec4 v_colour;
out float v_side_px;
out float v_half_px;

void main() {
  v_colour = a_colour;
  v_side_px = a_side.x;
  v_half_px = a_side.y;
  gl_Position = a_clip;
}
