#include "view/render/image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

// An independent decoder.
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_image.h>
#pragma GCC diagnostic pop

#include "view/render/pixels.h"

namespace kinemote::view {
namespace {

using ::testing::HasSubstr;

Image noise(int width, int height, bool is_opaque, unsigned seed) {
  std::mt19937 random(seed);
  Image image{width, height, {}};
  for (int i = 0; i < width * height; ++i) {
    for (int c = 0; c < 3; ++c) image.rgba.push_back(static_cast<uint8_t>(random()));
    image.rgba.push_back(is_opaque ? 255 : static_cast<uint8_t>(random()));
  }
  return image;
}

TEST(EncodePng, SizeAndBytesDisagree_IsRefused) {
  for (const Image& image :
       {Image{}, Image{2, 2, std::vector<uint8_t>(15)}, Image{-1, 4, std::vector<uint8_t>(16)}}) {
    const Result<std::string> png = encode_png(image);
    ASSERT_FALSE(png.ok());
    EXPECT_EQ(png.error().code, ErrorCode::kUsage);
    EXPECT_THAT(png.error().message, HasSubstr("bytes"));
  }
}

TEST(EncodePng, AnyPicture_DecodesToTheSamePixels) {
  for (const bool is_opaque : {true, false}) {
    const Image image = noise(37, 19, is_opaque, 3);
    const Result<std::string> png = encode_png(image);
    ASSERT_TRUE(png.ok());
    int width = 0;
    int height = 0;
    int channels = 0;
    stbi_uc* decoded =
        stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(png->data()),
                              static_cast<int>(png->size()), &width, &height, &channels, 4);
    ASSERT_NE(decoded, nullptr);
    EXPECT_EQ(width, 37);
    EXPECT_EQ(height, 19);
    EXPECT_EQ(channels, is_opaque ? 3 : 4);
    EXPECT_EQ(std::vector<uint8_t>(decoded, decoded + image.rgba.size()), image.rgba);
    stbi_image_free(decoded);
  }
}

TEST(SideBySide, Nothing_IsAnEmptyPicture) {
  const Image all = side_by_side({});
  EXPECT_EQ(all.width, 0);
  EXPECT_TRUE(all.rgba.empty());
}

TEST(SideBySide, UnequalHeights_AlignAtTheTop) {
  const Image tall = noise(2, 3, true, 1);
  const Image small = noise(3, 1, true, 2);
  const Image all = side_by_side({tall, small});
  ASSERT_EQ(all.width, 5);
  ASSERT_EQ(all.height, 3);
  for (int y = 0; y < 3; ++y) {
    for (int x = 0; x < 5; ++x) {
      for (int c = 0; c < 4; ++c) {
        const int expected = x < 2    ? tall.rgba[4 * (2 * y + x) + c]
                             : y == 0 ? small.rgba[4 * (x - 2) + c]
                                      : 0;
        EXPECT_EQ(all.rgba[4 * (5 * y + x) + c], expected) << x << "," << y;
      }
    }
  }
}

TEST(FinishPicture, OpaqueAtScaleOne_IsUnchanged) {
  const Image image = noise(16, 16, true, 5);
  EXPECT_EQ(finish_picture(image, 1).rgba, image.rgba);
}

TEST(FinishPicture, BlackAndWhite_AverageInLinearLight) {
  Image image{2, 2, std::vector<uint8_t>(16, 255)};
  for (const int pixel : {0, 3}) {
    for (int c = 0; c < 3; ++c) image.rgba[4 * pixel + c] = 0;
  }
  const Image half = finish_picture(image, 2);
  ASSERT_EQ(half.width, 1);
  // Half the light of white is sRGB 188, not 128.
  EXPECT_NEAR(half.rgba[0], 188, 1);
  EXPECT_EQ(half.rgba[3], 255);
}

TEST(FinishPicture, MultipliedAlpha_IsDividedOut) {
  // Pure red at half cover beside nothing at all.
  Image image{2, 1, {128, 0, 0, 128, 0, 0, 0, 0}};
  const Image whole = finish_picture(image, 1);
  EXPECT_EQ(whole.rgba[0], 255);
  EXPECT_EQ(whole.rgba[3], 128);
  EXPECT_EQ(whole.rgba[7], 0);
  image = {2, 2, {128, 0, 0, 128, 0, 0, 0, 0, 128, 0, 0, 128, 0, 0, 0, 0}};
  const Image half = finish_picture(image, 2);
  EXPECT_EQ(half.rgba[0], 255) << "empty neighbours must not darken an edge";
  EXPECT_NEAR(half.rgba[3], 64, 1);
}

}  // namespace
}  // namespace kinemote::view
