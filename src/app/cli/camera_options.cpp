#include "app/cli/camera_options.h"

#include "app/cli/support.h"
#include "app/keypoint_job.h"

namespace kinemote::app {
namespace {

const char* const kGroup = "Keypoints of a camera";

}  // namespace

bool CameraOptions::is_changed() const {
  return camera != CameraOptions{}.camera || noise_px > 0.0 || dropout > 0.0 || frame_dropout > 0.0;
}

void declare_camera(OptionSet& options, CameraOptions& values) {
  options
      .option("layout", values.layout,
              "Keypoints in pixels instead of a skeleton, to .csv or .json: coco17, landmarks33")
      .among(projected_layouts())
      .group(kGroup);
  options
      .option("camera", values.camera,
              "Azimuth from the figure's front and elevation, degrees; distance, metres (without "
              "or 0: the figure fills the picture of 1280 x 720)")
      .value_name("AZ,EL,DIST")
      .group(kGroup);
  options.option("pixel-noise", values.noise_px, "Standard deviation of every coordinate, pixels")
      .within(0.0, 1e4)
      .group(kGroup);
  options.option("dropout", values.dropout, "Share of points that are not found")
      .within(0.0, 1.0)
      .group(kGroup);
  options.option("frame-dropout", values.frame_dropout, "Share of frames in which nobody is found")
      .within(0.0, 1.0)
      .group(kGroup);
}

Result<ProjectionSettings> projection_of(const CameraOptions& values, uint64_t seed) {
  const auto numbers = parse_numbers(values.camera, "--camera");
  if (!numbers) return numbers.error();
  if (numbers->size() < 2 || numbers->size() > 3) {
    return usage_error(
        "--camera: expected azimuth,elevation or azimuth,elevation,distance, such "
        "as 30,10,4");
  }
  ProjectionSettings settings;
  settings.camera.azimuth_rad = rad_from_degrees((*numbers)[0]);
  settings.camera.elevation_rad = rad_from_degrees((*numbers)[1]);
  settings.camera.distance_m = numbers->size() == 3 ? (*numbers)[2] : 0.0;
  settings.noise_px = values.noise_px;
  settings.point_dropout = values.dropout;
  settings.frame_dropout = values.frame_dropout;
  settings.seed = seed;
  if (Status s = settings.validate(); !s) return s.error();
  return settings;
}

}  // namespace kinemote::app
