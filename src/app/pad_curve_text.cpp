#include "app/pad_curve_text.h"

#include <algorithm>
#include <filesystem>

#include "app/markup.h"
#include "motion/core/atomic_file.h"
#include "motion/io/csv_rows.h"

namespace kinemote::app {
namespace {

/// A text that is wholly a number, in seconds.
Result<double> parse_time(const std::string& text) {
  try {
    size_t used = 0;
    const double value = std::stod(text, &used);
    if (text.find_first_not_of(" \t", used) == std::string::npos) return value;
  } catch (const std::exception&) {
    // Not a number, or none that fits: said below.
  }
  return usage_error("\"" + text + "\" is no time in seconds");
}

std::string pad_cells(const analysis::Pad& pad) {
  return fixed_text(pad.pleasure, 3) + "," + fixed_text(pad.arousal, 3) + "," +
         fixed_text(pad.dominance, 3);
}

Result<synthesis::PadCurve> checked(synthesis::PadCurve curve) {
  if (Status s = curve.validate(); !s) return s.error();
  return curve;
}

Result<synthesis::PadCurve> read_curve_file(const std::filesystem::path& path,
                                            const std::vector<analysis::PadWord>& words) {
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  io::CsvRows rows(*text);
  std::vector<std::string_view> cells;
  const auto complain = [&](const std::string& what) {
    return bad_input(path.string() + ":" + std::to_string(rows.line()) + ": " + what);
  };
  if (!rows.next(cells)) return complain("no headings; expected time_s, p, a, d");
  size_t columns[4];
  const char* names[4] = {"time_s", "p", "a", "d"};
  for (int i = 0; i < 4; ++i) {
    const auto it = std::find(cells.begin(), cells.end(), names[i]);
    if (it == cells.end()) {
      return complain("no column \"" + std::string(names[i]) + "\"; expected time_s, p, a, d");
    }
    columns[i] = it - cells.begin();
  }
  synthesis::PadCurve curve;
  while (rows.next(cells)) {
    const auto cell = [&](int i) {
      return columns[i] < cells.size() ? std::string(cells[columns[i]]) : std::string();
    };
    const Result<double> time_s = parse_time(cell(0));
    if (!time_s) return complain(time_s.error().message);
    const auto pad = analysis::parse_pad(cell(1) + "," + cell(2) + "," + cell(3), words);
    if (!pad) return complain(pad.error().message);
    curve.keys.push_back({*time_s, *pad});
  }
  if (curve.empty()) return complain("no keys below the headings");
  if (Status s = curve.validate(); !s) {
    return bad_input("\"" + path.string() + "\": " + s.error().message);
  }
  return curve;
}

}  // namespace

Result<synthesis::PadCurve> parse_pad_curve(const std::string& text,
                                            const std::vector<analysis::PadWord>& words) {
  synthesis::PadCurve curve;
  for (size_t start = 0; start <= text.size();) {
    const size_t end = std::min(text.find(';', start), text.size());
    const std::string key = text.substr(start, end - start);
    start = end + 1;
    if (key.find_first_not_of(" \t") == std::string::npos) continue;
    const size_t colon = key.find(':');
    const auto complain = [&](const std::string& what) {
      return usage_error("--pad-curve: key \"" + key + "\": " + what +
                         "; expected SECONDS:P,A,D or SECONDS:WORD, keys between semicolons");
    };
    if (colon == std::string::npos) return complain("no colon");
    const Result<double> time_s = parse_time(key.substr(0, colon));
    if (!time_s) return complain(time_s.error().message);
    const auto pad = analysis::parse_pad(key.substr(colon + 1), words);
    if (!pad) return complain(pad.error().message);
    curve.keys.push_back({*time_s, *pad});
  }
  if (curve.empty()) return usage_error("--pad-curve holds no key; expected \"0:sad;10:happy\"");
  return checked(std::move(curve));
}

Result<synthesis::PadCurve> read_pad_curve(const std::string& source,
                                           const std::vector<analysis::PadWord>& words) {
  std::error_code error;
  if (std::filesystem::is_regular_file(source, error)) return read_curve_file(source, words);
  if (source.find(':') == std::string::npos) {
    return bad_input("there is no PAD curve file \"" + source +
                     "\", and keys would look like \"0:sad;10:happy\"");
  }
  return parse_pad_curve(source, words);
}

std::string pad_curve_keys(const synthesis::PadCurve& curve) {
  std::string text;
  for (const synthesis::PadKey& key : curve.keys) {
    if (!text.empty()) text += ";";
    text += fixed_text(key.time_s, 3) + ":" + pad_cells(key.pad);
  }
  return text;
}

std::string pad_curve_csv(const synthesis::PadCurve& curve) {
  std::string text = "time_s,p,a,d\n";
  for (const synthesis::PadKey& key : curve.keys) {
    text += fixed_text(key.time_s, 3) + "," + pad_cells(key.pad) + "\n";
  }
  return text;
}

}  // namespace kinemote::app
