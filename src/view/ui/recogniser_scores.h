// How well a recogniser did on what it had not seen, in words and numbers.
#pragma once

#include "app/recognition/recogniser_bench.h"
#include "view/ui/ui.h"

namespace kinemote::view {

/// Balanced accuracy, accuracy and macro-F1 with intervals beside what guessing reaches, as the
/// command line prints them; says so where they are not known.
void score_rows(Ui& ui, const app::UsedRecogniser& used);

/// Precision, recall, F1 and support of every class, of clips or windows as the review says.
void class_rows(Ui& ui, const app::HeldOutReview& review);

}  // namespace kinemote::view
