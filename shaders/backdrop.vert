// One triangle over the whole picture.
out vec2 v_place;  // -1 to 1

void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  v_place = 2.0 * corner - 1.0;
  gl_Position = vec4(v_place, 0.0, 1.0);
}
