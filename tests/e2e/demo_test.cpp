// The tour without data and without a display.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "child.h"

namespace kinemote {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::Child;

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(Demo, WithoutADisplay_WritesAPageWhoseLinksAllExist) {
  test::TemporaryFolder folder;
  const fs::path out = folder.path() / "demo";
  Child child({"demo", "--out", out.string(), "--clips", "30", "--seconds", "2", "--json"});
  ASSERT_EQ(child.wait(), 0) << child.err();
  const json report = json::parse(child.out(), nullptr, false);
  ASSERT_TRUE(report.is_object()) << child.out();
  ASSERT_TRUE(report.contains("timings_s"));
  for (const json& file : report["files"]) {
    EXPECT_TRUE(fs::is_regular_file(file.get<std::string>())) << file;
  }
  for (const char* name : {"index.html", "map.svg", "map.json", "corpus/labels.json"}) {
    EXPECT_TRUE(fs::exists(out / name)) << name;
  }
  const std::string page = read(out / "index.html");
  const std::regex links("(?:href|src)=\"([^\"#]+)\"");
  int count = 0;
  for (std::sregex_iterator it(page.begin(), page.end(), links), end; it != end; ++it) {
    const std::string link = (*it)[1];
    EXPECT_EQ(link.find("://"), std::string::npos) << link << " needs a network";
    EXPECT_TRUE(fs::exists(out / link)) << link;
    ++count;
  }
  EXPECT_GE(count, 3);
  if (report["warnings"].empty()) {
    EXPECT_GE(report["generated"].size(), 17u);
    EXPECT_TRUE(report["device"].is_string());
  } else {
    // What could not be made is said in the page as well.
    EXPECT_NE(page.find("class=\"notice\""), std::string::npos);
  }
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(out)) {
    EXPECT_FALSE(entry.path().filename().string().starts_with(".")) << entry.path();
  }
}

}  // namespace
}  // namespace kinemote
