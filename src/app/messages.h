// What the program tells its user: toasts while they are new, the log for ever.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace kinemote::app {

enum class MessageLevel { kInfo, kDone, kWarning, kError };
/// "info", "done", "warning", "error".
std::string_view message_level_name(MessageLevel level);

struct Message {
  uint64_t id = 0;
  MessageLevel level = MessageLevel::kInfo;
  std::string text;     // one sentence
  std::string details;  // may be long; "" if there is no more to say
  /// What was written, for a toast that offers to show or play it; empty: nothing.
  std::filesystem::path file;
  bool offers_reload = false;  // what is on the stage has changed on disk; shown until dismissed
  int count = 1;               // repeats are merged
  double age_s = 0.0;          // since last repeated, not counting while held
  bool is_dismissed = false;
};

/// Info lives 4 s, done 6 s, warnings 12 s, errors until dismissed.
class MessageLog {
 public:
  /// Repeats of the newest message with the same level and text are counted, not added.
  void post(MessageLevel level, std::string text, std::string details = {});
  /// That a file or folder was written, which is named by its whole path.
  void post_file(std::string text, const std::filesystem::path& file, std::string details = {});
  /// That what is on the stage has changed on disk: its toast offers to read it again.
  void post_changed(std::string text);
  /// It has not any more, or something else is on the stage.
  void end_changed();
  /// Ages messages; `held` (0: none) is under the pointer and does not age.
  void tick(double elapsed_s, uint64_t held = 0);
  void dismiss(uint64_t id);
  void dismiss_all();

  /// Newest last.
  const std::vector<Message>& all() const { return messages_; }
  /// Done, warning and error messages still to be shown, oldest first.
  std::vector<const Message*> toasts() const;
  /// The newest info message still to be shown in the status bar; null if none.
  const Message* status() const;
  /// True while some message on show will go away by itself: the window must keep drawing.
  bool is_ageing() const;
  /// The whole log as text, for "copy all".
  std::string text() const;

 private:
  std::vector<Message> messages_;
  uint64_t next_id_ = 1;
};

}  // namespace kinemote::app
