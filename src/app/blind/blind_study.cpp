#include "app/blind/blind_study.h"

#include <algorithm>
#include <ctime>
#include <random>

namespace kinemote::app {
namespace {

std::string now_text() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

/// FNV-1a: std::hash may differ from one standard library to the next, an order must not.
uint64_t hash_of(const std::string& text) {
  uint64_t hash = 14695981039346656037ull;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return hash;
}

/// Fisher–Yates: std::shuffle is free to differ between standard libraries.
void shuffle(std::vector<int>& order, std::mt19937_64& random) {
  for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
}

}  // namespace

std::string_view name_of(BlindTask task) { return task == BlindTask::kChoice ? "choice" : "pad"; }

Status BlindPlan::validate() const {
  if (clips.empty()) return usage_error("a blind study needs motions to judge");
  if (rater.empty()) return usage_error("a blind study needs a name or code for the rater");
  if (rounds < 1 || rounds > 10) return usage_error("a blind study has 1 to 10 rounds");
  if (task == BlindTask::kPad) return {};
  if (choices.size() < 2 || choices.size() > kMostChoices) {
    return usage_error("a blind study offers 2 to 20 words to choose from, not " +
                       std::to_string(choices.size()));
  }
  for (size_t i = 0; i < choices.size(); ++i) {
    if (choices[i].empty() || std::count(choices.begin(), choices.end(), choices[i]) > 1) {
      return usage_error("every word to choose from has to be there once");
    }
  }
  return {};
}

std::vector<int> blind_order(const BlindPlan& plan) {
  std::mt19937_64 random(plan.seed ^ hash_of(plan.rater));
  std::vector<int> order;
  for (int round = 0; round < plan.rounds; ++round) {
    std::vector<int> part(plan.clips.size());
    for (size_t i = 0; i < part.size(); ++i) part[i] = static_cast<int>(i);
    shuffle(part, random);
    const bool repeats = !order.empty() && part.front() == order.back();
    if (repeats && part.size() > 1) std::swap(part.front(), part.back());
    order.insert(order.end(), part.begin(), part.end());
  }
  return order;
}

Result<BlindStudy> BlindStudy::begin(BlindPlan plan, std::filesystem::path file) {
  if (Status status = plan.validate(); !status) return status.error();
  BlindStudy study;
  study.order_ = blind_order(plan);
  study.plan_ = std::move(plan);
  study.file_ = std::move(file);
  std::error_code ignored;
  if (!std::filesystem::exists(study.file_, ignored)) return study;
  auto answers = read_blind_answers(study.file_);
  if (!answers) return answers.error();
  study.answers_ = std::move(*answers);
  for (const BlindAnswer& answer : study.answers_) {
    if (answer.rater != study.plan_.rater || answer.seed != study.plan_.seed) continue;
    const bool is_same =
        !study.is_done() && answer.task == study.plan_.task && answer.clip.id == study.current().id;
    if (!is_same) {
      return usage_error(study.file_.string() + ": \"" + answer.rater +
                         "\" has judged other motions with seed " + std::to_string(answer.seed) +
                         "; choose another rater, seed or file");
    }
    ++study.position_;
  }
  return study;
}

Status BlindStudy::choose(const std::string& choice, double seconds) {
  if (is_done()) return usage_error("the blind study is done");
  const auto& choices = plan_.choices;
  if (std::find(choices.begin(), choices.end(), choice) == choices.end()) {
    return usage_error("\"" + choice + "\" is not one of the words to choose from");
  }
  BlindAnswer answer;
  answer.choice = choice;
  answer.seconds = seconds;
  return keep(std::move(answer));
}

Status BlindStudy::rate(const analysis::Pad& pad, double seconds) {
  if (is_done()) return usage_error("the blind study is done");
  for (const double value : pad.values()) {
    if (!(value >= -1.0 && value <= 1.0)) return usage_error("a PAD lies in [-1, 1]");
  }
  BlindAnswer answer;
  answer.rating = pad;
  answer.seconds = seconds;
  return keep(std::move(answer));
}

Status BlindStudy::keep(BlindAnswer answer) {
  answer.rater = plan_.rater;
  answer.seed = plan_.seed;
  answer.trial = position_ + 1;
  answer.task = plan_.task;
  answer.clip = current();
  answer.when = now_text();
  answers_.push_back(std::move(answer));
  if (Status status = write_blind_answers(file_, answers_); !status) {
    answers_.pop_back();
    return status;
  }
  ++position_;
  return {};
}

}  // namespace kinemote::app
