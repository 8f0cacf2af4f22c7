// SPDX-License-Identifier: MIT
// home::Thread: a thread of this library on which objects can live.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/home/detail/caught.hpp>
#include <fearless/home/queue.hpp>
#include <fearless/home/serial.hpp>
#include <fearless/marker.hpp>
#include <fearless/task.hpp>
#include <fearless/thread.hpp>
#include <fearless/thread/current.hpp>
#include <fearless/thread/detail/native.hpp>
#include <fearless/thread/detail/runnable.hpp>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>

namespace fearless::home {

namespace home_detail {

// The loop of one thread. It starts the thread itself, without the packet and the handle of `thread::spawn`: nobody
// needs a result, and every program that includes this header would pay for them when it is compiled.
class Loop : private thread::thread_detail::Runnable<Loop> {
 public:
  Loop(std::optional<std::string> name, std::optional<SyncFn<void(Panic)>> handler)
      : queue(std::move(handler)),
        state_(std::make_shared<thread::thread_detail::ThreadState>(thread::ThreadId::make(), std::move(name))) {}

  using Runnable<Loop>::start;

  bool post(Task<void> task) {
    return queue.post(std::move(task), [this] { wake(Woken::ForTasks); });
  }
  // Tasks that were posted before still run.
  void close() { wake(Woken::ToEnd); }

  Queue queue;

 private:
  friend thread::thread_detail::Runnable<Loop>;

  enum class Woken { No, ForTasks, ToEnd };

  [[nodiscard]] const std::shared_ptr<thread::thread_detail::ThreadState>& thread() const noexcept { return state_; }
  [[nodiscard]] const std::optional<std::string>& name() const noexcept { return state_->name(); }
  void run_on_thread() {
    if (auto panic = run_caught([&] { run(); })) queue.failed(*std::move(panic));
  }
  void at_end() noexcept {}

  // Runs the tasks on the thread until the loop is closed. If a task leaves by pthread_exit, the remaining tasks are
  // dropped, so that nobody waits for them.
  void run() {
    struct Ended {
      Queue& queue;
      ~Ended() { queue.drop(); }
    } const ended{queue};
    while (wait() == Woken::ForTasks) queue.run();
    queue.end();
  }

  void wake(Woken why) {
    const std::lock_guard lock(mutex_);
    if (woken_ != Woken::ToEnd) woken_ = why;
    news_.notify_one();
  }
  Woken wait() {
    std::unique_lock lock(mutex_);
    while (woken_ == Woken::No) news_.wait(lock);
    return woken_ == Woken::ToEnd ? Woken::ToEnd : std::exchange(woken_, Woken::No);
  }

  std::mutex mutex_;
  std::condition_variable news_;
  Woken woken_ = Woken::No;
  const std::shared_ptr<thread::thread_detail::ThreadState> state_;
};

}  // namespace home_detail

class Thread;

/// A handle of a `home::Thread`, for Home. It may outlive the thread, and then reports that the thread is gone.
/// \snippet reference/homes.cpp home
class OnThread {
 public:
  /// All tasks run on the thread.
  static constexpr bool one_thread = true;

  /// A handle of `thread`.
  OnThread(const Thread& thread);
  /// Posts `task` to the thread, as home::Serial requires. Returns false if the thread is gone. Throws std::bad_alloc.
  bool post(Task<void> task) const { return loop_->post(std::move(task)); }
  /// Returns whether this thread is running one of its tasks.
  [[nodiscard]] bool here() const noexcept { return loop_->queue.here(); }
  /// Registers an object that lives on the thread, as `keep` of home::Serial does. Returns false if the thread has
  /// begun to end its objects. Throws std::bad_alloc.
  bool keep(std::weak_ptr<Resident> resident) const { return loop_->queue.keep(std::move(resident)); }
  /// Passes an exception that no answer carries to the handler, or writes it to stderr.
  void failed(Panic panic) const noexcept { loop_->queue.failed(std::move(panic)); }

 private:
  std::shared_ptr<home_detail::Loop> loop_;
};

/// A thread that runs posted tasks one after the other, and on which objects can live:
/// `Home<View>::make_on(thread, args…)`. tokio: a thread with a `LocalSet`.
/// \snippet reference/homes.cpp home
class Thread {
 public:
  /// Starts the thread. Exceptions that no answer carries are written to stderr. Throws std::bad_alloc, and
  /// std::system_error if the system cannot create a thread.
  Thread() : Thread(std::nullopt, std::nullopt) {}
  /// The same, but these exceptions are passed to `handler`, which must not throw. It is usually called on this thread;
  /// if an answer was dropped, it may be called on any thread.
  template <class F>
    requires std::is_invocable_v<const std::decay_t<F>&, Panic>
  explicit Thread(F&& handler) : Thread(std::nullopt, SyncFn<void(Panic)>(std::forward<F>(handler))) {}
  /// The same, with a name for the thread, as `thread::Builder::name` takes it.
  explicit Thread(std::string name) : Thread(std::optional(std::move(name)), std::nullopt) {}
  /// The same, with a name and a handler.
  Thread(std::string name, SyncFn<void(Panic)> handler)
      : Thread(std::optional(std::move(name)), std::optional(std::move(handler))) {}
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;
  /// Runs the tasks that were posted before, ends the objects that live on the thread, and joins the thread. On the
  /// thread itself, which cannot join itself, it does not join. In a forked child, which does not have the thread, it
  /// does nothing.
  ~Thread() {
    if (native_.is_elsewhere()) return;
    loop_->close();
    native_.is_this_thread() ? native_.detach() : native_.join();
  }

 private:
  friend class OnThread;
  Thread(std::optional<std::string> name, std::optional<SyncFn<void(Panic)>> handler)
      : loop_(std::make_shared<home_detail::Loop>(std::move(name), std::move(handler))) {
    if (const std::error_code error = home_detail::Loop::start(loop_, native_, 0)) {
      fearless::detail::raise(std::system_error(error, "fearless::home::Thread"));
    }
  }

  std::shared_ptr<home_detail::Loop> loop_;
  thread::thread_detail::Native native_;
};

inline OnThread::OnThread(const Thread& thread) : loop_(thread.loop_) {}

}  // namespace fearless::home

namespace fearless {

// Why: all operations on the loop are protected by its lock.
template <>
struct rules::row<home::OnThread> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
// Why ThreadSafe: its only operation is to create handles. (A thread that destroys it is its only owner.)
template <>
struct rules::row<home::Thread> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};

}  // namespace fearless
