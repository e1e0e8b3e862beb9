// Rows that the dialogs for making motions and models share.
#pragma once

#include <string>
#include <vector>

#include "app/make_job.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

/// Width of the column of names in these dialogs, design pixels.
inline constexpr float kMakingColumn = 128.0f;

/// A field of one line with a name; true when Enter was pressed in it. The probe knows it by `id`.
bool text_row(Ui& ui, const char* id, const char* name, std::string& value, const char* hint,
              const std::string& tip);
/// A check box with a tooltip. True when it was changed.
bool check_box(Ui& ui, const char* id, const char* words, bool& is_on, const std::string& tip);
/// A whole number, dragged or typed after a double click; kept within its range.
void whole_field(Ui& ui, const char* id, int& value, int low, int high, const char* format,
                 const std::string& tip);
void real_field(Ui& ui, const char* id, double& value, double low, double high, const char* format,
                const std::string& tip);
/// A list whose first item stands for "": `automatic`.
void word_combo(Ui& ui, const char* id, const std::vector<std::string>& words,
                const std::string& automatic, std::string& chosen);
/// The names of a model's styles that an emotion can be chosen from.
std::vector<std::string> style_names(const synthesis::ModelCard* card);
/// Three numbers of a PAD with the nearest word below a field: what `text` means, or why nothing.
void pad_meaning(Ui& ui, const std::string& text);
/// What was made last: PAD before, asked and measured, a line a motion or stretch.
void outcome_table(Ui& ui);
/// A line in the colour of errors, or room for it.
void problem_line(Ui& ui, const std::string& problem);
/// Phase, bar and cancel button of a running job. True when it is to be cancelled.
bool job_row(Ui& ui, const char* id, const app::JobInfo& job);

}  // namespace kinemote::view
