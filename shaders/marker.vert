// Dots, rings and plain lines, already widened in clip space on the CPU.
layout(location = 0) in vec4 a_clip;
layout(location = 1) in vec4 a_colour;  // sRGB, alpha not multiplied in
layout(location = 2) in vec4 a_shape;   // pixels from the middle (x, y); outer and inner radius

out vec4 v_colour;
out vec4 v_shape;

void main() {
  v_colour = a_colour;
  v_shape = a_shape;
  gl_Position = a_clip;
}
