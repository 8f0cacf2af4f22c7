// SPDX-License-Identifier: MIT
// Adapters for the loops of libuv and GLib: objects live on them as on a thread of the library's own. (The headers of
// both are stand-ins here; the adapters are the same with the real ones.)
#include <fearless/home.hpp>
#include <fearless/home/queue.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/task.hpp>
#include <fearless/task/into_c.hpp>

#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "stand_in/glib.h"
#include "stand_in/uv.h"

using fearless::Home;
using fearless::Rc;
using fearless::Remote;
using fearless::Task;
namespace home = fearless::home;

// [uv]
// A loop of libuv. Make one on the loop's thread, and call `end` there before the loop goes.
class UvLoop {
 public:
  static constexpr bool one_thread = true;

  explicit UvLoop(uv_loop_t* loop) : state_(std::make_shared<State>()) {
    state_->wake.data = state_.get();
    uv_async_init(loop, &state_->wake, [](uv_async_t* wake) { static_cast<State*>(wake->data)->queue.run(); });
  }
  bool post(Task<void> task) const {
    return state_->queue.post(std::move(task), [this] { uv_async_send(&state_->wake); });
  }
  bool here() const { return state_->queue.here(); }
  bool keep(std::weak_ptr<home::Resident> object) const { return state_->queue.keep(std::move(object)); }

  void end() const {
    state_->queue.end();
    state_->wake.data = new std::shared_ptr<State>(state_);  // until libuv has closed it
    uv_close(reinterpret_cast<uv_handle_t*>(&state_->wake),
             [](uv_handle_t* wake) { delete static_cast<std::shared_ptr<State>*>(wake->data); });
  }

 private:
  struct State {
    home::Queue queue;
    uv_async_t wake{};
  };
  std::shared_ptr<State> state_;
};
// [/uv]
FEARLESS_UNSAFE_SEND(UvLoop);  // uv_async_send may be called by any thread, and the queue has a lock
FEARLESS_UNSAFE_SYNC(UvLoop);
FEARLESS_UNSAFE_STATIC(UvLoop);

// [glib]
// A main context of GLib, which one thread runs. Call `end` on that thread before the context goes.
class GlibLoop {
 public:
  static constexpr bool one_thread = true;

  explicit GlibLoop(GMainContext* context) : context_(context), queue_(std::make_shared<home::Queue>()) {}
  bool post(Task<void> task) const {
    return queue_->post(std::move(task), [this] {
      using Shared = std::shared_ptr<home::Queue>;
      GSource* const source = g_idle_source_new();
      g_source_set_callback(
          source,
          [](gpointer queue) -> gboolean {
            (*static_cast<Shared*>(queue))->run();
            return G_SOURCE_REMOVE;
          },
          new Shared(queue_), [](gpointer queue) { delete static_cast<Shared*>(queue); });
      g_source_attach(source, context_);
      g_source_unref(source);
    });
  }
  bool here() const { return queue_->here(); }
  bool keep(std::weak_ptr<home::Resident> object) const { return queue_->keep(std::move(object)); }

  void end() const { queue_->end(); }

 private:
  GMainContext* context_;
  std::shared_ptr<home::Queue> queue_;
};
// [/glib]
FEARLESS_UNSAFE_SEND(GlibLoop);  // g_source_attach may be called by any thread, and the queue has a lock
FEARLESS_UNSAFE_SYNC(GlibLoop);
FEARLESS_UNSAFE_STATIC(GlibLoop);

struct Label {
  Rc<std::string> text;
  explicit Label(std::string first) : text(Rc<std::string>::make(std::move(first))) {}
  void append(const std::string& more) { text = Rc<std::string>::make(*text + more); }
  std::string shown() const { return *text; }
};

// Two threads use an object on the loop, until it ends the loop.
template <class Loop, class Quit>
void use(const Loop& loop, Quit quit) {
  const auto label = Home<Label, Loop>::make_on(loop, std::string("a"));
  const Remote<Label, Loop> remote = label.remote();
  std::thread other([remote] { remote.tell(&Label::append, std::string("b")); });
  other.join();
  remote.tell(&Label::append, std::string("c"));
  std::printf("%s\n", remote.ask(&Label::shown).wait().value().c_str());
  quit();
  const bool is_gone = !remote.ask(&Label::shown).wait().has_value();
  std::printf("%s\n", is_gone && !remote.tell(&Label::append, std::string("d")) ? "gone" : "WRONG");
}

void on_libuv() {
  uv_loop_t loop;
  const UvLoop executor(&loop);
  std::thread user([executor] {
    use(executor, [executor] { executor.post(fearless::task([](const UvLoop& mine) { mine.end(); }, executor)); });
  });
  uv_run(&loop, UV_RUN_DEFAULT);
  user.join();
}

void on_glib() {
  GMainContext* const context = g_main_context_new();
  GMainLoop* const loop = g_main_loop_new(context, FALSE);
  const GlibLoop executor(context);
  std::thread user([executor, loop] {
    use(executor, [executor, loop] {
      executor.post(fearless::task(
          [](const GlibLoop& mine, fearless::UnsafeSend<GMainLoop*> main) {
            mine.end();
            g_main_loop_quit(*main);
          },
          executor, fearless::unsafe_send(loop)));
    });
  });
  g_main_loop_run(loop);
  user.join();
  g_main_loop_unref(loop);
  g_main_context_unref(context);
}

// What a C pool has: a function and a pointer.
void on_a_c_pool(void (*run)(void*), void* data) { std::thread(run, data).join(); }

int main() {
  on_libuv();
  on_glib();
  // [into_c]
  const fearless::CTask call = fearless::into_c(fearless::task([](int n) { std::printf("%d\n", n); }, 42));
  on_a_c_pool(call.run, call.data);  // or, if the pool is gone: call.drop(call.data)
  // [/into_c]
}

// prints:
//   abc
//   gone
//   abc
//   gone
//   42
