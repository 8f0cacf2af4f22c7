// SPDX-License-Identifier: MIT
// A user's program that imports the library. With RACY it hands over what must not cross.
#include <cstdio>
#include <string>
#include <utility>
#include <vector>
import fearless;

namespace fl = fearless;

struct Job {
  int number;
  std::vector<std::string> words;
  fl::Arc<fl::Mutex<int>> total;
};
static_assert(fl::is_send_v<Job> && fl::Send<Job>);
struct Local {
  fl::Rc<int> count;
};
static_assert(!fl::is_send_v<Local> && !fl::is_send_v<std::vector<Local>>);
static_assert(!fl::is_sync_v<fl::Cell<int>> && fl::is_sync_v<fl::RwLock<std::string>>);

class Handle {
  int* position_ = nullptr;
};
template <>
inline constexpr auto fearless::unsafe_impl_send<Handle> = fearless::rules::always;
static_assert(fl::is_send_v<Handle> && !fl::is_sync_v<Handle>);

void add(const Job& job) {
  job.total->with([&](int& total) { total += job.number; });
}

int main() {
  const auto total = fl::Arc<fl::Mutex<int>>::make(0);
  auto [sender, receiver] = fl::mpsc::channel<Job>();
#ifdef RACY
  fl::thread::spawn([](Local) {}, Local{fl::Rc<int>::make(1)}).join().unwrap();
#endif
  auto worker = fl::thread::spawn(
      [](fl::mpsc::Receiver<Job> jobs) {
        int count = 0;
        for (const Job& job : jobs) {
          add(job);
          ++count;
        }
        return count;
      },
      std::move(receiver));
  for (int i = 1; i <= 4; ++i) sender.send(Job{i, {"a", "b"}, total}).value();
  fl::drop(std::move(sender));
  const int count = worker.join().unwrap();
  const int sum = total->with([](int& value) { return value; });
  std::printf("%d jobs, %d\n", count, sum);
  return count == 4 && sum == 10 ? 0 : 1;
}
