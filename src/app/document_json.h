// The studio's document as JSON text, for session files and recovery.
#pragma once

#include <string>

#include "app/document.h"
#include "motion/core/result.h"

namespace kinemote::app {

/// One JSON object with every field; numbers read back as they were written (angles
/// stand in degrees).
std::string document_to_json(const StudioDocument& document);

/// The reverse; fields that are missing keep their defaults. Error (bad input) naming the member
/// that is not known, of another kind or out of range.
Result<StudioDocument> document_from_json(const std::string& text);

/// The choices with which a file is read, one JSON object of those that are not automatic; and
/// back. Error (bad input) naming the member.
std::string import_choices_to_json(const ImportChoices& choices);
Result<ImportChoices> import_choices_from_json(const std::string& text);

}  // namespace kinemote::app
