// `--mirror --trim A,B --smooth HZ …`: edits of a motion on its way from file to file.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/cli/option_set.h"
#include "app/clip_edits.h"
#include "app/convert_job.h"

namespace kinemote::app {

/// Values of the options as they stand on the command line.
struct EditOptions {
  ClipEdits edits;
  std::string trim;  // "A,B"
};
void declare_edits(OptionSet& options, EditOptions& values);

/// The edits as convert_file() takes them: none if nothing was asked for. What they have to say is
/// added to `warnings`. Errors: those of ClipEditor::make, or of a range that is not two numbers.
Result<std::vector<ClipEdit>> edits_of(const EditOptions& values,
                                       const std::shared_ptr<Warnings>& warnings);

}  // namespace kinemote::app
