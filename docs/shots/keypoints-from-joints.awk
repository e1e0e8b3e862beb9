# Makes a COCO-17 table as a camera in front of the figure would give it out of the joint positions
# that `kinemote convert walk.bvh walk.csv` writes: pixels, confidences, some points lost.
BEGIN {
  FS = OFS = ","
  split("nose:Head left_eye:Head right_eye:Head left_ear:Head right_ear:Head " \
        "left_shoulder:LeftUpperArm right_shoulder:RightUpperArm " \
        "left_elbow:LeftLowerArm right_elbow:RightLowerArm left_wrist:LeftHand " \
        "right_wrist:RightHand left_hip:LeftUpperLeg right_hip:RightUpperLeg " \
        "left_knee:LeftLowerLeg right_knee:RightLowerLeg left_ankle:LeftFoot right_ankle:RightFoot",
        pairs, " ")
  for (i = 1; i <= 17; ++i) {
    split(pairs[i], names, ":")
    point[i] = names[1]
    joint[i] = names[2]
  }
  split("0 0.03 -0.03 0.07 -0.07", across, " ")
  split("0.08 0.11 0.11 0.09 0.09", above, " ")
  pixels_per_metre = 240
}
/^#/ { next }
!has_header {
  has_header = 1
  for (c = 1; c <= NF; ++c) column[$c] = c
  printf "frame,time_s"
  for (i = 1; i <= 17; ++i) printf ",%s.x,%s.y,%s.c", point[i], point[i], point[i]
  print ""
  next
}
{
  printf "%d,%s", frame, $column["time_s"]
  for (i = 1; i <= 17; ++i) {
    x = $column[joint[i] ".x"] + (i <= 5 ? across[i] : 0)
    y = $column[joint[i] ".y"] + (i <= 5 ? above[i] : 0)
    confidence = 0.9
    # A wrist is lost for a moment and an ankle for good, as it happens.
    if (point[i] == "right_wrist" && frame % 20 >= 8 && frame % 20 < 14) confidence = 0.02
    if (point[i] == "left_ankle" && frame >= 30) confidence = 0.02
    printf ",%.1f,%.1f,%.2f", 640 + x * pixels_per_metre, 640 - y * pixels_per_metre, confidence
  }
  print ""
  ++frame
}
