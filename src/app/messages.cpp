#include "app/messages.h"

#include <limits>

namespace kinemote::app {

namespace {

constexpr size_t kLongestLog = 1000;

double lifetime_s(MessageLevel level) {
  switch (level) {
    case MessageLevel::kInfo:
      return 4.0;
    case MessageLevel::kDone:
      return 6.0;
    case MessageLevel::kWarning:
      return 12.0;
    case MessageLevel::kError:
      break;
  }
  return std::numeric_limits<double>::infinity();
}

bool is_lasting(const Message& message) {
  return message.level == MessageLevel::kError || message.offers_reload;
}

bool is_on_show(const Message& message) {
  return !message.is_dismissed &&
         (is_lasting(message) || message.age_s < lifetime_s(message.level));
}

}  // namespace

std::string_view message_level_name(MessageLevel level) {
  switch (level) {
    case MessageLevel::kInfo:
      return "info";
    case MessageLevel::kDone:
      return "done";
    case MessageLevel::kWarning:
      return "warning";
    case MessageLevel::kError:
      return "error";
  }
  return "info";
}

void MessageLog::post(MessageLevel level, std::string text, std::string details) {
  if (!messages_.empty() && messages_.back().level == level && messages_.back().text == text) {
    Message& last = messages_.back();
    ++last.count;
    last.age_s = 0.0;
    last.is_dismissed = false;
    if (!details.empty()) last.details = std::move(details);
    return;
  }
  if (messages_.size() >= kLongestLog) messages_.erase(messages_.begin());
  Message message;
  message.id = next_id_++;
  message.level = level;
  message.text = std::move(text);
  message.details = std::move(details);
  messages_.push_back(std::move(message));
}

void MessageLog::post_file(std::string text, const std::filesystem::path& file,
                           std::string details) {
  std::error_code failed;
  std::filesystem::path whole = std::filesystem::absolute(file, failed);
  if (failed) whole = file;
  if (details.empty()) details = whole.string();
  post(MessageLevel::kDone, std::move(text), std::move(details));
  messages_.back().file = std::move(whole);
}

void MessageLog::post_changed(std::string text) {
  end_changed();  // the newest says it
  post(MessageLevel::kWarning, std::move(text));
  messages_.back().offers_reload = true;
}

void MessageLog::end_changed() {
  for (Message& message : messages_) {
    if (message.offers_reload) message.is_dismissed = true;
  }
}

void MessageLog::tick(double elapsed_s, uint64_t held) {
  for (Message& message : messages_) {
    if (message.id != held) message.age_s += elapsed_s;
  }
}

void MessageLog::dismiss(uint64_t id) {
  for (Message& message : messages_) {
    if (message.id == id) message.is_dismissed = true;
  }
}

void MessageLog::dismiss_all() {
  for (Message& message : messages_) message.is_dismissed = true;
}

std::vector<const Message*> MessageLog::toasts() const {
  std::vector<const Message*> toasts;
  for (const Message& message : messages_) {
    if (message.level != MessageLevel::kInfo && is_on_show(message)) toasts.push_back(&message);
  }
  return toasts;
}

const Message* MessageLog::status() const {
  for (auto it = messages_.rbegin(); it != messages_.rend(); ++it) {
    if (it->level == MessageLevel::kInfo) return is_on_show(*it) ? &*it : nullptr;
  }
  return nullptr;
}

bool MessageLog::is_ageing() const {
  for (const Message& message : messages_) {
    if (!is_lasting(message) && is_on_show(message)) return true;
  }
  return false;
}

std::string MessageLog::text() const {
  std::string text;
  for (const Message& message : messages_) {
    text += message_level_name(message.level);
    text += ": " + message.text;
    if (message.count > 1) text += " (x" + std::to_string(message.count) + ")";
    text += '\n';
    if (!message.details.empty()) text += message.details + '\n';
  }
  return text;
}

}  // namespace kinemote::app
