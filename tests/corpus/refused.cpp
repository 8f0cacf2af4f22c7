// SPDX-License-Identifier: MIT
// The corpus, 7: classes that are rightly refused. Each would race, dangle, or end on the wrong thread; what the
// program has to become is said above it.
#include "support.hpp"

#include <any>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace fearless;

// A cache that a const function changes, without a lock. (A Mutex around the cache.)
class Catalogue {
 public:
  explicit Catalogue(std::string path) : path_(std::move(path)) {}
  const std::string& find(const std::string& key) const { return cache_[key]; }

 private:
  std::string path_;
  mutable std::map<std::string, std::string> cache_;
  GCC_LINE(FEARLESS_MEMBERS(path_, cache_))
};
REFUSED(Catalogue, "Send, Static");

// An observer that somebody else owns. (An ArcWeak.)
class Button {
 public:
  class Observer {
   public:
    virtual ~Observer() = default;
    virtual void pressed(Button& button) = 0;
  };
  void attach(Observer* observer) { observers_.push_back(observer); }
  Button() {}

 private:
  std::vector<Observer*> observers_;
  GCC_LINE(FEARLESS_MEMBERS(observers_))
};
REFUSED(Button, "Static");

// A view of a text that it does not own. (A std::string.)
class Token {
 public:
  Token(std::string_view text, int line) : text_(text), line_(line) {}

 private:
  std::string_view text_;
  int line_;
  GCC_LINE(FEARLESS_MEMBERS(text_, line_))
};
REFUSED(Token, "Send, Sync");

// A part of somebody else's buffer, which may be written. (A MutRef.)
class Slice {
 public:
  explicit Slice(std::span<float> samples) : samples_(samples) {}

 private:
  std::span<float> samples_;
  double gain_ = 1;
  GCC_LINE(FEARLESS_MEMBERS(samples_, gain_))
};
REFUSED(Slice, "");

// A reference to the class that made it. (An Arc of what both need.)
class Engine {
 public:
  Engine() {}

 private:
  int cylinders_ = 4;
  std::string fuel_;
  GCC_LINE(FEARLESS_MEMBERS(cylinders_, fuel_))
};
class Gauge {
 public:
  explicit Gauge(Engine& engine) : engine_(engine) {}

 private:
  Engine& engine_;
  int last_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(engine_, last_))
};
REFUSED(Gauge, "");

// A reference to const, through which it only reads: it may be sent into a scope, and not beyond it.
class Reader {
 public:
  explicit Reader(const Engine& engine) : engine_(engine) {}

 private:
  const Engine& engine_;
  GCC_LINE(FEARLESS_MEMBERS(engine_))
};
REFUSED(Reader, "Send, Sync (ThreadSafe)");

// A counted handle whose count is not atomic. (An Arc.)
class Brush {
 public:
  explicit Brush(Rc<std::string> name) : name_(std::move(name)) {}

 private:
  Rc<std::string> name_;
  int width_ = 1;
  GCC_LINE(FEARLESS_MEMBERS(name_, width_))
};
REFUSED(Brush, "Static");

// A std::function may hold anything. (A SendFn, or a SyncFn.)
class Callbacks {
 public:
  Callbacks() {}

 private:
  std::vector<std::function<void(int)>> on_change_;
  std::function<void()> on_end_;
  GCC_LINE(FEARLESS_MEMBERS(on_change_, on_end_))
};
REFUSED(Callbacks, "");

// And so may a std::any. (A std::variant.)
class Message {
 public:
  Message() {}

 private:
  std::string kind_;
  std::any content_;
  GCC_LINE(FEARLESS_MEMBERS(kind_, content_))
};
REFUSED(Message, "");

// A lock that is held, which only its thread may release. (Nothing: it stays where it is.)
class Transaction {
 public:
  explicit Transaction(std::mutex& mutex) : lock_(mutex) {}

 private:
  std::unique_lock<std::mutex> lock_;
  int changes_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(lock_, changes_))
};
REFUSED(Transaction, "Sync");

// A guard of the library, for the same reason.
class Edit {
 public:
  explicit Edit(MutexGuard<std::string> text) : text_(std::move(text)) {}

 private:
  MutexGuard<std::string> text_;
  GCC_LINE(FEARLESS_MEMBERS(text_))
};
REFUSED(Edit, "Sync");

// A place in somebody else's list. (A key.)
class Cursor {
 public:
  explicit Cursor(std::vector<int>::iterator at) : at_(at) {}

 private:
  std::vector<int>::iterator at_;
  std::size_t steps_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(at_, steps_))
};
REFUSED(Cursor, "");

// A window that belongs to the thread of its event loop, says its author.
class Window {
 public:
  explicit Window(std::string title) : title_(std::move(title)) {}

 private:
  std::string title_;
  std::uint32_t id_ = 0;
  NotSend here_;
  GCC_LINE(FEARLESS_MEMBERS(title_, id_, here_))
};
REFUSED(Window, "Sync, Static");

// What is derived from a class that is refused, and adds only numbers.
class Dialog : public Window {
 public:
  explicit Dialog(std::string title) : Window(std::move(title)) {}

 private:
  std::uint64_t answer_ = 0;
  LINE(FEARLESS_BASES_AND_MEMBERS((Window), answer_))
};
REFUSED(Dialog, "(Sync) (Static)");

// A member of a member of a member: the way is long, and the answer the same.
class Canvas {
 public:
  Canvas() {}

 private:
  struct Layer {
    std::string name;
    std::vector<std::unique_ptr<Brush>> brushes;
  };
  std::map<std::string, std::optional<Layer>> layers_;
  GCC_LINE(FEARLESS_MEMBERS(layers_))
};
REFUSED(Canvas, "Static");

// A global that every object may change shows in no class; one that is reached through a pointer does.
class Statistics {
 public:
  Statistics() {}

 private:
  static inline std::uint64_t total_ = 0;
  std::uint64_t* here_ = &total_;
  GCC_LINE(FEARLESS_MEMBERS(here_))
};
REFUSED(Statistics, "Static");
