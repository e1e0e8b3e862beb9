// Left and right exchanged.
#pragma once

#include "motion/core/clip.h"

namespace kinemote {

/// The same motion as in a mirror (x becomes -x), on the same skeleton: every joint does what its
/// partner on the other side did, by name. Rest poses and joint axes may be any: turns are
/// exchanged as they are away from the body's reference pose. Mirroring twice gives the clip back.
/// Errors (bad input): a joint of one side without a partner on the other.
Result<Clip> mirror(const Clip& clip);

/// For every joint its partner on the other side; itself for joints of the middle. Error (bad
/// input) as above.
Result<std::vector<int>> mirror_partners(const Skeleton& skeleton);

}  // namespace kinemote
