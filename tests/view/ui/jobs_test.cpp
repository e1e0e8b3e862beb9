// The list of jobs, the status bar's summary of them, and what toasts offer.
#include <atomic>
#include <fstream>

#include "support/temporary_folder.h"
#include "view/ui/job_words.h"
#include "view/ui/window_test.h"

namespace kinemote::view {
namespace {

TEST(DurationWords, AreShortAndRounded) {
  EXPECT_EQ(duration_words(-1.0), "0.0 s");
  EXPECT_EQ(duration_words(0.44), "0.4 s");
  EXPECT_EQ(duration_words(9.97), "10 s");
  EXPECT_EQ(duration_words(59.4), "59 s");
  EXPECT_EQ(duration_words(200.0), "3 min 20 s");
  EXPECT_EQ(duration_words(7500.0), "2 h 5 min");
}

TEST(JobWords, SayWhatIsKnownAndWhatIsNot) {
  app::JobInfo job;
  EXPECT_EQ(job_words(job, 1), "waits, next in line");
  EXPECT_EQ(job_words(job, 3), "waits, number 3");
  job.is_running = true;
  job.elapsed_s = 3.0;
  EXPECT_EQ(job_words(job, 0), "how far is unknown  ·  3.0 s so far");
  job.phase = "distances";
  job.phase_number = 2;
  job.phase_count = 4;
  job.fraction = 0.43;
  job.remaining_s = 16.0;
  EXPECT_EQ(job_words(job, 0),
            "distances, phase 2 of 4  ·  43 %  ·  3.0 s so far  ·  about 16 s left");
  job.phase_number = 5;  // more than was said
  EXPECT_EQ(job_words(job, 0), "distances  ·  43 %  ·  3.0 s so far  ·  about 16 s left");
  job.is_cancelling = true;
  EXPECT_EQ(job_words(job, 0), "stopping");
}

class JobsTest : public WindowTest {
 protected:
  ~JobsTest() override { session_.jobs().cancel_all(); }
  /// Works until it is cancelled.
  void add(const std::string& name) {
    session_.jobs().submit(name, [](const Progress& progress) -> app::JobQueue::Completion {
      while (report(progress, "working", 0.4)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
      return {};
    });
  }
  /// Two that run and `waiting` that wait.
  void fill(int waiting) {
    add("first");
    add("second");
    for (int i = 0; i < 2000; ++i) {
      const auto jobs = session_.jobs().jobs();
      if (jobs.size() == 2 && jobs[0].fraction > 0.0 && jobs[1].fraction > 0.0) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    for (int i = 0; i < waiting; ++i) add("waiting " + std::to_string(i + 1));
    frames(2);
  }
  void wait_until_ended(size_t count) {
    for (int i = 0; i < 2000 && session_.jobs().ended().size() < count; ++i) {
      frames(1);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
};

TEST_F(JobsTest, NoJobs_TheListSaysSo) {
  key("Ctrl+J");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kJobs);
  EXPECT_FALSE(app::CommandRegistry::disabled_reason(*commands_.find("help.cancel_jobs")).empty());
}

TEST_F(JobsTest, TheStatusBar_OpensTheListWhichCancelsOneAndAll) {
  fill(1);
  click("status.jobs");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kJobs);
  ASSERT_TRUE(ui_.probe().find("job:waiting 1"));
  key("Delete");  // the first is chosen
  wait_until_ended(1);
  ASSERT_EQ(session_.jobs().ended().size(), 1u);
  EXPECT_EQ(session_.jobs().ended()[0].name, "first");
  EXPECT_EQ(session_.jobs().ended()[0].outcome, app::JobOutcome::kCancelled);
  frames(2);
  EXPECT_TRUE(ui_.probe().find("job.ended:first"));
  click("button:help.cancel_jobs");
  wait_until_ended(3);
  EXPECT_EQ(session_.jobs().ended().size(), 3u);
  EXPECT_EQ(session_.view().overlay, app::Overlay::kJobs);
}

TEST_F(JobsTest, KeysAndButtons_ChangeTheOrderOfThoseThatWait) {
  fill(3);
  key("Ctrl+J");
  click("job:waiting 3");
  key("Shift+Up");
  EXPECT_EQ(session_.jobs().jobs()[3].name, "waiting 3");
  click("button:job.later");  // of the last row drawn: the one that is last cannot go further
  EXPECT_EQ(session_.jobs().jobs()[4].name, "waiting 2");
  click("button:job.earlier");
  EXPECT_EQ(session_.jobs().jobs()[3].name, "waiting 2");
}

TEST_F(JobsTest, AToastOfAWrittenFile_CopiesPlaysAndShowsIt) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "walk.bvh";
  std::ofstream(path) << "HIERARCHY";
  session_.messages().post_file("Saved walk.bvh", path);
  frames(3);
  const std::string number = std::to_string(session_.messages().all().back().id);
  click("button:toast.copy" + number);
  EXPECT_EQ(std::string(ImGui::GetClipboardText()), path.string());
  click("button:toast.folder" + number);
  EXPECT_EQ(session_.view().requests.show_folder, path);
  EXPECT_FALSE(ui_.probe().find("button:toast.details" + number));
  click("button:toast.play" + number);
  EXPECT_EQ(session_.view().recent.front(), path);
}

TEST_F(JobsTest, AToastOfAPicture_CannotBePlayed) {
  session_.messages().post_file("Saved a.png", "/tmp/a.png");
  frames(3);
  const std::string number = std::to_string(session_.messages().all().back().id);
  EXPECT_TRUE(ui_.probe().find("button:toast.copy" + number));
  EXPECT_FALSE(ui_.probe().find("button:toast.play" + number));
}

TEST_F(JobsTest, MoreThanThreeToasts_AreCountedAndListed) {
  for (int i = 0; i < 7; ++i) {
    session_.messages().post(app::MessageLevel::kError, "error " + std::to_string(i));
  }
  frames(3);
  click("button:toasts.more");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kLog);
}

}  // namespace
}  // namespace kinemote::view
