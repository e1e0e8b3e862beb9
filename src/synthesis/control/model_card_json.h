// The card of a model file as JSON and tensors: shared by reader and writer, private to the room.
#pragma once

#include <map>
#include <string>

#include "synthesis/control/model_file.h"

namespace kinemote::synthesis::detail {

/// The card's JSON object as text; its arrays of numbers are added to `tensors` as "card/…".
/// Error (usage) if settings_json or metrics_json is not JSON.
Result<std::string> card_to_json(const ModelCard& card, std::map<std::string, Tensor>& tensors);

/// The reverse. Error (bad input) says which member is missing or wrong.
Result<ModelCard> card_from_json(const std::string& json,
                                 const std::map<std::string, Tensor>& tensors);

}  // namespace kinemote::synthesis::detail
