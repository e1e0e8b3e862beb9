// Which joints the recogniser looks at: marks on the body, and their legend.
#pragma once

#include "app/session.h"
#include "view/render/scene.h"
#include "view/ui/ui.h"

namespace kinemote::view {

/// Colour of a joint that speaks for what is said, or against it: apart from the body's own blue
/// and orange, and for every kind of colour vision.
Colour joint_colour(bool speaks_for);

/// Marks of the joints of the leading figure: filled for, rings against, larger where they matter
/// more. None unless they are shown and known.
void add_joint_marks(const app::Session& session, Scene& scene);

/// What the marks mean, with numbers of the three largest, at the lower left of the stage. Nothing
/// unless they are shown. Returns its height.
float joint_legend(Ui& ui, const Rect& stage);

/// "Left lower arm".
std::string part_words(BodyPart part);

}  // namespace kinemote::view
