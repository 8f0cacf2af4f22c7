// SPDX-License-Identifier: MIT
// A user's program that imports the library, and includes its macros. With RACY it hands over what must not cross.
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// [import]
#include <fearless/macros.hpp>
import fearless;
// [/import]

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

// Every macro that a program can name.
class Promised {
 public:
  explicit Promised(int* position) : position_(position) {}
  [[nodiscard]] int* position() const { return position_; }

 private:
  int* position_;
};
FEARLESS_UNSAFE_IMPL((Send, Sync), Promised);
static_assert(fl::is_send_v<Promised> && fl::is_sync_v<Promised>);

struct Shape {
  virtual ~Shape() = default;
};
FEARLESS_UNSAFE_DYN_SEND(Shape);
struct Circle : Shape {
  int* radius = nullptr;
};
static_assert(fl::is_send_v<std::unique_ptr<Shape>> && fl::is_send_v<Circle>);

class Window {
 public:
  Window() = default;
  Window(const Window&) {}
};
FEARLESS_NOT_SEND(Window);
static_assert(!fl::is_send_v<Window>);

class Pool {
  class Connection {
   public:
    Connection(Connection&& other) noexcept : socket_(std::exchange(other.socket_, nullptr)) {}

   private:
    FEARLESS_UNSAFE_SEND_HERE(Connection);
    int* socket_ = nullptr;
  };
  static_assert(fl::is_send_v<Connection>);
};

struct Listener {
  virtual void heard() = 0;

 protected:
  ~Listener() = default;
};
class Session : public Listener {
 public:
  explicit Session(std::string name) : name_(std::move(name)) {}
  void heard() override {}

 private:
  std::string name_;
  fl::Arc<int> id_ = fl::Arc<int>::make(1);
  FEARLESS_MEMBERS(name_, id_)
};
FEARLESS_BASES(Session, Listener);
static_assert(fl::is_send_v<Session>);
class Call : public Listener {
 public:
  void heard() override {}

 private:
  fl::Arc<int> id_ = fl::Arc<int>::make(1);
  FEARLESS_BASES_AND_MEMBERS((Listener), id_)
};
static_assert(fl::is_send_v<Call>);

static_assert(FEARLESS_VERSION > 0);

int closures() {
  const auto number = fl::Arc<int>::make(2);
  const fl::Mutex<int> sum(0);
  auto moved = fl::Arc<int>::make(3);
  fl::SendFn<int(int)> times = FEARLESS_MOVE_FN(moved)(int by) { return *moved * by; };
  fl::SendFn<int(int)> plus = FEARLESS_COPY_FN(number)(int by) { return *number + by; };
  fl::thread::scope([&](fl::thread::Scope& s) {
    s.spawn(FEARLESS_SHARE(sum, number) { sum.with([&](int& value) { value += *number; }); });
  });
  auto last = fl::Arc<int>::make(4);
  const int two = fl::thread::spawn(FEARLESS_COPY(number) { return *number; }).join().unwrap();
  const int four = fl::thread::spawn(FEARLESS_MOVE(last) { return *last; }).join().unwrap();
  return sum.with([](int& value) { return value; }) + times(2) + plus(1) + two + four;
}

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
  return count == 4 && sum == 10 && closures() == 17 ? 0 : 1;
}
