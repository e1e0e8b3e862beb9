#include <dlfcn.h>

#include <cstdlib>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "synthesis/control/motion_model.h"

namespace kinemote::synthesis {
namespace {

constexpr const char* kLibraryName = "libkinemote_models.so";
constexpr const char* kEntryPoint = "kinemote_models_library";

/// Where the library may lie, in the order in which it is looked for.
std::vector<std::filesystem::path> candidate_paths() {
  std::vector<std::filesystem::path> paths;
  if (const char* dir = std::getenv("KINEMOTE_LIB_DIR"); dir != nullptr && *dir != '\0') {
    paths.push_back(std::filesystem::path(dir) / kLibraryName);
  }
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    paths.push_back(program.parent_path() / kLibraryName);
    paths.push_back(program.parent_path() / ".." / "lib" / kLibraryName);
  }
  return paths;
}

Result<ModelsLibrary*> load() {
  // libgomp reads this when it is loaded; spinning waits cost up to 3x on a busy machine. The
  // user's own setting wins.
  setenv("OMP_WAIT_POLICY", "passive", 0);
  std::string looked;
  for (const std::filesystem::path& path : candidate_paths()) {
    looked += (looked.empty() ? "" : ", ") + path.string();
    std::error_code error;
    if (!std::filesystem::exists(path, error)) continue;
    // Never closed: LibTorch does not survive being unloaded.
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
      return environment_error("cannot load " + path.string() + ": " + dlerror());
    }
    using Entry = ModelsLibrary* (*)();
    const auto entry = reinterpret_cast<Entry>(dlsym(library, kEntryPoint));
    if (entry == nullptr) {
      return environment_error(path.string() + " is not Kinemote's models library: it lacks " +
                               kEntryPoint);
    }
    return entry();
  }
  return environment_error("the models library was not found (looked for " + looked +
                           "); build with -DKINEMOTE_WITH_TORCH=ON, or set KINEMOTE_LIB_DIR to "
                           "the folder that holds it");
}

}  // namespace

Result<ModelsLibrary*> models_library() {
  static std::mutex mutex;
  static std::optional<ModelsLibrary*> loaded;  // failures are not kept: they can be cured
  const std::lock_guard lock(mutex);
  if (loaded) return *loaded;
  Result<ModelsLibrary*> library = load();
  if (library) loaded = *library;
  return library;
}

}  // namespace kinemote::synthesis
