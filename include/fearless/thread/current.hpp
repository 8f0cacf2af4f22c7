// SPDX-License-Identifier: MIT
// Thread, a handle to a thread: its identity, its name, and the token that wakes it if it is parked.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/marker.hpp>
#include <fearless/thread/id.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include <pthread.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace fearless {
namespace thread {
namespace thread_detail {

using detail::Deadline;

// The state that all handles to a thread share.
class ThreadState {
 public:
  ThreadState(ThreadId id, std::optional<std::string> name) : id_(id), name_(std::move(name)) {}
  ThreadState(const ThreadState&) = delete;
  ThreadState& operator=(const ThreadState&) = delete;

  [[nodiscard]] ThreadId id() const noexcept { return id_; }
  [[nodiscard]] const std::optional<std::string>& name() const noexcept { return name_; }

  // Called by the thread itself: waits for the token, and takes it.
  void park(const Deadline& deadline) noexcept {
    detail::pause_point();
    std::uint32_t now = nothing;
    if (!token_.compare_exchange_strong(now, parked, std::memory_order_relaxed)) {
      // Acquire: if the token was given again meanwhile, this thread also sees what was done before that.
      token_.exchange(nothing, std::memory_order_acquire);
      return;
    }
    detail::pause_point();
    while (token_.load(std::memory_order_relaxed) == parked && detail::futex_wait(token_, parked, deadline)) {
    }
    token_.exchange(nothing, std::memory_order_acquire);
  }
  void unpark() noexcept {
    const bool waits = token_.exchange(given, std::memory_order_release) == parked;
    detail::pause_point();
    if (waits) detail::futex_wake_one(token_);
  }

 private:
  const ThreadId id_;
  const std::optional<std::string> name_;
  static constexpr std::uint32_t nothing = 0;
  static constexpr std::uint32_t given = 1;
  static constexpr std::uint32_t parked = 2;
  detail::FutexWord token_{nothing};
};

// What a thread stores about itself. Destructors of other thread-local objects may use it, even those of objects that
// are older than it and are destroyed later. So it is plain data. The state that it refers to is destroyed with the
// thread's pthread keys, after all thread-local objects. The main thread does not destroy its keys, so its state stays.
class Current {
 public:
  using State = std::shared_ptr<ThreadState>;

  // Null if there is no state yet.
  [[nodiscard]] const State* state() const noexcept { return there_ ? static_cast<const State*>(place()) : nullptr; }

  // Keeps the state until the thread ends. Returns whether that is possible.
  bool keep(State state) {
    if (ending_) {
      if (!destroyed_with_keys()) return false;
    } else {
      static thread_local const Ending at_the_end;
      static_cast<void>(at_the_end);
    }
    ::new (place_) State(std::move(state));
    there_ = true;
    return true;
  }

  // Replaces the state of what runs on this thread, null meaning none, by another one.
  void exchange(State& other) noexcept {
    State mine;
    if (there_) {
      mine = std::move(*static_cast<State*>(place()));
      destroy();
    }
    if (other != nullptr) {
      ::new (place_) State(std::move(other));
      there_ = true;
    }
    other = std::move(mine);
  }

  // Registers `end(job)`, which `ended` calls, or the end of the thread if its function does not return.
  void begins(void (*end)(void*), void* job) noexcept {
    end_ = end;
    job_ = job;
  }
  void ended() noexcept {
    if (end_ != nullptr) std::exchange(end_, nullptr)(job_);
  }

  [[nodiscard]] static Current& mine() noexcept;

 private:
  // The first of the library's thread-local objects. The registration of its destructor also keeps the part of the
  // program that contains this code from being unloaded.
  struct Ending {
    Ending() noexcept {}  // NOLINT(modernize-use-equals-default): or it would be initialised each time anew
    Ending(const Ending&) = delete;
    Ending& operator=(const Ending&) = delete;
    ~Ending() {
      Current& mine = Current::mine();
      mine.ended();
      mine.ending_ = true;
      if (!mine.destroyed_with_keys()) mine.destroy();
    }
  };

  class Key {
   public:
    Key() noexcept : made_(::pthread_key_create(&key_, &Key::destroy) == 0) {}
    Key(const Key&) = delete;
    Key& operator=(const Key&) = delete;
    // Runs when this part of the program is unloaded, or when the program ends.
    ~Key() {
      if (made_) ::pthread_key_delete(key_);
    }
    [[nodiscard]] bool set(const void* value) const noexcept {
      return made_ && ::pthread_setspecific(key_, value) == 0;
    }
    static const Key& get() noexcept {
      static const Key key;
      return key;
    }

   private:
    // Waits for the second round of key destructors, because on some systems the first round destroys the thread-local
    // objects.
    static void destroy(void* current) noexcept {
      Current& mine = *static_cast<Current*>(current);
      if (!std::exchange(mine.waited_, true) && get().set(current)) return;
      mine.destroy();
    }

    pthread_key_t key_{};
    bool made_;
  };

  [[nodiscard]] bool destroyed_with_keys() noexcept { return Key::get().set(this); }
  void destroy() noexcept {
    if (std::exchange(there_, false)) static_cast<State*>(place())->~State();
  }
  [[nodiscard]] void* place() noexcept { return place_; }
  [[nodiscard]] const void* place() const noexcept { return place_; }

  alignas(State) std::byte place_[sizeof(State)]{};
  bool there_ = false;
  bool ending_ = false;  // whether thread-locals are being destroyed
  bool waited_ = false;
  void (*end_)(void*) = nullptr;
  void* job_ = nullptr;
};
[[gnu::visibility("default")]] inline constinit thread_local Current of_this_thread{};
inline Current& Current::mine() noexcept { return of_this_thread; }

inline bool is_main_thread() noexcept {
#if defined(__linux__)
  return ::syscall(SYS_gettid) == ::getpid();
#else
  return false;
#endif
}

inline std::shared_ptr<ThreadState> this_thread_state() {
  Current& mine = Current::mine();
  if (const auto* state = mine.state()) return *state;
  std::optional<std::string> name;
  if (is_main_thread()) name = "main";
  auto state = std::make_shared<ThreadState>(id(), std::move(name));
  static_cast<void>(mine.keep(state));
  return state;
}

// Makes the calling thread, which is new, the thread that `state` was created for. `end(job)` will be called when
// `ended` is, or when the thread ends in any other way.
inline void become(std::shared_ptr<ThreadState> state, void (*end)(void*), void* job) {
  thread::become(state->id());
  Current& mine = Current::mine();
  mine.begins(end, job);
  mine.keep(std::move(state));
}
inline void ended() noexcept { Current::mine().ended(); }

}  // namespace thread_detail

/// A handle to a thread, which may have ended. Copies refer to the same thread. Rust: `std::thread::Thread`.
/// \snippet reference/threads.cpp thread
class Thread {
 public:
  /// For `current` and `JoinHandle::thread`.
  explicit Thread(std::shared_ptr<thread_detail::ThreadState> state) noexcept : state_(std::move(state)) {}

  /// Returns the identity of the thread. Rust: `Thread::id`.
  [[nodiscard]] ThreadId id() const noexcept { return state_->id(); }

  /// Returns the name that a Builder has given to the thread; "main" for the main thread (on Linux); otherwise nothing.
  /// Rust: `Thread::name`.
  [[nodiscard]] std::optional<std::string> name() const { return state_->name(); }

  /// Gives the thread its token, so that it returns from `park`, now or the next time. There is only one token: giving
  /// it twice has the same effect as once. The thread then sees everything that the caller did before. Rust:
  /// `Thread::unpark`.
  void unpark() const { state_->unpark(); }

 private:
  std::shared_ptr<thread_detail::ThreadState> state_;
};

/// Returns the calling thread, which need not have been started by fearless. Throws std::bad_alloc at the first call on
/// such a thread. Rust: `std::thread::current`.
[[nodiscard]] inline Thread current() { return Thread(thread_detail::this_thread_state()); }

/// Returns the name of the calling thread, if it has one. Rust: `std::thread::current().name()`.
[[nodiscard]] inline std::optional<std::string> name() { return current().name(); }

/// Waits until `unpark` gives this thread its token, and takes the token. (Unlike in Rust, there are no spurious
/// wake-ups.) Rust: `std::thread::park`.
inline void park() { thread_detail::this_thread_state()->park(thread_detail::Deadline::never()); }

/// Waits for the token for at most `span` (of any length). It does not tell whether the token came. Rust:
/// `std::thread::park_timeout`.
template <class Rep, class Period>
void park_timeout(const std::chrono::duration<Rep, Period>& span) {
  thread_detail::this_thread_state()->park(thread_detail::Deadline::after(span));
}

}  // namespace thread

// Why both: the state does not change, except for the token, which is an atomic.
template <>
struct rules::row<thread::Thread> : row<thread::ThreadId> {};

}  // namespace fearless
