// Words drawn into a picture in memory, without a graphics card.
#pragma once

#include <memory>
#include <string>

#include "view/render/image.h"
#include "view/ui/theme.h"

struct ImFont;
struct ImFontAtlas;

namespace kinemote::view {

/// The interface's font at one size. Made on the interface's thread; drawing is const and may be
/// done on any.
class TextStamp {
 public:
  explicit TextStamp(float size_px);
  ~TextStamp();
  TextStamp(const TextStamp&) = delete;
  TextStamp& operator=(const TextStamp&) = delete;

  float size_px() const { return size_px_; }
  /// Of one line, pixels; with `is_even` every letter is as wide as a digit.
  float width(const std::string& words, bool is_even = false) const;
  /// One line whose upper left corner is at (x, y), with a rim of another colour that keeps it
  /// readable on anything. What lies outside the picture is left out.
  void draw(Image& image, float x, float y, const Colour& colour, const Colour& rim,
            const std::string& words, bool is_even = false) const;

 private:
  void draw_once(Image& image, float x, float y, const Colour& colour, float strength,
                 const std::string& words, bool is_even) const;

  std::unique_ptr<ImFontAtlas> atlas_;
  ImFont* font_ = nullptr;
  float size_px_ = 0.0f, digit_width_ = 0.0f;
  unsigned char* alpha_ = nullptr;  // of the atlas
  int atlas_width_ = 0, atlas_height_ = 0;
};

}  // namespace kinemote::view
