// A value or one clear sentence about why there is none, and warnings that travel with values.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace kinemote {

/// What went wrong, in the terms of the command line's exit codes.
enum class ErrorCode {
  kUsage = 2,             // the request makes no sense
  kBadInput = 3,          // a file or value of the user's is wrong
  kEnvironment = 4,       // no GL, no space, missing program or library
  kTargetNotReached = 5,  // a stated target (--require) was not met
  kCancelled = 130,       // the user stopped it
};

/// One sentence for the user: where, what is wrong, what was expected, how to fix it.
struct Error {
  ErrorCode code = ErrorCode::kBadInput;
  std::string message;
};

inline Error bad_input(std::string message) { return {ErrorCode::kBadInput, std::move(message)}; }
inline Error usage_error(std::string message) { return {ErrorCode::kUsage, std::move(message)}; }
inline Error environment_error(std::string message) {
  return {ErrorCode::kEnvironment, std::move(message)};
}
inline Error cancelled() { return {ErrorCode::kCancelled, "cancelled"}; }

/// A value of type T or an Error. C++20 has no std::expected; this is the part of it we use.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : state_(std::move(error)) {}  // NOLINT: implicit by design

  bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }

  T& value() & { return std::get<T>(state_); }
  const T& value() const& { return std::get<T>(state_); }
  T&& value() && { return std::get<T>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const { return std::get<Error>(state_); }

 private:
  std::variant<T, Error> state_;
};

/// A Result without a value: an operation that may fail.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT: implicit by design
  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

/// Recoverable oddities, in order of appearance; each a full sentence with its address.
using Warnings = std::vector<std::string>;

}  // namespace kinemote
