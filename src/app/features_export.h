// Features of motions of the studio as a table, as `kinemote features` writes it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/export_job.h"
#include "app/job_queue.h"
#include "app/messages.h"

namespace kinemote::app {

/// A feature set as a choice.
struct ExportedFeatures {
  std::string set;    // as for --set
  std::string words;  // "27 Laban features (lma27)"
};
const std::vector<ExportedFeatures>& exported_feature_sets();

/// The same motion from `first_s` to `last_s` alone, by its own time.
ExportItem part_of(ExportItem item, double first_s, double last_s);

/// Measures the items with the set's usual windows as a job and writes a table that no file has the
/// name of ("features-lma27.csv"); says in a message how it went. Of groups the first figure
/// counts.
void export_features(std::vector<ExportItem> items, const std::string& set,
                     const std::filesystem::path& folder, JobQueue& jobs, MessageLog& messages);

}  // namespace kinemote::app
