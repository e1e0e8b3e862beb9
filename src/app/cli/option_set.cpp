#include "app/cli/option_set.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace kinemote::app {
namespace {

std::string quoted_list(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// Shortest form of a bound: 0.5, not 0.500000.
std::string number_text(double value) {
  std::string text = CLI::detail::to_string(value);
  return text;
}

int edit_distance(const std::string& a, const std::string& b) {
  std::vector<int> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 1; i <= a.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const int substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substitution});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest_spelling(const std::string& word, const std::vector<std::string>& candidates) {
  std::string best;
  int best_distance = static_cast<int>(word.size()) / 3 + 2;
  for (const std::string& candidate : candidates) {
    const int distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

OptionHandle& OptionHandle::required() {
  option_->required();
  return *this;
}

OptionHandle& OptionHandle::within(double low, double high) {
  option_->check([low, high](const std::string& text) -> std::string {
    double value = 0.0;
    const bool is_number = CLI::detail::lexical_cast(text, value) && std::isfinite(value);
    if (is_number && value >= low && value <= high) return {};
    return "expected a number from " + number_text(low) + " to " + number_text(high) + ", found " +
           text;
  });
  return *this;
}

OptionHandle& OptionHandle::among(const std::vector<std::string>& words) {
  option_->check([words](const std::string& text) -> std::string {
    if (std::find(words.begin(), words.end(), text) != words.end()) return {};
    return "expected one of " + quoted_list(words) + ", found " + text;
  });
  option_->description(option_->get_description() + ": " + quoted_list(words));
  return *this;
}

OptionHandle& OptionHandle::value_name(const std::string& name) {
  option_->type_name(name);
  return *this;
}

OptionHandle& OptionHandle::group(const std::string& name) {
  option_->group(name);
  return *this;
}

OptionSet::OptionSet(const std::string& usage_name, const std::string& description)
    : parser_(std::make_unique<CLI::App>(description, usage_name)) {
  parser_->option_defaults()->always_capture_default();
  parser_->set_help_flag("-h,--help", "Show this help");
}

OptionSet::~OptionSet() = default;

OptionHandle OptionSet::positional(const std::string& name, std::string& value,
                                   const std::string& help) {
  return OptionHandle(parser_->add_option(name, value, help)->type_name(""));
}

OptionHandle OptionSet::positional(const std::string& name, std::vector<std::string>& values,
                                   const std::string& help) {
  // An empty list shown as the default ("[]") says nothing.
  return OptionHandle(parser_->add_option(name, values, help)->type_name("")->default_str(""));
}

OptionHandle OptionSet::option(const std::string& name, std::string& value,
                               const std::string& help) {
  return OptionHandle(parser_->add_option("--" + name, value, help)->type_name("TEXT"));
}

OptionHandle OptionSet::option(const std::string& name, int& value, const std::string& help) {
  return OptionHandle(parser_->add_option("--" + name, value, help)->type_name("N"));
}

OptionHandle OptionSet::option(const std::string& name, uint64_t& value, const std::string& help) {
  return OptionHandle(parser_->add_option("--" + name, value, help)->type_name("N"));
}

OptionHandle OptionSet::option(const std::string& name, double& value, const std::string& help) {
  return OptionHandle(parser_->add_option("--" + name, value, help)->type_name("NUMBER"));
}

OptionHandle OptionSet::option(const std::string& name, std::vector<std::string>& values,
                               const std::string& help) {
  CLI::Option* option = parser_->add_option("--" + name, values, help);
  option->type_name("TEXT")->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  return OptionHandle(option);
}

OptionHandle OptionSet::flag(const std::string& name, bool& value, const std::string& help) {
  return OptionHandle(parser_->add_flag("--" + name, value, help));
}

Status OptionSet::parse(const std::vector<std::string>& arguments) {
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  // "-.5,0,0" is a value; the parser would take it for short options.
  for (std::string& argument : reversed) {
    if (argument.starts_with("-.")) argument.insert(1, "0");
  }
  try {
    parser_->parse(reversed);
    return {};
  } catch (const CLI::CallForHelp&) {
    is_help_asked_ = true;
    return {};
  } catch (const CLI::ExtrasError&) {
    const std::vector<std::string> extras = parser_->remaining();
    const std::string first = extras.empty() ? "" : extras.front();
    std::string message = "unexpected argument \"" + first + "\"";
    const std::string nearest =
        first.starts_with("--") ? nearest_spelling(first, names()) : std::string();
    if (!nearest.empty()) message += "; did you mean " + nearest + "?";
    return usage_error(message);
  } catch (const CLI::ParseError& error) {
    return usage_error(error.what());
  } catch (const std::exception& error) {
    return usage_error(std::string("cannot read the arguments: ") + error.what());
  }
}

std::string OptionSet::help(const std::string& footer) const {
  parser_->footer(footer);
  std::string text = parser_->help();
  for (size_t at; (at = text.find("\n\n\n")) != std::string::npos;) text.erase(at, 1);
  if (const size_t usage = text.find("\nUsage: "); usage != std::string::npos) {
    text.insert(usage, "\n");
  }
  return text;
}

std::vector<std::string> OptionSet::names() const {
  std::vector<std::string> result;
  for (const CLI::Option* option : parser_->get_options()) {
    for (const std::string& name : option->get_lnames()) result.push_back("--" + name);
  }
  return result;
}

}  // namespace kinemote::app
