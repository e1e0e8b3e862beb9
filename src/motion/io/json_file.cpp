#include "motion/io/json_file.h"

namespace kinemote::io {

std::string json_reason(const std::exception& error) {
  std::string reason = error.what();
  if (const size_t at = reason.find("parse error"); at != std::string::npos) reason.erase(0, at);
  return reason;
}

}  // namespace kinemote::io
