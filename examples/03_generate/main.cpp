// New motion from pleasure, arousal and dominance: the built-in model, asked at two moods.
//
//   example_generate [FOLDER]   also writes the clips there as BVH
#include <cstdio>
#include <filesystem>
#include <string>

#include "app/assets.h"
#include "motion/io/bvh.h"
#include "synthesis/control/generate.h"

namespace {

using namespace kinemote;  // NOLINT(google-build-using-namespace): an example may be brief

int fail(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return static_cast<int>(error.code);
}

}  // namespace

int main(int argc, char** argv) {
  const auto library = synthesis::models_library();
  if (!library) return fail(library.error());
  const auto path = app::resolve_model("builtin");
  if (!path) return fail(path.error());
  auto model = (*library)->open_motion_model(*path);
  if (!model) return fail(model.error());

  double measured[2] = {};
  for (int i = 0; i < 2; ++i) {
    synthesis::GenerateSettings settings;
    settings.content = "walk";
    settings.pad = i == 0 ? analysis::Pad{-0.7, -0.5, -0.6} : analysis::Pad{0.7, 0.6, 0.5};
    const auto made = synthesis::generate(**model, settings);
    if (!made) return fail(made.error());
    measured[i] = made->pad_measured.arousal;
    std::printf(
        "asked for PAD (%.1f, %.1f, %.1f), measured (%.2f, %.2f, %.2f), foot slide %.1f mm\n",
        made->pad_asked.pleasure, made->pad_asked.arousal, made->pad_asked.dominance,
        made->pad_measured.pleasure, made->pad_measured.arousal, made->pad_measured.dominance,
        1000.0 * made->slide.mean_m);
    if (argc > 1) {
      const auto out = std::filesystem::path(argv[1]) / (i == 0 ? "dejected.bvh" : "elated.bvh");
      const Status written = io::write_bvh(out, made->clip);
      if (!written) return fail(written.error());
    }
  }
  return measured[1] > measured[0] ? 0 : 1;  // the more excited mood must show
}
