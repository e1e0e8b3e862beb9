// A latent as text, for the clipboard and for --latent.
#pragma once

#include <string>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::app {

/// Numbers with commas between them, each as short as reads back to the same.
std::string latent_to_text(const std::vector<float>& latent);
/// Blanks, line ends and brackets round the numbers do not matter. Error (usage) says what is wrong
/// with the text: empty, not numbers, another count than `size`, or beyond 20 standard deviations.
Result<std::vector<float>> latent_from_text(const std::string& text, size_t size);

class Session;
/// Takes a text for the latents of the motion on the stage, one undo step; locked ones stay.
/// Errors: that there is no model, those of latent_from_text().
Status paste_latents(Session& session, const std::string& text);

}  // namespace kinemote::app
