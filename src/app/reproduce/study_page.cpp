#include "app/reproduce/study_page.h"

#include <cctype>
#include <cstring>

#include "app/markup.h"
#include "app/version.h"

namespace kinemote::app {
namespace {

constexpr const char* kStyle = R"css(
:root {
  color-scheme: light dark;
  --ground: #f4f5f2; --card: #ffffff; --ink: #1b232e; --soft: #566172; --rule: #dfe3e8;
  --accent: #0072b2; --tint: #e8f1f7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #11151b; --card: #191f28; --ink: #e7ebf0; --soft: #9ba7b6; --rule: #2b3440;
    --accent: #6cc0f0; --tint: #1b2b38;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.6 Inter, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
main, header, footer { max-width: 1000px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 56px; }
h1 { font-size: 36px; line-height: 1.18; letter-spacing: -.02em; margin: 0 0 12px; }
h2 { font-size: 25px; line-height: 1.25; letter-spacing: -.01em; margin: 72px 0 8px; }
p { margin: 8px 0 16px; }
p.lead { font-size: 19px; color: var(--soft); }
a { color: var(--accent); text-underline-offset: 3px; }
dl { display: flex; flex-wrap: wrap; gap: 4px 28px; margin: 20px 0; font-size: 14.5px; }
dl div { display: flex; gap: 8px; }
dt { color: var(--soft); }
dd { margin: 0; font-variant-numeric: tabular-nums; }
ol.findings { padding: 20px 24px 8px 44px; background: var(--card); border: 1px solid var(--rule);
  border-radius: 12px; }
ol.findings li { margin-bottom: 12px; }
.finding { background: var(--tint); border-left: 4px solid var(--accent); border-radius: 0 8px 8px 0;
  padding: 12px 16px; margin: 18px 0; }
figure { margin: 24px 0; }
figure.paper { background: #fff; border: 1px solid var(--rule); border-radius: 12px; padding: 14px; }
figure.paper img { display: block; max-width: 100%; height: auto; margin: 0 auto; }
figcaption { color: var(--soft); font-size: 14.5px; margin: 8px 0; }
figure.paper figcaption { color: #566172; margin: 12px 4px 0; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--rule);
  border-radius: 12px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 10px; text-align: right; border-bottom: 1px solid var(--rule);
  white-space: nowrap; }
th { color: var(--soft); font-weight: 600; vertical-align: bottom; white-space: normal; }
code { font-size: .92em; }
tr:last-child td { border-bottom: 0; }
th:first-child, td:first-child { text-align: left; }
.small { font-size: 14px; color: var(--soft); }
pre { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 14px 18px;
  overflow-x: auto; font-size: 13.5px; }
footer { margin-top: 72px; padding-bottom: 48px; }
@media print { body { background: #fff; } h2 { break-after: avoid; } figure { break-inside: avoid; } }
)css";

/// Escaped; what stands between backticks as code.
std::string prose(const std::string& text) {
  std::string html;
  bool is_code = false;
  std::string part;
  const auto flush = [&] {
    html += is_code ? "<code>" + escape_markup(part) + "</code>" : escape_markup(part);
    part.clear();
  };
  for (const char c : text) {
    if (c != '`') {
      part += c;
      continue;
    }
    flush();
    is_code = !is_code;
  }
  flush();
  return html;
}

std::string paragraph(const std::string& text, const char* style = "") {
  return std::string("<p") + style + ">" + prose(text) + "</p>\n";
}

/// An SVG as an address that holds it: as an image of its own its style stays its own.
std::string data_address(const std::string& svg) {
  constexpr const char* kHex = "0123456789ABCDEF";
  std::string address = "data:image/svg+xml,";
  for (const char c : svg) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = std::isalnum(byte) || std::strchr("-_.!~*()/:;=, ", c) != nullptr;
    if (is_plain && c != '\0') {
      address += c;
    } else {
      address += '%';
      address += kHex[byte >> 4];
      address += kHex[byte & 15];
    }
  }
  return address;
}

std::string table_html(const StudyTable& table, bool is_self_contained) {
  std::string html = "<figure><figcaption>" + escape_markup(table.caption) +
                     "</figcaption><div class=\"scroll\"><table><thead><tr>";
  for (const std::string& column : table.columns) html += "<th>" + escape_markup(column) + "</th>";
  html += "</tr></thead><tbody>\n";
  for (const std::vector<std::string>& row : table.rows) {
    html += "<tr>";
    for (const std::string& text : row) html += "<td>" + escape_markup(text) + "</td>";
    html += "</tr>\n";
  }
  html += "</tbody></table></div><p class=\"small\">" + prose(table.note);
  if (!is_self_contained) {
    html += std::string(table.note.empty() ? "" : " ") + "<a href=\"tables/" +
            escape_markup(table.file) + ".csv\">As CSV</a>";
  }
  return html + "</p></figure>\n";
}

std::string figure_html(const StudyFigure& figure, bool is_self_contained) {
  const std::string caption = "<figcaption>" + prose(figure.caption) + "</figcaption></figure>\n";
  if (is_self_contained) {
    return "<figure class=\"paper\"><img src=\"" + data_address(figure.svg) + "\" alt=\"" +
           escape_markup(figure.caption) + "\">" + caption;
  }
  const std::string file = "figures/" + escape_markup(figure.file) + ".svg";
  return "<figure class=\"paper\"><a href=\"" + file + "\"><img src=\"" + file + "\" alt=\"" +
         escape_markup(figure.caption) + "\"></a>" + caption;
}

struct BlockHtml {
  bool is_self_contained = false;
  std::string operator()(const StudyParagraph& block) const { return paragraph(block.text); }
  std::string operator()(const StudyFinding& block) const {
    return paragraph(block.text, " class=\"finding\"");
  }
  std::string operator()(const StudyTable& block) const {
    return table_html(block, is_self_contained);
  }
  std::string operator()(const StudyFigure& block) const {
    return figure_html(block, is_self_contained);
  }
};

std::string findings_html(const std::vector<Study>& studies) {
  std::string html = "<h2 id=\"findings\">What came out</h2>\n<ol class=\"findings\">\n";
  for (const Study& study : studies) {
    for (const StudyBlock& block : study.blocks) {
      const auto* finding = std::get_if<StudyFinding>(&block);
      if (finding == nullptr) continue;
      html += "<li>" + escape_markup(finding->text) + " <a href=\"#" + escape_markup(study.id) +
              "\">More</a></li>\n";
    }
  }
  return html + "</ol>\n";
}

std::string study_html(const Study& study, bool is_self_contained) {
  std::string html =
      "<h2 id=\"" + escape_markup(study.id) + "\">" + escape_markup(study.title) + "</h2>\n";
  for (const StudyBlock& block : study.blocks)
    html += std::visit(BlockHtml{is_self_contained}, block);
  for (const std::string& warning : study.warnings) {
    html += paragraph("Note: " + warning, " class=\"small\"");
  }
  return html;
}

}  // namespace

std::string study_page_html(const StudyPage& page, const std::vector<Study>& studies) {
  std::string html =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\"><title>" +
      escape_markup(page.title) + "</title><style>" + kStyle + "</style></head><body><header><h1>" +
      escape_markup(page.title) + "</h1>" + paragraph(page.lead, " class=\"lead\"") + "<dl>";
  for (const auto& [name, value] : page.facts) {
    html += "<div><dt>" + escape_markup(name) + "</dt><dd>" + escape_markup(value) + "</dd></div>";
  }
  html += "</dl></header><main>\n" + findings_html(studies) +
          "<h2 id=\"reading\">How to read this page</h2>\n";
  for (const std::string& text : page.how_to_read) html += paragraph(text);
  for (const Study& study : studies) html += study_html(study, page.is_self_contained);
  html += "<h2 id=\"again\">Make it again</h2>\n<pre>" + escape_markup(page.again) +
          "</pre>\n</main><footer class=\"small\">" + "Kinemote " + escape_markup(version()) +
          "</footer></body></html>\n";
  return html;
}

}  // namespace kinemote::app
