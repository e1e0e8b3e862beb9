// People out of the many shapes of keypoint JSON, in memory bounded by the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::io {

/// Where a person or a frame of the text belongs: a number, or the name of an image.
struct FrameKey {
  std::optional<double> number;
  std::string image;

  bool is_empty() const { return !number && image.empty(); }
};

/// One object of the text that has keypoints; numbers as they stand there, null as NaN.
struct JsonPerson {
  std::vector<double> values;  // all coordinates in a row
  int width = 0;               // of one point, if they were lists of coordinates; 0: flat
  std::vector<double> scores;  // `keypoint_scores`, one a point; may be empty
  bool is_called_3d = false;   // the key says 3-D
  FrameKey frame;              // its own `image_id`, `frame`…
  int id = -1;                 // `track_id`, `person_id`, `id`…, -1 if it has none
};

/// People in the order of the text and the frame each of them lies in.
struct KeypointJson {
  std::vector<JsonPerson> people;
  std::vector<FrameKey> frames;  // `images` or the frames of a list, in order; may be empty
  double fps = 0.0;              // `fps`, `frame_rate`; 0: not said
  size_t bare_numbers = 0;       // NaN and Infinity in the text, which were read as null
};

/// Reads the text. People are the objects that have `keypoints`, `keypoints_3d`,
/// `pose_keypoints_2d` or `pose_keypoints_3d`, wherever they stand in: an object with `images` and
/// `annotations`; lists (`frames`, `instance_info`, or the text itself) of frames, of people with
/// frames of their own, or of lists of people; an object with `people`, `instances` or
/// `predictions`. Each person's frame key is set, from itself or from where it stands.
/// NaN and Infinity, which are no JSON, but which Python writes, are read as null.
/// Syntax errors read `name:line:column: …`. Refused: nesting beyond 32 levels, keypoints that are
/// not numbers or not of one shape, more than 2 million values besides keypoints.
Result<KeypointJson> parse_people_json(std::string_view text, const std::string& name);

}  // namespace kinemote::io
