// Frame rates that files mean but do not quite say.
#pragma once

namespace kinemote::io {

/// The customary rate that `fps` stands for: a whole number or one of the NTSC rates (24, 30, 60 or
/// 120 over 1.001) within 2.5e-4 of it, relative; else `fps` itself. A BVH with `Frame Time:
/// 0.033333` runs at 30.0003 frames a second and means 30. The NTSC rates lie 1e-3 from whole ones,
/// so the two are never confused.
double customary_fps(double fps);

}  // namespace kinemote::io
