// A recognition study as sections of a page: tables, figures, and what they mean.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/recognition/study_job.h"
#include "app/reproduce/study.h"

namespace kinemote::app {

/// The sections in reading order: the recognisers beside baselines; the best one's classes and
/// confusions; settings compared; training curves; joints; calibration and errors; the data; how
/// scores grew. Recognisers without a result are listed with the reason. Error (bad input): no
/// recogniser has a result.
Result<std::vector<Study>> study_sections(const StudyResult& result);

/// The page, in one file that needs no other.
Result<std::string> study_report_html(const StudyResult& result);

/// The scores as JSON: one object a recogniser, with intervals, baselines and folds.
Result<std::string> study_scores_json(const StudyResult& result);

}  // namespace kinemote::app
