// `predict --voice F.wav --body F.bvh --model F.kfuse`.
#pragma once

#include <string>

#include "app/cli/command.h"

namespace kinemote::app {

/// What a saved fusion says of one performance; `voice` or `body` may be "".
Result<Report> predict_voice_and_body(const std::string& model, const std::string& voice,
                                      const std::string& body, Invocation& invocation);

}  // namespace kinemote::app
