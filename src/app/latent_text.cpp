#include "app/latent_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

#include "app/session.h"

namespace kinemote::app {
namespace {

constexpr float kFarthest = 20.0f;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kAround = " \t\r\n[](){}";
  const size_t first = text.find_first_not_of(kAround);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kAround) - first + 1);
}

std::string shortened(std::string_view text) {
  constexpr size_t kMost = 24;
  return text.size() <= kMost ? std::string(text) : std::string(text.substr(0, kMost)) + "…";
}

}  // namespace

std::string latent_to_text(const std::vector<float>& latent) {
  std::string text;
  for (const float value : latent) {
    std::array<char, 32> digits;
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    if (!text.empty()) text += ',';
    text.append(digits.data(), end);
  }
  return text;
}

Result<std::vector<float>> latent_from_text(const std::string& text, size_t size) {
  const std::string wanted =
      "expected " + std::to_string(size) + " numbers with commas between them";
  const std::string_view all = trimmed(text);
  if (all.empty()) return usage_error("There are no latents in an empty text; " + wanted + ".");
  std::vector<float> latent;
  for (size_t start = 0; start <= all.size();) {
    const size_t comma = std::min(all.find(',', start), all.size());
    const std::string_view part = trimmed(all.substr(start, comma - start));
    float value = 0.0f;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (part.empty() || error != std::errc() || end != part.data() + part.size()) {
      return usage_error("These are no latents: " + wanted + ", found \"" + shortened(part) +
                         "\".");
    }
    if (!(std::abs(value) <= kFarthest)) {
      return usage_error("These are no latents: " + shortened(part) +
                         " is more than 20 standard deviations from the data.");
    }
    latent.push_back(value);
    start = comma + 1;
  }
  if (latent.size() != size) {
    return usage_error("These are latents of another model: " + wanted + ", found " +
                       std::to_string(latent.size()) + ".");
  }
  return latent;
}

Status paste_latents(Session& session, const std::string& text) {
  if (!session.synthesiser().is_ready()) {
    return environment_error(session.synthesis_disabled_reason());
  }
  auto latent = latent_from_text(text, session.synthesiser().card()->latent.size());
  if (!latent) return latent.error();
  session.set_latents(std::move(*latent), "pasted latents");
  return {};
}

}  // namespace kinemote::app
