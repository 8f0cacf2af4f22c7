// SPDX-License-Identifier: MIT
// Adapters for the loops of libuv and GLib: objects live on them as on a thread of the library's own. (Where CMake does
// not find one of the two, it takes the header in stand_in/ that has as much of it as this program uses.)
#include <fearless/home.hpp>
#include <fearless/home/queue.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/task.hpp>
#include <fearless/task/into_c.hpp>
#include <fearless/thread/id.hpp>

#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include <glib.h>
#include <uv.h>

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

// Two threads use an object on the loop, whose thread is `owner`, until one of them ends the loop.
template <class Loop, class Quit>
void use(const Loop& loop, fearless::thread::ThreadId owner, Quit quit) {
  const auto label = Home<Label, Loop>::make_on(loop, std::string("a"));
  const Remote<Label, Loop> remote = label.remote();
  std::thread other([remote] { remote.tell(&Label::append, std::string("b")); });
  other.join();
  remote.tell(&Label::append, std::string("c"));
  std::printf("%s\n", remote.ask(&Label::shown).wait().value().c_str());
  const bool is_there = remote.ask([](Label&) { return fearless::thread::id(); }).wait().value() == owner;
  std::printf("%s\n", is_there ? "on the thread of the loop" : "WRONG");
  quit();
  const auto answer = remote.ask(&Label::shown).wait();  // the error: home::Gone
  const bool is_gone = !answer.has_value() && !remote.tell(&Label::append, std::string("d"));
  std::printf("%s\n", is_gone && !loop.post(fearless::task([] {})) ? "gone" : "WRONG");
}

void on_libuv() {
  uv_loop_t loop;
  uv_loop_init(&loop);
  const UvLoop executor(&loop);
  std::thread user([executor, owner = fearless::thread::id()] {
    use(executor, owner,
        [executor] { executor.post(fearless::task([](const UvLoop& mine) { mine.end(); }, executor)); });
  });
  uv_run(&loop, UV_RUN_DEFAULT);
  user.join();
  if (uv_loop_close(&loop) != 0) std::printf("WRONG\n");  // the adapter has closed what it opened
}

void on_glib() {
  GMainContext* const context = g_main_context_new();
  GMainLoop* const loop = g_main_loop_new(context, FALSE);
  const GlibLoop executor(context);
  std::thread user([executor, loop, owner = fearless::thread::id()] {
    use(executor, owner, [executor, loop] {
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
//   on the thread of the loop
//   gone
//   abc
//   on the thread of the loop
//   gone
//   42
