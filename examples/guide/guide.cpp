// SPDX-License-Identifier: MIT
// The code of docs/guide.md.
#include <fearless/boxed.hpp>
#include <fearless/members.hpp>
#include <fearless/move.hpp>
#include <fearless/rc.hpp>
#include <fearless/share.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <string>
#include <utility>
#include <vector>

// [ask]
struct Config {
  std::string name;
  std::vector<int> sizes;
};
static_assert(fearless::Send<Config>);             // as a concept
static_assert(!fearless::is_send_v<const char*>);  // as a value
// [/ask]

class Listener {
 public:
  virtual ~Listener() = default;
  FEARLESS_MEMBERS()
};
// [members]
class Session : public Listener {
 public:
  explicit Session(std::string name) : name_(std::move(name)) {}

 private:
  std::string name_;
  std::vector<int> received_;
  FEARLESS_MEMBERS(name_, received_)
};
FEARLESS_BASES(Session, Listener);  // for Clang alone, which announces bases and does not list them
static_assert(fearless::Send<Session>);
// [/members]

// [promise]
// A handle of a C library, which says that any thread may close it.
class Handle {
 public:
  explicit Handle(void* raw) : raw_(raw) {}
  Handle(Handle&& other) noexcept : raw_(std::exchange(other.raw_, nullptr)) {}

 private:
  void* raw_;
};
FEARLESS_UNSAFE_SEND(Handle);
static_assert(fearless::Send<Handle> && !fearless::Sync<Handle>);
// [/promise]

// [refuse]
// A class that must stay on its thread, whatever its members are: a member says so,
struct Context {
  int number;
  fearless::NotSend here;
};
static_assert(!fearless::Send<Context>);

// or the macro, for a class that is neither an aggregate nor trivially copyable.
class Window {
 public:
  Window() = default;
  Window(const Window&) {}
};
FEARLESS_NOT_SEND(Window);
static_assert(!fearless::Send<Window>);
// [/refuse]

// [template]
template <class T>
class Stack {
 public:
  Stack() = default;
  Stack(const Stack&) = delete;
  ~Stack() { delete[] begin_; }
  void push(T value) { *end_++ = std::move(value); }

 private:
  T* begin_ = new T[16];
  T* end_ = begin_;
};
// Rust: unsafe impl<T: Send> Send for Stack<T> {}
template <class T>
inline constexpr auto fearless::unsafe_impl_send<Stack<T>> = fearless::if_send<T>;

static_assert(fearless::Send<Stack<int>>);
static_assert(!fearless::Send<Stack<fearless::Rc<int>>>);
// [/template]

// [hierarchy]
struct Shape {
  virtual ~Shape() = default;
};
FEARLESS_UNSAFE_DYN_SEND(Shape);  // for Shape and every class derived from it
class Circle : public Shape {
 public:
  explicit Circle(double radius) : radius_(radius) {}
  [[nodiscard]] double radius() const { return radius_; }

 private:
  double radius_;
};
static_assert(fearless::Send<std::unique_ptr<Shape>> && fearless::Send<std::unique_ptr<Circle>>);
static_assert(fearless::Send<Circle>);
// [/hierarchy]

// [inside]
class Pool {
  class Connection {
   public:
    Connection() = default;
    Connection(Connection&& other) noexcept : socket_(std::exchange(other.socket_, nullptr)) {}

   private:
    FEARLESS_UNSAFE_SEND_HERE(Connection);
    int* socket_ = nullptr;
  };
  static_assert(fearless::Send<Connection>);
};
// [/inside]

int main() {
  using namespace fearless;
  // [spawn]
  std::string name = "worker";
  auto with_arguments = thread::spawn([](std::string who, int n) { return who + std::to_string(n); }, name, 1);
  auto with_names = thread::spawn(FEARLESS_MOVE(name) { return name + "2"; });  // Rust: move || name + "2"
  std::printf("%s\n", with_arguments.join().unwrap().c_str());
  std::printf("%s\n", with_names.join().unwrap().c_str());
  // [/spawn]

  // [copy]
  const auto total = Arc<Mutex<int>>::make(0);
  std::vector<thread::JoinHandle<void>> workers;
  for (int i = 0; i < 4; ++i) {
    // Rust: let total = Arc::clone(&total); move || …
    workers.push_back(thread::spawn(FEARLESS_COPY(total, i) { total->with([&](int& sum) { sum += i; }); }));
  }
  for (auto& worker : workers) worker.join().unwrap();
  // [/copy]

  // [share]
  const std::vector<std::string> lines{"a", "bc"};
  std::atomic<std::size_t> length = 0;
  thread::scope([&](thread::Scope& s) {
    auto add = FEARLESS_SHARE(lines, length)(std::size_t i) { length += lines[i].size(); };
    for (std::size_t i = 0; i < lines.size(); ++i) (void)s.spawn(add, i);
  });
  // [/share]

  // [channel]
  auto [tx, rx] = mpsc::channel<int>();
  auto producer = thread::spawn([](mpsc::Sender<int> to) { to.send(41).unwrap(); }, std::move(tx));
  for (int n : rx) std::printf("%d\n", n + 1);  // until every sender is gone
  // [/channel]
  producer.join().unwrap();

  // [mutex]
  const auto words = Arc<Mutex<std::vector<std::string>>>::make();
  words->with([](auto& list) { list.push_back("one"); });
  {
    auto list = words->lock().unwrap();  // locked until the end of the block
    list->push_back("two");
    std::printf("%zu\n", list->size());
  }
  // [/mutex]

  // [panic]
  auto broken = thread::spawn([] { throw std::string("no luck"); });
  if (auto result = broken.join(); !result) {
    std::printf("%s\n", result.error().what());
    // std::move(result).error().rethrow() throws the exception itself
  }
  // [/panic]
}

// prints:
//   worker1
//   worker2
//   42
//   2
//   no luck
