// SPDX-License-Identifier: MIT
// The code of docs/guide.md and of its page about types of your own.
#include <fearless/members.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>

#include <memory>
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

// [bases_and_members]
class Chat final : public Listener {
 public:
  explicit Chat(std::string room) : room_(std::move(room)) {}

 private:
  std::string room_;
  FEARLESS_BASES_AND_MEMBERS((Listener), room_)
};
static_assert(fearless::Send<Chat> && fearless::Sync<Chat>);
// [/bases_and_members]

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

int main() {}
