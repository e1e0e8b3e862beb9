// What a recogniser looks at in a clip, as a table.
#pragma once

#include "app/recognition/clip_recognition.h"
#include "motion/io/csv.h"

namespace kinemote::app {

/// One row a frame at kRecognitionFps: `time_s`; `attention` (ClipRecognition::attention; empty
/// where attention_kind() is ""); of every joint what it adds to the probability of the class that
/// is named (ClipAttribution). All windows are attributed, half a window apart. Errors: usage for
/// recognisers that are no networks; those of recognise_clip().
Result<io::CsvTable> attention_table(Recogniser& recogniser, const RecogniserSpec& spec,
                                     const RecognitionSettings& settings, const Clip& clip,
                                     const std::string& name, const Progress& progress);

}  // namespace kinemote::app
