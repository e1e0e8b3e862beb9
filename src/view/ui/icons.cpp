#include "view/ui/icons.h"

#include <array>
#include <utility>

namespace kinemote::view {

const char* icon(std::string_view name) {
  // Code points: Font Awesome 4.7 cheat sheet.
  static constexpr std::array<std::pair<std::string_view, const char*>, 77> icons{{
      {"play", "\uf04b"},         {"pause", "\uf04c"},      {"stop", "\uf04d"},
      {"to-start", "\uf048"},     {"to-end", "\uf051"},     {"step-back", "\uf053"},
      {"step-on", "\uf054"},      {"loop", "\uf079"},       {"repeat", "\uf079"},
      {"folder-open", "\uf07c"},  {"folder", "\uf07b"},     {"cubes", "\uf1b3"},
      {"export", "\uf093"},       {"camera", "\uf030"},     {"picture", "\uf03e"},
      {"quit", "\uf08b"},         {"undo", "\uf0e2"},       {"redo", "\uf01e"},
      {"search", "\uf002"},       {"terminal", "\uf120"},   {"target", "\uf05b"},
      {"random", "\uf074"},       {"reset", "\uf021"},      {"film", "\uf008"},
      {"map", "\uf278"},          {"help", "\uf059"},       {"list", "\uf03a"},
      {"info", "\uf05a"},         {"columns", "\uf0db"},    {"frame", "\uf065"},
      {"follow", "\uf03d"},       {"home", "\uf015"},       {"trails", "\uf1fc"},
      {"contacts", "\uf1b0"},     {"theme", "\uf042"},      {"keyboard", "\uf11c"},
      {"close", "\uf00d"},        {"done", "\uf00c"},       {"warning", "\uf071"},
      {"error", "\uf06a"},        {"file", "\uf15b"},       {"up", "\uf062"},
      {"chevron-down", "\uf107"}, {"chevron-up", "\uf106"}, {"plus", "\uf067"},
      {"minus", "\uf068"},        {"male", "\uf183"},       {"dot", "\uf111"},
      {"sliders", "\uf1de"},      {"smile", "\uf118"},      {"magic", "\uf0d0"},
      {"right", "\uf105"},        {"group", "\uf0c0"},      {"curves", "\uf201"},
      {"heat-map", "\uf00a"},     {"hand", "\uf256"},       {"lasso", "\uf040"},
      {"rectangle", "\uf125"},    {"save", "\uf0c7"},       {"overlay", "\uf24d"},
      {"swap", "\uf0ec"},         {"copy", "\uf0c5"},       {"sync", "\uf017"},
      {"marker", "\uf02b"},       {"link", "\uf0c1"},       {"unlink", "\uf127"},
      {"ghosts", "\uf21d"},       {"paste", "\uf0ea"},      {"lock", "\uf023"},
      {"unlock", "\uf09c"},       {"dot-circle", "\uf192"}, {"settings", "\uf013"},
      {"history", "\uf1da"},      {"star", "\uf005"},       {"filter", "\uf0b0"},
      {"edit", "\uf044"},         {"back", "\uf060"},
  }};
  for (const auto& [key, glyph] : icons) {
    if (key == name) return glyph;
  }
  return "";
}

}  // namespace kinemote::view
