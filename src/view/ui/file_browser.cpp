#include "view/ui/file_browser.h"

#include <algorithm>

#include "app/motion_import.h"
#include "app/session_file.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

FolderListing list_folder(const std::filesystem::path& folder) {
  FolderListing listing;
  std::error_code error;
  std::filesystem::directory_iterator it(folder, error), end;
  if (error) {
    listing.error = folder.string() + ": " + error.message();
    return listing;
  }
  for (; it != end; it.increment(error)) {
    if (error) break;
    const std::string name = it->path().filename().string();
    if (name.empty() || name.front() == '.') continue;
    std::error_code ignored;
    if (it->is_directory(ignored)) {
      listing.folders.push_back(name);
    } else if (app::is_motion_path(it->path()) || app::is_session_file(it->path())) {
      listing.files.push_back(name);
    }
  }
  std::sort(listing.folders.begin(), listing.folders.end());
  std::sort(listing.files.begin(), listing.files.end());
  return listing;
}

void FileBrowser::go_to(const std::filesystem::path& folder) {
  std::error_code ignored;
  folder_ = std::filesystem::weakly_canonical(
      folder.empty() ? std::filesystem::current_path(ignored) : folder, ignored);
  typed_ = folder_.string();
  listing_ = list_folder(folder_);
}

std::optional<std::filesystem::path> FileBrowser::draw(Ui& ui, bool wants_folder, bool is_new) {
  if (folder_.empty()) go_to({});
  std::optional<std::filesystem::path> chosen;
  std::filesystem::path next;
  if (icon_button(ui, "browser.up", "up", ImGui::GetFrameHeight(), ButtonLook::kRaised)) {
    next = folder_.parent_path();
  }
  tooltip(ui, "Parent folder");
  ImGui::SameLine();
  ImGui::SetNextItemWidth(-1.0f);
  if (is_new) ImGui::SetKeyboardFocusHere();
  constexpr auto kFlags = ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll;
  const bool is_entered = ImGui::InputText("##path", &typed_, kFlags);
  ui.probe.add("browser.path", item_rect());
  if (is_entered) {
    std::error_code ignored;
    const std::filesystem::path path = typed_;
    if (wants_folder && path == folder_) {
      chosen = folder_;  // Enter once more
    } else if (std::filesystem::is_directory(path, ignored)) {
      next = path;
      ImGui::SetKeyboardFocusHere(-1);
    } else if (std::filesystem::exists(path, ignored)) {
      chosen = path;
    } else {
      listing_.error = typed_ + ": there is no such file or folder";
    }
  }
  const float footer = ImGui::GetFrameHeight() + ui.px(14.0f);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.palette.panel.packed());
  ImGui::BeginChild("entries", {0.0f, -footer}, false);
  for (const std::string& name : listing_.folders) {
    const std::string label = std::string(icon("folder")) + "  " + name;
    if (ImGui::Selectable(label.c_str())) next = folder_ / name;
  }
  for (const std::string& name : listing_.files) {
    const std::string label = std::string(icon("film")) + "  " + name;
    ImGui::BeginDisabled(wants_folder);
    if (ImGui::Selectable(label.c_str())) chosen = folder_ / name;
    ImGui::EndDisabled();
  }
  if (!listing_.error.empty()) {
    text_wrapped(ui, ui.fonts.body, ui.palette.error, listing_.error);
  } else if (listing_.folders.empty() && listing_.files.empty()) {
    text_wrapped(ui, ui.fonts.body, ui.palette.text_dim, "No folders and no motion files here.");
  }
  ImGui::EndChild();
  ImGui::PopStyleColor();
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  if (wants_folder) {
    const std::string words =
        "Open this folder (" + std::to_string(listing_.files.size()) + " motions directly in it)";
    if (text_button(ui, "browser.open", words, ButtonLook::kPrimary)) chosen = folder_;
  } else {
    text(ui, ui.fonts.small, ui.palette.text_faint,
         "Click a motion to open it. Formats: " + app::readable_formats() + ".");
  }
  if (!next.empty()) go_to(next);
  return chosen;
}

}  // namespace kinemote::view
