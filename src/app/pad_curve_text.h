// PAD curves as users write them.
#pragma once

#include <string>
#include <vector>

#include "synthesis/control/pad_curve.h"

namespace kinemote::app {

/// "0:-0.5,0.2,0;10:happy": keys of seconds and PAD (three numbers, or a word of the table). Error
/// (usage) names the key.
Result<synthesis::PadCurve> parse_pad_curve(const std::string& text,
                                            const std::vector<analysis::PadWord>& words);

/// A curve from `source`: keys as above, or else the name of a CSV file with a line of headings and
/// the columns time_s, p, a, d. Errors: usage (keys), bad input (file: names the line).
Result<synthesis::PadCurve> read_pad_curve(const std::string& source,
                                           const std::vector<analysis::PadWord>& words);

/// The reverse: "0.000:-0.500,0.200,0.000;…", and the text of such a CSV file.
std::string pad_curve_keys(const synthesis::PadCurve& curve);
std::string pad_curve_csv(const synthesis::PadCurve& curve);

}  // namespace kinemote::app
