// What the studio looks like, against pictures that a person looked at: tests/data/pictures.
//
// A picture that differs fails with where and by how much, and leaves it (-got) and the difference
// (-diff, four times as strong) in KINEMOTE_PICTURES_OUT, usual: kinemote-pictures in the folder for
// temporary files. KINEMOTE_PICTURES_UPDATE=1 writes the references anew instead: look at them
// before you commit them. Skipped, saying so, where there is no OpenGL.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>

#include "four_clips.h"
#include "motion/io/atomic_file.h"
#include "support/temporary_folder.h"
#include "view/ui/offscreen_studio.h"

#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_image.h>
#pragma GCC diagnostic pop

namespace kinemote::view {
namespace {

namespace fs = std::filesystem;

constexpr int kWidth = 800, kHeight = 500;
// Software OpenGL rounds as the processor's vector units do, so edges differ by a little.
constexpr int kVisible = 24;          // of 255 in a channel: a pixel that differs
constexpr double kShareAllowed = 0.004;  // of the pixels

struct Case {
  std::string name;
  std::function<void(app::StudioOptions&)> prepare = [](app::StudioOptions&) {};
  std::vector<std::string> steps = {};  // commands; "click SPOT"
  bool needs_model = false;
};

void PrintTo(const Case& wanted, std::ostream* out) { *out << wanted.name; }

const std::vector<Case>& cases() {
  const auto in = [](const char* workspace) {
    return [workspace](app::StudioOptions& options) { options.workspace = workspace; };
  };
  static const std::vector<Case> kCases{
      {"explore-dark"},
      {"explore-light", [](auto& options) { options.theme = "light"; }},
      {"explore-high-contrast", [](auto& options) { options.theme = "high-contrast"; }},
      {"text-200", [](auto& options) { options.ui_scale = 2.0; }},
      {"seen-as-grey", [](auto& options) { options.seen_as = "grey"; }},
      {"stage", in("present"), {"camera.frame"}},
      {"stage-trails", in("present"), {"view.trails"}},
      {"stage-ghosts", in("present"), {"view.ghosts"}},
      {"difference", in("compare"), {"compare.difference"}},
      {"map", in("analyse"), {"click map.point:wave3"}},
      {"map-lasso", in("analyse"), {"map.lasso", "lasso"}},
      {"timeline", in("present"), {"view.timeline", "lanes.curves", "lanes.pad"}},
      {"palette", in("explore"), {"edit.palette"}},
      {"export", in("explore"), {"file.export"}},
      {"pad", in("synthesise"), {"pad"}, true},
      {"latents", [](auto& options) {
         options.workspace = "synthesise";
         options.inspector = "latent";
       }, {"pad"}, true}};
  return kCases;
}

class ReferencePictures : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    if (const auto device = make_offscreen_device(); !device) {
      GTEST_SKIP() << "no OpenGL: " << device.error().message;
    }
    write_four_clips(folder_.path());
    options_.paths = {folder_.path()};
    options_.model = GetParam().needs_model ? "builtin" : "none";
    options_.affect = "builtin";
    options_.no_user_config = true;
    options_.width = kWidth;
    options_.height = kHeight;
    GetParam().prepare(options_);
  }

  void click(OffscreenStudio& studio, const std::string& spot) {
    studio.frame(0.0);
    const auto rect = studio.ui().probe().find(spot);
    ASSERT_TRUE(rect) << "nothing is called " << spot;
    studio.move_mouse(rect->x + 0.5f * rect->width, rect->y + 0.5f * rect->height);
    studio.frame();
    studio.press_mouse(0, true);
    studio.frame();
    studio.press_mouse(0, false);
    studio.frame();
  }
  /// Half of the way round the map, the button still down.
  void lasso(OffscreenStudio& studio) {
    studio.frame(0.0);
    const auto plot = studio.ui().probe().find("map.plot");
    ASSERT_TRUE(plot);
    const auto go = [&](float x, float y) {
      studio.move_mouse(plot->x + x * plot->width, plot->y + y * plot->height);
      studio.frame();
    };
    go(0.1f, 0.1f);
    studio.press_mouse(0, true);
    go(0.1f, 0.1f);
    for (const auto& [x, y] : {std::pair{0.5f, 0.05f}, {0.9f, 0.2f}, {0.9f, 0.8f}}) go(x, y);
  }
  void perform(OffscreenStudio& studio, const std::string& step) {
    if (step.rfind("click ", 0) == 0) {
      click(studio, step.substr(6));
    } else if (step == "lasso") {
      lasso(studio);
    } else if (step == "pad") {
      studio.session().set_pad({0.7, 0.6, 0.2}, app::Gesture::kCommit);
    } else {
      const Status status = studio.commands().run(step);
      ASSERT_TRUE(status) << step << ": " << status.error().message;
    }
    studio.frame();
    ASSERT_TRUE(studio.settle());
  }
  Image picture() {
    auto studio = OffscreenStudio::make(options_);
    EXPECT_TRUE(studio) << (studio ? "" : studio.error().message);
    if (!studio) return {};
    (*studio)->move_mouse(-1000.0f, -1000.0f);
    EXPECT_TRUE((*studio)->settle());
    // Not the folder that the test happens to run in.
    (*studio)->session().view().export_settings.folder = "exported";
    (*studio)->session().clock().pause();
    (*studio)->session().clock().seek(0.9);
    if (GetParam().name == "difference") {
      (*studio)->session().play_together({0, 1});
      EXPECT_TRUE((*studio)->settle());
    }
    for (const std::string& step : GetParam().steps) perform(**studio, step);
    (*studio)->session().clock().pause();
    (*studio)->session().clock().seek(0.9);
    (*studio)->session().messages().dismiss_all();
    (*studio)->advance(0.5);  // flights and fades end
    (*studio)->session().clock().seek(0.9);
    EXPECT_TRUE((*studio)->settle());
    return (*studio)->picture();
  }

  test::TemporaryFolder folder_;
  app::StudioOptions options_;
};

fs::path reference_path(const std::string& name) {
  return fs::path(KINEMOTE_SOURCE_DIR) / "tests/data/pictures" / (name + ".png");
}

Image read_png(const fs::path& path) {
  Image image;
  int channels = 0;
  stbi_uc* pixels = stbi_load(path.c_str(), &image.width, &image.height, &channels, 4);
  if (pixels == nullptr) return {};
  image.rgba.assign(pixels, pixels + static_cast<size_t>(image.width) * image.height * 4);
  stbi_image_free(pixels);
  return image;
}

void write(const Image& image, const fs::path& path) {
  const auto png = encode_png(image);
  ASSERT_TRUE(png);
  fs::create_directories(path.parent_path());
  ASSERT_TRUE(io::write_atomically(path, *png));
}

TEST_P(ReferencePictures, LookAsTheyDid) {
  const std::string& name = GetParam().name;
  const Image got = picture();
  ASSERT_EQ(got.width, kWidth);
  if (const char* update = std::getenv("KINEMOTE_PICTURES_UPDATE"); update && *update == '1') {
    write(got, reference_path(name));
    GTEST_SKIP() << "written anew: " << reference_path(name);
  }
  const Image wanted = read_png(reference_path(name));
  ASSERT_EQ(wanted.rgba.size(), got.rgba.size()) << reference_path(name) << " is not there";
  Image difference{kWidth, kHeight, std::vector<uint8_t>(got.rgba.size(), 255)};
  int differing = 0, left = kWidth, top = kHeight, right = 0, bottom = 0;
  for (int i = 0; i < kWidth * kHeight; ++i) {
    int worst = 0;
    for (int c = 0; c < 3; ++c) {
      const size_t at = 4 * static_cast<size_t>(i) + static_cast<size_t>(c);
      const int gap = std::abs(static_cast<int>(got.rgba[at]) - wanted.rgba[at]);
      difference.rgba[at] = static_cast<uint8_t>(std::min(255, 4 * gap));
      worst = std::max(worst, gap);
    }
    if (worst < kVisible) continue;
    ++differing;
    left = std::min(left, i % kWidth);
    right = std::max(right, i % kWidth);
    top = std::min(top, i / kWidth);
    bottom = std::max(bottom, i / kWidth);
  }
  const double share = static_cast<double>(differing) / (kWidth * kHeight);
  if (share <= kShareAllowed) return;
  const char* asked = std::getenv("KINEMOTE_PICTURES_OUT");
  const fs::path out = asked ? fs::path(asked) : fs::temp_directory_path() / "kinemote-pictures";
  write(got, out / (name + "-got.png"));
  write(difference, out / (name + "-diff.png"));
  ADD_FAILURE() << 100.0 * share << " % of the pixels differ, between (" << left << ", " << top
                << ") and (" << right << ", " << bottom << "); allowed are " << 100.0 * kShareAllowed
                << " %. See " << out / (name + "-diff.png") << " and -got.png; if it is meant, "
                << "KINEMOTE_PICTURES_UPDATE=1 writes the references anew.";
}

INSTANTIATE_TEST_SUITE_P(Studio, ReferencePictures, testing::ValuesIn(cases()),
                         [](const testing::TestParamInfo<Case>& it) {
                           std::string name = it.param.name;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace kinemote::view
